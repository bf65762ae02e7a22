import Hummingbird
import RKShared
import Subprocess
import SystemPackage
import UnixSignals

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The command that runs beside the registry, with this program's own input, output and error.
struct ChildProcess: Sendable {
    /// The program and its arguments.
    let command: [String]
    /// Variables added to the environment.
    let settings: [ClientSetting]

    /// Runs it to its end and returns its status: 128 and more for a signal, 127 and 126 if it cannot be started, as shells do.
    ///
    /// SIGINT, SIGTERM and SIGHUP are passed on. In the foreground of a terminal the command gets SIGINT and SIGHUP from there.
    func run() async throws -> Int32 {
        guard let program = command.first else { return 127 }
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
        let configuration = Configuration(
            executable: program.contains("/") ? .path(FilePath(program)) : .name(program), arguments: Arguments(Array(command.dropFirst())),
            environment: environment())
        do {
            let result = try await Subprocess.run(
                configuration, input: .currentStandardInput, output: .currentStandardOutput, error: .currentStandardError
            ) { execution in
                Task {
                    for await signal in signals {
                        if signal != .sigterm && isInForeground() { continue }
                        try? execution.send(signal: Signal(rawValue: signal.rawValue))
                    }
                }
            }
            result.closureResult.cancel()
            switch result.terminationStatus {
            case .exited(let code): return code
            case .signaled(let signal): return 128 + signal
            }
        } catch let error as SubprocessError {
            StandardStreams.error(Array("rk-registry: cannot run \(program): \(error)\n".utf8))
            return error.code == .executableNotFound ? 127 : 126
        }
    }

    /// This program's environment with the settings merged in; proxies are told to leave the registry alone.
    private func environment() -> Subprocess.Environment {
        let own = Hummingbird.Environment()
        var updates: [Subprocess.Environment.Key: String?] = [:]
        for setting in settings {
            updates[Subprocess.Environment.Key(stringLiteral: setting.name)] = setting.merged(with: own.get(setting.name))
        }
        let direct = ClientSetting(name: "NO_PROXY", value: "127.0.0.1,localhost,::1", merge: .prepend(separator: ","))
        for name in ["NO_PROXY", "no_proxy"] {
            updates[Subprocess.Environment.Key(stringLiteral: name)] = direct.merged(with: own.get("NO_PROXY"))
        }
        return .inherit.updating(updates)
    }
}

/// Whether a terminal sends its signals to this program's whole group, the command included.
private func isInForeground() -> Bool {
    (0...2).contains { tcgetpgrp($0) == getpgrp() }
}
