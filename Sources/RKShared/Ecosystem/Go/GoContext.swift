/// What classifying a module's requirements needs: all modules of the workspace.
struct GoContext {
    /// The modules by folder.
    private let byFolder: [String: GoModule]
    /// The modules by path; several where a path repeats.
    private let byName: [String: [GoModule]]
    /// Whether there is a go.work.
    private let hasWork: Bool
    /// What versions.yaml says, if there is one.
    private let sets: ModuleSets?

    /// A context of all modules.
    init(modules: [GoModule], hasWork: Bool, sets: ModuleSets?) {
        byFolder = Dictionary(modules.map { ($0.folder, $0) }) { first, _ in first }
        byName = Dictionary(grouping: modules, by: \.name)
        self.hasWork = hasWork
        self.sets = sets
    }

    /// The id of a module; its folder is in it where its path repeats.
    func id(of module: GoModule) -> String {
        byName[module.name]?.count == 1 ? "golang:\(module.name)" : "golang:\(module.name)@\(module.folder)"
    }

    /// A module as a package of the document. Its version is in no file; the line `go` is the language's.
    func package(_ module: GoModule, workspace: String) -> Package {
        var package = Package(
            id: id(of: module), name: module.name, ecosystem: "go", workspace: workspace, path: module.folder, manifest: module.path,
            version: nil)
        package.privateReason = privateReason(of: module)
        package.publish = package.privateReason == nil
        package.rest["tag_prefix"] = .string(Go.tagPrefix(name: module.name, folder: module.folder))
        package.rest["deprecated"] = module.file.deprecated.map { .string($0) }
        if !module.file.retractions.isEmpty {
            package.rest["retracted"] = .strings(module.file.retractions.map { $0.low == $0.high ? $0.low : "[\($0.low), \($0.high)]" })
        }
        let dependencies = Set(module.file.requirements.map { classify($0, in: module) })
        package.dependencies = dependencies.inOrder(by: Self.precedes)
        return package
    }

    /// The requirements of a module on others of these that neither a `replace` nor a go.work ties to their folders.
    func upcoming(_ module: GoModule) -> [Discovery.UpcomingEdge] {
        guard !hasWork else { return [] }
        return module.file.requirements.compactMap { requirement in
            let path = requirement.path.text
            guard path != module.name, let target = byName[path]?.first, byName[path]?.count == 1,
                GoModule.replacement(for: requirement, in: module.file.replacements) == nil
            else { return nil }
            return Discovery.UpcomingEdge(package: id(of: module), name: path, target: id(of: target))
        }
    }

    /// The order of dependencies: by path, by version, the direct one first.
    private static func precedes(_ left: Dependency, _ right: Dependency) -> Bool {
        guard left.name.sameBytes(right.name) else { return left.name.precedes(right.name) }
        guard left.requirement.sameBytes(right.requirement) else { return left.requirement.precedes(right.requirement) }
        return left.rest["indirect"] == nil && right.rest["indirect"] != nil
    }

    /// The errors of paths that several modules meant for users have.
    func duplicates(among packages: [Package]) -> [Diagnostic] {
        let groups = Dictionary(grouping: packages.filter(\.publish), by: \.name).filter { $0.value.count > 1 }
        return groups.sorted { $0.key.precedes($1.key) }.map { name, packages in
            let manifests = packages.map { "`\($0.manifest)`" }.joined(separator: " and ")
            return Diagnostic(
                .error, .packageDuplicate, "\(packages.count) modules have the path `\(name)`: \(manifests)",
                hint: "rename one, or set publishable = false in its releasekit.toml", at: Place(packages[1].manifest))
        }
    }

    /// Why nobody can fetch a module, or is meant to; nil when it is released.
    private func privateReason(of module: GoModule) -> String? {
        if let reason = sets?.privateReason(of: module.name) { return reason }
        if let problem = GoModulePath.problem(in: module.name) { return "the module path `\(module.name)` cannot be fetched: \(problem)" }
        guard let path = GoModulePath(module.name) else { return nil }
        let prefix = Go.tagPrefix(name: module.name, folder: module.folder)
        if let problem = RefName.problem(in: prefix + "v0.0.0") {
            return "no tag can be called as its folder `\(module.folder)`: \(problem)"
        }
        guard !prefix.isEmpty, !("/" + path.prefix + "/").hasSuffix("/" + prefix), !(module.name + "/").hasSuffix("/" + prefix) else {
            return nil
        }
        return "the module path `\(module.name)` does not end with the folder `\(module.folder)`, where go would look for it"
    }

    /// A requirement with the decision whether it is an edge of the release graph: its module is one of these, and the go.work has it or
    /// a `replace` leads to its folder. What is only needed indirectly orders nothing, but its version follows the release.
    private func classify(_ requirement: GoMod.Requirement, in module: GoModule) -> Dependency {
        var dependency = Dependency(name: requirement.path.text, kind: .runtime, requirement: requirement.version)
        if requirement.isIndirect { dependency.rest["indirect"] = .bool(true) }
        guard let candidates = byName[requirement.path.text] else { return dependency }
        guard requirement.path.text != module.name else {
            dependency.why = "the module itself: no edge"
            return dependency
        }
        let (target, why) = resolve(requirement, in: module, candidates)
        dependency.why = why
        guard let target else { return dependency }
        if requirement.isIndirect {
            dependency.rest["member"] = .string(id(of: target))
            dependency.why = "\(why), but // indirect: no edge"
        } else {
            dependency.package = id(of: target)
        }
        return dependency
    }

    /// The module that a requirement means, and why it is that one, or none.
    private func resolve(
        _ requirement: GoMod.Requirement, in module: GoModule, _ candidates: [GoModule]
    ) -> (target: GoModule?, why: String) {
        if hasWork, let target = candidates.first { return (target, "used by the go.work") }
        guard let replacement = GoModule.replacement(for: requirement, in: module.file.replacements) else {
            return (nil, "a module of the repository, but neither replaced by its folder nor in a go.work: external")
        }
        guard let folder = module.folder(of: replacement), let target = byFolder[folder], target.name == requirement.path.text else {
            return (nil, "a module of the repository, but replaced by `\(replacement.target.text)`: external")
        }
        return (target, "replaced by \(replacement.target.text)")
    }
}
