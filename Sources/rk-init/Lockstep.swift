import RKShared

/// Packages that are one version today, and whether their tags say that they always were.
struct Lockstep {
    /// Some packages of one version.
    struct Group {
        /// A name for them.
        var name: String
        /// Their indices.
        var members: [Int]
        /// The version.
        var version: String
        /// How many times all of them were released together; nil where tags tell nothing.
        var releases: Int?
    }

    /// All packages that are released, where they are one version.
    let all: Group?
    /// Packages of one folder, or of one folder and one first word of their names, where not all packages are one version.
    let groups: [Group]

    /// Looks at the packages that are released and whose version is their own.
    init(_ packages: [Package], _ history: TagHistory) {
        let released = packages.indices.filter { index in
            packages[index].publish && packages[index].version != nil
                && !(Catalog.ecosystem(packages[index].ecosystem) is any VersionInTags)
        }
        let isWhole = released.count == packages.count { $0.publish }
        all = isWhole ? Self.group("", released, packages, history) : nil
        guard all == nil else {
            groups = []
            return
        }
        let free = released.filter { packages[$0].group == nil && packages[$0].path != "." }
        var found: [Group] = []
        for (folder, members) in Self.sorted(free, by: { RelativePath.folder(of: packages[$0].path) }) {
            if let set = Self.group(RelativePath.name(of: folder), members, packages, history) {
                found.append(set)
                continue
            }
            for (word, members) in Self.sorted(members, by: { Self.firstWord(of: packages[$0].path) }) {
                if let set = Self.group(word, members, packages, history), set.releases != nil { found.append(set) }
            }
        }
        let names = found.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
        groups = found.filter { names[$0.name] == 1 && !$0.name.isEmpty && $0.name != "." }
    }

    /// Packages by a key, in the keys' order.
    private static func sorted(_ packages: [Int], by key: (Int) -> String) -> [(String, [Int])] {
        Dictionary(grouping: packages, by: key).sorted { $0.key.precedes($1.key) }
    }

    /// What stands in front of the first `-` of a folder's name.
    private static func firstWord(of path: String) -> String {
        String(RelativePath.name(of: path).prefix { $0 != "-" && $0 != "_" })
    }

    /// Some packages as a group; nil where they are not of one version, where tags say that they were released apart, and where their version is
    /// written in one place, so that they cannot be.
    private static func group(_ name: String, _ members: [Int], _ packages: [Package], _ history: TagHistory) -> Group? {
        guard members.count > 1, let version = packages[members[0]].version else { return nil }
        guard members.allSatisfy({ packages[$0].version == version }) else { return nil }
        let places = Set(members.map { packages[$0].versionGroup })
        guard places.count > 1 || places.first == .some(nil) else { return nil }
        let released = members.map { history.versions[$0] ?? [] }
        guard Set(released).count == 1 else { return nil }
        return Group(name: name, members: members, version: version, releases: released[0].count > 1 ? released[0].count : nil)
    }
}
