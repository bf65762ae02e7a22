import Testing

@testable import RKShared

/// The arguments and variables of uv's calls.
@Suite struct UvCommandsTests {
    /// The calls.
    private let commands = UvCommands()
    /// A registry.
    private let registry = RegistryAddress(name: "t", base: "https://h", upload: "https://h/legacy/", index: "https://h/simple/")

    /// A package with an internal requirement.
    private var package: Package {
        var package = Package(
            id: "pypi:acme-cli", name: "acme-cli", ecosystem: "uv", workspace: "main", path: "packages/cli",
            manifest: "packages/cli/pyproject.toml",
            version: "1.0")
        package.dependencies = [Dependency(name: "Acme_Core", kind: .runtime, requirement: "", package: "pypi:acme-core")]
        return package
    }

    /// The lockfile is checked where the workspace is; without one there is nothing to check.
    @Test func lockCheck() {
        var workspace = Workspace(id: "main", ecosystem: "uv", root: "py", manifest: "py/pyproject.toml", lockfile: "py/uv.lock")
        #expect(commands.lockCheck(workspace, root: "/r") == Call("uv", ["lock", "--check"], in: "/r/py"))
        workspace.lockfile = nil
        #expect(commands.lockCheck(workspace, root: "/r") == nil)
    }

    /// One member by its path, into an absolute folder; the rewriting's variables go along, secrets do not.
    @Test func build() {
        let call = commands.build(package, root: "/r", into: "/out/x", environment: ["PRETEND": "1.0"])
        #expect(
            call.arguments == [
                "build", "--no-sources", "--no-create-gitignore", "--no-progress", "--out-dir", "/out/x", "--", "/r/packages/cli",
            ])
        #expect(call.directory == "/r")
        #expect(call.environment["PRETEND"] == .some("1.0"))
        #expect(call.environment["UV_PUBLISH_TOKEN"] == .some(nil))
        #expect(call.environment["TWINE_PASSWORD"] == .some(nil))
    }

    /// Credentials go by the environment only; variables that would contradict the arguments are removed; a folder's name is no glob.
    @Test func publish() {
        let options = PublishOptions(attestations: false, credentials: ["UV_PUBLISH_TOKEN": "s3cret"])
        let call = commands.publish(["/o[1]*/a-1.whl", "a-1.tar.gz"], of: package, to: registry, options: options)
        #expect(
            call.arguments == [
                "publish", "--no-progress", "--publish-url", "https://h/legacy/", "--check-url", "https://h/simple/", "--no-attestations",
                "--",
                "/o[[]1][*]/a-1.whl", "a-1.tar.gz",
            ])
        #expect(
            call.environment == [
                "UV_PUBLISH_TOKEN": "s3cret", "UV_PUBLISH_URL": nil, "UV_PUBLISH_CHECK_URL": nil, "UV_PUBLISH_INDEX": nil,
                "RUST_LOG": "uv_publish=trace",
            ])
        #expect(!call.commandLine.contains("s3cret"))
        #expect(!commands.publish([], of: package, to: registry, options: PublishOptions()).arguments.contains("--no-attestations"))
    }

    /// An index that wants a login gets it by the environment, never in arguments; upload credentials are none for reading.
    @Test func readingLogin() async {
        var registry = registry
        registry.reading = Login(user: "ada", password: "p@ss")
        let publish = commands.publish(["a.whl"], of: package, to: registry, options: PublishOptions())
        #expect(publish.arguments == ["publish", "--no-progress", "--publish-url", "https://h/legacy/", "--", "a.whl"])
        #expect(publish.environment["UV_PUBLISH_CHECK_URL"] == .some("https://ada:p%40ss@h/simple/"))
        let calls = await commands.smokeTest(package, version: "1.0", from: registry, artifacts: [], in: "/t")
        #expect(calls[1].arguments.contains("rk-release=https://h/simple/"))
        #expect(calls[1].environment["UV_INDEX_RK_RELEASE_USERNAME"] == .some("ada"))
        #expect(calls[1].environment["UV_INDEX_RK_RELEASE_PASSWORD"] == .some("p@ss"))
        #expect(calls[0].environment["UV_INDEX_RK_RELEASE_PASSWORD"] == nil && calls[2].environment["UV_INDEX_RK_RELEASE_PASSWORD"] == nil)
        #expect(!(calls + [publish]).contains { $0.commandLine.contains("p@ss") || $0.commandLine.contains("p%40ss") })
    }

    /// The registry comes first and alone for the names that it has; no secret reaches what the package runs.
    @Test func smokeTest() async {
        let calls = await commands.smokeTest(package, version: "1.0", from: registry, artifacts: [], in: "/t")
        #expect(calls.map(\.program) == ["uv", "uv", "/t/venv/bin/python"])
        #expect(calls[0].arguments == ["venv", "--quiet", "--no-project", "--no-config", "--", "/t/venv"])
        #expect(
            calls[1].arguments == [
                "pip", "install", "--no-progress", "--python", "/t/venv/bin/python", "--index", "https://h/simple/", "--index-strategy",
                "first-index", "--refresh-package", "acme-cli", "--exclude-newer-package", "acme-cli=2999-12-31", "--refresh-package",
                "acme-core",
                "--exclude-newer-package", "acme-core=2999-12-31", "--", "acme-cli==1.0",
            ])
        #expect(calls[1].environment["UV_INDEX"] == .some(nil))
        #expect(calls[2].arguments.prefix(2) == ["-I", "-c"] && calls[2].arguments.last == "acme-cli")
        #expect(calls.allSatisfy { $0.environment["UV_PUBLISH_TOKEN"] == .some(nil) })
        #expect(calls.map(\.directory) == ["/t", "/", "/t"])
    }

    /// Metadata with the number of problems that it has.
    static let headers: [(String, Int)] = [
        ("Name: Acme.CLI\nVersion: 1.0.0\nRequires-Dist: acme-core==2.0", 0),
        ("Name: acme-cli\nVersion: 1.0\nRequires-Dist: ACME_core[x] (==2.0.0) ; python_version > '3'", 0),
        ("Name: acme-cli\nVersion: 1.1\nRequires-Dist: acme-core==2.0", 1), ("Name: other\nVersion: 1.0\nRequires-Dist: acme-core==2.0", 1),
        ("Name: acme-cli\nVersion: 1.0", 1), ("Name: acme-cli\nVersion: 1.0\nRequires-Dist: acme-core>=2.0", 1),
        ("Name: acme-cli\nVersion: 1.0\nRequires-Dist: acme-core==2.*", 1),
        ("Name: acme-cli\nVersion: 1.0\nRequires-Dist: acme-core==2.0,<3", 1),
        ("Name: acme-cli\nVersion: 1.0\nRequires-Dist: acme-core @ file:///x", 1),
        ("Name: acme-cli\nVersion: 1.0\nRequires-Dist: acme-core ==", 1),
        ("Name: acme-cli\nVersion: 1.0\nRequires-Dist: acme-core==2.0\nRequires-Dist: acme-core==2.1; extra == 'x'", 1), ("", 3),
        ("Name: acme-cli\nVersion: 1.0\n\nRequires-Dist: acme-core==2.0", 1),
    ]

    /// Every way in which metadata may differ from what was announced.
    @Test(arguments: headers)
    func metadata(_ text: String, _ count: Int) {
        let problems = UvArtifact.problems(CoreMetadata(Array(text.utf8)), of: package, version: "1.0", exact: ["pypi:acme-core": "2.0"])
        #expect(problems.count == count, "\(problems)")
    }

    /// What ships nowhere is not missed: build requirements are not in metadata.
    @Test func buildRequirements() {
        var package = package
        package.dependencies[0].kind = .build
        let metadata = CoreMetadata(Array("Name: acme-cli\nVersion: 1.0".utf8))
        #expect(UvArtifact.problems(metadata, of: package, version: "1.0", exact: ["pypi:acme-core": "2.0"]).isEmpty)
    }
}
