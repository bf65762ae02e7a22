import Hummingbird
import Logging
import NIOCore
import SystemPackage

/// How a registry is served.
struct RegistrySettings: Sendable {
    /// The folder with one folder a protocol.
    var folder: FilePath
    /// The address to listen on.
    var host = "127.0.0.1"
    /// 0 for a free one.
    var port = 0
    /// The secret that changes need, nil for an open registry.
    var token: String?
    /// Whether reading needs the secret too.
    var guardsReading = false
    /// Largest file, in bytes.
    var maximumSize = 100 << 20
    /// How much later than its upload a file appears in the indexes.
    var indexLag = Duration.zero
    /// Failures to show to clients.
    var faults: [InjectedFault] = []
    /// The file for the log of requests.
    var log: String?
    /// Git repositories whose tags are versions of Go modules, as `MODULE=PATH`.
    var goRepositories: [String] = []
    /// Whether go may be asked for what a checksum database needs of modules from elsewhere.
    var asksUpstream = false
}

/// A registry ready to serve all its protocols.
struct RegistryServer: Sendable {
    /// What it was opened with.
    let settings: RegistrySettings
    /// Every protocol, in the order in which they are named to the user.
    let protocols: [any PackageProtocol]
    /// The failures still to be shown.
    private let faults: FaultPlan

    /// Opens the folder.
    init(_ settings: RegistrySettings) async throws {
        self.settings = settings
        faults = try FaultPlan(settings.faults)
        let access = Access(token: settings.token, guardsReading: settings.guardsReading)
        protocols = [
            PyPI(
                store: try await ProjectStore(at: settings.folder.appending("pypi")), access: access, maximumSize: settings.maximumSize,
                indexLag: settings.indexLag),
            try await GoModuleServer(
                at: settings.folder.appending("go"), repositories: settings.goRepositories, access: access,
                maximumSize: settings.maximumSize, indexLag: settings.indexLag, asksUpstream: settings.asksUpstream),
            try await MavenServer(
                at: settings.folder.appending("maven"), access: access, maximumSize: settings.maximumSize, indexLag: settings.indexLag),
            try await PubServer(
                at: settings.folder.appending("pub"), access: access, maximumSize: settings.maximumSize, indexLag: settings.indexLag),
            try await NpmServer(
                at: settings.folder.appending("npm"), access: access, maximumSize: settings.maximumSize, indexLag: settings.indexLag),
            try await CargoServer(
                at: settings.folder.appending("cargo"), access: access, maximumSize: settings.maximumSize, indexLag: settings.indexLag),
        ]
    }

    /// The address that clients use once the port is known.
    func address(port: Int) -> String {
        settings.host.contains(":") ? "http://[\(settings.host)]:\(port)" : "http://\(settings.host):\(port)"
    }

    /// The application; `started` is told the port once connections are accepted.
    func application(started: @escaping @Sendable (Int) async -> Void) throws -> some ApplicationProtocol {
        let router = Router(context: RegistryContext.self)
        router.add(middleware: UpgradeOffer())
        router.add(middleware: ExpectContinue())
        if let log = settings.log { router.add(middleware: try RequestLog(path: log)) }
        if !settings.faults.isEmpty { router.add(middleware: FaultMiddleware(plan: faults)) }
        router.get("health") { _, _ in "ok\n" }
        for each in protocols { each.addRoutes(to: router.group("\(each.name)").add(middleware: ReadingGuard(access: each.access))) }
        return Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port), serverName: "rk-registry"),
            onServerRunning: { channel in await started(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "rk-registry") { _ in SwiftLogNoOpLogHandler() })
    }
}
