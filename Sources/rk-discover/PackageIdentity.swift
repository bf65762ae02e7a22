import RKShared

/// Makes ids unique over all workspaces.
enum PackageIdentity {
    /// Gives packages whose name repeats an id with their path; two of them that are both meant for a registry are an error.
    static func assign(to packages: inout [Package], findings: inout [Diagnostic]) {
        let groups = Dictionary(grouping: packages.indices) { packages[$0].id }
        for (id, indices) in groups.sorted(by: { $0.key.precedes($1.key) }) where indices.count > 1 {
            let public_ = indices.filter { packages[$0].publish }
            if public_.count > 1 {
                let manifests = public_.map { "`\(packages[$0].manifest)`" }.joined(separator: " and ")
                findings.append(
                    Diagnostic(
                        .error, .packageDuplicate, "\(public_.count) packages have the name `\(packages[public_[0]].name)`: \(manifests)",
                        hint: "rename one, make all but one private, or leave folders out with `exclude` in \(Configuration.fileName)",
                        at: Place(packages[public_[1]].manifest)))
            }
            for index in indices {
                let unique = "\(id)@\(packages[index].path)"
                let workspace = packages[index].workspace
                packages[index].id = unique
                for other in packages.indices where packages[other].workspace == workspace {
                    for position in packages[other].dependencies.indices where packages[other].dependencies[position].member == id {
                        packages[other].dependencies[position].point(to: unique)
                    }
                }
            }
        }
    }
}
