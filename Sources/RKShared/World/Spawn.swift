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
        let grace = Duration.seconds(call.limits?.grace ?? 5)
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: call.isShielded, allowedDurationToNextStep: grace)]
        let configuration = Subprocess.Configuration(
            executable: .path(FilePath(executable)),
            arguments: Arguments(executablePathOverride: call.program, remainingValues: call.arguments),
            environment: .custom(environment.entries), workingDirectory: call.directory.map { FilePath($0) }, platformOptions: options)
        do {
            return try await capture(configuration, call)
        } catch let fault as Fault {
            throw fault
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw Fault(.toolMissing, "`\(call.program)` is not installed", hint: "install it, or put the folder that holds it on PATH")
        } catch {
            throw Fault(.toolFailed, "`\(call.commandLine)` could not be run: \(error)")
        }
    }

    /// Runs with each stream in a nameless file.
    private static func capture(_ configuration: Subprocess.Configuration, _ call: Call) async throws -> Completion {
        let input = try file(holding: call.input)
        defer { try? input.close() }
        let output = try Files.nameless()
        defer { try? output.close() }
        let errors = try Files.nameless()
        defer { try? errors.close() }
        let result = try await Subprocess.run(
            configuration, input: .fileDescriptor(input, closeAfterSpawningProcess: false),
            output: .fileDescriptor(output, closeAfterSpawningProcess: false),
            error: .fileDescriptor(errors, closeAfterSpawningProcess: false)
        ) { execution in
            call.limits.map { limits in
                Task {
                    let breach = await breach(of: limits, by: [output, errors])
                    if breach != nil { try? execution.send(signal: .kill, toProcessGroup: call.isShielded) }
                    return breach
                }
            }
        }
        if let watch = result.closureResult, let limits = call.limits {
            watch.cancel()
            if let breach = await watch.value ?? excess(of: limits, in: [output, errors]) {
                throw Fault(.toolFailed, "`\(call.commandLine)` was ended: it \(breach)")
            }
        }
        return Completion(
            status: status(result.terminationStatus), output: try Files.contents(of: output), errors: try Files.contents(of: errors))
    }

    /// Waits until a process uses up more than it may, and says in what; nil when the wait is cancelled because the process has ended.
    private static func breach(of limits: Call.Limits, by files: [FileDescriptor]) async -> String? {
        let end = ContinuousClock.now + .seconds(limits.seconds)
        while !Task.isCancelled {
            if let excess = excess(of: limits, in: files) { return excess }
            if ContinuousClock.now >= end { return "took more than \(shown(limits.seconds)) s" }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }

    /// A number of seconds without a needless fraction.
    private static func shown(_ seconds: Double) -> String {
        seconds == seconds.rounded() && seconds < 1e9 ? "\(Int(seconds))" : "\(seconds)"
    }

    /// What is too large among the files that a process writes.
    private static func excess(of limits: Call.Limits, in files: [FileDescriptor]) -> String? {
        files.contains { Files.size(of: $0) > limits.bytes } ? "printed more than \(limits.bytes >> 20) MiB" : nil
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
