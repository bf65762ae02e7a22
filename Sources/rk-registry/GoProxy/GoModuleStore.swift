import NIOCore
import RKShared
import SystemPackage
import _NIOFileSystem

/// The files of modules on disk as `MODULE/@v/VERSION.info`, `.mod` and `.zip`, which is also how the go command reads a proxy of `file://`.
///
/// A version counts once it has all three. What was made from a tag once stays as it is, as in public proxies.
actor GoModuleStore {
    /// Longest file that is read whole, in bytes.
    private static let limit: Int64 = 16 << 20
    /// Most versions remembered as missing, and most tags with the time when they were first seen.
    private static let memoryLimit = 100_000

    /// The folder with one folder a module.
    nonisolated let folder: Folder
    /// Where uploads are written until they are checked.
    nonisolated let incoming: Folder
    /// The work under way of each version.
    private var changes: [String: Task<Void, any Error>] = [:]
    /// When a tag was first seen, in microseconds; 0 for those of the start.
    private var seen: [String: Int64] = [:]
    /// When somebody asked in vain for a version, in microseconds.
    private var missing: [String: Int64] = [:]

    /// Makes the folder if needed; forgets uploads that an earlier run did not finish.
    init(at path: FilePath) async throws {
        folder = Folder(path: path)
        incoming = Folder(path: path.appending(".incoming"))
        try await FileSystem.shared.removeItem(at: incoming.path)
        try await incoming.create()
    }

    /// The folder of a module's versions.
    nonisolated func place(of module: GoModulePath) -> Folder {
        let parts = GoModulePath.escaped(module.text).split(separator: "/").map(String.init)
        return Folder(path: parts.reduce(folder.path) { $0.appending($1) }.appending("@v"))
    }

    /// The name of a file of a version.
    nonisolated func name(_ version: String, _ kind: GoRequest.Kind) -> String { "\(GoModulePath.escaped(version)).\(kind.rawValue)" }

    /// The versions that are complete, each with the time of its last file in microseconds.
    func versions(of module: GoModulePath) async throws -> [(version: GoVersion, time: Int64)] {
        let place = place(of: module)
        let names = Set(try await place.entries().filter { !$0.isDirectory }.map(\.name))
        var result: [(GoVersion, Int64)] = []
        for name in names where name.hasSuffix(".zip") {
            guard let text = GoRequest.unescaped(name.dropLast(".zip".count)), let version = GoVersion(text), version.description == text,
                let time = try await completion(of: module, text)
            else { continue }
            result.append((version, time))
        }
        return result
    }

    /// When the last of a version's three files was stored, in microseconds; nil while one is missing.
    func completion(of module: GoModulePath, _ version: String) async throws -> Int64? {
        let place = place(of: module)
        var newest: Int64 = 0
        for kind in [GoRequest.Kind.info, .mod, .zip] {
            guard let info = try await FileSystem.shared.info(forFileAt: place.appending(name(version, kind))), info.type == .regular else {
                return nil
            }
            let time = info.lastDataModificationTime
            newest = max(newest, Int64(time.seconds) * 1_000_000 + Int64(time.nanoseconds) / 1000)
        }
        return newest
    }

    /// The path and length of a file of a version, whether the version is complete or not.
    nonisolated func file(_ module: GoModulePath, _ version: String, _ kind: GoRequest.Kind) async throws -> (path: FilePath, size: Int64)?
    {
        let path = place(of: module).appending(name(version, kind))
        guard let info = try await FileSystem.shared.info(forFileAt: path), info.type == .regular else { return nil }
        return (path, info.size)
    }

    /// The bytes of such a file; nil above 16 MiB.
    nonisolated func bytes(_ module: GoModulePath, _ version: String, _ kind: GoRequest.Kind) async throws -> [UInt8]? {
        try await place(of: module).read(name(version, kind), limit: Self.limit)
    }

    /// Stores what was made from a tag; the archive last.
    func add(_ content: GoModuleContent, of module: GoModulePath, _ version: String) async throws {
        let place = place(of: module)
        try await place.create()
        try await place.replace(name(version, .info), with: content.info)
        try await place.replace(name(version, .mod), with: content.manifest)
        try await place.replace(name(version, .ziphash), with: Array(content.digest.utf8))
        try await place.replace(name(version, .zip), with: content.archive)
    }

    /// Moves an uploaded file to its place.
    func add(_ file: BodyFile, of module: GoModulePath, _ version: String, _ kind: GoRequest.Kind) async throws {
        let place = place(of: module)
        try await place.create()
        try await FileSystem.shared.moveItem(at: file.path, to: place.appending(name(version, kind)))
        try await place.synchronize()
    }

    /// Does work on a version that no other work on it may overlap.
    func alone(_ module: GoModulePath, _ version: String, _ work: @escaping @Sendable () async throws -> Void) async throws {
        let key = "\(module.text)@\(version)"
        while let change = changes[key] { _ = await change.result }
        let task = Task { try await work() }
        changes[key] = task
        defer { changes[key] = nil }
        try await task.value
    }

    /// The tags that have been there for `lag` microseconds; those of the first look always.
    func settled(_ tags: [String], of repository: GoRepository, isStart: Bool = false, lag: Int64) -> [String] {
        guard lag > 0 else { return tags }
        let now = isStart ? 0 : WallClock.microseconds
        if seen.count > Self.memoryLimit { seen = [:] }
        for tag in tags { seen["\(repository.prefix) \(tag)", default: now] += 0 }
        return tags.filter { (seen["\(repository.prefix) \($0)"] ?? 0) <= WallClock.microseconds - lag }
    }

    /// Remembers that a version was asked for in vain.
    func remember(missing version: String, of module: GoModulePath) {
        if missing.count > Self.memoryLimit { missing = [:] }
        missing["\(module.text)@\(version)"] = WallClock.microseconds
    }

    /// Whether a version was asked for in vain less than `lag` microseconds ago.
    func isMissing(_ version: String, of module: GoModulePath, lag: Int64) -> Bool {
        guard lag > 0, let time = missing["\(module.text)@\(version)"] else { return false }
        return WallClock.microseconds - time < lag
    }

    /// The paths of the modules in the folder, sorted.
    func modules() async throws -> [String] {
        var result: [String] = []
        var waiting = [(folder, [String]())]
        while let (place, parts) = waiting.popLast() {
            for entry in try await place.entries() where entry.isDirectory && !entry.name.hasPrefix(".") && parts.count < 64 {
                if entry.name == "@v" {
                    if let module = GoRequest.unescaped(parts.joined(separator: "/")) { result.append(module) }
                } else {
                    waiting.append((Folder(path: place.appending(entry.name)), parts + [entry.name]))
                }
            }
        }
        return result.sorted()
    }
}
