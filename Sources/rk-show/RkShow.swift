import ArgumentParser
import RKShared

/// The views: a plan for people and spreadsheets, release notes, what a code means. It changes nothing, not even the document.
@main
struct RkShow: Tool {
    /// The name, as the messages about a missing section have it.
    static let stage = "rk-show"

    static let configuration = CommandConfiguration(
        commandName: stage, abstract: "Show the plan of a release, its notes, or what a code means.", discussion: manual,
        version: Toolkit.version, subcommands: [PlanCommand.self, NotesCommand.self, ExplainCommand.self],
        defaultSubcommand: PlanCommand.self)
}
