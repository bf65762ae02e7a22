import ArgumentParser
import RKShared

/// The planner of a release commit and of the request to merge it.
@main
struct RkPropose: Filter {
    /// The stage's name.
    static let stage = "rk-propose"
    /// The branch on which the next development versions are proposed.
    private static let developmentBranch = "releasekit--next"

    static let configuration = CommandConfiguration(
        commandName: "rk-propose",
        abstract: "Plan the commit of a release, and the request to merge it.",
        discussion: """
            EXAMPLES
              rk-discover | rk-graph --topo | rk-version | rk-changelog | rk-propose | rk-apply
              … | rk-propose --local | rk-apply                  commit on the branch that is checked out
              … | rk-propose --patch | git apply                 the edits alone
              rk-discover | rk-propose --merged | rk-tag | rk-apply
              rk-ship | rk-propose --published | rk-apply        what follows a release
              rk-discover | rk-propose --update NAME | rk-apply  a package of another repository

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

    @Flag(help: "Plan what follows a release that is published: its label, events for other repositories, development versions.")
    var published = false

    @Option(
        help: ArgumentHelp(
            "Plan the update of a package of another repository, in what needs it. Repeatable.", valueName: "name[@version]"))
    var update: [String] = []

    @Option(help: ArgumentHelp("The name of the release branch.", valueName: "name"))
    var branch = ReleaseBranch.name

    @Option(help: ArgumentHelp("The branch that the request is for; the one that is checked out without it.", valueName: "name"))
    var base: String?

    @Option(help: ArgumentHelp("The remote that takes the branch.", valueName: "name"))
    var remote = "origin"

    @Flag(help: "End with status 3 when there is nothing to release.")
    var exitCode = false

    func validate() throws {
        if merged && (local || patch) { throw ValidationError("--merged plans no commit, so --local and --patch mean nothing with it") }
        if [merged, published, !update.isEmpty].filter({ $0 }).count > 1 {
            throw ValidationError("--merged, --published and --update are different things to do; give one of them")
        }
        for text in update where DependencyUpdate.Target(text) == nil {
            throw ValidationError("--update \(text) names no package; write it as NAME or NAME@VERSION")
        }
        if let problem = RefName.problem(in: branch) { throw ValidationError("--branch \(branch) is no name for a branch: \(problem)") }
    }

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        let repository = try document.requiredRepository(for: Self.stage)
        let listsFiles = PinPlan.needsFiles(try document.requiredPackages(for: Self.stage))
        let checkout = try await Checkout(of: repository, listsFiles: listsFiles, world: invocation.world)
        if merged {
            guard repository.branch != branch else {
                throw Fault(
                    .usage, "`\(branch)` is checked out, the branch of a release that is not merged yet",
                    hint: "check out the branch that it was merged into")
            }
            let release = try await MergedRelease(in: checkout, packages: document.packages ?? [])
            release.add(to: &document, by: Self.stage)
            return release.findings.contains { $0.severity == .error } ? .findings : status(of: document)
        }
        try document.requireNoError(else: "nothing is planned")
        let actions: [Action]
        if published {
            actions = try await followUp(&document, checkout, invocation)
        } else if !update.isEmpty {
            let targets = update.compactMap(DependencyUpdate.Target.init)
            let work = DependencyUpdate(targets: targets, document: document, tree: checkout.tree)
            let (changes, findings) = try work.changes()
            document.report(findings, from: Self.stage)
            actions = work.proposal(of: changes)?.actions(on: try way(repository, checkout)) ?? []
        } else {
            actions = try await release(&document, checkout, invocation)
        }
        if local, !patch, let draft = try await checkout.drafts(under: actions) { document.report([draft], from: Self.stage) }
        document.plan(document.holdsError ? [] : actions, by: Self.stage)
        if document.holdsError { return .findings }
        return exitCode && actions.isEmpty ? .nothingToRelease : .done
    }

    /// The release of the versions that are decided.
    private func release(
        _ document: inout Document, _ checkout: Checkout, _ invocation: Invocation
    ) async throws -> [Action] {
        let plan = try await commit(of: document, checkout, invocation)
        document.report(plan.findings, from: Self.stage)
        guard !plan.record.packages.isEmpty else { return [] }
        let proposal = ReleaseRequest(record: plan.record, document: document).proposal(of: plan.actions, branch: branch)
        return proposal.actions(on: try way(try document.requiredRepository(for: Self.stage), checkout))
    }

    /// What follows the release that was published.
    private func followUp(
        _ document: inout Document, _ checkout: Checkout, _ invocation: Invocation
    ) async throws -> [Action] {
        let followUp = try FollowUp(of: document, try Configuration.load(from: checkout.tree))
        let actions = followUp.label(of: branch) + followUp.dispatches
        guard let next = followUp.development else { return actions }
        let plan = try await commit(of: next, isRelease: false, checkout, invocation)
        document.report(plan.findings, from: Self.stage)
        guard !plan.actions.isEmpty else { return actions }
        let proposal = FollowUp.proposal(of: plan, branch: Self.developmentBranch)
        return actions + proposal.actions(on: try way(try document.requiredRepository(for: Self.stage), checkout))
    }

    /// The commit of a document's versions.
    private func commit(
        of document: Document, isRelease: Bool = true, _ checkout: Checkout, _ invocation: Invocation
    ) async throws -> ReleaseCommit {
        try await Catalog.following(document) {
            try await ReleaseCommit(of: document, in: checkout, isRelease: isRelease, host: { tree in host(tree, invocation) })
        }
    }

    /// Where a proposal goes.
    private func way(_ repository: Repository, _ checkout: Checkout) throws(Fault) -> Proposal.Way {
        Proposal.Way(head: checkout.head, base: local ? nil : try target(repository), remote: remote)
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
