import RKShared

/// Which packages share one version: all of them, those of a fixed group, those whose version is written in one place.
struct SharedVersions {
    /// The sets that the configuration and the manifests name, with the reason of a bump that comes from one.
    private(set) var rules: [(reason: VersionPlan.Reason, members: [Int])] = []
    /// The packages that share one version by any of them, each package once; a package alone is a set of one.
    private(set) var components: [[Int]] = []
    /// The place in `components` of each package.
    private(set) var componentOf: [Int]

    /// The sets among some packages; nil for those that take no part.
    init(_ packages: [Package?], _ options: DecisionOptions) {
        var groups: [String: [Int]] = [:]
        var places: [String: [Int]] = [:]
        for case (let index, let package?) in packages.enumerated() {
            if let group = package.group, options.fixedGroups.contains(group) { groups[group, default: []].append(index) }
            if let place = package.versionGroup { places[place, default: []].append(index) }
        }
        for sets in [groups, places] {
            for (_, members) in sets.sorted(by: { $0.key.precedes($1.key) }) { rules.append((.group, members)) }
        }
        if options.synchronize { rules.append((.synchronize, packages.indices.filter { packages[$0] != nil })) }
        componentOf = [Int](repeating: -1, count: packages.count)
        var neighbours = [[Int]](repeating: [], count: packages.count)
        for (_, members) in rules {
            for (one, other) in zip(members, members.dropFirst()) {
                neighbours[one].append(other)
                neighbours[other].append(one)
            }
        }
        for index in packages.indices where componentOf[index] < 0 {
            var members: [Int] = []
            var open = [index]
            componentOf[index] = components.count
            while let member = open.popLast() {
                members.append(member)
                for other in neighbours[member] where componentOf[other] < 0 {
                    componentOf[other] = components.count
                    open.append(other)
                }
            }
            components.append(members.sorted())
        }
    }
}
