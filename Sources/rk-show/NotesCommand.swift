import ArgumentParser
import RKShared

/// `rk-show notes`: one text for all packages of a release.
struct NotesCommand: Program {
    static let configuration = CommandConfiguration(
        commandName: "notes", abstract: "Print the release notes of all packages as one Markdown text.",
        discussion: """
            The notes are those that rk-changelog wrote into the document, in its order, each below the name of its package; or that of the \
            template of `[changelog]` as a whole.
            """)

    @Option(
        help: ArgumentHelp(
            "Leave out whole sections until the text has at most so many bytes; a line says how many.", valueName: "bytes"))
    var budget: Int?

    @OptionGroup(title: "Common options")
    var common: CommonOptions

    func validate() throws {
        guard let budget, budget < UmbrellaNotes.smallestBudget else { return }
        throw ValidationError("--budget \(budget) leaves room for nothing; give \(UmbrellaNotes.smallestBudget) bytes at least")
    }

    func perform(_ invocation: Invocation, output: inout [UInt8]) async throws -> ExitStatus {
        let document = try Document(parsing: try StandardStreams.input(for: RkShow.stage))
        let composed = try UmbrellaNotes(document, for: RkShow.stage)
        let own = document.release?.notes.flatMap { $0.utf8.count <= budget ?? .max ? $0 : nil }
        output = Array((own ?? composed.render(budget: budget)).utf8)
        return .done
    }
}
