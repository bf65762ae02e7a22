import RKShared
import Support
import Testing

/// Manifests that cannot be used: each is named with its place, and the other packages are still listed.
struct ManifestFaultTests {
    /// A manifest of the member `bad` and what is said of it.
    struct Case: Sendable, CustomTestStringConvertible {
        /// What is special about it.
        let name: String
        /// A command in the member's folder that makes the manifest; the text in `$TEXT`.
        var command = #"printf %s "$TEXT" > pyproject.toml"#
        /// The manifest's text, where a text is enough.
        var text = ""
        /// The finding as `CODE place`.
        let finding: String
        /// Whether the package itself is listed too.
        var isListed = false

        var testDescription: String { name }
    }

    /// A good beginning of a manifest; three lines.
    private static let head = "[project]\nname = 'bad'\nversion = '1'\n"

    /// The member's manifest in every state of disrepair.
    static let cases = [
        Case(name: "missing", command: "touch file", finding: "RK-MANIFEST-UNREADABLE pyproject.toml:2:12"),
        Case(name: "a folder", command: "mkdir pyproject.toml", finding: "RK-MANIFEST-UNREADABLE packages/bad/pyproject.toml"),
        Case(name: "a pipe", command: "mkfifo pyproject.toml", finding: "RK-MANIFEST-UNREADABLE packages/bad/pyproject.toml"),
        Case(name: "a device", command: "ln -s /dev/zero pyproject.toml", finding: "RK-PATH-OUTSIDE packages/bad/pyproject.toml"),
        Case(
            name: "a link to nothing", command: "ln -s nowhere pyproject.toml",
            finding: "RK-MANIFEST-UNREADABLE packages/bad/pyproject.toml"),
        Case(
            name: "a link to itself", command: "ln -s pyproject.toml pyproject.toml",
            finding: "RK-MANIFEST-UNREADABLE packages/bad/pyproject.toml"),
        Case(
            name: "a link outside", command: "ln -s ../../../outside.toml pyproject.toml",
            finding: "RK-PATH-OUTSIDE packages/bad/pyproject.toml"),
        Case(
            name: "50 MB", command: "head -c 50000000 /dev/zero | tr '\\0' '#' > pyproject.toml",
            finding: "RK-MANIFEST-TOO-LARGE packages/bad/pyproject.toml"),
        Case(
            name: "a hole of 100 GB", command: "truncate -s 100G pyproject.toml",
            finding: "RK-MANIFEST-TOO-LARGE packages/bad/pyproject.toml"),
        Case(
            name: "not UTF-8", command: "printf '[project]\\nname = \"b\\xe9d\"\\n' > pyproject.toml",
            finding: "RK-MANIFEST-SYNTAX packages/bad/pyproject.toml:2:10"),
        Case(
            name: "UTF-16", command: "printf '\\xff\\xfe[\\0p\\0' > pyproject.toml",
            finding: "RK-MANIFEST-SYNTAX packages/bad/pyproject.toml:1:1"),
        Case(
            name: "NUL", command: "printf '[project]\\nname = \"a\\0\"\\n' > pyproject.toml",
            finding: "RK-MANIFEST-SYNTAX packages/bad/pyproject.toml:2:10"),
        Case(name: "empty", text: "", finding: "RK-MANIFEST-INVALID packages/bad/pyproject.toml"),
        Case(name: "an unclosed string", text: "[project]\nname = 'bad\n", finding: "RK-MANIFEST-SYNTAX packages/bad/pyproject.toml:2:"),
        Case(
            name: "an unclosed array", text: head + "dependencies = [\n  'x',\n", finding: "RK-MANIFEST-SYNTAX packages/bad/pyproject.toml:"
        ),
        Case(name: "an unclosed table", text: "[project\nname = 'bad'\n", finding: "RK-MANIFEST-SYNTAX packages/bad/pyproject.toml:1:"),
        Case(name: "a key twice", text: head + "name = 'x'\n", finding: "RK-MANIFEST-SYNTAX packages/bad/pyproject.toml:4:1"),
        Case(name: "a table twice", text: head + "[project]\n", finding: "RK-MANIFEST-SYNTAX packages/bad/pyproject.toml:4:"),
        Case(name: "no value", text: "[project]\nname =\n", finding: "RK-MANIFEST-SYNTAX packages/bad/pyproject.toml:2:"),
        Case(name: "a merge conflict", text: "<<<<<<< HEAD\n" + head, finding: "RK-MANIFEST-SYNTAX packages/bad/pyproject.toml:1:1"),
        Case(
            name: "100,000 brackets", command: "(printf 'x = '; head -c 100000 /dev/zero | tr '\\0' '[') > pyproject.toml",
            finding: "RK-MANIFEST-SYNTAX packages/bad/pyproject.toml:1:"),
        Case(name: "[project] is a string", text: "project = 'x'\n", finding: "RK-MANIFEST-INVALID packages/bad/pyproject.toml"),
        Case(name: "no name", text: "[project]\nversion = '1'\n", finding: "RK-MANIFEST-INVALID packages/bad/pyproject.toml:1:"),
        Case(
            name: "a name that is a number", text: "[project]\nname = 5\nversion = '1'\n",
            finding: "RK-MANIFEST-INVALID packages/bad/pyproject.toml:2:8"),
        Case(
            name: "a name with a space", text: "[project]\nname = 'b d'\nversion = '1'\n",
            finding: "RK-MANIFEST-INVALID packages/bad/pyproject.toml:2:8"),
        Case(
            name: "a name that begins with a hyphen", text: "[project]\nname = '-bad'\nversion = '1'\n",
            finding: "RK-MANIFEST-INVALID packages/bad/pyproject.toml:2:8"),
        Case(
            name: "a name that leads away", text: "[project]\nname = '../bad'\nversion = '1'\n",
            finding: "RK-MANIFEST-INVALID packages/bad/pyproject.toml:2:8"),
        Case(
            name: "dependencies are a string", text: head + "dependencies = 'x'\n",
            finding: "RK-MANIFEST-INVALID packages/bad/pyproject.toml:4:16", isListed: true),
        Case(
            name: "dependencies hold a number", text: head + "dependencies = [1]\n",
            finding: "RK-MANIFEST-INVALID packages/bad/pyproject.toml:4:17", isListed: true),
        Case(
            name: "extras are a list", text: head + "optional-dependencies = ['x']\n",
            finding: "RK-MANIFEST-INVALID packages/bad/pyproject.toml:4:25", isListed: true),
        Case(
            name: "an extra is a string", text: head + "[project.optional-dependencies]\nx = 'y'\n",
            finding: "RK-MANIFEST-INVALID packages/bad/pyproject.toml:5:5", isListed: true),
        Case(
            name: "groups are a string", text: "dependency-groups = 'x'\n" + head,
            finding: "RK-MANIFEST-INVALID packages/bad/pyproject.toml:1:21", isListed: true),
        Case(
            name: "a requirement without a name", text: head + "dependencies = ['>=1']\n",
            finding: "RK-REQUIREMENT-SYNTAX packages/bad/pyproject.toml:4:17", isListed: true),
    ]

