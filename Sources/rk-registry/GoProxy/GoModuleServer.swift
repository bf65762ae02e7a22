import Hummingbird
import RKShared
import SystemPackage

/// The protocol of Go's module proxies: modules made from the tags of git repositories, and modules put into the folder.
struct GoModuleServer: PackageProtocol {
    /// Its paths begin with `/go`.
    let name = "go"
    /// The files.
    let store: GoModuleStore
    /// The repositories, the longest path first.
    let repositories: [GoRepository]
    /// Who may put modules; and read.
    let access: Access
    /// Largest archive, in bytes.
    let maximumSize: Int
    /// How much later a new version appears in lists, and how long a missing one stays missing; in microseconds.
    let lag: Int64
    /// The digests of all modules.
    let database: GoSumDatabase
    /// Whether the checksum database asks go for the digests of modules that are not here.
    let asksUpstream: Bool

    /// Opens the folder and the repositories, which are given as `MODULE=PATH`.
    init(
        at path: FilePath, repositories sources: [String], access: Access, maximumSize: Int, indexLag: Duration, asksUpstream: Bool = false
    ) async throws {
        store = try await GoModuleStore(at: path)
        database = try await GoSumDatabase(at: path.appending(".sumdb"))
        self.asksUpstream = asksUpstream
        var repositories: [GoRepository] = []
        for source in sources { repositories.append(try await GoRepository(source, in: Folder(path: path.appending(".git")))) }
        self.repositories = repositories.sorted { $0.prefix.utf8.count > $1.prefix.utf8.count }
        self.access = access
        self.maximumSize = maximumSize
        let (seconds, attoseconds) = indexLag.components
        lag = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        guard lag > 0 else { return }
        for repository in repositories { _ = await store.settled(try await repository.tags(), of: repository, isStart: true, lag: lag) }
    }

    /// Everything below, by the path's own syntax; whoever adds the routes checks who may read.
    func addRoutes(to group: RouterGroup<RegistryContext>) {
        group.get("**") { request, context in try await answer(request, context) }
        group.head("**") { request, context in try await answer(request, context) }
        group.put("**") { request, _ in try await upload(request) }
    }

    /// What the go command reads: the proxy, and the checksum database in place of any other. Reading with a token is not among it: go
    /// sends none without TLS.
    func clientSettings(base: String, token: String) -> [ClientSetting] {
        guard !access.guardsReading else { return [] }
        return [
            ClientSetting(name: "GOPROXY", value: base, merge: .prepend(separator: ","), otherwise: "https://proxy.golang.org,direct"),
            ClientSetting(name: "GOSUMDB", value: "\(database.verifier) \(base)/sumdb/\(database.name)"),
        ]
    }

    /// The repository's module; nil for one that only the folder can have.
    func source(of module: GoModulePath) -> GoModuleSource? {
        repositories.lazy.compactMap { GoModuleSource(module, in: $0) }.first
    }

    /// GET `@v/list`, `@latest` and the files of a version.
    private func answer(_ request: Request, _ context: RegistryContext) async throws -> Response {
        let path = pathBelow(name, of: request)
        if let path, path.hasPrefix("sumdb/") { return try await answerSums(String(path.dropFirst(6)), request) }
        guard let wanted = path.flatMap({ GoRequest($0) }) else { throw Refusal.missing("no such module") }
        switch wanted.subject {
        case .list:
            let versions = try await versions(of: wanted.module).map { "\($0)\n" }
            guard !versions.isEmpty || source(of: wanted.module) != nil else { throw Refusal.missing("no module \(wanted.module.text)") }
            return FileAnswer.bytes(Array(versions.joined().utf8), type: "text/plain; charset=utf-8", to: request)
        case .latest: return try await latest(of: wanted.module, request)
        case .file(let version, let kind): return try await send(wanted.module, version, kind, request, context)
        }
    }

    /// The versions that the list shows now, lowest first.
    private func versions(of module: GoModulePath) async throws -> [GoVersion] {
        if let source = source(of: module) {
            let tags = await store.settled(try await source.repository.tags(), of: source.repository, lag: lag)
            return try await source.versions(among: tags)
        }
        let newest = lag > 0 ? WallClock.microseconds - lag : Int64.max
        return try await store.versions(of: module).filter { $0.time <= newest && !$0.version.isPseudo }.map(\.version).sorted()
    }

    /// The `.info` of the version to take without a list.
    private func latest(of module: GoModulePath, _ request: Request) async throws -> Response {
        if let source = source(of: module) {
            let tags = await store.settled(try await source.repository.tags(), of: source.repository, lag: lag)
            guard let revision = try await source.latest(among: tags) else { throw Refusal.missing("no version of \(module.text)") }
            try await Self.explained(module, revision.version) { _ = try await source.place(at: revision.commit) }
            return FileAnswer.bytes(revision.info(of: source), type: "application/json", to: request)
        }
        let versions = try await versions(of: module)
        guard let best = versions.last(where: { !$0.isPrerelease }) ?? versions.last,
            let info = try await store.bytes(module, best.description, .info)
        else { throw Refusal.missing("no version of \(module.text)") }
        return FileAnswer.bytes(info, type: "application/json", to: request)
    }

    /// A file of a version, made from its tag when it is asked for first.
    private func send(
        _ module: GoModulePath, _ version: String, _ kind: GoRequest.Kind, _ request: Request, _ context: RegistryContext
    ) async throws -> Response {
        guard await !store.isMissing(version, of: module, lag: lag) else { throw Refusal.missing("no \(module.text)@\(version)") }
        if try await store.completion(of: module, version) == nil, let source = source(of: module),
            let revision = try await source.revision(version), revision.version != version
        {
            guard kind == .info else { throw Refusal.missing("no \(module.text)@\(version): ask for \(revision.version)") }
            try await Self.explained(module, version) { _ = try await source.place(at: revision.commit) }
            return FileAnswer.bytes(revision.info(of: source), type: "application/json", to: request)
        }
        guard try await provide(module, version), let file = try await store.file(module, version, kind) else {
            throw Refusal.missing("no \(module.text)@\(version)")
        }
        let type =
            switch kind {
            case .info: "application/json"
            case .zip: "application/zip"
            case .mod, .ziphash: "text/plain; charset=utf-8"
            }
        return try await FileAnswer.file(file.path, type: type, to: request, context)
    }

    /// Whether the files of a canonical version are here, made from its tag if need be; one that is not is remembered as missing.
    func provide(_ module: GoModulePath, _ version: String) async throws -> Bool {
        if try await store.completion(of: module, version) != nil { return true }
        guard let source = source(of: module), let revision = try await source.revision(version), revision.version == version else {
            await store.remember(missing: version, of: module)
            return false
        }
        try await make(source, revision)
        return true
    }

    /// Makes the files of a revision and stores them.
    private func make(_ source: GoModuleSource, _ revision: GoRevision) async throws {
        try await store.alone(source.module, revision.version) { [store, maximumSize] in
            guard try await store.completion(of: source.module, revision.version) == nil else { return }
            try await Self.explained(source.module, revision.version) {
                try await store.add(try await source.content(of: revision, limit: maximumSize), of: source.module, revision.version)
            }
        }
    }

    /// Does work whose `GoModuleProblem` becomes an answer that there is no such version.
    private static func explained(_ module: GoModulePath, _ version: String, _ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let problem as GoModuleProblem {
            throw Refusal.missing("\(module.text)@\(version) \(problem.reason)")
        }
    }
}
