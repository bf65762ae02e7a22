import ArgumentParser
import RKShared

/// `rk-pin restore`: what `apply`, or a run that was killed, left in the files goes.
struct RestoreCommand: Program {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Bring back the exact bytes of files that are still pinned; does nothing where none are.")

    @Flag(help: "Keep files that someone edited meanwhile as they are, and forget that they were pinned.")
    var keep = false

    @OptionGroup var dryRun: DryRun

    @OptionGroup(title: "Common options")
    var common: CommonOptions

    @Argument(help: ArgumentHelp("The repository, or a folder in it.", valueName: "root"))
    var root = "."

    func perform(_ invocation: Invocation, output: inout [UInt8]) async throws -> ExitStatus {
        let target = try await PinTarget(at: root, invocation)
        guard !dryRun.isAsked(invocation) else {
            for leftover in try PinLeftover.all(in: target.state) where leftover.state == .pinned {
                dryRun.say("would restore \(leftover.path)")
            }
            return .done
        }
        guard Files.exists(target.state.path) else { return .done }
        let signals = Signals()
        let lock = try Lock(at: target.state.lock, purpose: RkPin.stage)
        defer { lock.release() }
        let paths = try await PinSession(state: target.state, root: target.tree.root).recover(keepEdits: keep)
        for path in paths { invocation.console.info("restored \(path)") }
        if let signal = signals.first { Signals.end(by: signal) }
        return .done
    }
}
