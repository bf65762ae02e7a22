import Hummingbird
import NIOCore
import RKShared
import SystemPackage
import _NIOFileSystem

/// A Maven repository: files in Maven's layout, their checksums, and metadata.
struct MavenServer: PackageProtocol {
    /// Its paths begin with `/maven`.
    let name = "maven"
    /// The files.
    let store: MavenStore
    /// The settings file for Maven, absolute.
    let settings: FilePath
    /// Who may deploy; and read.
    let access: Access
    /// Largest file, in bytes.
    let maximumSize: Int
    /// How much later a version appears in metadata, in microseconds.
    let lag: Int64

    /// Opens the folder and writes the settings file.
    init(at path: FilePath, access: Access, maximumSize: Int, indexLag: Duration) async throws {
        store = try await MavenStore(at: path)
        self.access = access
        self.maximumSize = maximumSize
        let (seconds, attoseconds) = indexLag.components
        lag = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        let folder = Folder(path: path.appending(".client"))
        try await folder.create()
        try await folder.replace("settings.xml", with: Array(Self.settingsFile.utf8))
        settings = try await FileSystem.shared.currentWorkingDirectory.pushing(folder.appending("settings.xml"))
    }

    /// Any path of the layout.
    func addRoutes(to group: RouterGroup<RegistryContext>) {
        group.get("**") { request, context in try await send(request, context) }
        group.head("**") { request, context in try await send(request, context) }
        group.put("**") { request, _ in try await receive(request) }
    }

    /// Maven reads no repository from the environment: the settings file does, and Maven from 3.9 on takes its name from MAVEN_ARGS.
    func clientSettings(base: String, token: String) -> [ClientSetting] {
        var result = [
            ClientSetting(name: "RK_MAVEN_URL", value: base), ClientSetting(name: "RK_MAVEN_TOKEN", value: token),
            ClientSetting(name: "RK_MAVEN_SETTINGS", value: settings.string),
        ]
        // Maven splits the variable at blanks: a folder with one cannot be named there.
        guard !settings.string.contains(" ") else { return result }
        result.append(
            ClientSetting(name: "MAVEN_ARGS", value: "--global-settings \(settings)", merge: .prepend(separator: " ")))
        return result
    }

    /// Global settings for Maven: what is deployed goes here, what is read is looked for here first. Address and token come from the
    /// environment. Maven's own global settings are replaced, so the one rule that these have is here too.
    static let settingsFile = """
        <?xml version="1.0" encoding="UTF-8"?>
        <settings xmlns="http://maven.apache.org/SETTINGS/1.0.0">
          <mirrors>
            <mirror>
              <id>maven-default-http-blocker</id>
              <mirrorOf>external:http:*</mirrorOf>
              <url>http://0.0.0.0/</url>
              <blocked>true</blocked>
            </mirror>
          </mirrors>
          <servers>
            <server>
              <id>rk</id>
              <username>__token__</username>
              <password>${env.RK_MAVEN_TOKEN}</password>
            </server>
          </servers>
          <profiles>
            <profile>
              <id>rk</id>
              <properties>
                <altDeploymentRepository>rk::${env.RK_MAVEN_URL}</altDeploymentRepository>
              </properties>
              <repositories>
                <repository>
                  <id>rk</id>
                  <url>${env.RK_MAVEN_URL}</url>
                  <releases><updatePolicy>always</updatePolicy><checksumPolicy>fail</checksumPolicy></releases>
                  <snapshots><updatePolicy>always</updatePolicy><checksumPolicy>fail</checksumPolicy></snapshots>
                </repository>
              </repositories>
              <pluginRepositories>
                <pluginRepository>
                  <id>rk</id>
                  <url>${env.RK_MAVEN_URL}</url>
                  <releases><updatePolicy>always</updatePolicy><checksumPolicy>fail</checksumPolicy></releases>
                </pluginRepository>
              </pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles>
            <activeProfile>rk</activeProfile>
          </activeProfiles>
        </settings>

        """

