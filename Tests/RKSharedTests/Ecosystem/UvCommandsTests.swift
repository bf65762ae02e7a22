import Support
import Testing

@testable import RKShared

/// The calls of uv as values, and a look into what real uv builds.
struct UvCommandsTests {
    /// A registry that is never reached.
    private static let registry = RegistryAddress(name: "t", base: "http://h", upload: "http://h/legacy/", index: "http://h/simple/")

    /// A package in a folder.
    private static let package = Package(
        id: "pypi:acme-core", name: "acme-core", ecosystem: "uv", workspace: "uv", path: "packages/core", manifest: "packages/core/pyproject.toml",
        version: "1.0.0")

    /// Arguments only, credentials in the environment only.
    @Test func calls() async {
        let uv = UvCommands()
        let build = uv.build(Self.package, root: "/r", into: "/out", environment: ["A": "b"])
        #expect(build.commandLine == "uv build --no-sources --no-create-gitignore --no-progress --out-dir /out -- /r/packages/core")
        #expect(build.environment == ["A": "b"])
        let options = PublishOptions(attestations: false, credentials: ["UV_PUBLISH_TOKEN": "secret"])
        let publish = uv.publish(["/out/a.whl"], of: Self.package, to: Self.registry, options: options)
        #expect(
            publish.commandLine
                == "uv publish --no-progress --publish-url http://h/legacy/ --check-url http://h/simple/ --no-attestations -- /out/a.whl")
        #expect(publish.environment["UV_PUBLISH_TOKEN"] == "secret")
        var workspace = Workspace(id: "uv", ecosystem: "uv", root: "py", manifest: "py/pyproject.toml", lockfile: nil)
        #expect(uv.lockCheck(workspace, root: "/r") == nil)
        workspace.lockfile = "py/uv.lock"
        #expect(uv.lockCheck(workspace, root: "/r") == Call("uv", ["lock", "--check"], in: "/r/py"))
        let smoke = await uv.smokeTest(Self.package, version: "1.0.0", from: Self.registry, artifacts: [], in: "/s")
        #expect(smoke.count == 3 && smoke[1].arguments.contains("acme-core==1.0.0") && smoke[1].arguments.contains("http://h/simple/"))
    }

    /// What real uv builds has the right metadata and modules; what differs is named.
    @Test func artifacts() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.member("acme-core", ["acme-base==2.0"])
        try await sandbox.check("uv build -q --offline --out-dir \"$PWD/out\" repo/packages/acme-core")
        for name in Files.names(in: "\(sandbox.folder)/out").filter({ $0.hasPrefix("acme") }) {
            let file = ArtifactFile(name: name, path: "\(sandbox.folder)/out/\(name)")
            let uv = UvCommands()
            #expect(await uv.problems(in: file, of: Self.package, version: "1.0.0", exact: ["pypi:acme-base": "2.0"]).isEmpty)
            #expect(await uv.problems(in: file, of: Self.package, version: "1.0.1", exact: [:]).count == 1)
            let wrong = await uv.problems(in: file, of: Self.package, version: "1.0.0", exact: ["pypi:acme-base": "2.1"])
            #expect(wrong.count == 1 && wrong[0].contains("==2.1"))
            if name.hasSuffix(".whl") { #expect(await UvArtifact(path: file.path).modules() == ["acme_core"]) }
        }
        try await sandbox.check("head -c 200 out/acme_core-1.0.0.tar.gz > out/x.tar.gz; head -c 200 out/*.whl > out/x.whl")
        for name in ["x.tar.gz", "x.whl", "missing.whl"] {
            await #expect(throws: UvArtifact.Problem.self) { try await UvArtifact(path: "\(sandbox.folder)/out/\(name)").metadata() }
            #expect(await UvArtifact(path: "\(sandbox.folder)/out/\(name)").modules().isEmpty)
        }
    }
}
