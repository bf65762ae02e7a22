import ArgumentParser
import RKHTTP
import RKShared

/// The program that performs the actions of the planners.
@main
struct RkApply: Filter {
    /// The stage's name.
    static let stage = "rk-apply"

    static let configuration = CommandConfiguration(
        commandName: "rk-apply",
        abstract: "Perform the actions of the document in their order.",
        discussion: """
            EXAMPLES
              … | rk-propose | rk-apply --dry-run        print every command and every edit, do nothing
              … | rk-propose | rk-apply > done.json
              … | rk-tag | rk-apply --only a1 --only a2

            Each action looks at the world first: what is done already is skipped, and what is not as it was when it was planned is an \
            error. So after any failure the same command goes on. The forge's token comes from its variables (GITHUB_TOKEN, GITLAB_TOKEN, \
            BITBUCKET_TOKEN, GITEA_TOKEN), or from `gh` and `glab`; without one, requests and releases are skipped with one warning.
            """,
        version: Toolkit.version)

    @OptionGroup var common: CommonOptions

    @Flag(name: [.customShort("n"), .long], help: "Print what would be done, and do nothing (also with RK_DRY_RUN=1).")
    var dryRun = false

    @Option(help: ArgumentHelp("Perform this action only. Repeatable.", valueName: "id"))
    var only: [String] = []

    @Option(help: ArgumentHelp("The author of commits, as `Name <mail>`; the user's git or hg says it otherwise.", valueName: "author"))
    var author: String?

    @Flag(help: "Run no hooks for commits and pushes.")
    var noVerify = false

    @Flag(help: "Throw away commits on the release branch that no release wrote.")
    var overwrite = false

    @Option(help: ArgumentHelp("How long to wait for another run on the same remote.", valueName: "seconds"))
    var wait = 300.0

    @Flag(help: "Take no lease on the remote, where references of its kind are forbidden.")
    var noLease = false

    func validate() throws {
        if !(wait >= 0 && wait <= 86_400) { throw ValidationError("--wait \(wait) is no number of seconds up to a day") }
        if let author, !author.hasSuffix(">") || !author.contains("<") {
            throw ValidationError("--author \(author) is no author; write it as 'Name <mail@example.com>'")
        }
    }

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        guard let planned = document.actions else {
            throw Document.missing("actions", for: Self.stage, from: "rk-propose, rk-tag or rk-rollback")
        }
        guard !document.holdsError else {
            throw Fault(
                .documentHoldsError, "the document holds an error: \(document.diagnostics.first { $0.severity == .error }?.message ?? "")",
                hint: "mend it and run the pipeline again; nothing was done")
        }
        let repository = try document.requiredRepository(for: Self.stage)
        let chosen = try ActionChoice.chosen(from: planned, only: only)
        let isDry = dryRun || invocation.asksForDryRun
        if isDry {
            ActionListing(tree: try await Checkout(of: repository, world: invocation.world).tree).show(chosen)
            return .done
        }
        let world = Transport.world(invocation.world, environment: invocation.environment)
        let tree = SourceTree(root: Files.resolved(repository.root) ?? repository.root, tracked: nil)
        let configuration = try Configuration.load(from: tree)
        let isServed = try VersionControlKind.at(tree.root, of: repository, world: world).isServed
        let site =
            !isServed
            ? nil
            : repository.remote.flatMap { ForgeSite(remote: $0, wanted: configuration.forge, environment: invocation.environment) }
        let forge = try await client(of: site, isServed: isServed, for: chosen, world, tree, invocation)
        var warning: String?
        if case .failure(let fault) = forge, chosen.contains(where: \.needsForge) {
            document.report([Diagnostic(.warning, fault)], from: Self.stage)
            warning = fault.message
        }
        let workbench = try await Workbench(
            for: repository, actions: chosen, world: world, options: options, console: invocation.console)
        do {
            if !noLease { try await workbench.lease(for: chosen, patience: wait) }
        } catch {
            await workbench.close()
            throw error
        }
        let sources = RegistrySources(
            declared: configuration.registries, environment: invocation.environment, tree: tree, npm: configuration.npm)
        let registries = RegistryClient(of: document, sources: sources, world: world, detail: invocation.console.detail)
        let performance = Performance(workbench: workbench, forge: forge, site: site, registries: registries)
        let (results, ending) = await performance.perform(chosen) { action in
            // A warning says it once for all of them.
            if action.note == nil || action.note != warning { invocation.console.info(ActionListing.line(action)) }
        }
        await workbench.close()
        let byID = Dictionary(results.map { ($0.id, $0) }) { first, _ in first }
        document.actions = planned.map { byID[$0.id] ?? $0 }
        guard case .failed(let fault) = ending else { return .done }
        document.report([Diagnostic(.error, fault)], from: Self.stage)
        return fault.code == .rateLimited ? .tryAgain : .findings
    }

    /// The client of the remote's forge, or why the actions that need it are left out: nobody is asked for a token that nothing needs.
    private func client(
        of site: ForgeSite?, isServed: Bool, for actions: [Action], _ world: World, _ tree: SourceTree, _ invocation: Invocation
    ) async throws(Fault) -> Result<ForgeClient, Fault> {
        guard isServed else {
            return .failure(
                Fault(
                    .forgeUnknown, "no forge takes this repository's version control, so no request is opened and no page made",
                    hint: "merge the branch yourself; docs/mercurial.md shows how"))
        }
        guard let site, actions.contains(where: \.needsForge) else {
            return .failure(
                Fault(
                    .forgeUnknown, "the remote is on no forge that is known, so no request is opened and no page made",
                    hint: "`forge` in \(Configuration.fileName) names it where the host's name does not"))
        }
        do {
            let forge = try await ForgeAccess.forge(of: site, environment: invocation.environment, world: world)
            return .success(ForgeClient(forge, world: world, tree: tree))
        } catch {
            guard [.credentialsMissing, .forgeUnknown].contains(error.code) else { throw error }
            return .failure(error)
        }
    }

    /// How commits and pushes are made.
    private var options: Workbench.Options { Workbench.Options(author: author, runsHooks: !noVerify, overwrites: overwrite) }
}
