/// A module's archive as proxies serve it (golang.org/ref/mod, "Module zip files").
struct GoArchive: Sendable {
    /// The absolute path.
    let path: String

    /// The largest go.mod that the go command takes, in bytes.
    private static let maximumManifest = 16 << 20

    /// What it says otherwise, each as a clause that fits behind the file's name.
    func problems(_ package: Package, _ version: String, _ exact: [String: String]) async -> [String] {
        let prefix = "\(package.name)@\(version)/"
        do {
            let bytes = try Files.read(path)
            let archive = try await ZipArchive(size: bytes.count) { offset, length in
                let start = min(max(0, offset), bytes.count)
                return Array(bytes[start..<min(bytes.count, start + max(0, length))])
            }
            guard archive.entries.allSatisfy({ $0.name.hasPrefix(prefix) }) else { return ["holds files outside of `\(prefix)`"] }
            guard let entry = archive.entries.first(where: { $0.name == prefix + Go.moduleFile }) else { return ["has no go.mod"] }
            return Self.problems(try await archive.contents(of: entry, limit: Self.maximumManifest), package, exact)
        } catch {
            return [(error as? ZipFault)?.reason ?? "cannot be read: \(error)"]
        }
    }

    /// What a go.mod says otherwise.
    private static func problems(_ bytes: [UInt8], _ package: Package, _ exact: [String: String]) -> [String] {
        let file: GoMod
        do throws(SyntaxFault) {
            file = try GoMod(bytes)
        } catch {
            return ["has a go.mod that is none: \(error.message)"]
        }
        var problems: [String] = []
        if file.module?.text != package.name { problems.append("is of `\(file.module?.text ?? "")`, not of `\(package.name)`") }
        for (id, version) in exact.sorted(by: { $0.key.precedes($1.key) }) {
            let path = Go.name(ofId: id)
            for requirement in file.requirements where requirement.path.text == path && requirement.version != version {
                problems.append("requires `\(path) \(requirement.version)`, not `\(version)`")
            }
        }
        return problems
    }
}
