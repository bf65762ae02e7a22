import RKShared

/// Where files are written, commits made and tags set: the work tree itself, or one of the toolkit's own for a release branch.
final class Workbench {
    /// How commits and pushes are made.
    struct Options {
        /// The author of commits, as `Name <mail>`; nil for what git or hg is configured with.
        var author: String?
        /// Whether the user's hooks run.
        var runsHooks: Bool
        /// Whether commits of others on the release branch may be thrown away.
        var overwrites: Bool
    }

    /// The repository's work tree.
    let versionControl: any VersionControl
    /// The commit that the document is about.
    private let head: String
    /// How commits and pushes are made.
    let options: Options
    /// Where the work tree of a release branch lies.
    private let folder: String
    /// The lock on the repository.
    private let lock: Lock
    /// The lease on the remote; nil where nothing is pushed.
    private var lease: (any Lease)?
    /// Takes the lines of what runs.
    private let console: Console
    /// The work tree of the release branch; nil where the repository's own is worked in.
    private(set) var branchTree: (any VersionControl)?
    /// The paths that belong to the next commit.
    var changed: Set<String> = []
    /// Everything that is to be done.
    let planned: [Action.Work]
    /// What came of work that was done together with other work, before its turn.
    var early: [Action.Work: Effect] = [:]

    /// The work tree that a document is about, locked against other runs.
    /// - Throws: a `Fault`: another commit is checked out, another run is at work, or files are pinned.
    init(for repository: Repository, actions: [Action], world: World, options: Options, console: Console) async throws(Fault) {
        guard let root = Files.resolved(repository.root), let head = repository.head else {
            throw Fault(.repositoryMissing, "there is no repository `\(repository.root)` here", hint: "run this where rk-discover ran")
        }
        versionControl = try VersionControlKind.at(root, of: repository, world: world)
        self.head = head
        planned = actions.map(\.work)
        self.options = options
        self.console = console
        let state = StateFolder(privateFolder: try await versionControl.privateFolder())
        folder = state.file("release")
        lock = try Lock(at: state.lock, purpose: RkApply.stage)
        guard let present = try await versionControl.head() else {
            throw Fault(.repositoryMissing, "`\(repository.root)` is no repository with a commit", hint: "run this where rk-discover ran")
        }
        let kinds = Set(actions.map(\.work.kind))
        let worksHere = !kinds.isDisjoint(with: [.writeFile, .removeFile]) && !kinds.contains(.startBranch)
        var isExpected = present == head
        if !isExpected, worksHere { isExpected = try await isOwnCommit(present, actions) }
        guard isExpected else {
            throw Fault(
                .repositoryMoved, "the actions are about commit \(head.prefix(12)), but \(present.prefix(12)) is checked out",
                hint: "run the pipeline again")
        }
    }

    /// Whether a commit is the one that these actions make.
    private func isOwnCommit(_ commit: String, _ actions: [Action]) async throws(Fault) -> Bool {
        guard let parent = try await versionControl.parent(of: commit), parent == head else { return false }
        let message = try await versionControl.message(of: commit)
        return actions.contains { if case .commit(let work) = $0.work { work.message.trimmed == message.trimmed } else { false } }
    }

    /// Keeps other clones from doing the same at the same time, where something is pushed.
    /// - Parameter patience: how long to wait for another one, in seconds.
    func lease(for actions: [Action], patience: Double) async throws(Fault) {
        guard let remote = actions.lazy.compactMap(\.work.changedRemote).first else { return }
        lease = try await versionControl.lease(
            on: remote, memory: "\(folder)-lease", purpose: RkApply.stage, patience: patience
        ) { [console] holder in
            console.info("waiting for another run: \(holder)")
        }
    }

    /// Gives the lease back, and takes the branch's work tree away.
    func close() async {
        await lease?.release()
        lease = nil
        if branchTree != nil { try? await versionControl.removeWorkTree(at: folder) }
        branchTree = nil
        lock.release()
    }

    /// The work tree that is worked in.
    var bench: any VersionControl { branchTree ?? versionControl }

    /// Makes a work tree of the branch's first commit, in place of one that a stopped run left.
    func start(_ branch: Action.Branch) async throws(Fault) -> Effect {
        if Files.exists(folder) {
            try? await versionControl.removeWorkTree(at: folder)
            do { try Files.removeTree(folder) } catch { throw error.fault(writing: folder) }
        }
        let prefix = try await versionControl.prefix()
        try await versionControl.addWorkTree(at: folder, commit: branch.commit, for: branch.name)
        branchTree = versionControl.at(prefix.isEmpty ? folder : "\(folder)/\(prefix)")
        return .done
    }

    /// Writes a file that is as it was when the action was planned.
    func write(_ write: Action.FileWrite) throws(Fault) -> Effect {
        let tree = SourceTree(root: bench.root, tracked: nil)
        try Self.confine(write.path, in: tree)
        let now = try tree.readIfPresent(write.path).map { Action.FileWrite.digest($0) }
        changed.insert(write.path)
        if now == write.after { return .skipped("it is so already") }
        guard now == write.before else { throw stale(write.path) }
        guard Action.FileWrite.digest(write.content) == write.after else {
            throw Fault(
                .documentInvalid, "the content for `\(write.path)` does not have its digest `after`",
                hint: "who changed the document since it was planned?", at: Place(write.path))
        }
        let path = tree.absolute(write.path)
        do {
            try Files.createFolder(Files.folder(of: path))
            try Files.replace(path, with: write.content)
        } catch {
            throw error.fault(writing: write.path)
        }
        return .done
    }

