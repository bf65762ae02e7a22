extension Uv: LastingRewriting {
    /// Writes the version where it is kept, and `==version` in place of the conditions of every requirement on a package of the
    /// repository, in the lists that ship; extras, markers and all other bytes stay. The result is parsed again and must say so.
    public func rewrite(_ package: Package, _ rewrite: Rewrite, in tree: SourceTree) throws(Fault) -> Rewriting {
        try self.rewrite(package, rewrite, in: tree, isLasting: false)
    }

    /// The same, but conditions that allow the version stay, and others are raised to allow it, also in lists that do not ship: uv resolves
    /// them all together.
    public func lastingRewrite(_ packages: [Package], _ rewrites: [String: Rewrite], in tree: SourceTree) throws(Fault) -> [String:
        Rewriting]
    {
        var result: [String: Rewriting] = [:]
        for package in packages {
            if let rewrite = rewrites[package.id] { result[package.id] = try self.rewrite(package, rewrite, in: tree, isLasting: true) }
        }
        return result
    }

    /// The edits for a registry, or for a commit.
    private func rewrite(_ package: Package, _ rewrite: Rewrite, in tree: SourceTree, isLasting: Bool) throws(Fault) -> Rewriting {
        let manifest = try PyProject(reading: package.manifest, in: tree)
        var findings: [Diagnostic] = []
        var result = Rewriting()
        var edits: [Edit] = []
        if let version = rewrite.version {
            switch UvVersion(of: manifest, in: tree, findings: &findings).source {
            case .manifest(let node): if node.string != version { edits.append(manifest.document.replacingString(node, with: version)) }
            case .file(let path, let bytes, let span):
                let after = [Edit(span: span, replacement: version)].applied(to: bytes)
                if after != bytes { result.changes.append(Rewriting.FileChange(path: path, before: bytes, after: after)) }
            case .crate: break  // Its own ecosystem writes it, together with what needs the crate.
            case .tags: result.environment = Self.environment(version: version, of: package)
            case .unknown(let why):
                throw Fault(
                    .pinImpossible, "the version of \(package.id) cannot be written: \(why)",
                    hint: "write it in [project], or in a file that the build backend reads; or leave the package out, with exclude",
                    at: Place(package.manifest), package: package.id)
            }
        }
        let exact = Dictionary(uniqueKeysWithValues: rewrite.exact.map { (Self.name(ofId: $0.key), $0.value) })
        var wanted: [String: Set<String>] = [:]
        for declared in UvRequirements.all(of: manifest, findings: &findings) where declared.ships || isLasting {
            guard let version = exact[declared.requirement.normalizedName], let text = declared.node.string else { continue }
            if isLasting, declared.requirement.url != nil { continue }
            let conditions = isLasting ? PEP440Specifiers.raised(declared.requirement.specifier, to: version) : "==\(version)"
            if declared.ships, declared.group == nil {
                wanted[declared.requirement.normalizedName, default: []].insert(conditions)
            }
            let pinned = declared.requirement.with(conditions: conditions)
            guard pinned != text else { continue }
            edits.append(manifest.document.replacingString(declared.node, with: pinned))
            var change = Pin.Requirement(
                name: declared.requirement.name,
                from: declared.requirement.url.map { "@ \(RemoteAddress.withoutCredentials($0))" } ?? declared.requirement.specifier,
                to: conditions)
            change.rest["kind"] = .string(declared.kind.rawValue)
            change.rest["group"] = declared.group.map { .string($0) }
            result.requirements.append(change)
        }
        guard !edits.isEmpty else { return result }
        let before = manifest.document.bytes
        let after = edits.applied(to: before)
        try check(after, of: package, rewrite, wanted)
        result.changes.insert(Rewriting.FileChange(path: package.manifest, before: before, after: after), at: 0)
        return result
    }

    /// The name in an id, without prefix and path.
    static func name(ofId id: String) -> String {
        let name = id.hasPrefix("pypi:") ? id.dropFirst(5) : id[...]
        return String(name.prefix { $0 != "@" })
    }

    /// The variables that tell the plugins which take versions from tags what version to build.
    private static func environment(version: String, of package: Package) -> [String: String] {
        let suffix = PythonName.normalize(package.name).replacing("-", with: "_").uppercased()
        return [
            "SETUPTOOLS_SCM_PRETEND_VERSION_FOR_\(suffix)": version, "UV_DYNAMIC_VERSIONING_BYPASS": version,
            "PDM_BUILD_SCM_VERSION": version,
        ]
    }

    /// Refuses a text in which anything but the intended values would differ.
    private func check(_ bytes: [UInt8], of package: Package, _ rewrite: Rewrite, _ wanted: [String: Set<String>]) throws(Fault) {
        let problem: String
        do {
            let document = try TOMLDocument(bytes)
            let version = document.node("project", "version")?.string
            let versionIsRight = rewrite.version == nil || version == nil || version == rewrite.version
            let pins = (document.node("project", "dependencies")?.array ?? []).compactMap { $0.string.flatMap { try? Requirement($0) } }
            let wrong = pins.first { requirement in wanted[requirement.normalizedName].map { !$0.contains(requirement.specifier) } ?? false
            }
            guard !versionIsRight || wrong != nil else { return }
            problem = wrong.map { "`\($0.name)` would be `\($0.specifier)`" } ?? "the version would be `\(version ?? "")`"
        } catch {
            problem = "it would not parse: \(error.message)"
        }
        throw Fault(
            .defect, "the edit of `\(package.manifest)` went wrong: \(problem)", hint: "please report this with the file",
            at: Place(package.manifest))
    }
}
