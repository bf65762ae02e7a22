import ArgumentParser
import Hummingbird
import NIOCore
import RKShared
import SystemPackage
import _NIOFileSystem

/// `rk-registry run -- CMD`: a registry for as long as one command runs.
struct RunCommand: Program {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a command with a registry of its own, and exit with the command's status.",
        discussion: "uv, pip, twine, go, Maven, dart, npm, cargo and rk-publish find the registry through their environment variables.")

    @Option(help: ArgumentHelp("The folder to serve and keep; a temporary one without it.", valueName: "folder"))
    var dir: String?

    @Flag(help: "Keep the temporary folder and say where it is.")
    var keep = false

    /// What both commands take.
    @OptionGroup var options: RegistryOptions

    @OptionGroup(title: "Common options")
    var common: CommonOptions

    @Argument(parsing: .postTerminator, help: ArgumentHelp("The command and its arguments, after --.", valueName: "command"))
    var command: [String] = []

    /// Refuses an empty command.
    func validate() throws {
        guard !command.isEmpty || common.explain != nil else {
            throw ValidationError("no command to run: put it after --, as in rk-registry run -- uv publish")
        }
    }

    /// Serves, runs the command, stops, removes the temporary folder, exits with the command's status.
    func perform(_ invocation: Invocation, output: inout [UInt8]) async throws -> ExitStatus {
        let folder: FilePath
        if let dir {
            folder = FilePath(dir)
        } else {
            let parent = try await FileSystem.shared.temporaryDirectory
            folder = try await FileSystem.shared.createTemporaryDirectory(template: parent.appending("rk-registry-XXXXXX"))
        }
        let outcome = await Self.result { try await serve(folder, invocation.console) }
        if dir == nil {
            if keep {
                invocation.console.info("the registry's folder is kept: \(folder)")
            } else {
                try await FileSystem.shared.removeItem(at: folder)
            }
        }
        return ExitStatus(rawValue: try outcome.get())
    }

    /// The result of work that may throw.
    private static func result(_ work: () async throws -> Int32) async -> Result<Int32, any Error> {
        do { return .success(try await work()) } catch { return .failure(error) }
    }

    /// Runs the command beside the server and returns the command's status.
    private func serve(_ folder: FilePath, _ console: Console) async throws -> Int32 {
        var settings = try await options.settings(folder: folder)
        let token = settings.token ?? Self.randomToken()
        settings.token = token
        settings.asksUpstream = true
        let server = try await RegistryServer(settings)
        let (ports, started) = AsyncStream.makeStream(of: Int.self)
        let application = try server.application { started.yield($0) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { started.finish() }
                try await application.run()
            }
            guard let port = await ports.first(where: { _ in true }) else {
                try await group.waitForAll()
                throw Fault(.serviceUnavailable, "no free port could be had on loopback")
            }
            let address = server.address(port: port)
            console.info("serving \(folder) on \(address)/\(server.protocols.first?.name ?? "")")
            let child = ChildProcess(
                command: command, settings: server.protocols.flatMap { $0.clientSettings(base: "\(address)/\($0.name)", token: token) })
            let status = try await child.run()
            group.cancelAll()
            while (try? await group.next()) != nil {}
            return status
        }
    }

    /// A secret for this run: 32 random bytes.
    private static func randomToken() -> String {
        var generator = SystemRandomNumberGenerator()
        return "rk-" + Digest.hexadecimal((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
}
