import ArgumentParser
import RKShared

/// The planner of a repository's first configuration.
@main
struct RkInit: Filter {
    /// The stage's name.
    static let stage = "rk-init"

    static let configuration = CommandConfiguration(
        commandName: "rk-init",
        abstract: "Plan a releasekit.toml from what is there, or from another tool's configuration.",
        discussion: """
            EXAMPLES
              rk-discover | rk-init | rk-apply                         look at the repository and its tags
              rk-discover | rk-init > ../plan.json                     the edits alone, on stderr
              rk-discover | rk-init --migrate changesets | rk-apply    take over what another tool was told

            Tags that are there say which form they have, which packages always had one version, and whether history has a beginning; \
            rk works without a configuration where they say nothing. Files that are there are never overwritten, so a second run plans \
            nothing. The edits stay in the work tree: look at them, then commit.
            """,
        version: Toolkit.version)

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("Take over the configuration of release-please, changesets or lerna.", valueName: "tool"))
    var migrate: Peer?

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        let packages = try document.requiredPackages(for: Self.stage)
        let repository = try document.requiredRepository(for: Self.stage)
        try document.requireNoError(else: "nothing is planned")
        let checkout = try await Checkout(of: repository, world: invocation.world)
        guard !repository.shallow else {
            throw Fault(
                .historyShallow, "the clone is shallow, so tags and their commits may be missing",
                hint: "run `git fetch --unshallow --tags`, then this again")
        }
        let snapshot = document
        var (actions, findings): ([Action], [Diagnostic]) = ([], [])
        if Files.exists(checkout.tree.absolute(Configuration.fileName)) {
            invocation.console.info("\(Configuration.fileName) is there already, so it is left as it is; nothing is planned for it")
        } else {
            if migrate == nil, let peer = Peer.allCases.first(where: { Files.exists(checkout.tree.absolute($0.file)) }) {
                invocation.console.info("\(peer.file) is there: --migrate \(peer.rawValue) takes over what it says")
            }
            (actions, findings) = try await Catalog.following(snapshot) {
                try await scaffold(snapshot, checkout).plan(in: checkout.tree)
            }
        }
        if let action = try await BuildLeftovers(packages: packages, checkout: checkout).action() { actions.append(action) }
        document.report(findings, from: Self.stage)
        document.plan(actions, by: Self.stage)
        try await tellIgnored(actions, checkout, invocation.console)
        if actions.isEmpty { invocation.console.info("there is nothing to do") }
        if !common.quiet { try Self.show(actions, checkout.tree) }
        return .done
    }

    /// What is to be said, in the order of the file.
    private func scaffold(_ document: Document, _ checkout: Checkout) async throws(Fault) -> Scaffold {
        let packages = document.packages ?? []
        let tagged = try await checkout.versionControl.taggedCommits()
        let history = TagHistory(tagged.keys.sorted { $0.precedes($1) }, packages)
        let survey = TreeSurvey(packages: packages, workspaces: document.workspaces ?? [], history: history, tree: checkout.tree)
        var scaffold = Scaffold()
        survey.addWorkspaces(to: &scaffold)
        var wishes = Wishes()
        try migrate?.migrate(survey, into: &scaffold, &wishes)
        survey.addTags(
            history.prefixes.merging(wishes.prefixes) { $1 }, to: &scaffold,
            because: wishes.prefixes.isEmpty ? nil : "The form that \(migrate?.rawValue ?? "") gave tags.")
        if migrate == nil { survey.addLockstep(to: &scaffold) }
        let hasTags = wishes.check(history, packages, &scaffold) || !history.prefixes.isEmpty
        if !wishes.hasBootstrap, !hasTags, try await checkout.versionControl.parent(of: checkout.head) != nil,
            !packages.allSatisfy({ Catalog.ecosystem($0.ecosystem) is any VersionInTags })
        {
            let tag = history.shared.flatMap { tag in tagged[tag].map { (name: tag, commit: $0) } }
            if let tag, try await checkout.versionControl.isAncestor(tag.commit, of: checkout.head) {
                survey.addBootstrap(tag.commit, tag.name, to: &scaffold)
            } else {
                survey.addBootstrap(checkout.head, nil, to: &scaffold)
            }
        }
        survey.addChangelog(to: &scaffold)
        survey.addForge(document.repository?.remote, wishes.forge, to: &scaffold)
        return scaffold
    }

    /// Says which files a commit would leave out.
    private func tellIgnored(_ actions: [Action], _ checkout: Checkout, _ console: Console) async throws(Fault) {
        let paths = actions.compactMap { action in if case .writeFile(let write) = action.work { write.path } else { nil } }
        guard let hidden = try await (checkout.versionControl as? Git)?.ignored(paths).sorted(), let first = hidden.first else { return }
        let files = hidden.count == 1 ? "`\(first)`" : "`\(first)` and \(hidden.count - 1) more"
        console.info("\(files) would be ignored, by .gitignore: add what it writes with `git add --force`")
    }

    /// Shows the edits.
    private static func show(_ actions: [Action], _ tree: SourceTree) throws(Fault) {
        for action in actions {
            guard case .writeFile(let write) = action.work else { continue }
            let diff = UnifiedDiff.text(path: write.path, from: try tree.readIfPresent(write.path), to: write.content)
            Console.passage(String(decoding: diff, as: UTF8.self).trimmed)
        }
    }
}
