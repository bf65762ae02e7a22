import RKShared
import Support
import Testing

/// Where a member's version is read from.
struct VersionReadingTests {
    /// A manifest, the file beside it that may hold the version, and what is to be found.
    struct Case: Sendable, CustomTestStringConvertible {
        /// What is special about it.
        let name: String
        /// What the manifest adds behind `dynamic = ["version"]`.
        let manifest: String
        /// The files beside it.
        var files: [String: String] = [:]
        /// The version; nil where it is in no file.
        let version: String?
        /// What the finding says, where there is one.
        var finding: String?

        var testDescription: String { name }
    }

    /// A `[build-system]` for a backend.
    private static func backend(_ name: String, _ requires: String) -> String {
        "[build-system]\nrequires = ['\(requires)']\nbuild-backend = '\(name)'\n"
    }

    /// Every way of the build backends that can be read without running code, and those that cannot.
    static let cases = [
        Case(
            name: "hatch path", manifest: "[tool.hatch.version]\npath = 'src/a/__about__.py'",
            files: ["src/a/__about__.py": "# x\n__version__ = '1.2.3'\n"], version: "1.2.3"),
        Case(
            name: "hatch path, VERSION with an annotation", manifest: "[tool.hatch.version]\npath = 'v.py'",
            files: ["v.py": "VERSION: str = \"2.0.0rc1\"\n"], version: "2.0.0rc1"),
        Case(
            name: "hatch path, a leading v", manifest: "[tool.hatch.version]\npath = 'v.py'", files: ["v.py": "__version__ = 'v1.5'"],
            version: "1.5"),
        Case(
            name: "hatch path, CRLF and white space", manifest: "[tool.hatch.version]\npath = 'v.py'",
            files: ["v.py": "import x\r\n__version__\t=\t\"0.1\"\r\n"], version: "0.1"),
        Case(
            name: "hatch path, a tuple", manifest: "[tool.hatch.version]\npath = 'v.py'", files: ["v.py": "__version__ = (1, 2)\n"],
            version: nil, finding: "holds no version"),
        Case(
            name: "hatch path, a look-alike first", manifest: "[tool.hatch.version]\npath = 'v.py'",
            files: ["v.py": "__version__info = '9'\n__version__ = '1'\n"], version: "1"),
        Case(name: "hatch path, missing", manifest: "[tool.hatch.version]\npath = 'v.py'", version: nil, finding: "there is no file"),
        Case(name: "hatch path, outside", manifest: "[tool.hatch.version]\npath = '../../../v.py'", version: nil, finding: "leads outside"),
        Case(
            name: "hatch code", manifest: "[tool.hatch.version]\nsource = 'code'\npath = 'v.py'", files: ["v.py": "__version__ = '1'\n"],
            version: nil, finding: "runs code"),
        Case(name: "hatch vcs", manifest: "[tool.hatch.version]\nsource = 'vcs'", version: nil, finding: "from tags, by hatch-vcs"),
        Case(
            name: "uv-dynamic-versioning", manifest: "[tool.hatch.version]\nsource = 'uv-dynamic-versioning'", version: nil,
            finding: "from tags, by uv-dynamic-versioning"),
        Case(
            name: "setuptools attr",
            manifest: backend("setuptools.build_meta", "setuptools") + "[tool.setuptools.dynamic]\nversion = { attr = 'a.__version__' }",
            files: ["a/__init__.py": "__version__ = '3.1'\n"], version: "3.1"),
        Case(
            name: "setuptools attr below src",
            manifest: backend("setuptools.build_meta", "setuptools") + "[tool.setuptools.dynamic]\nversion = { attr = 'a.about.VERSION' }",
            files: ["src/a/about.py": "VERSION = '3.2'\n"], version: "3.2"),
        Case(
            name: "setuptools attr with package-dir",
            manifest: backend("setuptools.build_meta", "setuptools")
                + "[tool.setuptools]\npackage-dir = { '' = 'lib' }\n[tool.setuptools.dynamic]\nversion = { attr = 'a.__version__' }",
            files: ["lib/a.py": "__version__ = '3.3'\n"], version: "3.3"),
        Case(
            name: "setuptools file",
            manifest: backend("setuptools.build_meta", "setuptools") + "[tool.setuptools.dynamic]\nversion = { file = 'VERSION' }",
            files: ["VERSION": "4.0.1\n\n"], version: "4.0.1"),
        Case(
            name: "setuptools file in a list",
            manifest: backend("setuptools.build_meta", "setuptools") + "[tool.setuptools.dynamic]\nversion = { file = ['VERSION'] }",
            files: ["VERSION": "4.0.2"], version: "4.0.2"),
        Case(
            name: "setuptools-scm", manifest: backend("setuptools.build_meta", "setuptools-scm>=8"), version: nil,
            finding: "from tags, by setuptools-scm"),
        Case(
            name: "flit", manifest: backend("flit_core.buildapi", "flit_core"),
            files: ["a/__init__.py": "\"\"\"Doc.\"\"\"\n__version__ = '5.0'\n"], version: "5.0"),
        Case(
            name: "flit below src", manifest: backend("flit_core.buildapi", "flit_core"), files: ["src/a.py": "__version__ = '5.1'\n"],
            version: "5.1"),
        Case(
            name: "flit, another module", manifest: backend("flit_core.buildapi", "flit_core") + "[tool.flit.module]\nname = 'other'",
            files: ["other.py": "__version__ = '5.2'\n"], version: "5.2"),
        Case(
            name: "pdm file", manifest: backend("pdm.backend", "pdm-backend") + "[tool.pdm.version]\nsource = 'file'\npath = 'a.py'",
            files: ["a.py": "__version__ = '6.0'\n"], version: "6.0"),
        Case(
            name: "pdm scm", manifest: backend("pdm.backend", "pdm-backend") + "[tool.pdm.version]\nsource = 'scm'", version: nil,
            finding: "from tags, by pdm-backend"),
        Case(name: "an unknown backend", manifest: backend("x", "x"), version: nil, finding: "does not say where"),
        Case(
            name: "a version that is none", manifest: "[tool.hatch.version]\npath = 'v.py'", files: ["v.py": "__version__ = 'undefined'\n"],
            version: nil, finding: "holds no version"),
        Case(
            name: "a file that is no text", manifest: "[tool.hatch.version]\npath = 'v.py'", files: ["v.py": "\0\0__version__ = '1'\n"],
            version: nil, finding: "holds no version"),
    ]

