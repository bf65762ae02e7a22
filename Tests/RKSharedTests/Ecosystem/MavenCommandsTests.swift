import Support
import Testing

@testable import RKShared

/// The calls of Maven as values, and its repositories' answers.
struct MavenCommandsTests {
    /// The calls.
    private let commands = MavenCommands()
    /// A repository.
    private let registry = RegistryAddress(name: "central", base: "https://h", upload: "https://h/up", index: "https://h/maven2/")

    /// A package below a reactor in `java`.
    private var package: Package {
        var package = Package(
            id: "maven:x.y:core", name: "x.y:core", ecosystem: "maven", workspace: "maven", path: "java/core",
            manifest: "java/core/pom.xml", version: "1.0")
        package.rest["maven"] = .object(
            JSONObject(["reactor": .string("java/pom.xml"), "packaging": .string("jar"), "wrapper": .bool(false)]))
        return package
    }

    /// One project of the reactor, into a repository below a folder; secrets do not go along.
    @Test func build() {
        let call = commands.build(package, root: "/r", into: "/out", environment: ["A": "b"])
        #expect(call.program == "mvn" && call.directory == "/r/java")
        #expect(
            call.arguments == [
                "-B", "-ntp", "-pl", "x.y:core", "-DskipTests", "-DaltDeploymentRepository=rk::default::file:///out", "deploy",
            ])
        #expect(call.environment["A"] == .some("b") && call.environment["RK_MAVEN_PASSWORD"] == .some(nil))
        var wrapped = package
        wrapped.rest["maven"] = .object(JSONObject(["reactor": .string("all.xml"), "wrapper": .bool(true)]))
        let other = commands.build(wrapped, root: "/r", into: "/out", environment: [:])
        #expect(other.program == "./mvnw" && other.directory == "/r" && other.arguments.prefix(4) == ["-B", "-ntp", "-f", "all.xml"])
        #expect(
            commands.lockCheck(Workspace(id: "m", ecosystem: "maven", root: ".", manifest: "pom.xml", lockfile: nil), root: "/r") == nil)
    }

    /// The files of a version by their places; credentials by environment and settings only.
    @Test func publish() {
        let folder = "/o/x/y/core/1.0"
        let files =
            [
                "core-1.0.jar", "core-1.0.jar.sha1", "core-1.0.pom", "core-1.0-sources.jar", "core-1.0.jar.asc", "core-1.0-tests.tar.gz",
                "core-1.0.pom.md5",
            ]
            .map { "\(folder)/\($0)" } + ["/o/x/y/core/maven-metadata.xml"]
        let options = PublishOptions(credentials: ["RK_MAVEN_SETTINGS": "/s.xml"], folder: "/w")
        let call = commands.publish(files, of: package, to: registry, options: options)
        #expect(
            call.arguments == [
                "-B", "-ntp", "-gs", "/s.xml", "deploy:deploy-file", "-Durl=https://h/up", "-DrepositoryId=central",
                "-DgeneratePom=false",
                "-DpomFile=\(folder)/core-1.0.pom", "-Dfile=\(folder)/core-1.0.jar", "-Dpackaging=jar",
                "-Dfiles=\(folder)/core-1.0-sources.jar,\(folder)/core-1.0.jar.asc,\(folder)/core-1.0-tests.tar.gz",
                "-Dclassifiers=sources,,tests",
                "-Dtypes=jar,jar.asc,tar.gz",
            ])
        #expect(call.environment == ["RK_MAVEN_SETTINGS": "/s.xml"] && call.directory == "/w" && call.files.isEmpty)
        let secret = ["RK_MAVEN_USERNAME": "u", "RK_MAVEN_PASSWORD": "s3cret"]
        let own = commands.publish(files, of: package, to: registry, options: PublishOptions(credentials: secret, folder: "/w"))
        #expect(own.arguments.prefix(5) == ["-B", "-ntp", "-gs", "/w/settings.xml", "deploy:deploy-file"])
        #expect(own.environment == secret.mapValues { .some($0) } && !own.commandLine.contains("s3cret"))
        #expect(own.files == ["/w/settings.xml": MavenCredentials.settings(for: registry)])
        let pom = commands.publish(["/o/core-1.0.pom"], of: package, to: registry, options: PublishOptions())
        #expect(pom.arguments.suffix(3) == ["-DpomFile=/o/core-1.0.pom", "-Dfile=/o/core-1.0.pom", "-Dpackaging=pom"])
    }

    /// The version is needed by a project of its own, with a repository of its own.
    @Test func smokeTest() async throws {
        let calls = await commands.smokeTest(package, version: "1.0", from: registry, artifacts: [], in: "/t")
        #expect(calls.map(\.arguments) == [["-B", "-ntp", "-U", "-Dmaven.repo.local=/t/repository", "compile"]])
        let call = try #require(calls.first)
        #expect(call.directory == "/t" && call.environment["RK_MAVEN_PASSWORD"] == .some(nil) && call.files.keys.sorted() == ["/t/pom.xml"])
        let pom = try MavenPom(call.files["/t/pom.xml"] ?? [], path: "pom.xml")
        let needed = try #require(pom.base.dependencies.first)
        #expect("\(needed.group):\(needed.artifact):\(needed.type)" == "x.y:core:jar" && needed.version?.text == "1.0")
        let repository = try #require(pom.document.root.list("repositories", "repository").first)
        #expect(repository["id"]?.text == "central" && repository["url"]?.text == "https://h/maven2/")
    }

    /// What a build leaves is a repository: its files without checksums and metadata.
    @Test func artifactPaths() async throws {
        let sandbox = try await Sandbox()
        let version = "x/y/core/1.0/core-1.0"
        let names = ["jar", "jar.sha1", "jar.md5", "pom", "pom.sha512", "jar.asc"].map { "\(version).\($0)" }
        for name in names + ["x/y/core/maven-metadata.xml", "x/y/core/maven-metadata.xml.sha1"] { try await sandbox.write("o/\(name)", "") }
        #expect(commands.artifactPaths(below: "\(sandbox.folder)/o") == ["jar", "jar.asc", "pom"].map { "\(version).\($0)" })
        #expect(commands.artifactPaths(below: "\(sandbox.folder)/none") == [])
    }

    /// Credentials of the environment, and a settings file that names them without holding them.
    @Test func credentials() {
        let found = MavenCredentials(environment: ["MAVEN_USERNAME": "u", "MAVEN_PASSWORD": "p"], registry: registry)
        #expect(found.variables == ["RK_MAVEN_USERNAME": "u", "RK_MAVEN_PASSWORD": "p"] && !found.areMissing)
        #expect(MavenCredentials(environment: ["MAVEN_USERNAME": "u"], registry: registry).areMissing)
        #expect(
            MavenCredentials(environment: ["RK_MAVEN_SETTINGS": "/s", "RK_MAVEN_TOKEN": "t"], registry: registry).variables == [
                "RK_MAVEN_SETTINGS": "/s"
            ])
        #expect(
            MavenCredentials(environment: ["RK_MAVEN_TOKEN": "t"], registry: registry).variables == [
                "RK_MAVEN_USERNAME": "__token__", "RK_MAVEN_PASSWORD": "t",
            ])
        let loopback = RegistryAddress(name: "http://127.0.0.1:1", base: "", upload: "http://127.0.0.1:1/x", index: "")
        #expect(!MavenCredentials(environment: [:], registry: loopback).areMissing)
        let settings = String(decoding: MavenCredentials.settings(for: loopback), as: UTF8.self)
        #expect(settings.contains("<id>rk</id>") && settings.contains("${env.RK_MAVEN_PASSWORD}"))
    }

    /// POMs of an artifact with the number of problems that they have.
    @Test(arguments: [
        ("<groupId>x.y</groupId><artifactId>core</artifactId><version>1.0</version>", 0),
        ("<parent><groupId>x.y</groupId><artifactId>p</artifactId><version>1.0</version></parent><artifactId>core</artifactId>", 0),
        ("<groupId>x.y</groupId><artifactId>other</artifactId><version>1.1</version>", 2),
        (
            "<groupId>x.y</groupId><artifactId>core</artifactId><version>${revision}</version><properties><revision>1.0</revision></properties>",
            0
        ),
        ("<parent><groupId>x.y</groupId><artifactId>p</artifactId><version>${revision}</version></parent><artifactId>core</artifactId>", 2),
        (
            "<groupId>x.y</groupId><artifactId>core</artifactId><version>1.0</version><dependencies><dependency><groupId>x.y</groupId><artifactId>a</artifactId><version>2.0</version></dependency></dependencies>",
            0
        ),
        (
            "<groupId>x.y</groupId><artifactId>core</artifactId><version>1.0</version><dependencies><dependency><groupId>x.y</groupId><artifactId>a</artifactId><version>2.0-SNAPSHOT</version></dependency></dependencies>",
            1
        ),
    ])
    func problems(_ body: String, _ count: Int) throws {
        let pom = try MavenPom(Array("<project>\(body)</project>".utf8), path: "core-1.0.pom")
        let found = MavenCommands.problems(in: pom, of: package, version: "1.0", exact: ["maven:x.y:a": "2.0"])
        #expect(found.count == count, "\(found)")
    }

    /// Names of files that are and are not of the version.
    @Test(arguments: [
        ("core-1.0.jar", 0), ("core-1.0-sources.jar", 0), ("core-1.0.jar.asc", 0), ("maven-metadata.xml", 1), ("core-1.0.1.jar", 1),
        ("core-1.1.jar", 1), ("cor-1.0.jar", 1),
    ])
    func names(_ name: String, _ count: Int) async {
        let found = await commands.problems(in: ArtifactFile(name: name, path: "/none/\(name)"), of: package, version: "1.0", exact: [:])
        #expect(found.count == count)
    }

    /// Addresses in Maven's layout, and what the answers mean.
    @Test func repository() throws {
        let repository = MavenRepository(address: registry)
        let release = repository.release("x.y:core", "1.0")
        #expect(release.request.url == "https://h/maven2/x/y/core/1.0/core-1.0.pom")
        #expect(
            try release.parse(Response(status: 200, body: []))
                == RegistryRelease(digests: ["core-1.0.pom": Digest.of([], .sha1)], algorithm: .sha1))
        #expect(try release.parse(Response(status: 404)) == nil)
        #expect(repository.release("../a:b?", "1").request.url == "https://h/maven2/%2Fa/b%3F/1/b%3F-1.pom")
        let digest = try #require(repository.digest(of: "core-1.0.jar", "x.y:core", "1.0"))
        #expect(digest.request.url == "https://h/maven2/x/y/core/1.0/core-1.0.jar.sha1")
        let hexadecimal = String(repeating: "aB", count: 20)
        #expect(try digest.parse(Response(status: 200, body: Array("\(hexadecimal)  core-1.0.jar\n".utf8))) == hexadecimal.lowercased())
        #expect(throws: Fault.self) { try digest.parse(Response(status: 200, body: Array("<html>".utf8))) }
        #expect(try digest.parse(Response(status: 404)) == nil)
        let signature = try #require(repository.digest(of: "core-1.0.jar.asc", "x.y:core", "1.0"))
        #expect(signature.request.url == "https://h/maven2/x/y/core/1.0/core-1.0.jar.asc")
        #expect(try signature.parse(Response(status: 200, body: [1])) == Digest.of([1], .sha1))
        let versions = repository.versions("x.y:core")
        #expect(versions.request.url == "https://h/maven2/x/y/core/maven-metadata.xml")
        let page = "<metadata><versioning><versions><version>1.0</version>\n<version>1.1</version></versions></versioning></metadata>"
        #expect(try versions.parse(Response(status: 200, body: Array(page.utf8))) == ["1.0", "1.1"])
        #expect(try versions.parse(Response(status: 404)) == nil)
        #expect(throws: Fault.self) { try versions.parse(Response(status: 200, body: Array("<html/>".utf8))) }
        for (status, code) in [(401, Code.credentialsRefused), (429, .rateLimited), (503, .serviceUnavailable), (400, .registryUnknown)] {
            let fault = #expect(throws: Fault.self) { try release.parse(Response(status: status)) }
            #expect(fault?.code == code)
        }
    }
}
