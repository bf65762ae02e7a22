import ArgumentParser
import Hummingbird
import NIOCore
import RKShared
import SystemPackage
import _NIOFileSystem

/// Options of both commands.
struct RegistryOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The environment variable that holds the token; without a value everyone may upload.", valueName: "name"))
    var tokenEnv = "RK_REGISTRY_TOKEN"

    @Flag(help: "Ask for the token for reading too.")
    var tokenForReading = false

    @Option(help: ArgumentHelp("The largest file accepted, in bytes.", valueName: "bytes"))
    var maxSize = 100 << 20

    @Option(help: ArgumentHelp("Append each request to this file as a line of JSON.", valueName: "file"))
    var log: String?

    @Option(help: ArgumentHelp("Answer with the failures that this file describes (JSON), to try out clients.", valueName: "file"))
    var faults: String?

    @Option(help: ArgumentHelp("Show uploaded files in the indexes only so many seconds later.", valueName: "seconds"))
    var indexLag = 0.0

    @Option(
        help: ArgumentHelp("Serve the Go modules below this path from the tags of a git repository; repeatable.", valueName: "module=path"))
    var goRepository: [String] = []

    /// Refuses numbers that make no sense.
    func validate() throws {
        guard maxSize > 0 else { throw ValidationError("--max-size must be above 0") }
        guard 0...86_400 ~= indexLag else { throw ValidationError("--index-lag must be between 0 and 86400 seconds") }
    }

    /// The settings for a folder; reads the token and the faults.
    func settings(folder: FilePath) async throws -> RegistrySettings {
        var settings = RegistrySettings(folder: folder)
        let token = Hummingbird.Environment().get(tokenEnv) ?? ""
        settings.token = token.isEmpty ? nil : token
        settings.guardsReading = tokenForReading
        settings.maximumSize = maxSize
        settings.indexLag = .seconds(indexLag)
        settings.log = log
        settings.goRepositories = goRepository
        guard let faults else { return settings }
        do {
            let bytes = Array(buffer: try await ByteBuffer(contentsOf: FilePath(faults), maximumSizeAllowed: .mebibytes(4)))
            settings.faults = try InjectedFault.list(from: bytes)
        } catch {
            throw Fault(
                .fileUnreadable, "the faults in `\(faults)` cannot be read", hint: "the file holds a JSON array, or one JSON object a line",
                at: Place(faults))
        }
        return settings
    }
}
