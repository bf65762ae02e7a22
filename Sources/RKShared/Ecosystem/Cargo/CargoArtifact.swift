/// A `.crate` on disk, as far as a release must look into it: the manifest that cargo wrote into it.
struct CargoArtifact {
    /// The absolute path.
    let path: String

    /// The largest manifest, and the most that is expanded on the way to it, in bytes.
    private static let limits = TarArchive.Limits(file: 16 << 20, archive: 1 << 30)

    /// The manifest inside.
    func manifest() throws(TarFault) -> CargoManifest {
        let bytes: [UInt8]
        do { bytes = try Files.read(path) } catch { throw TarFault(reason: "cannot be read: \(error)") }
        let isManifest: (String) -> Bool = { $0.hasSuffix("/Cargo.toml") && $0.split(separator: "/").count == 2 }
        guard let file = try TarArchive.file(in: bytes, limits: Self.limits, accepts: isManifest) else {
            throw TarFault(reason: "has no Cargo.toml")
        }
        do throws(Fault) { return try CargoManifest(file, path: "Cargo.toml") } catch {
            throw TarFault(reason: "has a bad Cargo.toml: \(error.message)")
        }
    }

    /// Whether the crate has a library; true where that cannot be told. cargo lists the targets of what it packs.
    var hasLibrary: Bool {
        guard let manifest = try? manifest() else { return true }
        return manifest["lib"] != nil || manifest["bin"] == nil
    }

    /// What the manifest says otherwise, as clauses: name, version, and requirements on members that do not allow the release's version.
    func problems(of package: Package, version: String, exact: [String: String]) -> [String] {
        let manifest: CargoManifest
        do { manifest = try self.manifest() } catch { return [error.reason] }
        var problems: [String] = []
        if manifest.name != package.name { problems.append("is of `\(manifest.name ?? "")`, not of `\(package.name)`") }
        let stated = manifest.package?.table?["version"]?.string
        if stated != version { problems.append("has the version `\(stated ?? "")`, not `\(version)`") }
        let declarations = CargoDependencies(manifest, root: manifest).declarations.filter { $0.kind != .dev }
        for (id, version) in exact.sorted(by: { $0.key.precedes($1.key) }) {
            let name = CargoName.name(ofId: id)
            let found = declarations.filter { $0.name == name }
            if found.isEmpty { problems.append("does not require `\(name)`") }
            for declared in found where (try? CargoRequirement(declared.requirement))?.allows(version) != true {
                problems.append("requires `\(name)` as `\(declared.requirement)`, which \(version) does not fit")
            }
        }
        return problems
    }
}
