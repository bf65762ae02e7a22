extension Dart {
    /// Writes the version, and the versions of required packages of the repository: a caret stays a caret, a version alone stays alone,
    /// every other condition, and a path, becomes a caret; a path to a package with a registry of its own names that one. What ships nowhere
    /// stays, as do all other bytes. The result is parsed again.
    public func rewrite(_ package: Package, _ rewrite: Rewrite, in tree: SourceTree) throws(Fault) -> Rewriting {
        let spec = try Pubspec(reading: package.manifest, in: tree)
        var result = Rewriting()
        var edits: [Edit] = []
        if let version = rewrite.version {
            guard let node = spec["version"], node.text != nil else {
                throw Fault(
                    .pinImpossible, "the version of \(package.id) cannot be written: the pubspec has none", hint: "add `version: 0.1.0`",
                    at: Place(package.manifest), package: package.id)
            }
            if node.text != version { edits.append(spec.document.replacingScalar(node, with: version)) }
        }
        var findings: [Diagnostic] = []
        var wanted: [String: String] = [:]
        for declared in DartDependencies.all(of: spec, findings: &findings) where declared.kind == .runtime {
            let target = package.dependencies.first { $0.name == declared.name && $0.kind == declared.kind }?.package
            guard let version = target.flatMap({ rewrite.exact[$0] }) else { continue }
            let text = DartConstraint.rewritten(declared.requirement, to: version)
            wanted[declared.name] = text
            guard text != declared.requirement || declared.isPath else { continue }
            edits.append(try edit(declared, to: hosted(declared, text, of: spec, in: tree), in: spec))
            var change = Pin.Requirement(name: declared.name, from: declared.isPath ? "path" : declared.requirement, to: text)
            change.rest["kind"] = .string(declared.kind.rawValue)
            result.requirements.append(change)
        }
        guard !edits.isEmpty else { return result }
        let after = edits.applied(to: spec.document.bytes)
        try check(after, of: package, rewrite, wanted)
        result.changes.append(Rewriting.FileChange(path: package.manifest, before: spec.document.bytes, after: after))
        return result
    }

    /// The condition on a package in place of a path to it: where `publish_to` leads it to a registry of its own, users must not look for it
    /// in another one, where anybody could publish under its name.
    private func hosted(_ declared: DartDependency, _ text: String, of spec: Pubspec, in tree: SourceTree) throws(Fault) -> String {
        guard case .path(let path) = declared.source, let folder = RelativePath.join(spec.folder, path),
            let manifest = RelativePath.join(folder, "pubspec.yaml"), Files.exists(tree.absolute(manifest)),
            let registry = try Pubspec(reading: manifest, in: tree)["publish_to"]?.string, registry != "none"
        else { return text }
        guard WebAddress(registry) != nil, !registry.contains("\""), !registry.contains("\\") else {
            throw Fault(
                .pinImpossible, "`publish_to` of \(declared.name) is no address that users could be sent to",
                hint: "write the address of a registry", at: Place(manifest))
        }
        return "{hosted: \"\(registry)\", version: \(text)}"
    }

    /// The edit that gives a dependency another condition; a path is replaced with all its lines.
    private func edit(_ declared: DartDependency, to text: String, in spec: Pubspec) throws(Fault) -> Edit {
        if !declared.isPath, let node = declared.value.mapping == nil ? declared.value : declared.value["version"], !node.isAlias {
            guard node.span.start == node.span.end else { return spec.document.replacingScalar(node, with: text) }
        }
        let bytes = spec.document.bytes
        let colon = bytes[declared.key.span.end...].firstIndex(of: UInt8(ascii: ":"))
        guard let colon, colon < max(declared.value.span.start, colon + 1), !declared.value.isAlias else {
            throw Fault(
                .pinImpossible, "the dependency `\(declared.name)` is written in a way that cannot be edited",
                hint: "write it as `\(declared.name): \(text)`",
                at: spec.place(declared.key.span))
        }
        if declared.value.span.start == declared.value.span.end {
            return Edit(span: Span(start: colon + 1, end: colon + 1), replacement: " \(text)")
        }
        var end = declared.value.span.end
        while end > colon + 1, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D || bytes[end - 1] == 0x20 { end -= 1 }
        let gap = bytes[(colon + 1)..<declared.value.span.start]
        let comment = gap.firstIndex(of: UInt8(ascii: "#")).map { start in
            "  " + String(decoding: gap[start...].prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        }
        return Edit(span: Span(start: colon + 1, end: end), replacement: " \(text)\(comment ?? "")")
    }

    /// Refuses a text in which anything but the intended values would differ.
    private func check(_ bytes: [UInt8], of package: Package, _ rewrite: Rewrite, _ wanted: [String: String]) throws(Fault) {
        let problem: String
        do {
            let root = try YAMLDocument(bytes).root
            let version = root?["version"]?.text
            let wrong = wanted.first { name, text in
                let value = root?["dependencies"]?[name]
                return (value?.mapping == nil ? value : value?["version"])?.text != text
            }
            guard wrong != nil || rewrite.version != nil && version != rewrite.version else { return }
            problem = wrong.map { "`\($0.key)` would not be `\($0.value)`" } ?? "the version would be `\(version ?? "")`"
        } catch {
            problem = "it would not parse: \(error.message)"
        }
        throw Fault(
            .defect, "the edit of `\(package.manifest)` went wrong: \(problem)", hint: "please report this with the file",
            at: Place(package.manifest))
    }
}

extension DartDependency {
    /// Whether it is a folder, which no registry takes.
    fileprivate var isPath: Bool { if case .path = source { true } else { false } }
}
