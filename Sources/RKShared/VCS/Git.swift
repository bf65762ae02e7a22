/// A git work tree, or a folder of one.
public struct Git: VersionControl {
    /// The folder, absolute.
    public let root: String
    /// How git is run.
    public let world: World

    /// The work tree at `root`.
    public init(root: String, world: World) {
        self.root = root
        self.world = world
    }

    /// The name in documents.
    public var name: String { "git" }
    /// The name for people.
    public var title: String { "git" }
    /// Forges are made for it.
    public var isServed: Bool { true }
    /// A tag is a reference.
    public var tagsAreCommits: Bool { false }

    /// Git at another folder.
    public func at(_ folder: String) -> Git { Git(root: folder, world: world) }

    /// The command by which a person checks a commit out.
    public func checkoutCommand(_ commit: String) -> String { "git checkout \(commit)" }

    /// The command by which a person looks at a tag.
    public func showCommand(_ tag: String) -> String { "git show \(tag)" }

    /// A call of git that neither asks, nor locks, nor translates, and takes paths literally.
    public func call(_ arguments: String...) -> Call { call(arguments) }

    /// A call of git that neither asks, nor locks, nor translates, and takes paths literally.
    public func call(_ arguments: [String]) -> Call {
        Call(
            "git", ["--no-optional-locks", "--literal-pathspecs"] + arguments, in: root,
            environment: ["GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"])
    }

    /// Whether `root` lies in a git work tree.
    public func isWorkTree() async throws(Fault) -> Bool {
        let reply = try await world.run(call("rev-parse", "--is-inside-work-tree"))
        return reply.succeeded && reply.text.trimmed == "true"
    }

