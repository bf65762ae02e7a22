import RKShared

/// The packages that several workspaces of one ecosystem have as a member, such as a module that two go.work files use.
enum SharedMembers {
    /// Leaves each in the first workspace that has it, with a note; what the other one's members need of it stays.
    static func drop(from discoveries: inout [Discovery], findings: inout [Diagnostic]) {
        var owners: [String: (id: String, manifest: String)] = [:]
        for index in discoveries.indices {
            let manifest = discoveries[index].workspace.manifest
            var kept: [Package] = []
            var moved: [String: String] = [:]
            for package in discoveries[index].packages {
                guard let owner = owners["\(package.ecosystem) \(package.manifest)"] else {
                    kept.append(package)
                    continue
                }
                moved[package.id] = owner.id
                findings.append(
                    Diagnostic(
                        .note, .workspaceNested, "`\(package.path)` is a member of `\(manifest)` and of `\(owner.manifest)`: taken once",
                        hint: "it is released with the members of `\(owner.manifest)`", at: Place(package.manifest)))
            }
            for package in kept { owners["\(package.ecosystem) \(package.manifest)"] = (package.id, manifest) }
            guard !moved.isEmpty else { continue }
            for position in kept.indices {
                for place in kept[position].dependencies.indices {
                    guard let id = kept[position].dependencies[place].member.flatMap({ moved[$0] }) else { continue }
                    kept[position].dependencies[place].point(to: id)
                }
            }
            discoveries[index].packages = kept
        }
    }
}
