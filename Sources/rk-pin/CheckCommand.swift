import ArgumentParser
import RKShared

/// `rk-pin check`: whether files are still pinned.
struct CheckCommand: Program {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "List the files that are still pinned, with their state and package; exit 1 if there are any.",
        discussion: "The states: pinned; original, as it was before; edited or missing, which `rk-pin restore` leaves as it is.")

    @OptionGroup(title: "Common options")
    var common: CommonOptions

    @Argument(help: ArgumentHelp("The repository, or a folder in it.", valueName: "root"))
    var root = "."

    func perform(_ invocation: Invocation, output: inout [UInt8]) async throws -> ExitStatus {
        let target = try await PinTarget(at: root, invocation)
        let leftovers = try PinLeftover.all(in: target.state)
        guard let first = leftovers.first else { return .done }
        let more = leftovers.count == 1 ? " is" : " and \(leftovers.count - 1) more are"
        output = Array(leftovers.map { "\($0.state.rawValue)\t\($0.path)\t\($0.package)\n" }.joined().utf8)
        invocation.console.show(
            Diagnostic(
                .error, .pinLeft, "`\(first.path)`\(more) in the journal of a run that did not end",
                hint: "run `rk-pin restore`", package: first.package))
        return .findings
    }
}
