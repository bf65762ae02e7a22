import ArgumentParser

extension Tool {
    /// The entry of every program: parses the command line, performs, and ends with the status of `docs/exit-codes.md`.
    public static func main() async {
        let environment = StandardStreams.environment
        let arguments = Array(CommandLine.arguments.dropFirst())
        let command: any ParsableCommand
        do {
            command = try parseAsRoot(arguments)
        } catch {
            StandardStreams.exit(report(usage: error))
        }
        guard let program = command as? any Program else {
            do {
                var command = command
                try command.run()
                StandardStreams.exit(ExitStatus.done.rawValue)
            } catch {
                StandardStreams.exit(report(usage: error))
            }
        }
        let invocation = Invocation(console: console(for: program, environment), world: .live, environment: environment)
        var output: [UInt8] = []
        let status = await run(program, invocation, output: &output)
        StandardStreams.exit(write(output) { invocation.console.show($0) } ?? status)
    }

    /// Writes to stdout; where that fails, shows why, and returns the exit status.
    private static func write(_ output: [UInt8], show: (Diagnostic) -> Void) -> Int32? {
        do {
            try StandardStreams.output(output)
            return nil
        } catch {
            show(Diagnostic(.error, error))
            return error.code.exitStatus.rawValue
        }
    }

    /// Performs a program; a fault becomes a message and its exit status.
    static func run(_ program: any Program, _ invocation: Invocation, output: inout [UInt8]) async -> Int32 {
        do {
            if let code = program.common.explain {
                output = Array(try Code.explain(code).utf8)
                return ExitStatus.done.rawValue
            }
            return try await program.perform(invocation, output: &output).rawValue
        } catch let fault as Fault {
            output = []
            invocation.console.show(Diagnostic(.error, fault))
            return fault.code.exitStatus.rawValue
        } catch let exit as ExitCode {
            return exit.rawValue
        } catch {
            output = []
            let fault = Fault(.defect, "unexpected: \(error)", hint: "please report this with the command that you ran")
            invocation.console.show(Diagnostic(.error, fault))
            return ExitStatus.defect.rawValue
        }
    }

    /// Prints what the parser of the command line has to say: help and versions on stdout, errors on stderr.
    private static func report(usage error: any Error) -> Int32 {
        let status = exitCode(for: error).rawValue
        let text = Array((fullMessage(for: error) + "\n").utf8)
        if status == 0 {
            return write(text) { StandardStreams.error(Array("error: \($0.message)\n".utf8)) } ?? status
        }
        StandardStreams.error(text)
        return ExitStatus.usage.rawValue
    }

    /// The console that the options and the environment ask for (NO_COLOR, CLICOLOR_FORCE, TERM=dumb).
    private static func console(for program: any Program, _ environment: [String: String]) -> Console {
        let forced = environment["CLICOLOR_FORCE"].map { !$0.isEmpty && $0 != "0" } ?? false
        let refused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        return Console(
            program: configuration.commandName ?? "rk", verbosity: program.common.verbosity, isJSON: program.common.logFormat == .json,
            isColoured: forced || (StandardStreams.errorIsTerminal && !refused))
    }
}