    /// GET and HEAD of a file, a checksum or metadata.
    private func send(_ request: Request, _ context: RegistryContext) async throws -> Response {
        guard let path = pathBelow(name, of: request).flatMap({ MavenPath($0) }) else { throw Refusal.missing("no such path") }
        if path.subject == .metadata, let bytes = try await metadata(path) {
            guard let kind = path.checksum else { return FileAnswer.bytes(bytes, type: path.contentType, to: request) }
            return FileAnswer.bytes(Array(Checksums.of(bytes)[kind].utf8), type: path.contentType, to: request)
        }
        guard let file = try await store.file(path) else { throw Refusal.missing("no \(path.file)") }
        if let kind = path.checksum {
            guard let digest = try await store.checksum(kind, of: path) else { throw Refusal.missing("no \(path.file)") }
            return FileAnswer.bytes(Array(digest.utf8), type: path.contentType, to: request)
        }
        let tag = path.isMutable ? nil : try await store.checksum(.sha256, of: path)
        return try await FileAnswer.file(file.path, type: path.contentType, tag: tag, to: request, context)
    }

    /// The metadata of an artifact: a client's own while it names exactly the versions that are shown now, else one made of these; nil for a
    /// folder without versions, whose metadata is a file like any other.
    private func metadata(_ path: MavenPath) async throws -> [UInt8]? {
        let all = try await store.versions(below: path)
        guard !all.isEmpty, path.folders.count > 1, let artifact = path.folders.last else { return nil }
        let newest = WallClock.microseconds - lag
        let shown = all.filter { lag == 0 || $0.time <= newest }
        guard let last = shown.last else { throw Refusal.missing("no version of \(artifact) yet") }
        let made = MavenMetadata(
            group: path.folders.dropLast().joined(separator: "."), artifact: artifact, versions: shown.map(\.version),
            lastUpdated: Timestamp(microseconds: last.time))
        if let own = try await store.place(of: path).read(MavenPath.metadataName, limit: MavenStore.metadataLimit), made.agrees(with: own) {
            return own
        }
        return Array(made.xml.utf8)
    }

    /// PUT of a file, of metadata, or of a checksum, which must be that of its file.
    private func receive(_ request: Request) async throws -> Response {
        try access.check(request.headers)
        guard let path = pathBelow(name, of: request).flatMap({ MavenPath($0) }) else {
            throw Refusal(400, "Malformed path: use GROUP/ARTIFACT/VERSION/ARTIFACT-VERSION.EXTENSION, as Maven does")
        }
        if let kind = path.checksum { return try await compare(kind, of: path, request) }
        let limit = path.subject == .metadata ? Int(MavenStore.metadataLimit) : maximumSize
        return try await BodyFile.with(request, in: store.incoming, limit: limit) { body in
            if path.subject == .metadata {
                guard MavenMetadata.isPlausible(try await body.bytes()) else {
                    throw Refusal(400, "Malformed metadata: it is no XML with the root metadata")
                }
            } else if path.file.hasSuffix(".pom") {
                try await Self.check(manifest: body)
            }
            switch try await store.add(body, at: path) {
            case .stored: return FileAnswer.text("stored \(path.file)", to: request, status: .created)
            case .identical: return FileAnswer.text("\(path.file) is there already", to: request)
            case .conflict(let digest):
                throw Refusal(409, "\(path.file) exists already with other bytes (sha256 \(digest)), and a release does not change")
            }
        }
    }

    /// Refuses a POM that is not text with an element `project`.
    private static func check(manifest body: BodyFile) async throws {
        guard let text = String(validating: try await body.bytes(), as: UTF8.self) else { return }
        guard text.contains("<project") || text.contains(":project") else { throw Refusal(400, "Malformed POM: it has no project") }
    }

    /// Compares an uploaded checksum with the file's. Another client's metadata may have come meanwhile, so that of metadata always passes.
    private func compare(_ kind: Checksums.Kind, of path: MavenPath, _ request: Request) async throws -> Response {
        guard let body = try? await request.body.collect(upTo: 4096) else { throw UploadBody.tooLarge(4096) }
        let given = String(buffer: body).split(whereSeparator: \.isWhitespace).first.map { $0.lowercased() } ?? ""
        if path.subject == .metadata { return FileAnswer.text("noted", to: request) }
        guard let digest = try await store.checksum(kind, of: path) else { throw Refusal.missing("no \(path.file): upload it first") }
        guard given == digest else {
            throw Refusal(400, "The \(kind.rawValue) of \(path.file) does not match: its bytes give \(digest)")
        }
        return FileAnswer.text("\(path.file) has this \(kind.rawValue)", to: request, status: .created)
    }
}
