import RKShared

/// The dependencies that no manifest knows and a package's `releasekit.toml` declares: `depends_on = ["npm:@acme/ui"]`.
enum DeclaredEdges {
    /// Adds an entry of kind `build` for each, so that the release waits for it; a package that is not there is an error.
    static func add(_ declared: [Int: [PackageSettings.DeclaredDependency]], to packages: inout [Package], findings: inout [Diagnostic]) {
        let ids = Dictionary(packages.map { ($0.id, $0.name) }) { first, _ in first }
        for (index, entries) in declared.sorted(by: { $0.key < $1.key }) {
            for entry in entries {
                guard let name = ids[entry.id] else {
                    let near = Suggestion.nearest(to: entry.id, among: ids.keys.sorted { $0.precedes($1) })
                    findings.append(
                        Diagnostic(
                            .error, .packageUnknown, "depends_on: there is no package `\(entry.id)`",
                            hint: near.map { "did you mean `\($0)`?" } ?? "give an id as rk-discover writes it, such as `npm:@acme/ui`",
                            package: packages[index].id, at: entry.place))
                    continue
                }
                let known = packages[index].dependencies.contains { $0.package == entry.id && $0.kind.isHard }
                guard !known, entry.id != packages[index].id else { continue }
                var edge = Dependency(
                    name: name, kind: .build, requirement: "", package: entry.id, why: "depends_on in \(entry.place.path)")
                edge.rest[Dependency.declaredField] = .bool(true)
                packages[index].dependencies.append(edge)
            }
            packages[index].dependencies.sort { left, right in
                left.name.sameBytes(right.name) ? left.kind.rawValue.precedes(right.kind.rawValue) : left.name.precedes(right.name)
            }
        }
    }
}
