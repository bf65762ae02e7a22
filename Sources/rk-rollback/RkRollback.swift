import ArgumentParser
import RKHTTP
import RKShared

/// The planner that undoes a release, as far as registries and users allow it.
@main
struct RkRollback: Filter {
    /// The stage's name.
    static let stage = "rk-rollback"

    static let configuration = CommandConfiguration(
        commandName: "rk-rollback",
        abstract: "Plan how a release is undone: versions withdrawn, pages and tags deleted, the commit reverted.",
        discussion: """
            EXAMPLES
              rk-discover | rk-graph --topo | rk-propose --merged | rk-rollback | rk-apply --dry-run
              … | rk-rollback --package core --reason 'loses data' | rk-apply
              rk-discover | rk-rollback --request | rk-apply     a request that is not merged yet

            Registries are asked which versions they have: those can only be withdrawn, and then their tags, pages and the release commit \
            stay, unless --force is given. What no registry has is taken back as if it had never been.
            """,
        version: Toolkit.version)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Undo a release that is only proposed: close its request, delete its branch.")
    var request = false

    @Option(help: ArgumentHelp("Undo only packages whose id or name fits. Repeatable.", valueName: "glob"))
    var package: [String] = []

    @Option(help: ArgumentHelp("Undo only the packages of this tag. Repeatable.", valueName: "tag"))
    var tag: [String] = []

    @Flag(help: "Plan also what breaks users: tags, pages and the commit of published versions, `npm unpublish`.")
    var force = false

    @Option(help: ArgumentHelp("What users of a withdrawn version are told.", valueName: "text"))
    var reason = "released by mistake"

    @Flag(help: "Plan a commit on the branch that is checked out: no branch, no push, no request.")
    var local = false

    @Flag(help: "Plan no commit.")
    var noRevert = false

    @Option(
        help: ArgumentHelp(
            "The registry, as for rk-publish: an address or a name; ECOSYSTEM=… for those packages alone. Repeatable.",
            valueName: "url|name"))
    var registry: [String] = []

    @Option(help: ArgumentHelp("The branch of the undo; with --request the release branch.", valueName: "name"))
    var branch: String?

    @Option(help: ArgumentHelp("The branch that the request is for; the one that is checked out without it.", valueName: "name"))
    var base: String?

    @Option(help: ArgumentHelp("The remote with the tags and branches.", valueName: "name"))
    var remote = "origin"

    func validate() throws {
        if request, local || noRevert || !package.isEmpty || !tag.isEmpty {
            throw ValidationError("--request takes a whole request back: --package, --tag, --local and --no-revert mean nothing with it")
        }
        for (option, name) in [("--branch", branch), ("--base", base)] {
            guard let name, let problem = RefName.problem(in: name) else { continue }
            throw ValidationError("\(option) \(name) is no name for a branch: \(problem)")
        }
    }

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        let repository = try document.requiredRepository(for: Self.stage)
        let checkout = try await Checkout(of: repository, world: Transport.world(invocation.world, environment: invocation.environment))
        if request {
            let proposal = ProposedRelease(branch: branch ?? ReleaseBranch.name, base: try target(repository), remote: remote)
            document.plan(try await proposal.actions(in: checkout, isForced: force), by: Self.stage)
            return .done
        }
        try document.requireNoError(else: "nothing is planned")
        let snapshot = document
        let survey = try await Catalog.following(snapshot) {
            try await ReleaseSurvey(
                of: snapshot, in: checkout, remote: repository.remote == nil ? nil : remote, registries: registry,
                environment: invocation.environment)
        }
        guard !survey.versions.isEmpty else {
            document.report([Self.nothing], from: Self.stage)
            document.plan([], by: Self.stage)
            return .done
        }
        invocation.console.info(survey.words)
        let undoing = try Undoing(
            survey, packages: package, tags: tag, isForced: force, reason: reason, documentOrder: (document.packages ?? []).map(\.id))
        var findings = undoing.findings
        var actions: [Action] = []
        if !findings.contains(where: { $0.severity == .error }) {
            actions = undoing.actions
            if !noRevert {
                let commit = try await UndoCommit(of: undoing, in: checkout)
                findings += commit.findings
                actions += try planned(commit, repository, head: checkout.head)
                if local, let draft = try await checkout.drafts(under: actions) { findings.append(draft) }
            }
        }
        let isRefused = findings.contains { $0.severity == .error }
        document.report(findings, from: Self.stage)
        document.plan(isRefused ? [] : actions, by: Self.stage)
        return isRefused ? .findings : .done
    }

    /// The commit, where it goes, and the request to merge it.
    private func planned(_ commit: UndoCommit, _ repository: Repository, head: String) throws(Fault) -> [Action] {
        guard !commit.edits.isEmpty else { return [] }
        let work = commit.edits + [Action(.commit(Action.Commit(message: commit.message)))]
        if local { return work }
        let branch = branch ?? "releasekit--undo"
        let base = try target(repository)
        let request = Action.MergeRequest(branch: branch, base: base, title: commit.title, body: commit.body, labels: [])
        return [Action(.startBranch(Action.Branch(name: branch, commit: head)))] + work
            + [Action(.push(Action.Push(remote: remote, branch: branch))), Action(.openRequest(request))]
    }

    /// The branch that requests are for.
    private func target(_ repository: Repository) throws(Fault) -> String {
        if let name = base ?? repository.branch { return name }
        throw Fault(
            .usage, "no branch is checked out, so it is not known which one the request is for",
            hint: "name it with --base, as in --base main")
    }

    /// The finding of a tree without a release.
    private static var nothing: Diagnostic {
        Diagnostic(
            .warning, .undoNothing, "there is no merged release to undo",
            hint: "--request undoes one that is only proposed; \(ReleaseRecord.path) would name one that was merged")
    }
}
