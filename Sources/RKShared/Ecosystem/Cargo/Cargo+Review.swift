extension Cargo: SingleManifestReview {
    /// What `[package]` says, or takes from the workspace.
    public func profile(of package: Package, in workspace: Workspace, tree: SourceTree) throws(Fault) -> PackageProfile {
        let manifest = try CargoManifest(reading: package.manifest, in: tree)
        let rootPath = Self.rootManifest(of: package)
        let root = rootPath == manifest.path ? manifest : try CargoManifest(reading: rootPath, in: tree)
        var profile = PackageProfile()
        guard let table = manifest.package else { return profile }
        let name = table.table?.entries.first { $0.key == "name" }
        let isPublic = package.rest["registries"] == nil
        /// A key of the package with the edit that writes it.
        func statement(_ key: String, isDemanded: Bool = false) -> PackageProfile.Statement {
            let found = manifest.inherited(key, from: root)
            let place = found.map { $0.manifest.place($0.node.span) } ?? manifest.place(table.span)
            return PackageProfile.Statement(key, found?.node.string, at: place, isDemanded: isDemanded) { text in
                if let found { return found.node.string.map { _ in found.manifest.document.replacingString(found.node, with: text) } }
                guard let name, !manifest.inherits(key) else { return nil }
                return manifest.document.insertion(of: key, text, behind: name)
            }
        }
        var license = statement("license", isDemanded: isPublic)
        // crates.io takes `/` for OR, as crates had it before.
        license.text = license.text?.replacing("/", with: " OR ")
        if manifest.inherited("license-file", from: root) != nil { license.text = "LicenseRef-File" }
        profile.license = license
        profile.description = statement("description", isDemanded: isPublic)
        profile.repository = statement("repository")
        if profile.repository?.text == nil { profile.repository?.text = manifest.inherited("homepage", from: root)?.node.string }
        let readme = manifest.inherited("readme", from: root)
        // The path of an inherited README is relative to the root; `true` is README.md, and `false` that there is none on purpose.
        if let readme, let text = readme.node.string, readme.manifest.path == manifest.path {
            profile.readme = PackageProfile.Statement("readme", text, at: readme.manifest.place(readme.node.span))
        }
        profile.showsReadme = readme == nil || profile.readme != nil
        checkWords(of: manifest, root, &profile)
        for declared in CargoDependencies(manifest, root: root).declarations {
            let isMember = package.dependencies.contains { $0.package != nil && $0.name == declared.name }
            // cargo leaves out what only tests need from a folder or a repository without a version.
            let source: PackageProfile.Need.Source =
                declared.version != nil || isMember || declared.kind == .dev ? .registry : declared.git != nil ? .address : .folder
            profile.needs.append(
                PackageProfile.Need(
                    declared.name, declared.kind, Self.caret(declared.requirement), from: source,
                    at: manifest.place(declared.entry.keySpan)))
            if declared.requirement.trimmed == "*", declared.kind != .dev {
                profile.report(
                    .error, .metadataInvalid, "the requirement on `\(declared.name)` is `*`, which crates.io refuses",
                    hint: "write the lowest version that will do", at: manifest.place(declared.entry.keySpan))
            }
        }
        return profile
    }

    /// A requirement with the caret that one without an operator means.
    private static func caret(_ text: String) -> String { text.first?.isNumber == true ? "^\(text)" : text }

    /// Keywords that crates.io refuses: more than five, or not of letters, digits, `-`, `_` and `+`, 20 at most.
    private func checkWords(of manifest: CargoManifest, _ root: CargoManifest, _ profile: inout PackageProfile) {
        for (key, limit) in [("keywords", 5), ("categories", 5)] {
            guard let found = manifest.inherited(key, from: root), let words = found.node.array else { continue }
            if words.count > limit {
                profile.report(
                    .error, .metadataInvalid, "there are \(words.count) \(key); crates.io takes \(limit)", hint: "leave some out",
                    at: found.manifest.place(found.node.span))
            }
            for word in key == "keywords" ? words : [] {
                guard let text = word.string, !Self.isKeyword(text) else { continue }
                profile.report(
                    .error, .metadataInvalid, "`\(text)` is no keyword that crates.io takes",
                    hint: "a letter or digit, then letters, digits, `-`, `_` and `+`, 20 at most", at: found.manifest.place(word.span))
            }
        }
    }

    /// Whether crates.io takes a keyword.
    private static func isKeyword(_ text: String) -> Bool {
        guard (1...20).contains(text.utf8.count), let first = text.utf8.first else { return false }
        /// Whether a byte is an ASCII letter or digit.
        func isPlain(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) }
        return isPlain(first) && text.utf8.allSatisfy { isPlain($0) || "-_+".utf8.contains($0) }
    }
}
