import ArgumentParser
import RKShared

/// The filter that adds pins; its subcommands write them into the files, for a while or until they are restored.
@main
struct RkPin: Filter {
    static let stage = "rk-pin"
    static let configuration = CommandConfiguration(
        commandName: stage, abstract: "Add exact versions of internal requirements to the document, or write them into the manifests.",
        discussion: manual, version: Toolkit.version,
        subcommands: [ApplyCommand.self, RunCommand.self, RestoreCommand.self, CheckCommand.self])

    @OptionGroup(title: "Common options")
    var common: CommonOptions

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        let target = try await PinTarget(of: document, invocation)
        try target.refuseLeftovers()
        let snapshot = document
        document.pins = try await Catalog.following(snapshot) {
            let plan = try PinPlan(snapshot)
            return plan.pins(for: try await plan.rewritings(in: target.tree, asking: target.host(invocation)))
        }
        return .done
    }
}
