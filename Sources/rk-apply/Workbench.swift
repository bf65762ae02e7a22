import RKShared

/// Where files are written, commits made and tags set: the work tree itself, or one of the toolkit's own for a release branch.
final class Workbench {
    /// How commits and pushes are made.
    struct Options {
        /// The author of commits, as `Name <mail>`; nil for what git is configured with.
        var author: String?
        /// Whether the user's hooks run.
        var runsHooks: Bool
        /// Whether commits of others on the release branch may be thrown away.
        var overwrites: Bool
    }

    /// The repository's work tree.
    private let git: Git
    /// The commit that the document is about.
    private let head: String
    /// How commits and pushes are made.
    private let options: Options
    /// Where the work tree of a release branch lies.
    private let folder: String
    /// The lock on the repository.
    private let lock: Lock
    /// The lease on the remote; nil where nothing is pushed.
    private var lease: RemoteLease?
    /// Takes the lines of what runs.
    private let console: Console
    /// The work tree of the release branch; nil where the repository's own is worked in.
    private var branchTree: Git?
    /// The paths that belong to the next commit.
    private var changed: Set<String> = []

    /// The work tree that a document is about, locked against other runs.
    /// - Throws: a `Fault`: another commit is checked out, another run is at work, or files are pinned.
    init(for repository: Repository, actions: [Action], world: World, options: Options, console: Console) async throws(Fault) {
        guard let root = Files.resolved(repository.root), let head = repository.head else {
            throw Fault(.repositoryMissing, "there is no repository `\(repository.root)` here", hint: "run this where rk-discover ran")
        }
        git = Git(root: root, world: world)
        self.head = head
        self.options = options
        self.console = console
        let state = StateFolder(privateFolder: try await git.privateFolder())
        folder = state.file("release")
        lock = try Lock(at: state.lock, purpose: RkApply.stage)
        guard let present = try await git.head() else {
            throw Fault(.repositoryMissing, "`\(repository.root)` is no repository with a commit", hint: "run this where rk-discover ran")
        }
        let worksHere = actions.contains { $0.work.kind == .writeFile } && !actions.contains { $0.work.kind == .startBranch }
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
        guard let parent = try await git.parent(of: commit), parent == head else { return false }
        let message = try await git.message(of: commit)
        return actions.contains { if case .commit(let work) = $0.work { work.message.trimmed == message.trimmed } else { false } }
    }

    /// Keeps other clones from doing the same at the same time, where something is pushed.
    /// - Parameter patience: how long to wait for another one, in seconds.
    func lease(for actions: [Action], patience: Double) async throws(Fault) {
        let remote = actions.lazy.compactMap { if case .push(let push) = $0.work { push.remote } else { nil } }.first
        guard let remote else { return }
        lease = try await RemoteLease(on: remote, from: git, memory: "\(folder)-lease", purpose: RkApply.stage, patience: patience) {
            [console] holder in
            console.info("waiting for another run: \(holder)")
        }
    }

    /// Gives the lease back, and takes the branch's work tree away.
    func close() async {
        await lease?.release()
        lease = nil
        if branchTree != nil { try? await git.removeWorkTree(at: folder) }
        branchTree = nil
        lock.release()
    }

    /// The work tree that is worked in.
    private var bench: Git { branchTree ?? git }

    /// Makes a work tree of the branch's first commit, in place of one that a stopped run left.
    func start(_ branch: Action.Branch) async throws(Fault) -> Effect {
        if Files.exists(folder) {
            try? await git.removeWorkTree(at: folder)
            do { try Files.removeTree(folder) } catch { throw error.fault(writing: folder) }
        }
        let prefix = try await git.prefix()
        try await git.addWorkTree(at: folder, commit: branch.commit)
        branchTree = Git(root: prefix.isEmpty ? folder : "\(folder)/\(prefix)", world: git.world)
        return .done
    }

    /// Writes a file that is as it was when the action was planned.
    func write(_ write: Action.FileWrite) throws(Fault) -> Effect {
        let tree = SourceTree(root: bench.root, tracked: nil)
        try Self.confine(write.path, in: tree)
        let now = try tree.readIfPresent(write.path).map { Action.FileWrite.digest($0) }
        changed.insert(write.path)
        if now == write.after { return .skipped("it is so already") }
        guard now == write.before else {
            throw Fault(
                .actionFailed, "`\(write.path)` is not as it was when this was planned",
                hint: branchTree == nil
                    ? "commit or undo what changed in it, and run the pipeline again"
                    : "the plan is of files that are not committed: commit or undo the changes, and run the pipeline again",
                at: Place(write.path))
        }
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

    /// Refuses a path whose folder leads outside the tree by a link.
    private static func confine(_ path: String, in tree: SourceTree) throws(Fault) {
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
        _ = try await git.world.check(call, .actionFailed, hint: "run it yourself; after that is mended, the same pipeline goes on")
        changed.formUnion(run.writes)
        return .done
    }

    /// Commits what was written. Its times are those of the commit before, so that the same plan gives the same commit.
    func commit(_ commit: Action.Commit) async throws(Fault) -> Effect {
        let paths = changed.sorted { $0.precedes($1) }
        guard !paths.isEmpty else { return .skipped("nothing was written") }
        try await bench.stage(paths)
        guard try await bench.hasStagedChanges(paths) else { return .skipped("there is nothing to commit: it is so already") }
        try await bench.commit(paths, message: commit.message, author: options.author, runsHooks: options.runsHooks, after: head)
        changed = []
        return .done
    }

    /// Pushes a branch, or tags.
    func push(_ push: Action.Push) async throws(Fault) -> Effect {
        guard let branch = push.branch else {
            return try await git.push(tags: push.tags, to: push.remote, runsHooks: options.runsHooks)
                ? .done : .skipped("\(push.remote) has \(push.tags.count == 1 ? "it" : "them") already")
        }
        guard let commit = try await bench.head() else { throw Fault(.defect, "the release branch has no commit") }
        let tip = try await git.tip(of: branch, at: push.remote)
        if tip == commit { return .skipped("\(push.remote) has it already") }
        if let tip, try await git.fetch(tip, of: branch, from: push.remote) {
            if let base = try await git.parent(of: tip), base != head, try await git.isAncestor(head, of: base) {
                return .superseded("`\(branch)` on \(push.remote) is of the newer commit \(base.prefix(12))")
            }
            if !options.overwrites { try await refuseForeign(tip, branch, push.remote) }
        }
        try await git.push(commit, as: branch, to: push.remote, over: tip, runsHooks: options.runsHooks)
        return .done
    }

    /// Refuses to lose a commit that no release wrote.
    private func refuseForeign(_ tip: String, _ branch: String, _ remote: String) async throws(Fault) {
        guard try await !git.message(of: tip).contains("\nRelease-Record: ") else { return }
        throw Fault(
            .branchForeign, "`\(branch)` on \(remote) ends with \(tip.prefix(12)), which no release wrote: it would be lost",
            hint: "merge it into the branch that is released, or give --overwrite")
    }

    /// Sets a tag.
    func tag(_ tag: Action.Tag) async throws(Fault) -> Effect {
        if let present = try await git.taggedCommits()[tag.name] {
            guard present != tag.commit else { return .skipped("it is there already") }
            throw Fault(
                .tagTaken, "the tag `\(tag.name)` is on \(present.prefix(12)), not on \(tag.commit.prefix(12))",
                hint: "a tag that was published must not move: release as another version")
        }
        try await git.tag(tag.name, commit: tag.commit, message: tag.message, isSigned: tag.isSigned)
        return .done
    }
}