    /// One workspace per case; a run ends within seconds, whatever the manifest is.
    @Test(arguments: cases)
    func oneBadManifestIsAFinding(_ item: Case) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("outside.toml", Self.head)
        try await sandbox.write(
            [
                "pyproject.toml": Manifest.root(), "packages/a/pyproject.toml": Manifest.project("a"),
                "packages/z/pyproject.toml": Manifest.project("z"),
            ], below: "repo")
        try await sandbox.check(
            "git init -q; mkdir packages/bad; cd packages/bad; \(item.command); test -n \"$(find . -size +100M)\" || git add -A . 2> /dev/null || :",
            in: "repo", environment: ["TEXT": item.text])
        let found = try await sandbox.discover()
        #expect(found.status == 1, "\(found.errors)")
        #expect(found.packages.map(\.name) == (item.isListed ? ["a", "bad", "z"] : ["a", "z"]), "\(found.errors)")
        let errors = found.document?.diagnostics.filter { $0.severity == .error } ?? []
        #expect(errors.allSatisfy { $0.hint?.isEmpty == false }, "\(errors)")
        #expect(errors.count == 1 && found.findings.contains { $0.hasPrefix(item.finding) }, "\(found.findings)\n\(found.errors)")
    }

    /// The same of the root's manifest: nothing can be trusted then, so there is no document, and the status says what is wrong.
    @Test(arguments: [
        ("mkdir pyproject.toml", "RK-MANIFEST-UNREADABLE", "pyproject.toml"),
        ("mkfifo pyproject.toml", "RK-MANIFEST-UNREADABLE", "pyproject.toml"),
        ("echo '[tool.uv.workspace' > pyproject.toml", "RK-MANIFEST-SYNTAX", "pyproject.toml:1:"),
        ("printf '[tool.uv.workspace]\nmembers = 5\n' > pyproject.toml", "RK-WORKSPACE-INVALID", "pyproject.toml:2:11"),
        ("printf '[tool.uv.workspace]\nmembers = [5]\n' > pyproject.toml", "RK-WORKSPACE-INVALID", "pyproject.toml:2:12"),
        ("printf '[tool.uv.workspace]\nmembers = []\nexclude = \"x\"\n' > pyproject.toml", "RK-WORKSPACE-INVALID", "pyproject.toml:3:11"),
        ("ln -s ../outside.toml pyproject.toml", "RK-PATH-OUTSIDE", "pyproject.toml"),
        ("printf '[tool.uv]\nworkspace = 5\n' > pyproject.toml", "RK-WORKSPACE-INVALID", "pyproject.toml:2:13"),
    ])
    func aBadRootIsAnError(_ command: String, _ code: String, _ place: String) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("outside.toml", Self.head)
        try await sandbox.check("mkdir repo; cd repo; \(command)")
        let found = try await sandbox.discover()
        #expect(found.status == 65 && found.document == nil, "\(found.status) \(found.errors)")
        #expect(found.errors.contains("error[\(code)]") && found.errors.contains("--> \(place)"), "\(found.errors)")
    }

    /// Where nothing can be a workspace the message names what would be one.
    @Test func nothingFoundIsAnError() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("repo/README.md", "x")
        let found = try await sandbox.discover()
        #expect(found.status == 65 && found.errors.contains("pyproject.toml") && found.errors.contains("RK-WORKSPACE-NONE"))
        let absent = try await sandbox.shell("rk-discover nowhere")
        #expect(absent.status == 65 && absent.output.isEmpty)
    }
}
