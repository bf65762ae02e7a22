import ArgumentParser
import RKHTTP
import RKShared

/// The stage that builds, uploads and proves packages in dependency order.
@main
struct RkPublish: Filter {
    /// The stage's name.
    static let stage = "rk-publish"

    static let configuration = CommandConfiguration(
        commandName: "rk-publish",
        abstract: "Build, upload and verify the packages of the document in dependency order.",
        discussion: """
            EXAMPLES
              rk-discover | rk-graph --topo | rk-publish                      the manifests hold the versions
              rk-discover | rk-graph --topo | rk-version | rk-pin | rk-publish
              … | rk-publish --dry-run                                        print every command, do nothing
              … | rk-publish --registry testpypi --jobs 8 --deadline 50m
              … | rk-registry run -- rk-publish                               a rehearsal on loopback

            Each package is pinned, built, checked, uploaded, seen in the index, compared by digest, installed and imported. A run that \
            was stopped or killed goes on where it ended when the same command runs again. Credentials come from the environment.
            """,
        version: Toolkit.version)

    @OptionGroup var common: CommonOptions
    @OptionGroup(title: "What") var selection: SelectionOptions
    @OptionGroup(title: "How") var manner: MannerOptions

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        guard !document.holdsError else {
            throw Fault(
                .documentHoldsError, "the document holds an error: \(document.diagnostics.first { $0.severity == .error }?.message ?? "")",
                hint: "mend it and run the pipeline again; nothing was published")
        }
        let isDryRun = manner.dryRun || invocation.asksForDryRun
        let snapshot = document
        let options = try manner.options(isDryRun: isDryRun)
        let ending = try await Catalog.following(snapshot) {
            let release = try await ReleaseRun(
                document: snapshot, selection: selection, options: options, eventsPath: manner.events,
                invocation: Invocation(
                    console: invocation.console, world: Transport.world(invocation.world), environment: invocation.environment))
            return try await Catalog.$plugins.withValue(release.plugins) {
                try await isDryRun ? release.rehearse() : release.perform()
            }
        }
        document.results = ending.outcomes
        document.report(ending.findings, from: Self.stage)
        if !isDryRun, let actions = GitHubActions(environment: invocation.environment) {
            for finding in ending.findings where finding.severity != .note {
                StandardStreams.error(Array("\(finding.workflowCommand)\n".utf8))
            }
            actions.write(ending.outcomes)
        }
        return ending.status
    }
}
