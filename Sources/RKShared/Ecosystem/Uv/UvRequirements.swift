/// A requirement with the list that it stands in.
struct DeclaredRequirement {
    /// The requirement.
    let requirement: Requirement
    /// The string that holds it.
    let node: TOMLNode
    /// What it is needed for.
    let kind: Dependency.Kind
    /// The extra or the dependency group.
    let group: String?
    /// Whether the list goes into what is published.
    let ships: Bool
}

/// The lists of a manifest that hold requirements.
enum UvRequirements {
    /// All requirements of a manifest, in its order: `[project]`, hatch's metadata hooks, build requirements, dependency groups.
    static func all(of manifest: PyProject, findings: inout [Diagnostic]) -> [DeclaredRequirement] {
        var result: [DeclaredRequirement] = []
        if let node = manifest["project", "dependencies"] {
            result += list(node, "project.dependencies", .runtime, nil, of: manifest, findings: &findings)
        }
        result += tables(
            manifest["project", "optional-dependencies"], "project.optional-dependencies", .optional, of: manifest, findings: &findings)
        for hook in manifest["tool", "hatch", "metadata", "hooks"]?.table?.entries ?? [] {
            let label = "tool.hatch.metadata.hooks.\(hook.key)"
            if let node = hook.node.table?["dependencies"] {
                result += list(node, "\(label).dependencies", .runtime, nil, of: manifest, findings: &findings)
            }
            result += tables(
                hook.node.table?["optional-dependencies"], "\(label).optional-dependencies", .optional, of: manifest, findings: &findings)
        }
        if let node = manifest["build-system", "requires"] {
            result += list(node, "build-system.requires", .build, nil, of: manifest, findings: &findings)
        }
        result += tables(manifest["dependency-groups"], "dependency-groups", .dev, of: manifest, findings: &findings)
        findings += UvGroups.problems(of: manifest)
        if let node = manifest["tool", "uv", "dev-dependencies"] {
            result += list(node, "tool.uv.dev-dependencies", .dev, nil, of: manifest, findings: &findings)
        }
        return result
    }

    /// The requirements of a table of lists: extras, or groups (whose `include-group` entries name other lists of the same table).
    private static func tables(
        _ node: TOMLNode?, _ label: String, _ kind: Dependency.Kind, of manifest: PyProject, findings: inout [Diagnostic]
    ) -> [DeclaredRequirement] {
        guard let node else { return [] }
        guard let table = node.table else {
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "`\(label)` is \(node.kindName), not a table", hint: "write lists below [\(label)]",
                    at: manifest.place(node.span)))
            return []
        }
        var result: [DeclaredRequirement] = []
        var names: Set<String> = []
        for entry in table.entries {
            if !names.insert(PythonName.normalize(entry.key)).inserted {
                findings.append(
                    Diagnostic(
                        .error, .manifestInvalid, "`\(label).\(entry.key)` has the name of another one",
                        hint: "names are compared without regard to case, `.`, `-` and `_`", at: manifest.place(entry.keySpan)))
            }
            result += list(entry.node, "\(label).\(entry.key)", kind, entry.key, of: manifest, findings: &findings)
        }
        return result
    }

    /// The requirements of one list; one that cannot be read is a finding.
    private static func list(
        _ node: TOMLNode, _ label: String, _ kind: Dependency.Kind, _ group: String?, of manifest: PyProject, findings: inout [Diagnostic]
    ) -> [DeclaredRequirement] {
        let isGroup = label.hasPrefix("dependency-groups.")
        let strings: [TOMLNode]
        if isGroup, let elements = node.array {
            strings = elements.filter { $0.string != nil }
        } else {
            strings = manifest.strings(node, label, findings: &findings)
        }
        return strings.compactMap { element in
            do throws(SyntaxFault) {
                let requirement = try Requirement(element.string ?? "")
                return DeclaredRequirement(requirement: requirement, node: element, kind: kind, group: group, ships: kind != .dev)
            } catch {
                let place = manifest.place(element.span)
                findings.append(
                    Diagnostic(
                        .error, .requirementSyntax, "`\(element.string ?? "")` in \(label) is no requirement: \(error.message)",
                        hint: error.hint,
                        at: place))
                return nil
            }
        }
    }
}
