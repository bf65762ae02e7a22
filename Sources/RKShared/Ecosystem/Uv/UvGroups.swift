/// What stands in `[dependency-groups]` besides requirements (PEP 735): entries that include other groups.
enum UvGroups {
    /// What is no requirement and includes nothing is an error; groups that are not there, or include themselves, are warnings, as only
    /// uv's lock is refused for them.
    static func problems(of manifest: PyProject) -> [Diagnostic] {
        guard let table = manifest["dependency-groups"]?.table else { return [] }
        var result: [Diagnostic] = []
        var included: [String: [(name: String, node: TOMLNode)]] = [:]
        for entry in table.entries {
            let group = PythonName.normalize(entry.key)
            included[group, default: []] += (entry.node.array ?? []).compactMap { element in
                if element.string != nil { return nil }
                if let name = element.table?["include-group"]?.string, element.table?.keys.count == 1 {
                    return (PythonName.normalize(name), element)
                }
                result.append(
                    Diagnostic(
                        .error, .manifestInvalid, "`dependency-groups.\(entry.key)` holds \(element.kindName) that includes no group",
                        hint: "write requirements, and `{ include-group = \"NAME\" }`", at: manifest.place(element.span)))
                return nil
            }
        }
        for (group, includes) in included.sorted(by: { $0.key.precedes($1.key) }) {
            for (name, node) in includes {
                if included[name] == nil {
                    result.append(
                        Diagnostic(
                            .warning, .manifestInvalid, "the dependency group `\(group)` includes `\(name)`, which is not there",
                            hint: Suggestion.nearest(to: name, among: included.keys.sorted()).map { "did you mean `\($0)`?" },
                            at: manifest.place(node.span)))
                } else if Reachability.leads(from: name, to: group, by: { included[$0]?.map(\.name) ?? [] }) {
                    result.append(
                        Diagnostic(
                            .warning, .manifestInvalid, "the dependency group `\(group)` includes itself, by `\(name)`",
                            hint: "take one of the includes away", at: manifest.place(node.span)))
                }
            }
        }
        return result
    }
}
