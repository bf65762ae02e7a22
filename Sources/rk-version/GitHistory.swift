import RKShared

/// Reads a git repository's history for all packages at once: four processes, whatever their number, and one more for tags of tags.
struct GitHistory: HistoryReader {
    /// The work tree.
    let git: Git

    /// The program that reads it.
    var program: String { "git" }
    /// The command that tells what is damaged.
    var inspection: String { "git fsck" }

    /// All tags.
    func tags() async throws(Fault) -> [TagReference] {
        var tags = TagReference.read(try await check(git.call("for-each-ref", TagReference.format, "refs/tags")).output)
        let nested = tags.indices.filter { tags[$0].isNested }
        guard !nested.isEmpty else { return tags }
        var call = git.call("cat-file", "--batch-check=%(objectname)")
        call.input = Array(nested.map { "refs/tags/\(tags[$0].name)^{}\n" }.joined().utf8)
        let ids = try await check(call).text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, id) in zip(nested, ids) { tags[index].commit = String(id) }
        return tags
    }

    /// The commits that a commit can reach.
    func graph(from head: String) async throws(Fault) -> CommitGraph {
        CommitGraph(revList: try await check(git.call("rev-list", "--parents", head, "--")).output)
    }

    /// The ids at which the history of a shallow clone was cut off; none in a whole clone.
    func cuts() async throws(Fault) -> Set<String> {
        let path = try await check(git.call("rev-parse", "--path-format=absolute", "--git-path", "shallow")).text.trimmed
        guard let bytes = try? Files.read(path) else { return [] }
        return Set(String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init))
    }

    /// The commits from `head` back to some commits, which are left out with everything behind them, newest first.
    func log(from head: String, without excluded: [String], adding manifests: Set<String>) async throws(Fault) -> [LogEntry] {
        var call = git.call(
            "log", "-z", "--raw", "--no-renames", "--no-abbrev", "--diff-merges=off", "--relative", "--no-color", "--no-show-signature",
            "--no-notes", "--no-decorate", "--no-mailmap", "--encoding=UTF-8", LogEntry.format, "--stdin")
        call.input = Array(([head] + excluded.map { "^\($0)" }).map { $0 + "\n" }.joined().utf8)
        return try LogEntry.read(try await check(call).output)
    }

    /// Runs a call that must succeed: a failure never counts as "unchanged".
    private func check(_ call: Call) async throws(Fault) -> Completion {
        try await git.world.check(
            call, .historyFailed,
            hint: "the history cannot be read; `git fsck` tells what is damaged, `git fetch --unshallow --tags` fetches what is missing")
    }
}
