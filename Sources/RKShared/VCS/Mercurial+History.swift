extension Mercurial {
    /// Whether a path below the root is one that tags bring, so that it belongs to no package.
    public static func isOwn(_ path: String) -> Bool { path == ".hgtags" }

    /// The commits of all tags, by the tags' names.
    public func taggedCommits() async throws(Fault) -> [String: String] {
        let fields = try await check(call("tags", "--template", #"{tag}\0{node}\0"#)).fields
        var commits: [String: String] = [:]
        for index in stride(from: 0, to: fields.count - 1, by: 2) where fields[index] != "tip" {
            commits[fields[index]] = fields[index + 1]
        }
        return commits
    }

    /// The paths below the root, relative to it, in which two commits differ; `.hgtags` is none of them.
    public func changedPaths(from old: String, to new: String) async throws(Fault) -> [String] {
        let revisions = ["--rev", try Self.revision(old), "--rev", try Self.revision(new)]
        let names = try await check(call(["status", "--print0", "--no-status"] + revisions + ["relpath:."])).names
        return names.filter { !Self.isOwn($0) }
    }

    /// The commit by which a file came to be as it is, on the way of first parents.
    public func lastCommit(changing path: String, from commit: String) async throws(Fault) -> String? {
        let pattern = "relpath:\(path)"
        let candidates = "reverse(_firstancestors(\(try Self.revision(commit))) and (file(\(Self.literal(pattern))) or merge()))"
        // What a merge brings stands in no list of its files, so the difference from its first parent is looked at.
        let template = #"{if(diff(\#(Self.literal(pattern, inTemplate: true))), "{node}\0")}"#
        return try await check(call("log", "--rev", candidates, "--template", template)).fields.first
    }

    /// The day of a commit, in UTC.
    public func day(of commit: String) async throws(Fault) -> String {
        try await field(#"{date(localdate(date, "UTC"), "%Y-%m-%d")}"#, of: commit)
    }

    /// The first parent of a commit; nil for a root.
    public func parent(of commit: String) async throws(Fault) -> String? { Self.commit(try await field("{p1node}", of: commit)) }

    /// The message of a commit.
    public func message(of commit: String) async throws(Fault) -> String { try await field("{desc}", of: commit) }

    /// Whether a commit is among the ancestors of another one, or is it.
    public func isAncestor(_ commit: String, of other: String) async throws(Fault) -> Bool {
        try await !commits("\(try Self.revision(commit)) and ancestors(\(try Self.revision(other)))").isEmpty
    }

    /// Whether this clone has a commit.
    func has(_ commit: String) async throws(Fault) -> Bool { try await !commits(Self.revision(commit)).isEmpty }

    /// The ids of a set of revisions, in its order.
    func commits(_ revisions: String) async throws(Fault) -> [String] {
        try await check(call("log", "--rev", revisions, "--template", #"{node}\0"#)).fields
    }

    /// What a template makes of a commit.
    private func field(_ template: String, of commit: String) async throws(Fault) -> String {
        let reply = try await check(call("log", "--rev", try Self.revision(commit), "--template", "\(template)\\0"))
        guard let text = reply.fields.first else {
            throw Fault(.historyFailed, "there is no commit \(commit.prefix(12)) here", hint: "`hg pull` gets what this clone lacks")
        }
        return text
    }
}
