import Support
import Testing

@testable import RKShared

/// What real uv builds, whole and damaged.
@Suite struct UvArtifactTests {
    /// A sandbox with what uv built of a package with two modules, of which one lies in a namespace.
    private func build() async throws -> (sandbox: Sandbox, package: Package, files: [ArtifactFile]) {
        let sandbox = try await Sandbox()
        try await sandbox.write("repo/p/src/acme/deep/__init__.py", "from . import more\n")
        try await sandbox.write("repo/p/src/acme/deep/more.py", "x = 1\n")
        try await sandbox.write("repo/p/src/acme/deep/inner/__init__.py", "")
        try await sandbox.write(
            "repo/p/pyproject.toml",
            """
            [project]
            name = "Acme.Deep"
            version = "1.0.0rc1"
            requires-python = ">=3.9,<4"
            dependencies = ["acme-core[http]==2.0 ; python_version >= '3.9'"]

            [build-system]
            requires = ["uv_build>=0.9,<0.14"]
            build-backend = "uv_build"

            [tool.uv.build-backend]
            module-name = "acme.deep"
            """)
        var package = Package(
            id: "pypi:acme-deep", name: "Acme.Deep", ecosystem: "uv", workspace: "main", path: "p", manifest: "p/pyproject.toml",
            version: "1.0.0rc1")
        package.dependencies = [Dependency(name: "acme-core", kind: .runtime, requirement: "", package: "pypi:acme-core")]
        let folder = "\(sandbox.folder)/out[1]"
        var call = UvCommands().build(package, root: "\(sandbox.folder)/repo", into: folder, environment: ["UV_OFFLINE": "1"])
        call.environment.merge(sandbox.environment) { own, _ in own }
        _ = try await World.live.check(call)
        return (sandbox, package, Files.names(in: folder).map { ArtifactFile(name: $0, path: "\(folder)/\($0)") })
    }

    /// Wheel and source distribution say what was announced, and nothing else lies beside them.
    @Test func real() async throws {
        let (sandbox, package, files) = try await build()
        #expect(files.map(\.name) == ["acme_deep-1.0.0rc1-py3-none-any.whl", "acme_deep-1.0.0rc1.tar.gz"])
        for file in files {
            #expect(await UvCommands().problems(in: file, of: package, version: "1.0.0-rc.1", exact: ["pypi:acme-core": "2.0"]) == [])
            #expect(await UvCommands().problems(in: file, of: package, version: "1.0.0rc1", exact: ["pypi:acme-core": "2.1"]).count == 1)
            #expect(await UvCommands().problems(in: file, of: package, version: "1.0.0", exact: [:]).count == 1)
        }
        let wheel = UvArtifact(path: try #require(files.first).path)
        #expect(await wheel.modules() == ["acme.deep"])
        #expect(await wheel.pythonRequirement()?.filter { $0 != " " } == ">=3.9,<4")
        let registry = RegistryAddress(name: "t", base: "https://h", upload: "https://h/legacy/", index: "https://h/simple/")
        let calls = await UvCommands().smokeTest(package, version: "1.0.0rc1", from: registry, artifacts: files.map(\.path), in: "/t")
        #expect(calls[0].arguments.contains("--python") && calls[2].arguments.last == "acme.deep")
        withExtendedLifetime(sandbox) {}
    }

    /// Damaged, cut and lying archives are problems, never a crash; most damage of the metadata's bytes is noticed.
    @Test(.timeLimit(.minutes(10))) func damage() async throws {
        let (sandbox, package, files) = try await build()
        var generator = SeededGenerator(seed: 3)
        for file in files {
            let bytes = try Files.read(file.path)
            for round in 0..<300 {
                var changed = bytes
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    changed[Int.random(in: 0..<changed.count, using: &generator)] =
                        [0, 0xFF, UInt8.random(in: 0...255, using: &generator)][round % 3]
                }
                if round % 5 == 0 { changed.removeLast(Int.random(in: 1...changed.count, using: &generator)) }
                try sandbox.write("damaged/\(file.name)", changed)
                let damaged = ArtifactFile(name: file.name, path: "\(sandbox.folder)/damaged/\(file.name)")
                _ = await UvCommands().problems(in: damaged, of: package, version: "1.0.0rc1", exact: [:])
                _ = await UvArtifact(path: damaged.path).modules()
            }
        }
    }

    /// A file that is not there is a problem.
    @Test(arguments: ["a-1-py3-none-any.whl", "a-1.tar.gz"]) func missing(_ name: String) async {
        let package = Package(
            id: "pypi:a", name: "a", ecosystem: "uv", workspace: "main", path: ".", manifest: "pyproject.toml", version: "1")
        let problems = await UvCommands().problems(
            in: ArtifactFile(name: name, path: "/nowhere/\(name)"), of: package, version: "1", exact: [:])
        #expect(problems.count == 1)
        #expect(await UvArtifact(path: "/nowhere/\(name)").modules() == [])
    }
}
