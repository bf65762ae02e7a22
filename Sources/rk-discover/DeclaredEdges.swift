import RKShared

/// The dependencies that no requirement states: what a package's `releasekit.toml` declares, as in `depends_on = ["npm:@acme/ui"]`, and what a
/// package is built from.
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
                add(entry.id, name, because: "depends_on in \(entry.place.path)", to: &packages[index])
            }
        }
    }

    /// Adds an entry for what a package of another ecosystem is built from; what shares its version with it is released with it anyway.
    static func addEmbedded(to packages: inout [Package], in tree: SourceTree) {
        guard Set(packages.map(\.ecosystem)).count > 1 else { return }
        let places = Dictionary(packages.indices.map { (packages[$0].manifest, $0) }) { first, _ in first }
        for index in packages.indices {
            guard let ecosystem = Catalog.ecosystem(packages[index].ecosystem) as? any Embedding,
                let place = ecosystem.embedded(in: packages[index], of: tree).flatMap({ places[$0] }), place != index
            else { continue }
            let part = packages[place]
            guard !part.publish || part.versionGroup == nil || part.versionGroup != packages[index].versionGroup else { continue }
            add(part.id, part.name, because: "built from \(part.manifest)", to: &packages[index])
        }
    }

    /// Adds an entry of kind `build` that nothing pins.
    private static func add(_ id: String, _ name: String, because why: String, to package: inout Package) {
        var edge = Dependency(name: name, kind: .build, requirement: "", package: id, why: why)
        edge.rest[Dependency.declaredField] = .bool(true)
        package.dependencies.append(edge)
        package.dependencies.sort { left, right in
            left.name.sameBytes(right.name) ? left.kind.rawValue.precedes(right.kind.rawValue) : left.name.precedes(right.name)
        }
    }
}
