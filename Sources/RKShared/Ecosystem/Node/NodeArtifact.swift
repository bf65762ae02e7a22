/// A tarball of a package on disk, as far as a release must look into it.
struct NodeArtifact {
    /// The absolute path.
    let path: String

    /// The largest manifest, and the most that is expanded on the way to it, in bytes.
    private static let limits = TarArchive.Limits(file: 16 << 20, archive: 1 << 30)

    /// The version in a tarball's name, `scope-name-1.2.3.tgz` as `npm pack` writes it; nil when the name is of another package.
    static func version(inName file: String, of package: Package) -> String? {
        let name = package.registryName
        let flat = (name.rest(behind: "@") ?? name).replacing("/", with: "-")
        guard let rest = file.rest(behind: flat + "-"), rest.hasSuffix(".tgz") else { return nil }
        let version = String(rest.dropLast(4))
        return SemVer(version) == nil ? nil : version
    }

    /// The manifest inside.
    func manifest() throws(TarFault) -> PackageJSON {
        let bytes: [UInt8]
        do { bytes = try Files.read(path) } catch { throw TarFault(reason: "cannot be read: \(error)") }
        // npm takes any first folder; it is `package` in what npm and pnpm pack.
        let isManifest: (String) -> Bool = { $0.hasSuffix("/package.json") && $0.split(separator: "/").count == 2 }
        guard let file = try TarArchive.file(in: bytes, limits: Self.limits, accepts: isManifest) else {
            throw TarFault(reason: "has no package.json")
        }
        do throws(Fault) { return try PackageJSON(file, path: "package.json") } catch {
            throw TarFault(reason: "has a bad package.json: \(error.message)")
        }
    }

    /// What the manifest inside says otherwise, as clauses: name, version, requirements on members that do not allow the release's version,
    /// and protocols that only a workspace understands.
    func problems(of package: Package, version: String, exact: [String: String]) -> [String] {
        let manifest: PackageJSON
        do { manifest = try self.manifest() } catch { return [error.reason] }
        var problems: [String] = []
        let name = package.registryName
        if manifest.name != name { problems.append("is of `\(manifest.name ?? "")`, not of `\(name)`") }
        if manifest.version != version { problems.append("has the version `\(manifest.version ?? "")`, not `\(version)`") }
        if manifest.isPrivate { problems.append("is private") }
        var findings: [Diagnostic] = []
        for requirement in manifest.requirements(findings: &findings) where requirement.section != .devDependencies {
            switch NodeSpecifier(requirement.text) {
            case .workspace, .workspacePath, .path, .catalog:
                problems.append("requires `\(requirement.name)` as `\(requirement.text)`, which no registry understands")
            case .range(let range), .alias(_, let range):
                guard let target = NodePinning.target(of: requirement, in: package), let wanted = exact[target] else { continue }
                guard NpmRange(range)?.allows(wanted) != true else { continue }
                problems.append("requires `\(requirement.name)` as `\(requirement.text)`, which \(wanted) does not fit")
            case .tag, .other: continue
            }
        }
        let present = Set(
            NodeSection.allCases.filter { $0 != .devDependencies }.flatMap { manifest[$0.rawValue]?.members?.map(\.key) ?? [] })
        for dependency in package.dependencies where !dependency.kind.isInert && !present.contains(dependency.name) {
            guard let target = dependency.package, exact[target] != nil else { continue }
            problems.append("does not require `\(dependency.name)`")
        }
        return problems
    }
}
