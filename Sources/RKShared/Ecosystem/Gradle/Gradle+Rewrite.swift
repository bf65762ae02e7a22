extension Gradle {
    /// Writes the version where it is kept, and the versions of the projects that it depends on where those are kept: Gradle puts them into
    /// what it publishes. Only the bytes of the literals change; a dependency whose version is kept elsewhere is left to the build.
    public func rewrite(_ package: Package, _ rewrite: Rewrite, in tree: SourceTree) throws(Fault) -> Rewriting {
        var result = Rewriting()
        var targets: [(text: String, version: String)] = []
        if let version = rewrite.version {
            guard let text = package.rest["gradle"]?.object?["version_at"]?.string else {
                throw Fault(
                    .pinImpossible,
                    "the version of \(package.id) cannot be written: no literal of a script or of gradle.properties holds it",
                    hint: "write `version=…` in gradle.properties, or `version = \"…\"` in a script, or leave the package out (exclude)",
                    at: Place(package.manifest), package: package.id)
            }
            targets.append((text, version))
        }
        for dependency in package.dependencies where !dependency.kind.isInert {
            guard let id = dependency.package, let version = rewrite.exact[id] else { continue }
            guard let text = dependency.rest["version_at"]?.string else { continue }
            if !targets.contains(where: { $0.text == text && $0.version == version }) { targets.append((text, version)) }
        }
        var edits: [String: (bytes: [UInt8], edits: [Edit])] = [:]
        for (text, version) in targets {
            guard let (path, bytes, span) = try GradlePlaces.find(text, in: tree) else {
                throw Fault(
                    .pinImpossible, "there is no version at `\(text)`, where the document says one is",
                    hint: "the file was edited since: run the pipeline from the start", at: Place(package.manifest), package: package.id)
            }
            let old = String(decoding: bytes[span.start..<span.end], as: UTF8.self)
            guard old != version else { continue }
            let edit = Edit(span: span, replacement: version)
            let rivals = edits[path]?.edits.filter { $0.span == span } ?? []
            guard rivals.isEmpty else {
                throw Fault(
                    .pinImpossible, "\(package.id) and what it depends on share the version at `\(text)`, and cannot have two",
                    hint: "release them with one version: set `synchronize` or a group", at: Place(path), package: package.id)
            }
            edits[path, default: (bytes, [])].edits.append(edit)
        }
        for (path, change) in edits.sorted(by: { $0.key.precedes($1.key) }) {
            result.changes.append(Rewriting.FileChange(path: path, before: change.bytes, after: change.edits.applied(to: change.bytes)))
        }
        result.requirements = requirements(of: package, rewrite, in: tree)
        return result
    }

    /// The versions of dependencies that change, in the order of the document.
    private func requirements(of package: Package, _ rewrite: Rewrite, in tree: SourceTree) -> [Pin.Requirement] {
        package.dependencies.compactMap { dependency in
            guard !dependency.kind.isInert, let id = dependency.package, let version = rewrite.exact[id],
                let text = dependency.rest["version_at"]?.string, let found = try? GradlePlaces.find(text, in: tree)
            else { return nil }
            let old = String(decoding: found.bytes[found.span.start..<found.span.end], as: UTF8.self)
            guard old != version else { return nil }
            var change = Pin.Requirement(name: dependency.name, from: old, to: version)
            change.rest["kind"] = .string(dependency.kind.rawValue)
            return change
        }
    }
}
