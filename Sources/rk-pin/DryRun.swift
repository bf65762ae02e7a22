import ArgumentParser
import RKShared

/// The option by which a program with effects only says what it would do.
struct DryRun: ParsableArguments, Sendable {
    @Flag(name: [.customShort("n"), .long], help: "Print what would be done, and do nothing (also with RK_DRY_RUN=1).")
    var dryRun = false

    /// Whether the flag or the environment asks for it.
    func isAsked(_ invocation: Invocation) -> Bool { dryRun || invocation.asksForDryRun }

    /// Writes a line of what would be done; also with --quiet, since it was asked for.
    func say(_ line: String) { StandardStreams.error(Array("\(Console.printable(line).withoutWorkflowCommands)\n".utf8)) }
}
