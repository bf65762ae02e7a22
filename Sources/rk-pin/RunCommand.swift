import ArgumentParser
import RKShared

/// `rk-pin run -- CMD`: the pins in the files for as long as one command runs.
struct RunCommand: Program {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Pin, run a command with the document on its stdin, restore, and exit with the command's status.")

    @OptionGroup var dryRun: DryRun

    @OptionGroup(title: "Common options")
    var common: CommonOptions

    @Argument(parsing: .postTerminator, help: ArgumentHelp("The command and its arguments, after --.", valueName: "command"))
    var command: [String] = []

    /// Refuses an empty command.
    func validate() throws {
        guard command.isEmpty, common.explain == nil else { return }
        throw ValidationError("no command to run: put it after --, as in rk-pin run -- uv build --all-packages")
    }

    func perform(_ invocation: Invocation, output: inout [UInt8]) async throws -> ExitStatus {
        let isDry = dryRun.isAsked(invocation)
        let signals = Signals()
        let (pinning, lock) = try await Pinning.prepare(invocation, signals, isDry: isDry)
        guard !isDry, let lock else {
            pinning.describe(dryRun)
            dryRun.say("would run \(Call(command[0], Array(command.dropFirst())).commandLine)")
            return .done
        }
        let session = pinning.session()
        let ending = try await run(pinning, session, signals)
        lock.release()
        if let signal = signals.first, ending == nil || ending == .signaled(signal) || signal != 2 { Signals.end(by: signal) }
        guard let status = ending?.status, status != 0 else { return .done }
        throw ExitCode(status)
    }

    /// Pins, runs, restores; nil when a signal came before the command was started. Whatever happens, the files are restored.
    private func run(_ pinning: Pinning, _ session: PinSession, _ signals: Signals) async throws -> Foreground.Ending? {
        try await session.apply(pinning.rewritings)
        let result: Result<Foreground.Ending?, Fault>
        do throws(Fault) {
            let command = Foreground(command, input: pinning.document.bytes)
            result = .success(signals.first == nil ? try await command.run(passing: signals) : nil)
        } catch {
            result = .failure(error)
        }
        try await session.restoreAll()
        return try result.get()
    }
}
