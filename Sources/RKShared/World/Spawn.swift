import Subprocess
import SystemPackage

/// The one place that starts processes.
enum Spawn {
    /// Runs a process to its end; its output goes through files, so that a daemon that it leaves behind cannot hold us up.
    static func run(_ call: Call) async throws(Fault) -> Completion {
        let environment = ChildEnvironment(changes: call.environment)
        guard let executable = environment.executable(of: call.program) else {
            throw Fault(.toolMissing, "`\(call.program)` is not installed", hint: "install it, or put the folder that holds it on PATH")
        }
        var options = PlatformOptions()
        if call.isShielded { options.processGroupID = 0 }
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: call.isShielded, allowedDurationToNextStep: .seconds(5))]
        let configuration = Subprocess.Configuration(
            executable: .path(FilePath(executable)),
            arguments: Arguments(executablePathOverride: call.program, remainingValues: call.arguments),
            environment: .custom(environment.entries), workingDirectory: call.directory.map { FilePath($0) }, platformOptions: options)
        do {
            return try await capture(configuration, call.input)
        } catch let fault as Fault {
            throw fault
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw Fault(.toolMissing, "`\(call.program)` is not installed", hint: "install it, or put the folder that holds it on PATH")
        } catch {
            throw Fault(.toolFailed, "`\(call.commandLine)` could not be run: \(error)")
        }
    }

    /// Runs with each stream in a nameless file.
    private static func capture(_ configuration: Subprocess.Configuration, _ input: [UInt8]) async throws -> Completion {
        let input = try file(holding: input)
        defer { try? input.close() }
        let output = try Files.nameless()
        defer { try? output.close() }
        let errors = try Files.nameless()
        defer { try? errors.close() }
        let result = try await Subprocess.run(
            configuration, input: .fileDescriptor(input, closeAfterSpawningProcess: false),
            output: .fileDescriptor(output, closeAfterSpawningProcess: false),
            error: .fileDescriptor(errors, closeAfterSpawningProcess: false))
        return Completion(
            status: status(result.terminationStatus), output: try Files.contents(of: output), errors: try Files.contents(of: errors))
    }

    /// A nameless file to read from: a child that dies with input unread would end this program by SIGPIPE, were it fed through a pipe.
    private static func file(holding bytes: [UInt8]) throws -> FileDescriptor {
        guard !bytes.isEmpty else { return try FileDescriptor.open("/dev/null", .readOnly, options: [.closeOnExec]) }
        let file = try Files.nameless()
        do {
            _ = try file.writeAll(bytes)
            _ = try file.seek(offset: 0, from: .start)
            return file
        } catch {
            try? file.close()
            throw error
        }
    }

    /// The shell's number for how a process ended.
    private static func status(_ status: TerminationStatus) -> Int32 {
        switch status {
        case .exited(let code): Int32(code)
        case .signaled(let signal): 128 + Int32(signal)
        }
    }
}