    /// The state of the work tree, from three processes side by side.
    public func facts() async throws(Fault) -> RepositoryFacts {
        async let status = check(call("status", "--porcelain=v2", "--branch", "-z", "--untracked-files=normal"))
        async let shallow = check(call("rev-parse", "--is-shallow-repository"))
        async let remotes = world.run(call("config", "-z", "--get-regexp", #"^(remote|branch)\..*\.(url|remote)$"#))
        do {
            let (status, shallow, remotes) = try await (status, shallow, remotes)
            var facts = Self.facts(ofStatus: status.output)
            facts.shallow = shallow.text.trimmed == "true"
            facts.remote = Self.remote(inConfig: remotes.output, branch: facts.branch)
            return facts
        } catch let fault as Fault {
            throw fault
        } catch {
            throw Fault(.defect, "unexpected: \(error)")
        }
    }

    /// Runs a call that must succeed.
    private func check(_ call: Call) async throws(Fault) -> Completion {
        try await world.check(call, .historyFailed, hint: "run the command yourself; git says what is wrong with the repository")
    }

    /// Reads `git status --porcelain=v2 --branch -z`.
    static func facts(ofStatus output: [UInt8]) -> RepositoryFacts {
        var facts = RepositoryFacts(head: nil, branch: nil, clean: true, shallow: false, remote: nil)
        for record in output.split(separator: 0) {
            guard record.first == UInt8(ascii: "#") else {
                facts.clean = false
                continue
            }
            let words = String(decoding: record, as: UTF8.self).split(separator: " ", maxSplits: 2)
            guard words.count == 3 else { continue }
            switch words[1] {
            case "branch.oid" where words[2] != "(initial)": facts.head = String(words[2])
            case "branch.head" where words[2] != "(detached)": facts.branch = String(words[2])
            default: break
            }
        }
        return facts
    }

    /// The address of the branch's remote, else of `origin`, else of the only one.
    static func remote(inConfig output: [UInt8], branch: String?) -> String? {
        var addresses: [String: String] = [:]
        var upstream: String?
        for record in output.split(separator: 0) {
            let parts = String(decoding: record, as: UTF8.self).split(separator: "\n", maxSplits: 1)
            guard parts.count == 2 else { continue }
            if parts[0].hasPrefix("remote."), parts[0].hasSuffix(".url") {
                addresses[String(parts[0].dropFirst(7).dropLast(4))] = String(parts[1])
            } else if let branch, parts[0] == "branch.\(branch).remote" {
                upstream = String(parts[1])
            }
        }
        let address = upstream.flatMap { addresses[$0] } ?? addresses["origin"] ?? (addresses.count == 1 ? addresses.values.first : nil)
        return address.map(RemoteAddress.withoutCredentials)
    }

    /// The tracked files below the root, sorted by their bytes; names that are not UTF-8 are left out.
    public func trackedFiles() async throws(Fault) -> [String] {
        try await check(call("ls-files", "-z", "--cached")).output.split(separator: 0)
            .compactMap { String(validating: $0, as: UTF8.self) }.sorted { $0.precedes($1) }
    }

    /// The files below some folders that are tracked, or neither tracked nor ignored; names that are not UTF-8 are left out.
    public func files(below folders: [String]) async throws(Fault) -> [String] {
        try await check(call(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--"] + folders)).output.split(separator: 0)
            .compactMap { String(validating: $0, as: UTF8.self) }
    }

    /// The full id of the commit that is checked out; nil before the first one.
    public func head() async throws(Fault) -> String? {
        let reply = try await world.run(call("rev-parse", "--verify", "--quiet", "HEAD^{commit}"))
        return reply.succeeded ? reply.text.trimmed : nil
    }

    /// The commit by which a file came to be as it is, on the way of first parents: a merge counts for all that it brings. Nil for a file
    /// that no commit has.
    public func lastCommit(changing path: String, from commit: String) async throws(Fault) -> String? {
        let id = try await check(call("log", "--max-count=1", "--first-parent", "--format=%H", commit, "--", path)).text.trimmed
        return id.isEmpty ? nil : id
    }

    /// The day of a commit by its committer's clock, in UTC, as `2026-11-21`.
    public func day(of commit: String) async throws(Fault) -> String {
        var call = call("show", "--no-patch", "--format=%cd", "--date=format-local:%Y-%m-%d", commit, "--")
        call.environment["TZ"] = "UTC"
        return try await check(call).text.trimmed
    }

    /// The absolute path of this work tree's git directory.
    public func privateFolder() async throws(Fault) -> String {
        try await check(call("rev-parse", "--absolute-git-dir")).text.trimmed
    }
}

extension Git {
    /// The paths that are modified, staged or untracked, as `git status` names them.
    public func changedPaths() async throws(Fault) -> [String] {
        let reply = try await world.check(
            call("status", "--porcelain=v1", "-z", "--untracked-files=normal", "--no-renames"), .historyFailed,
            hint: "run `git status`; it says what is wrong")
        return reply.output.split(separator: 0).map { String(decoding: $0.dropFirst(3), as: UTF8.self) }
    }

    /// The commits of all tags, by the tags' names.
    public func taggedCommits() async throws(Fault) -> [String: String] {
        let reply = try await world.check(
            call("for-each-ref", "--format=%(refname:strip=2)%00%(objectname)%00%(*objectname)", "refs/tags"), .historyFailed,
            hint: "run `git tag`; git says what is wrong")
        var commits: [String: String] = [:]
        for line in reply.output.split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
            guard parts.count == 3 else { continue }
            commits[parts[0]] = parts[2].isEmpty ? parts[1] : parts[2]
        }
        return commits
    }

    /// The paths below the root, relative to it, in which two commits differ.
    public func changedPaths(from old: String, to new: String) async throws(Fault) -> [String] {
        let reply = try await world.check(
            call("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", old, new, "--"), .historyFailed,
            hint: "run the command yourself; git says what is wrong with the repository")
        return reply.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The path of the root below the work tree's top, without a slash at its end; empty at the top.
    public func prefix() async throws(Fault) -> String {
        let text = try await world.check(call("rev-parse", "--show-prefix"), .historyFailed).text.trimmed
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// Makes a work tree of a commit in an empty folder; no hook of the user runs. No branch is checked out there: a push names it.
    public func addWorkTree(at folder: String, commit: String, for branch: String?) async throws(Fault) {
        let add = call(
            "-c", "core.hooksPath=/dev/null", "worktree", "add", "--detach", "--force", "--force", "--quiet", "--", folder, commit)
        do throws(Fault) {
            _ = try await world.check(add, .toolFailed)
        } catch {
            guard try await forgetWorkTree(at: folder) else { throw error }
            _ = try await world.check(add, .toolFailed)
        }
    }

    /// Takes away what git keeps of a work tree; false where it keeps nothing. A git that was killed while it made one leaves half of that, with
    /// which it makes no other.
    private func forgetWorkTree(at folder: String) async throws(Fault) -> Bool {
        let common = try await world.check(call("rev-parse", "--path-format=absolute", "--git-common-dir"), .historyFailed).text.trimmed
        let place = "\(Files.resolved(Files.folder(of: folder)) ?? "")/\(RelativePath.name(of: folder))/.git"
        for name in Files.names(in: "\(common)/worktrees") {
            let record = "\(common)/worktrees/\(name)"
            guard let text = try? Files.read("\(record)/gitdir", limit: 4096), String(decoding: text, as: UTF8.self).trimmed == place else {
                continue
            }
            do { try Files.removeTree(record) } catch { throw error.fault(writing: record) }
            return true
        }
        return false
    }

    /// Takes a work tree away again.
    public func removeWorkTree(at folder: String) async throws(Fault) {
        _ = try await world.check(call("worktree", "remove", "--force", "--force", "--", folder), .toolFailed)
    }
}
