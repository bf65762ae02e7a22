import ArgumentParser
import RKShared

/// The planner of a release commit and of the request to merge it.
@main
struct RkPropose: Filter {
    /// The stage's name.
    static let stage = "rk-propose"

    static let configuration = CommandConfiguration(
        commandName: "rk-propose",
        abstract: "Plan the commit of a release, and the request to merge it.",
        discussion: """
            EXAMPLES
              rk-discover | rk-graph --topo | rk-version | rk-changelog | rk-propose | rk-apply
              … | rk-propose --local | rk-apply                  commit on the branch that is checked out
              … | rk-propose --patch | git apply                 the edits alone
              rk-discover | rk-propose --merged | rk-tag | rk-apply

            The commit has the new versions, requirements that would not take them any more, lockfiles, changelogs, and a record of the \
            release. rk-propose changes nothing; rk-apply does. With --merged, it reads the record of the release that was merged last.
            """,
        version: Toolkit.version)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Plan a commit on the branch that is checked out: no branch, no push, no request.")
    var local = false

    @Flag(help: "Print the edits as a unified diff, which `git apply` accepts, in place of the document.")
    var patch = false

    @Flag(help: "Read the release that was merged last from the tree, in place of planning one.")
    var merged = false

    @Option(help: ArgumentHelp("The name of the release branch.", valueName: "name"))
    var branch = "releasekit--release"

    @Option(help: ArgumentHelp("The branch that the request is for; the one that is checked out without it.", valueName: "name"))
    var base: String?

    @Option(help: ArgumentHelp("The remote that takes the branch.", valueName: "name"))
    var remote = "origin"

    @Flag(help: "End with status 3 when there is nothing to release.")
    var exitCode = false

    func validate() throws {
        if merged && (local || patch) { throw ValidationError("--merged plans no commit, so --local and --patch mean nothing with it") }
        if let problem = RefName.problem(in: branch) { throw ValidationError("--branch \(branch) is no name for a branch: \(problem)") }
    }

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        let repository = try document.requiredRepository(for: Self.stage)
        let listsFiles = PinPlan.needsFiles(try document.requiredPackages(for: Self.stage))
        let checkout = try await Checkout(of: repository, listsFiles: listsFiles, world: invocation.world)
        if merged {
            let release = try await MergedRelease(in: checkout, packages: document.packages ?? [])
            release.add(to: &document, by: Self.stage)
            return release.findings.contains { $0.severity == .error } ? .findings : status(of: document)
        }
        try document.requireNoError(else: "nothing is planned")
        let snapshot = document
        let plan = try await Catalog.following(snapshot) {
            try await ReleaseCommit(of: snapshot, in: checkout, host: { tree in host(tree, invocation) })
        }
        document.report(plan.findings, from: Self.stage)
        guard !plan.record.packages.isEmpty else {
            document.plan([], by: Self.stage)
            return exitCode ? .nothingToRelease : .done
        }
        let request = ReleaseRequest(record: plan.record, document: document)
        var actions: [Action] = []
        if !local { actions.append(Action(.startBranch(Action.Branch(name: branch, commit: checkout.head)))) }
        actions += plan.actions
        actions.append(Action(.commit(Action.Commit(message: request.message))))
        if !local {
            actions.append(Action(.push(Action.Push(remote: remote, branch: branch))))
            actions.append(Action(.openRequest(try request.action(branch: branch, base: try target(repository)))))
        }
        document.plan(actions, by: Self.stage)
        return .done
    }

    func render(_ document: Document) throws -> [UInt8] {
        guard patch else { return document.bytes }
        guard let root = document.repository.flatMap({ Files.resolved($0.root) }) else { return [] }
        let tree = SourceTree(root: root, tracked: nil)
        return try (document.actions ?? []).flatMap { action in
            guard case .writeFile(let write) = action.work, action.rest["stage"]?.string == Self.stage else { return [UInt8]() }
            return UnifiedDiff.text(path: write.path, from: try tree.readIfPresent(write.path), to: write.content)
        }
    }

    /// The end of a release that was read.
    private func status(of document: Document) -> ExitStatus {
        exitCode && !(document.versions ?? []).contains(where: \.isReleased) ? .nothingToRelease : .done
    }

    /// The branch that the request is for.
    private func target(_ repository: Repository) throws(Fault) -> String {
        guard let name = base ?? repository.branch else {
            throw Fault(
                .usage, "no branch is checked out, so it is not known which one the request is for",
                hint: "name it with --base, as in --base main")
        }
        guard name != branch else {
            throw Fault(
                .usage, "`\(name)` is the release branch itself", hint: "check out the branch that is to be released, or give --base")
        }
        return name
    }

    /// Asks the programs of the user's own ecosystems.
    private func host(_ tree: SourceTree, _ invocation: Invocation) -> PluginHost {
        PluginHost(
            for: tree, world: invocation.world, environment: invocation.environment, signals: nil, note: invocation.console.info)
    }
}
