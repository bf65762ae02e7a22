import RKShared

/// The folder of one version's artifacts, kept in the state folder until the whole run ended well.
struct ArtifactFolder: Sendable {
    /// The absolute path.
    let path: String

    /// The folder of an item below the run's folder.
    init(of item: PublishPlan.Item, below folder: String) {
        let safe = item.package.id.utf8.map { byte in
            Character(Unicode.Scalar(byte)).isLetter && byte < 0x80 || Character(Unicode.Scalar(byte)).isNumber && byte < 0x80 || "-.".utf8.contains(byte)
                ? String(Unicode.Scalar(byte)) : "_\(String(byte, radix: 16))"
        }
        path = "\(folder)/\(safe.joined())-\(item.version)"
    }

    /// The artifacts with digests, by name; attestations stand beside them and are none.
    /// - Throws: a `Fault` when a file cannot be read.
    func artifacts() throws(Fault) -> [Outcome.Artifact] {
        var result: [Outcome.Artifact] = []
        for name in Files.names(in: path) where name.hasSuffix(".whl") || name.hasSuffix(".tar.gz") || name.hasSuffix(".zip") {
            do {
                let bytes = try Files.read("\(path)/\(name)")
                result.append(Outcome.Artifact(file: name, sha256: Digest.sha256(bytes), size: bytes.count))
            } catch {
                throw Fault(.fileUnreadable, "`\(path)/\(name)` cannot be read: \(error)")
            }
        }
        return result
    }

    /// The absolute path of a file in it.
    func file(_ name: String) -> String { "\(path)/\(name)" }
}
