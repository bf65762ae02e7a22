import ArgumentParser
import RKShared

/// `rk-pin apply`: the pins in the files until `rk-pin restore`.
struct ApplyCommand: Program {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Write the pins into the files, and pass the document on; `rk-pin restore` undoes it.")

    @Flag(help: "Let the edits stay: they are to be committed, and nothing undoes them.")
    var forGood = false

    @Option(help: ArgumentHelp("Write only files of packages whose id or name fits. Repeatable.", valueName: "glob"))
    var only: [String] = []

    @OptionGroup var dryRun: DryRun

    @OptionGroup(title: "Common options")
    var common: CommonOptions

    func perform(_ invocation: Invocation, output: inout [UInt8]) async throws -> ExitStatus {
        let isDry = dryRun.isAsked(invocation)
        let signals = Signals()
        let (prepared, lock) = try await Pinning.prepare(invocation, signals, isDry: isDry, isLasting: forGood)
        defer { lock?.release() }
        let pinning = try prepared.narrowed(to: only.map { NameGlob($0) })
        if isDry {
            pinning.describe(dryRun)
        } else {
            let session = pinning.session()
            try await session.apply(pinning.rewritings)
            if let signal = signals.first {
                try await session.restoreAll()
                Signals.end(by: signal)
            }
            if forGood { try await session.settle() }
            invocation.console.detail("pinned \(pinning.rewritings.count { !$0.rewriting.changes.isEmpty }) packages")
        }
        output = pinning.document.bytes
        // The pins are in the files: the document that says so follows, whatever comes.
        if isDry { signals.stop() } else { signals.ignore() }
        return .done
    }
}