    /// The fault of a file that somebody changed since the plan.
    func stale(_ path: String) -> Fault {
        Fault(
            .actionFailed, "`\(path)` is not as it was when this was planned",
            hint: branchTree == nil
                ? "commit or undo what changed in it, and run the pipeline again"
                : "the plan is of files that are not committed: commit or undo the changes, and run the pipeline again",
            at: Place(path))
    }

    /// Refuses a path whose folder leads outside the tree by a link.
    static func confine(_ path: String, in tree: SourceTree) throws(Fault) {
        var folder = RelativePath.folder(of: path)
        while folder != ".", !Files.exists(tree.absolute(folder)) { folder = RelativePath.folder(of: folder) }
        try tree.confine(folder)
        try tree.confine(path)
    }

    /// Runs a tool.
    func run(_ run: Action.CommandRun) async throws(Fault) -> Effect {
        guard let program = run.argv.first else {
            throw Fault(.documentInvalid, "an action `run` has an empty `argv`", hint: "who changed the document since it was planned?")
        }
        let tree = SourceTree(root: bench.root, tracked: nil)
        try tree.confine(run.directory)
        let call = Call(program, Array(run.argv.dropFirst()), in: tree.absolute(run.directory))
        console.detail(call.commandLine)
        _ = try await versionControl.world.check(
            call, .actionFailed, hint: "run it yourself; after that is mended, the same pipeline goes on")
        changed.formUnion(run.writes)
        return .done
    }

    /// Commits what was written. Its times are those of the commit before, so that the same plan gives the same commit.
    func commit(_ commit: Action.Commit) async throws(Fault) -> Effect {
        let paths = changed.sorted { $0.precedes($1) }
        var isNew = false
        if !paths.isEmpty {
            isNew = try await bench.commit(
                paths, message: commit.message, author: options.author, runsHooks: options.runsHooks, after: head)
        }
        guard isNew else {
            let why = "there is nothing to commit: it is so already"
            return branchTree == nil ? .skipped(why) : .needless(why, rest: "nothing was committed")
        }
        changed = []
        return .done
    }

    /// Pushes a branch, or tags.
    func push(_ push: Action.Push) async throws(Fault) -> Effect {
        guard let branch = push.branch else {
            return try await versionControl.push(tags: push.tags, to: push.remote, runsHooks: options.runsHooks)
                ? .done : .skipped("\(push.remote) has \(push.tags.count == 1 ? "it" : "them") already")
        }
        guard let commit = try await bench.head() else { throw Fault(.defect, "the release branch has no commit") }
        let tip = try await versionControl.tip(of: branch, at: push.remote)
        if tip == commit { return .skipped("\(push.remote) has it already") }
        if let tip, try await versionControl.fetch(tip, of: branch, from: push.remote) {
            if let base = try await versionControl.parent(of: tip), base != head, try await versionControl.isAncestor(head, of: base) {
                return .needless(
                    "`\(branch)` on \(push.remote) is of the newer commit \(base.prefix(12))", rest: "a newer run has done it")
            }
            if !options.overwrites { try await refuseForeign(tip, branch, push.remote) }
        }
        try await versionControl.push(commit, as: branch, to: push.remote, over: tip, runsHooks: options.runsHooks)
        return .done
    }

    /// Refuses to lose a commit that no release wrote.
    private func refuseForeign(_ tip: String, _ branch: String, _ remote: String) async throws(Fault) {
        guard try await !CommitMark.isOwn(versionControl.message(of: tip)) else { return }
        throw Fault(
            .branchForeign, "`\(branch)` on \(remote) ends with \(tip.prefix(12)), which no release wrote: it would be lost",
            hint: "merge it into the branch that is released, or give --overwrite")
    }

    /// Sets a tag.
    func tag(_ tag: Action.Tag) async throws(Fault) -> Effect {
        if let effect = early.removeValue(forKey: .tag(tag)) { return effect }
        let present = try await versionControl.taggedCommits()
        if let present = present[tag.name] {
            guard present != tag.commit else { return .skipped("it is there already") }
            throw Fault(
                .tagTaken, "the tag `\(tag.name)` is on \(present.prefix(12)), not on \(tag.commit.prefix(12))",
                hint: "a tag that was published must not move: release as another version")
        }
        var tags = [tag]
        if versionControl.tagsAreCommits {
            tags += planned.compactMap { if case .tag(let tag) = $0 { tag } else { nil } }
                .filter { $0.name != tag.name && $0.commit == tag.commit && present[$0.name] == nil }
            console.info("tags are a commit of their own in \(versionControl.title): `hg update` brings the work tree there")
        }
        try await versionControl.set(tags, runsHooks: options.runsHooks)
        for other in tags.dropFirst() { early[.tag(other)] = .done }
        return .done
    }
}
