import RKShared

/// Reads a Mercurial repository's history for all packages at once: three processes, whatever their number, and one more where a package was
/// never released.
struct MercurialHistory: HistoryReader {
    /// The work tree.
    let mercurial: Mercurial

    /// The program that reads it.
    var program: String { "hg" }
    /// The command that tells what is damaged.
    var inspection: String { "hg verify" }

    /// What hg is asked for, every field with NUL at its end, which is taken out of what may hold it; a last field that is empty ends a commit.
    private static let template =
        #"{node}\0{p1node} {p2node}\0{date|hgdate}\0{sub("\0", "", person(author))}\0{sub("\0", "", desc)}\0{files % "{file}\0"}\0"#
    /// How many commits one argument names: it has room for 128 KiB.
    private static let commitsPerArgument = 2_000

    /// All tags. Those of a repository are lines of `.hgtags` in its heads; hg knows which of them hold.
    func tags() async throws(Fault) -> [TagReference] {
        try await mercurial.taggedCommits().map { TagReference(name: $0.key, commit: $0.value, isNested: false) }
            .sorted { $0.name.precedes($1.name) }
    }

    /// The commits that a commit can reach.
    func graph(from head: String) async throws(Fault) -> CommitGraph {
        let revisions = "reverse(ancestors(\(try Mercurial.revision(head))))"
        return CommitGraph(revList: try await read(["--rev", revisions], #"{node} {p1node} {p2node}\n"#))
    }

    /// None: a clone has the whole history.
    func cuts() async throws(Fault) -> Set<String> { [] }

    /// The commits from `head` back to some commits, in git's order, which is by date as far as children come before their parents: hg's own is
    /// that in which this clone happened to get them.
    func log(from head: String, without excluded: [String], adding manifests: Set<String>) async throws(Fault) -> [LogEntry] {
        let start = try Mercurial.revision(head)
        let revisions = excluded.isEmpty ? "ancestors(\(start))" : "only(\(start), \(excluded.joined(separator: "+")))"
        let prefix = try await mercurial.prefix()
        var commits = try Commit.read(try await read(["--rev", revisions], Self.template), below: prefix.isEmpty ? "" : "\(prefix)/")
        try await findAdditions(of: manifests, in: &commits)
        return Commit.ordered(commits).map(\.entry)
    }

    /// Finds which commits add some files: hg looks that up in the files' history, so it is asked for those commits only that touch them.
    private func findAdditions(of paths: Set<String>, in commits: inout [Commit]) async throws(Fault) {
        let touching = commits.indices.filter { commits[$0].entry.files.contains { paths.contains($0.path) } }
        guard !touching.isEmpty else { return }
        let places = Dictionary(touching.map { (commits[$0].entry.id, $0) }) { first, _ in first }
        let arguments = stride(from: 0, to: touching.count, by: Self.commitsPerArgument).flatMap { start in
            [
                "--rev",
                touching[start..<min(start + Self.commitsPerArgument, touching.count)].map { commits[$0].entry.id }.joined(separator: "+"),
            ]
        }
        let prefix = try await mercurial.prefix()
        let output = try await read(arguments, #"{node}\0\0\0\0\0{file_adds % "{file}\0"}\0"#)
        for answer in try Commit.read(output, below: prefix.isEmpty ? "" : "\(prefix)/") {
            guard let place = places[answer.entry.id] else { continue }
            let added = Set(answer.entry.files.map(\.path))
            commits[place].entry.files = commits[place].entry.files.map { ($0.path, added.contains($0.path)) }
        }
    }

    /// What a log prints.
    private func read(_ revisions: [String], _ template: String) async throws(Fault) -> [UInt8] {
        try await mercurial.world.check(
            mercurial.call(["log"] + revisions + ["--template", template]), .historyFailed,
            hint: "the history cannot be read; `hg verify` tells what is damaged"
        ).output
    }

    /// A commit, and what its place in the order follows from.
    private struct Commit {
        /// What the decisions need.
        var entry: LogEntry
        /// The parents' ids.
        let parents: [String]
        /// When it was made, in seconds since 1970.
        let time: Int

        /// Reads what the template gives.
        /// - Parameter prefix: the folder that counts, with a slash at its end; files are relative to it.
        static func read(_ output: [UInt8], below prefix: String) throws(Fault) -> [Commit] {
            var commits: [Commit] = []
            var index = 0
            while index < output.count {
                let id = try LogEntry.field(output, &index)
                let parents = try LogEntry.field(output, &index).split(separator: UInt8(ascii: " ")).map {
                    String(decoding: $0, as: UTF8.self)
                }
                let time = try LogEntry.field(output, &index).prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ".") }
                let author = try LogEntry.field(output, &index)
                let message = try LogEntry.field(output, &index)
                var files: [(path: String, isAdded: Bool)] = []
                while true {
                    let path = String(decoding: try LogEntry.field(output, &index), as: UTF8.self)
                    if path.isEmpty { break }
                    guard path.hasPrefix(prefix), !(prefix.isEmpty && Mercurial.isOwn(path)) else { continue }
                    files.append((String(path.dropFirst(prefix.count)), false))
                }
                let known = parents.filter { Mercurial.commit($0) != nil }
                commits.append(
                    Commit(
                        entry: LogEntry(
                            id: String(decoding: id, as: UTF8.self), author: String(decoding: author, as: UTF8.self),
                            message: ConventionalCommit(bytes: message), files: known.count > 1 ? [] : files),
                        parents: known, time: Int(String(decoding: time, as: UTF8.self)) ?? 0))
            }
            return commits
        }

        /// The newest first, each behind its children.
        static func ordered(_ commits: [Commit]) -> [Commit] {
            let places = Dictionary(commits.enumerated().map { ($1.entry.id, $0) }) { first, _ in first }
            var children = [Int](repeating: 0, count: commits.count)
            for commit in commits { for parent in commit.parents { if let place = places[parent] { children[place] += 1 } } }
            var ready = BinaryHeap<Rank>()
            for place in commits.indices where children[place] == 0 { ready.insert(Rank(time: commits[place].time, place: place)) }
            var result: [Commit] = []
            while let next = ready.popLeast() {
                result.append(commits[next.place])
                for parent in commits[next.place].parents {
                    guard let place = places[parent] else { continue }
                    children[place] -= 1
                    if children[place] == 0 { ready.insert(Rank(time: commits[place].time, place: place)) }
                }
            }
            return result
        }
    }

    /// A commit's place among those that may come next: the newest is the least.
    private struct Rank: Comparable {
        /// When it was made.
        let time: Int
        /// Its place in hg's order.
        let place: Int

        /// Later commits come first; of two at the same time the one that this clone got last.
        static func < (left: Rank, right: Rank) -> Bool {
            left.time == right.time ? left.place > right.place : left.time > right.time
        }
    }
}
