import Subprocess
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A command of the user's that takes this program's place for a while: it has its stdout, its stderr and its terminal.
public struct Foreground: Sendable, Hashable {
    /// How the command ended.
    public enum Ending: Sendable, Hashable {
        /// With an exit status.
        case exited(Int32)
        /// By a signal.
        case signaled(Int32)

        /// The status as a shell shows it.
        public var status: Int32 {
            switch self {
            case .exited(let status): status
            case .signaled(let signal): 128 + signal
            }
        }
    }

    /// The program's name, looked up on PATH, or its path; then its arguments.
    public var command: [String]
    /// What it reads on stdin; nil for this program's own stdin.
    public var input: [UInt8]?
    /// Variables that are set over the inherited ones.
    public var environment: [String: String]

    /// A command.
    public init(_ command: [String], input: [UInt8]? = [], environment: [String: String] = [:]) {
        self.command = command
        self.input = input
        self.environment = environment
    }

    /// Runs it to its end and passes signals on, except those that a terminal sends to both.
    /// - Throws: a `Fault` with `.toolMissing` or `.toolFailed` when it cannot be started.
    public func run(passing signals: Signals) async throws(Fault) -> Ending {
        guard let program = command.first else { throw Fault(.usage, "no command to run") }
        do {
            let file = try input.map { bytes in
                let file = try Files.nameless()
                try file.writeAll(bytes)
                try file.seek(offset: 0, from: .start)
                return file
            }
            defer { try? file?.close() }
            var changes: [Environment.Key: String?] = [:]
            for (name, value) in environment {
                if let key = Environment.Key(rawValue: name) { changes[key] = value }
            }
            let configuration = Subprocess.Configuration(
                executable: program.contains("/") ? .path(FilePath(program)) : .name(program),
                arguments: Arguments(Array(command.dropFirst())), environment: Environment.inherit.updating(changes))
            let result = try await Subprocess.run(
                configuration, input: .fileDescriptor(file ?? .standardInput, closeAfterSpawningProcess: false),
                output: .currentStandardOutput,
                error: .currentStandardError
            ) { execution in
                Task {
                    for await signal in signals.arriving where signal == SIGTERM || !Self.isInForeground {
                        try? execution.send(signal: Signal(rawValue: signal))
                    }
                }
            }
            result.closureResult.cancel()
            return switch result.terminationStatus {
            case .exited(let status): .exited(Int32(status))
            case .signaled(let signal): .signaled(Int32(signal))
            }
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw Fault(.toolMissing, "`\(program)` is not installed", hint: "install it, or put the folder that holds it on PATH")
        } catch {
            throw Fault(.toolFailed, "`\(program)` could not be run: \(error)")
        }
    }

    /// Whether a terminal sends its signals to this program's whole group, the command included.
    private static var isInForeground: Bool { (0...2).contains { tcgetpgrp($0) == getpgrp() } }
}
