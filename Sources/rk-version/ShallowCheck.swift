import RKShared

/// Refuses a shallow clone whose history ends before a package's last release.
struct ShallowCheck {
    /// The commits at which the history was cut off.
    let cuts: Set<String>
    /// The commits that are there.
    let graph: CommitGraph
    /// The packages.
    let packages: [Package]

    /// Looks whether every package's range is whole.
    /// - Throws: a `Fault` that names the packages and the command that fetches what is missing.
    func check(_ baselines: Baselines) throws(Fault) {
        let cut = cuts.compactMap { graph.number(of: $0) }
        guard !cut.isEmpty else { return }
        let commits = Set(baselines.all.compactMap(\.commit)).sorted()
        let position = Dictionary(uniqueKeysWithValues: zip(commits, 0...))
        let reach = graph.reach(of: commits)
        let short = packages.indices.filter { index in
            guard let baseline = baselines.all[index].commit, let place = position[baseline] else { return true }
            return cut.contains { !reach.contains($0, baseline: place) }
        }
        guard !short.isEmpty else { return }
        let names =
            short.prefix(3).map { packages[$0].id }.joined(separator: ", ") + (short.count > 3 ? " and \(short.count - 3) more" : "")
        throw Fault(
            .historyShallow, "the clone is shallow: the history ends before the last release of \(names)",
            hint: "run `git fetch --unshallow --tags` (GitHub Actions: `fetch-depth: 0`)")
    }
}
