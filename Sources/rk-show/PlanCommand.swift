import ArgumentParser
import RKShared

/// `rk-show plan`: every package with its place in the order, its versions and the reason.
struct PlanCommand: Program {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Print the packages in the order of the release, with their versions, status and reason.")

    @Option(help: ArgumentHelp("Print the plan in this format.", valueName: "format"))
    var format = PlanFormatName.table

    @OptionGroup(title: "Common options")
    var common: CommonOptions

    func perform(_ invocation: Invocation, output: inout [UInt8]) async throws -> ExitStatus {
        let document = try Document(parsing: try StandardStreams.input(for: RkShow.stage))
        output = Array(format.format.render(try ReleasePlan(document)).utf8)
        return .done
    }
}
