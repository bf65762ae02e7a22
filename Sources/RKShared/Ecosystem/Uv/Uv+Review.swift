extension Uv: SingleManifestReview {
    /// The classes that PyPI has classifiers of (trove-classifiers).
    private static let classes = [
        "development status", "environment", "framework", "intended audience", "license", "natural language", "operating system", "private",
        "programming language", "topic", "typing",
    ]
    /// The names of `[project.urls]` under which people put the sources, in lower case (the packaging guide's well-known labels, and the
    /// usual ones).
    private static let sources = [
        "repository", "source", "sources", "source code", "sourcecode", "github", "gitlab", "code", "homepage", "home", "home page",
    ]

    /// What `[project]` says.
    public func profile(of package: Package, in workspace: Workspace, tree: SourceTree) throws(Fault) -> PackageProfile {
        let manifest = try PyProject(reading: package.manifest, in: tree)
        var profile = PackageProfile()
        guard let project = manifest["project"], let table = project.table else { return profile }
        let place = manifest.place(project.span)
        let name = table.entries.first { $0.key == "name" }
        /// The edit that writes a key behind the name.
        @Sendable func insertion(_ key: String, _ text: String) -> Edit? {
            name.flatMap { manifest.document.insertion(of: key, text, behind: $0) }
        }
        profile.license = license(of: manifest, at: place) { insertion("license", $0) }
        profile.readme = readme(of: manifest, at: place) { insertion("readme", $0) }
        let description = table["description"]
        profile.description = PackageProfile.Statement(
            "description", description?.string ?? (manifest.dynamic.contains("description") ? "(dynamic)" : nil),
            at: description.map { manifest.place($0.span) } ?? place)
        let urls = table["urls"]
        let source = urls?.table?.entries.first { Self.sources.contains($0.key.lowercased().replacing("-", with: " ")) }
        profile.repository = PackageProfile.Statement(
            "urls.Repository", source?.node.string ?? (manifest.dynamic.contains("urls") ? "(dynamic)" : nil),
            at: urls.map { manifest.place($0.span) } ?? place)
        checkClassifiers(of: manifest, &profile)
        checkModule(of: package, manifest, in: tree, &profile)
        addNeeds(of: manifest, &profile)
        return profile
    }

    /// The licence: an expression (PEP 639), the older table, or a classifier.
    private func license(of manifest: PyProject, at place: Place, _ insertion: @escaping @Sendable (String) -> Edit?)
        -> PackageProfile.Statement
    {
        let classifiers = (manifest["project", "classifiers"]?.array ?? []).compactMap(\.string)
        let isClassified = classifiers.contains { $0.hasPrefix("License ::") }
        guard let node = manifest["project", "license"] else {
            let isSaid = isClassified || manifest.dynamic.contains("license")
            return PackageProfile.Statement(
                "license", isSaid ? "LicenseRef-Classified" : nil, at: place, edit: knowsExpressions(manifest) ? insertion : nil)
        }
        // The older table holds any text, or names a file.
        guard let text = node.string else {
            return PackageProfile.Statement("license", "LicenseRef-Stated", at: manifest.place(node.span))
        }
        return PackageProfile.Statement("license", text, at: manifest.place(node.span)) {
            manifest.document.replacingString(node, with: $0)
        }
    }

    /// Whether the build backend takes licences as expressions: one that is not held back to older versions.
    private func knowsExpressions(_ manifest: PyProject) -> Bool {
        if manifest["build-system", "build-backend"]?.string == "uv_build" { return true }
        let requires = manifest["build-system", "requires"]?.array ?? []
        return !requires.isEmpty
            && !requires.contains { node in
                ["<", "~=", "=="].contains { node.string?.contains($0) ?? true }
            }
    }

    /// The README that the manifest names.
    private func readme(of manifest: PyProject, at place: Place, _ insertion: @escaping @Sendable (String) -> Edit?)
        -> PackageProfile.Statement?
    {
        guard let node = manifest["project", "readme"] else {
            return manifest.dynamic.contains("readme") ? nil : PackageProfile.Statement("readme", nil, at: place, edit: insertion)
        }
        if let table = node.table, table["file"] == nil { return nil }
        return PackageProfile.Statement("readme", node.string ?? node.table?["file"]?.string, at: manifest.place(node.span))
    }

    /// Classifiers that PyPI refuses, and those beside an expression.
    private func checkClassifiers(of manifest: PyProject, _ profile: inout PackageProfile) {
        for node in manifest["project", "classifiers"]?.array ?? [] {
            guard let text = node.string else { continue }
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
            let isKnown = Self.classes.contains((parts.first ?? "").trimmed.lowercased()) && text.contains(" :: ")
            if !isKnown {
                profile.report(
                    .error, .metadataInvalid, "`\(text)` is no classifier of PyPI", hint: "https://pypi.org/classifiers lists them",
                    at: manifest.place(node.span))
            } else if text.hasPrefix("License ::"), manifest["project", "license"]?.string != nil {
                profile.report(
                    .warning, .metadataInvalid, "`\(text)` stands beside the expression in `license`",
                    hint: "take the classifier away: setuptools refuses both together (PEP 639)", at: manifest.place(node.span))
            }
        }
    }

    /// The package's own module: whether its `__version__` is the manifest's, and its annotations are marked.
    private func checkModule(of package: Package, _ manifest: PyProject, in tree: SourceTree, _ profile: inout PackageProfile) {
        let module = PythonName.normalize(package.name).replacing("-", with: "_")
        let folders = ["src/\(module)", module].compactMap { RelativePath.join(package.path, $0) }
        guard let folder = folders.first(where: { Files.exists(tree.absolute("\($0)/__init__.py")) }) else { return }
        let path = "\(folder)/__init__.py"
        if !Files.exists(tree.absolute("\(folder)/py.typed")) {
            profile.report(
                .note, .typesUnmarked, "`\(folder)` has no file py.typed", hint: "add an empty one if the code has annotations",
                at: Place(path))
        }
        guard let stated = manifest["project", "version"]?.string, let bytes = try? tree.read(path) else { return }
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let text = String(decoding: line.prefix(256), as: UTF8.self)
            guard text.hasPrefix("__version__"), let equals = text.firstIndex(of: "=") else { continue }
            let value = text[text.index(after: equals)...].trimmed
            guard let quote = value.first, quote == "\"" || quote == "'" else { continue }
            let version = String(value.dropFirst().prefix { $0 != quote })
            guard VersionScheme.pep440.isValid(version), VersionScheme.pep440.compare(version, stated) != 0 else { continue }
            profile.report(
                .warning, .versionUneven, "`__version__` is \(version), but the manifest's version is \(stated)",
                hint: "take it from importlib.metadata.version(\"\(package.name)\"), which is always right",
                at: Place(path, line: index + 1, column: 1))
        }
    }

    /// The requirements; one of the package itself without extras can go.
    private func addNeeds(of manifest: PyProject, _ profile: inout PackageProfile) {
        var findings: [Diagnostic] = []
        let own = PythonName.normalize(manifest.name ?? "")
        let list = manifest["project", "dependencies"]
        for declared in UvRequirements.all(of: manifest, findings: &findings) {
            let requirement = declared.requirement
            let isSelf = requirement.normalizedName == own && requirement.extras.isEmpty && declared.kind == .runtime
            profile.needs.append(
                PackageProfile.Need(
                    requirement.name, declared.kind, requirement.specifier, from: requirement.url == nil ? .registry : .address,
                    at: manifest.place(declared.node.span),
                    removal: isSelf ? list.flatMap { manifest.document.removal(of: declared.node, from: $0) } : nil))
        }
    }
}
