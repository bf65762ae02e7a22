import RKShared
import Support
import Testing

/// What each registry lets be done about a published version, and how.
struct WithdrawalTests {
    /// A version of an ecosystem in a registry.
    private static func version(_ ecosystem: String, _ name: String, _ base: String) -> PublishedVersion {
        let package = Package(
            id: "x:\(name)", name: name, ecosystem: ecosystem, workspace: "w", path: "p", manifest: "p/manifest", version: "1.2.0")
        return PublishedVersion(
            package: package, version: "1.2.0", registry: RegistryAddress(name: base, base: base, upload: base, index: base))
    }

    /// The step of a version as text: the command, the request, or the page.
    private static func step(_ ecosystem: String, _ name: String, _ base: String, forced: Bool = false) -> String {
        let version = version(ecosystem, name, base)
        guard let way = Catalog.ecosystem(ecosystem)?.publishing as? any Withdrawing,
            let manner = way.manner(of: version, isForced: forced)
        else { return "nothing" }
        switch way.withdrawal(of: version, by: manner, because: "it's bad", with: ["UV_PUBLISH_TOKEN": "secret"]) {
        case .call(let call): return "\(manner): \(call.commandLine)"
        case .request(let request, let page):
            return "\(manner): \(request.method) \(request.url) \(String(decoding: request.body, as: UTF8.self)), else \(page)"
        case .byHand(let page): return "\(manner): \(page)"
        }
    }

    /// Commands where tools have them, requests where they are known, else the page for a person; no secret in any.
    @Test func steps() {
        #expect(Self.step("uv", "My.Pkg", "https://pypi.org") == "yank: https://pypi.org/manage/project/my-pkg/release/1.2.0/")
        #expect(
            Self.step("uv", "pkg", "http://127.0.0.1:1/pypi")
                == #"yank: POST http://127.0.0.1:1/pypi/_rk/yank {"name":"pkg","reason":"it's bad","version":"1.2.0"}, else http://127.0.0.1:1/pypi/manage/project/pkg/release/1.2.0/"#
        )
        #expect(
            Self.step("npm", "@a/b", "https://registry.npmjs.org/")
                == #"deprecate: npm deprecate --registry https://registry.npmjs.org/ -- @a/b@1.2.0 'it'\''s bad'"#)
        #expect(
            Self.step("pnpm", "b", "https://registry.npmjs.org/", forced: true)
                == "unpublish: npm unpublish --registry https://registry.npmjs.org/ -- b@1.2.0")
        #expect(Self.step("cargo", "acme", "https://crates.io/") == "yank: cargo yank --version 1.2.0 --registry rk-release -- acme")
        #expect(Self.step("pub", "acme", "https://pub.dev/") == "retract: https://pub.dev/packages/acme/admin")
        #expect(
            Self.step("pub", "acme", "https://pub.acme.dev/")
                == #"retract: PUT https://pub.acme.dev/api/packages/acme/versions/1.2.0/options {"isRetracted":true}, else https://pub.acme.dev/packages/acme/admin"#
        )
        #expect(Self.step("maven", "g:a", "https://repo1.maven.org/maven2/") == "nothing")
        #expect(Self.step("gradle", "g:a", "https://maven.acme.dev/") == "unpublish: https://maven.acme.dev/")
    }

    /// A line `retract` with its reason, at the end and once; what a range takes back already stays.
    @Test func retractions() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("p/go.mod", "module example.com/p\n\ngo 1.21\n\nretract [v0.1.0, v0.3.0] // early")
        let go = try #require(Catalog.ecosystem("go")?.publishing as? any WithdrawnByRelease)
        let package = Package(
            id: "golang:example.com/p", name: "example.com/p", ecosystem: "go", workspace: "w", path: "p", manifest: "p/go.mod",
            version: nil)
        let tree = SourceTree(root: sandbox.folder, tracked: nil)
        #expect(try go.withdrawing("v0.2.0", of: package, because: "x", in: tree) == nil)
        let change = try #require(try go.withdrawing("v1.2.0", of: package, because: "two\nlines", in: tree))
        #expect(String(decoding: change.after, as: UTF8.self).hasSuffix("// early\n\nretract v1.2.0 // two lines\n"))
        try await sandbox.write("p/go.mod", change.after.map { String(UnicodeScalar($0)) }.joined())
        #expect(try go.withdrawing("v1.2.0", of: package, because: "x", in: tree) == nil)
    }
}
