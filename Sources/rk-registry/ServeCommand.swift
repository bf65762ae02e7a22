import ArgumentParser
import Hummingbird
import Logging
import NIOCore
import RKShared
import ServiceLifecycle
import SystemPackage
import UnixSignals
import _NIOFileSystem

/// `rk-registry serve`: serves a folder until it is told to stop.
struct ServeCommand: Program {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serve a folder until SIGINT or SIGTERM.")

    @Option(help: ArgumentHelp("The folder to serve; it is made if needed.", valueName: "folder"))
    var dir = "rk-registry"

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on, 0 for a free one.")
    var port = 4873

    @Option(help: ArgumentHelp("Write the port to this file once connections are accepted.", valueName: "file"))
    var portFile: String?

    @Flag(help: "Allow an address that other machines can reach.")
    var `public` = false

    /// What both commands take.
    @OptionGroup var options: RegistryOptions

    @OptionGroup(title: "Common options")
    var common: CommonOptions

    /// Refuses addresses that other machines can reach unless that is wanted.
    func validate() throws {
        guard 0...65_535 ~= port else { throw ValidationError("--port must be between 0 and 65535") }
        guard `public` || isLoopback(host) else {
            throw ValidationError(
                """
                \(host) is no loopback address: whoever reaches this machine could read packages there and try to upload some, without TLS. \
                Say --public if that is wanted.
                """)
        }
    }

    /// Serves until a signal; requests under way are finished, for ten seconds at most.
    func perform(_ invocation: Invocation, output: inout [UInt8]) async throws -> ExitStatus {
        var settings = try await options.settings(folder: FilePath(dir))
        guard settings.token != nil || !settings.guardsReading else {
            throw Fault(.usage, "--token-for-reading: there is no token in \(options.tokenEnv)", hint: "set the variable")
        }
        settings.host = host
        settings.port = port
        let server = try await RegistryServer(settings)
        let application = try server.application { port in
            if let portFile { try? await writePort(port, to: FilePath(portFile)) }
            invocation.console.info("serving \(dir) on \(server.address(port: port))/\(server.protocols.first?.name ?? "")")
        }
        var configuration = ServiceGroupConfiguration(
            services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: application.logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as IOError {
            throw Fault(
                .serviceUnavailable, "cannot listen on \(host):\(port): \(error)",
                hint: "is another server there? --port 0 takes a free port")
        }
        return .done
    }
}

/// Whether only this machine can reach an address: `localhost`, 127.0.0.0/8, `::1`.
func isLoopback(_ host: String) -> Bool { WebAddress("http://\(host.contains(":") ? "[\(host)]" : host)")?.isLoopback == true }

/// Writes the port and a line break in one step, so that a waiting reader never sees half of it.
private func writePort(_ port: Int, to path: FilePath) async throws {
    let folder = Folder(path: path.removingLastComponent().isEmpty ? "." : path.removingLastComponent())
    try await folder.replace(path.lastComponent?.string ?? "port", with: Array("\(port)\n".utf8))
}
