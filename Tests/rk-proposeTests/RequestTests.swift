import RKShared
import Testing

@testable import rk_propose

/// The words of a release, and how much of them a forge takes.
struct RequestTests {
    /// One package, several, and several of one version.
    @Test func titles() {
        #expect(Self.request([("core", "1.1.0")]).title == "chore: release core 1.1.0")
        #expect(Self.request([("a", "1.0.0"), ("b", "2.0.0")]).title == "chore: release a 1.0.0, b 2.0.0")
        #expect(Self.request((1...4).map { ("p\($0)", "1.\($0).0") }).title == "chore: release 4 packages")
        #expect(Self.request((1...4).map { ("p\($0)", "3.0.0") }).title == "chore: release 3.0.0")
        #expect(Self.request([("core", "1.1.0")]).message.contains("\n\nRelease-Record: "))
    }

    /// However many packages there are, the text fits, and says what it leaves out.
    @Test(arguments: [1, 30, 1000, 2000]) func body(of count: Int) throws {
        let request = Self.request((1...count).map { ("package-with-a-long-name-\($0)", "1.\($0).0") }, notes: 300)
        let body = request.proposal(of: [], branch: "releasekit--release").request.body
        #expect(body.unicodeScalars.count <= ReleaseRequest.maximumBody)
        #expect(body.contains("| package-with-a-long-name-1 | 1.0.0 → 1.1.0 | minor |"))
        let left = count - body.split(separator: "<details>").count + 1
        #expect(left == 0 || body.contains("The notes of \(left) more packages"))
    }

    /// A request for packages by name and version.
    private static func request(_ packages: [(name: String, version: String)], notes: Int = 0) -> ReleaseRequest {
        var document = Document()
        document.packages = packages.map {
            Package(id: "pypi:\($0.name)", name: $0.name, ecosystem: "uv", workspace: "uv", path: $0.name, manifest: $0.name, version: nil)
        }
        document.changelog = packages.map { package in
            var note = PackageNotes(package: "pypi:\(package.name)", path: "x", version: package.version, sections: [])
            note.markdown = String(repeating: "x", count: notes)
            return note
        }
        let entries = packages.map {
            ReleaseRecord.Entry(package: "pypi:\($0.name)", from: "1.0.0", version: $0.version, bump: "minor", tag: "t", changelog: nil)
        }
        return ReleaseRequest(record: ReleaseRecord(packages: entries), document: document)
    }
}
