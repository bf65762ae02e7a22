import RKShared

/// What changed in each package since its baseline.
struct PackageHistory {
    /// A commit that touches a package.
    struct Touch {
        /// The commit.
        let entry: LogEntry
        /// What it asks for, once reverts are taken into account.
        var bump: Bump
        /// Whether a revert and what it takes back are both among the commits, and this is one of them.
        var isCancelled = false
        /// Whether it came before the newest release of any kind.
        var isInPrerelease = false
    }

    /// The commits per package index, newest first.
    private(set) var touches: [[Touch]]
    /// The commits since the newest release of any kind, per package index: how many.
    private(set) var sinceNewest: [Int]

    /// Attributes the commits of a log to packages; a commit of a merged branch counts once, merges themselves do not.
    init(_ log: [LogEntry], packages: [Package], leftOut: [String], baselines: Baselines, graph: CommitGraph) {
        var paths = PackagePaths(packages, leftOut: leftOut)
        let builtIn = Self.builtIn(packages)
        let commits = Set(baselines.all.flatMap { [$0.commit, $0.newest?.commit].compactMap { $0 } }).sorted()
        let position = Dictionary(uniqueKeysWithValues: zip(commits, 0...))
        let reach = graph.reach(of: commits)
        touches = Array(repeating: [], count: packages.count)
        sinceNewest = Array(repeating: 0, count: packages.count)
        for entry in log {
            guard let number = graph.number(of: entry.id) else { continue }
            let bump = entry.message.bump()
            let owners = Set(entry.files.flatMap { paths.owners(of: $0.path) })
            for owner in owners.union(owners.flatMap { builtIn[$0] ?? [] }).sorted() {
                let baseline = baselines.all[owner]
                if let start = baseline.commit, let index = position[start], reach.contains(number, baseline: index) { continue }
                touches[owner].append(Touch(entry: entry, bump: bump))
                if let newest = baseline.newest?.commit, let index = position[newest], reach.contains(number, baseline: index) {
                    touches[owner][touches[owner].count - 1].isInPrerelease = true
                    continue
                }
                sinceNewest[owner] += 1
            }
        }
        for index in touches.indices { Self.cancelReverts(&touches[index]) }
    }

    /// For each private package the ones that declare to build it in, with what it needs of private ones: it has no releases of its own, so its
    /// commits are theirs too.
    private static func builtIn(_ packages: [Package]) -> [Int: [Int]] {
        let hidden = Dictionary(packages.enumerated().filter { !$1.publish }.map { ($1.id, $0) }) { first, _ in first }
        var result: [Int: [Int]] = [:]
        guard !hidden.isEmpty else { return result }
        for (index, package) in packages.enumerated() {
            for dependency in package.dependencies where dependency.isDeclared {
                guard let target = dependency.package.flatMap({ hidden[$0] }) else { continue }
                var waiting = [target]
                var seen: Set<Int> = [target]
                while let next = waiting.popLast() {
                    result[next, default: []].append(index)
                    for need in packages[next].dependencies where need.kind.isHard {
                        guard let needed = need.package.flatMap({ hidden[$0] }), seen.insert(needed).inserted else { continue }
                        waiting.append(needed)
                    }
                }
            }
        }
        return result
    }

    /// Takes away pairs of a commit and its revert, newest first, so that the revert of a revert brings the commit back.
    private static func cancelReverts(_ touches: inout [Touch]) {
        guard touches.contains(where: { $0.entry.message.isRevert }) else { return }
        var cancelled = [Bool](repeating: false, count: touches.count)
        for index in touches.indices where touches[index].entry.message.isRevert && !cancelled[index] {
            let revert = touches[index].entry.message
            for older in touches.indices[(index + 1)...]
            where !cancelled[older] && revert.reverts(touches[older].entry.message, id: touches[older].entry.id) {
                cancelled[older] = true
                cancelled[index] = true
                if revert.reverts.count <= 1 { break }
            }
        }
        for index in touches.indices where cancelled[index] {
            touches[index].bump = .none
            touches[index].isCancelled = true
        }
    }

    /// For each package without a baseline the newest commit that adds its manifest.
    static func added(_ log: [LogEntry], packages: [Package], baselines: Baselines, graph: CommitGraph) -> [Int?] {
        var manifests: [String: [Int]] = [:]
        for (index, package) in packages.enumerated() where baselines.all[index].commit == nil {
            manifests[package.manifest, default: []].append(index)
        }
        var result = [Int?](repeating: nil, count: packages.count)
        guard !manifests.isEmpty else { return result }
        for entry in log {
            for file in entry.files where file.isAdded {
                for index in manifests[file.path] ?? [] where result[index] == nil { result[index] = graph.number(of: entry.id) }
            }
        }
        return result
    }
}
