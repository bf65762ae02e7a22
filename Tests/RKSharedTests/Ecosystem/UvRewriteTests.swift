import RKShared
import Support
import Testing

/// Versions that are kept elsewhere than in `[project]`, and what cannot be written.
@Suite struct UvRewriteTests {
    /// What writing version 2.0 into a package comes to.
    private func rewriting(_ rest: String, files: [String: String] = [:]) async throws -> Rewriting {
        let sandbox = try await Sandbox()
        try await sandbox.write("p/pyproject.toml", "[project]\nname = \"my.pkg\"\ndynamic = [\"version\"]\n\(rest)")
        try await sandbox.write(files, below: "p")
        let package = Package(
            id: "pypi:my-pkg", name: "my.pkg", ecosystem: "uv", workspace: "uv", path: "p", manifest: "p/pyproject.toml", version: nil)
        return try Uv().rewrite(package, Rewrite(version: "2.0"), in: SourceTree(root: sandbox.folder, tracked: nil))
    }

    /// A version in a module is replaced there, every other byte stays; one that is right already changes nothing.
    @Test func modules() async throws {
        let hatch = "[tool.hatch.version]\npath = \"about.py\"\n"
        let changed = try await rewriting(hatch, files: ["about.py": "# 1.0\n__version__ = '1.0'  # 1.0\n"])
        #expect(changed.changes.map(\.path) == ["p/about.py"])
        #expect(String(decoding: changed.changes[0].after, as: UTF8.self) == "# 1.0\n__version__ = '2.0'  # 1.0\n")
        #expect(try await rewriting(hatch, files: ["about.py": "__version__ = '2.0'\n"]).changes.isEmpty)
    }

    /// A version that plugins take from tags is given to them by their variables.
    @Test(arguments: ["hatch-vcs", "setuptools-scm", "uv-dynamic-versioning"])
    func tags(_ plugin: String) async throws {
        let rewriting = try await rewriting("[build-system]\nrequires = [\"\(plugin)\"]\nbuild-backend = \"x\"\n")
        #expect(rewriting.changes.isEmpty)
        #expect(rewriting.environment["SETUPTOOLS_SCM_PRETEND_VERSION_FOR_MY_PKG"] == "2.0")
        #expect(rewriting.environment["UV_DYNAMIC_VERSIONING_BYPASS"] == "2.0")
    }

    /// A version that only running code tells cannot be written.
    @Test func unknown() async throws {
        let fault = await #expect(throws: Fault.self) { try await rewriting("[tool.hatch.version]\nsource = \"code\"\n") }
        #expect(fault?.code == .pinImpossible && fault?.place?.path == "p/pyproject.toml")
    }
}
