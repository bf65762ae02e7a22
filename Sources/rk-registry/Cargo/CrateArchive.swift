import RKShared

/// Checks the archive of a crate.
enum CrateArchive {
    /// The largest manifest, and the most that is expanded, in bytes.
    private static let limits = TarArchive.Limits(file: 16 << 20, archive: 1 << 30)

    /// Refuses bytes that are no compressed tar archive of one folder `NAME-VERSION` with a `Cargo.toml` of this name and version.
    static func check(_ bytes: [UInt8], of name: CrateName, _ version: String) throws(Refusal) {
        let root = "\(name.text)-\(version)/"
        var stray: String?
        let file: [UInt8]?
        do throws(TarFault) {
            file = try TarArchive.file(in: bytes, limits: limits) { $0 == "\(root)Cargo.toml" }
            _ = try TarArchive.file(in: bytes, limits: limits) { path in
                if !path.hasPrefix(root) { stray = path }
                return false
            }
        } catch {
            throw Refusal(400, "invalid crate: the archive \(error.reason)")
        }
        if let stray { throw Refusal(400, "invalid crate: the archive holds '\(stray.prefix(200))', which is not below '\(root)'") }
        guard let file else { throw Refusal(400, "invalid crate: the archive has no \(root)Cargo.toml") }
        let manifest: TOMLDocument
        do { manifest = try TOMLDocument(file) } catch {
            throw Refusal(400, "invalid crate: its Cargo.toml cannot be read: \(error.message)")
        }
        for (key, wanted) in [("name", name.text), ("version", version)] {
            guard let found = manifest.node("package", key)?.string ?? manifest.node("project", key)?.string, found == wanted else {
                throw Refusal(400, "invalid crate: the \(key) in its Cargo.toml is not '\(wanted)'")
            }
        }
    }
}
