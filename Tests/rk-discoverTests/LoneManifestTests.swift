import RKShared
import Support
import Testing

/// Manifests that nothing declares, and workspaces that cannot be used: what is said tells what to write into `releasekit.toml`.
struct LoneManifestTests {
    /// Where nothing but manifests alone is there, the message holds the tables that take them.
    @Test func nothingAtTheRoot() async throws {
        let sandbox = try await Sandbox()
        let files = ["python/pyproject.toml": Manifest.project("arrow"), "js/package.json": #"{"name": "arrow", "version": "1.0.0"}"#]
        let found = try await sandbox.discover(files: files)
        let tables = ["[ecosystems.python]", "workspace_root = \"python\"", "[ecosystems.js]", "workspace_root = \"js\""]
        #expect(found.status == 65 && found.errors.contains("RK-WORKSPACE-NONE"), "\(found.errors)")
        #expect(tables.allSatisfy { found.errors.contains($0) }, "\(found.errors)")
        try await sandbox.write("repo/releasekit.toml", tables.joined(separator: "\n"))
        #expect(try await sandbox.discover().packages.map(\.id) == ["npm:arrow", "pypi:arrow"])
    }

    /// Beside packages that are found, a note tells of those that are not; test data and members of nothing inside a workspace are none.
    @Test func besideOthers() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "go.mod": "module x.org/a\n\ngo 1.21\n", "web/package.json": #"{"name": "web"}"#, "docs/package.json": #"{"name": "docs"}"#,
            "tests/fixtures/x/package.json": "{}", "rust/Cargo.toml": "[workspace]\nmembers = []\n",
            "rust/x/Cargo.toml": "[package]\nname = \"x\"\n",
        ])
        #expect(found.status == 0 && found.packages.map(\.id) == ["golang:x.org/a"], "\(found.errors)")
        let notes = (found.document?.diagnostics ?? []).filter { $0.message.contains("alone") }
        #expect(notes.map(\.severity) == [.note] && notes[0].message.hasPrefix("2 manifests of npm"), "\(found.errors)")
        #expect(notes.first?.hint?.contains("workspace_root = \"docs\"") == true, "\(found.errors)")
    }

    /// A pyproject.toml with nothing but settings of tools is no package; one of a package that setup.py names is told of.
    @Test func settingsOfTools() async throws {
        let sandbox = try await Sandbox()
        var files = ["pyproject.toml": "[tool.ruff]\nline-length = 100\n", "package.json": #"{"name": "a", "version": "1.0.0"}"#]
        let found = try await sandbox.discover(files: files)
        #expect(found.document?.workspaces?.map(\.id) == ["npm"] && found.findings.isEmpty, "\(found.errors)")
        files["pyproject.toml"] = "[build-system]\nrequires = ['setuptools']\n"
        let old = try await sandbox.discover(files: files)
        #expect(old.status == 0 && old.findings == ["RK-MANIFEST-INVALID pyproject.toml"], "\(old.errors)")
    }

    /// A workspace that cannot be used, somewhere inside, takes nothing from the others; `exclude` makes it nobody's.
    @Test func oneBadWorkspace() async throws {
        let sandbox = try await Sandbox()
        var files = [
            "pyproject.toml": Manifest.root(), "packages/a/pyproject.toml": Manifest.project("a"),
            "test/cases/pnpm-workspace.yaml": "packages: 5\n", "test/cases/package.json": "{}",
            "m/src/integTest/resources/x/pom.xml": "<project><modules><module>y</module></modules></project>",
        ]
        let found = try await sandbox.discover(files: files)
        #expect(found.status == 1 && found.packages.map(\.id) == ["pypi:a"], "\(found.errors)")
        #expect(found.errors.contains(#"exclude = ["test/cases", "test/cases/*"]"#), "\(found.errors)")
        #expect(found.document?.workspaces?.map(\.id) == ["uv"])
        files["releasekit.toml"] = #"exclude = ["test/cases", "test/cases/*"]"#
        let mended = try await sandbox.discover(files: files)
        #expect(mended.status == 0 && mended.packages.map(\.id) == ["pypi:a"], "\(mended.errors)")
    }

    /// What is wrong with a package that is left out is nobody's trouble, while the package of a workspace's root takes only itself along.
    @Test func excludedFolders() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "releasekit.toml": #"exclude = ["packages/bad", "web"]"#, "pyproject.toml": Manifest.root(),
            "packages/a/pyproject.toml": Manifest.project("a"), "packages/bad/pyproject.toml": "[project",
            "web/package.json": #"{"name": "web", "workspaces": ["ui"]}"#, "web/ui/package.json": #"{"name": "ui", "version": "1.0.0"}"#,
        ])
        #expect(found.status == 0 && found.packages.map(\.id) == ["npm:ui", "pypi:a"], "\(found.errors)")
    }
}