    /// The version comes from the file that the backend names; what cannot be read is a note or a warning, never an error.
    @Test(arguments: cases)
    func dynamicVersionsAreReadWhereTheBackendSays(_ item: Case) async throws {
        let sandbox = try await Sandbox()
        var files = ["pyproject.toml": Manifest.root(), "packages/a/pyproject.toml": Manifest.project("a", version: nil, item.manifest)]
        for (path, text) in item.files { files["packages/a/\(path)"] = text }
        let found = try await sandbox.discover(files: files)
        #expect(found.status == 0, "\(found.errors)")
        #expect(try found.package("a").version == item.version)
        let messages = found.document?.diagnostics.map { "\($0.code) \($0.message)" } ?? []
        #expect(messages.count == (item.finding == nil ? 0 : 1), "\(messages)")
        if let finding = item.finding {
            #expect(messages.allSatisfy { $0.hasPrefix("RK-VERSION-DYNAMIC") && $0.contains(finding) }, "\(messages)")
        }
    }

    /// A stated version is kept as written; one that is no version, and a missing one, are errors with their place.
    @Test func statedVersionsAreChecked() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "pyproject.toml": Manifest.root(), "packages/a/pyproject.toml": Manifest.project("a", version: "1!1.0.0b260730.post1+local"),
            "packages/b/pyproject.toml": Manifest.project("b", version: "not a version"),
            "packages/c/pyproject.toml": "[project]\nname = 'c'\n", "packages/d/pyproject.toml": "[project]\nname = 'd'\nversion = 1.0\n",
        ])
        #expect(found.packages.map { $0.version ?? "-" } == ["1!1.0.0b260730.post1+local", "not a version", "-", "-"])
        #expect(
            found.findings == [
                "RK-VERSION-INVALID packages/b/pyproject.toml:3:11", "RK-MANIFEST-INVALID packages/c/pyproject.toml:1:1",
                "RK-VERSION-INVALID packages/d/pyproject.toml:3:11",
            ])
        #expect(found.status == 1)
    }
}
