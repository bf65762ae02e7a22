/// A dependency as a pubspec.yaml declares it.
struct DartDependency {
    /// Where it comes from.
    enum Source: Sendable, Hashable {
        /// A registry, the one of the environment or another.
        case hosted
        /// A folder, as written.
        case path(String)
        /// A repository of git.
        case git
        /// A part of an SDK.
        case sdk
    }

    /// The name.
    let name: String
    /// What it is needed for.
    let kind: Dependency.Kind
    /// Where it comes from.
    let source: Source
    /// The versions that are allowed; empty for any.
    let requirement: String
    /// The key.
    let key: YAMLNode
    /// What is declared.
    let value: YAMLNode
}

/// The dependencies of a manifest.
enum DartDependencies {
    /// Reads `dependencies` and `dev_dependencies`; what is none is a finding.
    static func all(of spec: Pubspec, findings: inout [Diagnostic]) -> [DartDependency] {
        read("dependencies", .runtime, of: spec, findings: &findings) + read("dev_dependencies", .dev, of: spec, findings: &findings)
    }

    /// The folders that overrides lead to, by name: those of `pubspec_overrides.yaml`, where it has any, in place of the manifest's own.
    static func overrides(of spec: Pubspec, in tree: SourceTree, findings: inout [Diagnostic]) -> [String: (
        source: DartDependency.Source, origin: String
    )] {
        var source = spec
        if let path = RelativePath.join(spec.folder, "pubspec_overrides.yaml"), Files.exists(tree.absolute(path)) {
            do throws(Fault) {
                let other = try Pubspec(reading: path, in: tree)
                if let root = other.document.root, root.mapping == nil, !root.isNull {
                    throw Fault(
                        .manifestInvalid, "`\(path)` holds \(root.kindName), not a mapping",
                        hint: "write folders below `dependency_overrides:`",
                        at: other.place(root.span))
                }
                if other["dependency_overrides"] != nil { source = other }
            } catch {
                findings.append(Diagnostic(.error, error))
            }
        }
        let origin = source.path == spec.path ? "dependency_overrides" : "pubspec_overrides.yaml"
        let list = read("dependency_overrides", .runtime, of: source, findings: &findings)
        return Dictionary(list.map { ($0.name, ($0.source, origin)) }) { first, _ in first }
    }

    /// The entries of one table.
    private static func read(_ label: String, _ kind: Dependency.Kind, of spec: Pubspec, findings: inout [Diagnostic]) -> [DartDependency] {
        guard let node = spec[label] else { return [] }
        guard let mapping = node.mapping else {
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "`\(label)` is \(node.kindName), not a mapping of names to versions",
                    hint: "write each as `name: ^1.0.0`", at: spec.place(node.span)))
            return []
        }
        return mapping.entries.compactMap { entry in
            guard let name = entry.key.text, let (source, requirement) = source(of: entry.value) else {
                findings.append(
                    Diagnostic(
                        .error, .requirementSyntax,
                        "`\(entry.key.text ?? "")` in `\(label)` is \(entry.value.kindName), which is no dependency",
                        hint: "write a version such as ^1.0.0, or one of path, git, hosted, sdk", at: spec.place(entry.value.span)))
                return nil
            }
            if !DartConstraint.isValid(requirement) {
                findings.append(
                    Diagnostic(
                        .error, .requirementSyntax, "`\(requirement)` of `\(name)` is no condition on versions",
                        hint: "write ^1.0.0, \">=1.0.0 <2.0.0\", 1.0.0 or any",
                        at: spec.place((entry.value["version"] ?? entry.value).span)))
            }
            return DartDependency(name: name, kind: kind, source: source, requirement: requirement, key: entry.key, value: entry.value)
        }
    }

    /// Where a dependency comes from, and its condition; nil for what is no dependency.
    private static func source(of value: YAMLNode) -> (DartDependency.Source, String)? {
        if let text = value.text { return (.hosted, value.isNull ? "" : text) }
        guard value.mapping != nil else { return nil }
        let requirement = value["version"].flatMap { $0.isNull ? nil : $0.text } ?? ""
        if let path = value["path"] { return path.string.map { (.path($0), requirement) } }
        if value["git"] != nil { return (.git, requirement) }
        if value["sdk"] != nil { return (.sdk, requirement) }
        return value["hosted"] != nil || value["version"] != nil ? (.hosted, requirement) : nil
    }
}

/// Conditions on versions as pub writes them.
enum DartConstraint {
    /// Whether a text is a condition: empty, `any`, `^` and a version, or comparisons and versions.
    static func isValid(_ text: String) -> Bool {
        let text = text.trimmed
        if text.isEmpty || text == "any" { return true }
        if text.hasPrefix("^") { return VersionScheme.dart.isValid(text.dropFirst().trimmed) }
        var words: [String] = []
        for word in text.split(separator: " ").flatMap(parts) {
            if let last = words.last, isSign(last) { words[words.count - 1] = last + word } else { words.append(word) }
        }
        return !words.isEmpty && words.allSatisfy { VersionScheme.dart.isValid(String($0.drop { "<>=".contains($0) })) }
    }

    /// A requirement that names another version the same way: a caret stays one, a version alone stays alone, all else becomes a caret.
    static func rewritten(_ text: String, to version: String) -> String {
        VersionScheme.dart.isValid(text.trimmed) ? version : "^\(version)"
    }

    /// The comparisons that stand in a word without spaces between, as `>=1.0.0<2.0.0`.
    private static func parts(_ word: Substring) -> [String] {
        var result: [String] = []
        var current = ""
        for character in word {
            if "<>".contains(character), !current.isEmpty {
                result.append(current)
                current = ""
            }
            current.append(character)
        }
        return result + [current]
    }

    /// Whether a word is a sign of comparison alone.
    private static func isSign(_ word: String) -> Bool { word.allSatisfy { "<>=".contains($0) } }
}
