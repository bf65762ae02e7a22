import RKShared
import Support
import Testing

/// Mistakes in `releasekit.toml`, at the root and in packages.
struct ConfigurationFaultTests {
    /// A text and what is said of it.
    struct Case: Sendable, CustomTestStringConvertible {
        /// The file's text.
        let text: String
        /// The code, without `RK-CONFIG-`.
        let code: String
        /// Line and column.
        let place: String
        /// A part of the hint.
        let hint: String

        var testDescription: String { text }
    }

    /// Mistakes in the file of the repository.
    static let rootCases = [
        Case(text: "synchronise = true", code: "KEY-UNKNOWN", place: "1:1", hint: "did you mean `synchronize`?"),
        Case(text: "# c\n\n  tag_fromat = 'v{version}'", code: "KEY-UNKNOWN", place: "3:3", hint: "did you mean `tag_format`?"),
        Case(text: "color = 'red'", code: "KEY-UNKNOWN", place: "1:1", hint: "known here: assets, bootstrap_sha"),
        Case(text: "synchronize = 'yes'", code: "VALUE", place: "1:15", hint: "synchronize = true"),
        Case(text: "synchronize = 1", code: "VALUE", place: "1:15", hint: "synchronize = true"),
        Case(text: "tag_format = 5", code: "VALUE", place: "1:14", hint: "tag_format = "),
        Case(text: "tag_format = ''", code: "VALUE", place: "1:14", hint: "give a value"),
        Case(text: "tag_format = 'v1'", code: "VALUE", place: "1:14", hint: "{name}-v{version}"),
        Case(text: "tag_format = '{version}-{version}'", code: "VALUE", place: "1:14", hint: "keep one"),
        Case(text: "tag_format = '{nmae}-v{version}'", code: "VALUE", place: "1:14", hint: "did you mean {name}?"),
        Case(text: "tag_format = 'a b{version}'", code: "VALUE", place: "1:14", hint: "change its fixed text"),
        Case(text: "tag_format = 'v{version'", code: "VALUE", place: "1:14", hint: "{version}"),
        Case(text: "major_on_zero = 'no'", code: "VALUE", place: "1:17", hint: "major_on_zero = true"),
        Case(text: "bootstrap_sha = 'HEAD~3'", code: "VALUE", place: "1:17", hint: "hexadecimal"),
        Case(text: "bootstrap_sha = 'abc'", code: "VALUE", place: "1:17", hint: "7 to 64"),
        Case(text: "exclude = 'x'", code: "VALUE", place: "1:11", hint: "exclude = ["),
        Case(text: "exclude = ['x', 1]", code: "VALUE", place: "1:17", hint: "exclude = ["),
        Case(text: "publish_from = 'CI'", code: "VALUE", place: "1:16", hint: ""),
        Case(text: "publish_from = 'locale'", code: "VALUE", place: "1:16", hint: "did you mean `local`?"),
        Case(text: "forge = 'gitlb'", code: "VALUE", place: "1:9", hint: "did you mean `gitlab`?"),
        Case(text: "umbrella_package = 'x'", code: "VALUE", place: "1:20", hint: "umbrella_tag_format"),
        Case(text: "umbrella_tag_format = '{name}-v{version}'", code: "VALUE", place: "1:23", hint: "its only placeholder is {version}"),
        Case(text: "[dispatch.docs]\nevent = 'x'", code: "VALUE", place: "1:11", hint: "repository = "),
        Case(text: "[dispatch.docs]\nrepository = 'docs'", code: "VALUE", place: "2:14", hint: "owner/name"),
        Case(text: "assets = ['*/x.whl']", code: "VALUE", place: "1:11", hint: "only the last part"),
        Case(text: "registry = ['x']", code: "VALUE", place: "1:12", hint: "registry = "),
        Case(text: "smoke_test = 0", code: "VALUE", place: "1:14", hint: "smoke_test = true"),
        Case(text: "ecosystems = 'uv'", code: "VALUE", place: "1:14", hint: "ecosystems = {"),
        Case(text: "[ecosystems]\npython = 'py'", code: "VALUE", place: "2:1", hint: "[ecosystems.NAME]"),
        Case(text: "[ecosystems.python]\nroot = 'py'", code: "KEY-UNKNOWN", place: "2:1", hint: "workspace_root"),
        Case(text: "[ecosystems.python]\nworkspace_root = '../py'", code: "VALUE", place: "1:13", hint: "relative to this file"),
        Case(text: "[ecosystems.python]\nworkspace_root = '/py'", code: "VALUE", place: "1:13", hint: "relative to this file"),
        Case(text: "[ecosystems.python]\necosystem = 'uw'", code: "VALUE", place: "1:13", hint: "did you mean `uv`?"),
        Case(text: "[ecosystems.python]\necosystem = 'co/bol'", code: "VALUE", place: "1:13", hint: "known: uv"),
        Case(text: "plugins = ['uv']", code: "VALUE", place: "1:12", hint: "leave it out"),
        Case(text: "plugins = ['Helm']", code: "VALUE", place: "1:12", hint: "rk-ecosystem-NAME"),
        Case(text: "propagation = 'any'", code: "VALUE", place: "1:15", hint: "propagation = {"),
        Case(text: "[propagation]\nruntme = 'any'", code: "KEY-UNKNOWN", place: "2:1", hint: "did you mean `runtime`?"),
        Case(
            text: "[propagation]\ndevelopment = 'any'", code: "KEY-UNKNOWN", place: "2:1",
            hint: "known here: build, dev, optional, peer, runtime"),
        Case(text: "[propagation]\nruntime = 'out-of-rnage'", code: "VALUE", place: "2:11", hint: "did you mean `out-of-range`?"),
        Case(text: "[propagation]\nruntime = true", code: "VALUE", place: "2:11", hint: "runtime = "),
        Case(text: "[propagation]\npeer = { wen = 'any' }", code: "KEY-UNKNOWN", place: "2:10", hint: "did you mean `when`?"),
        Case(text: "[propagation]\npeer = { bump = 'huge' }", code: "VALUE", place: "2:17", hint: ""),
        Case(text: "[propagation.peer]\nwhen = 1", code: "VALUE", place: "2:8", hint: "when = "),
        Case(text: "[groups.core]\nsync = true", code: "KEY-UNKNOWN", place: "2:1", hint: "synchronize"),
        Case(text: "[groups.core]\nsynchronize = 'x'", code: "VALUE", place: "2:15", hint: "synchronize = true"),
        Case(text: "[registries.own]\nupload = 'https://x.example/up'", code: "VALUE", place: "1:13", hint: "index = "),
        Case(
            text: "[registries.own]\nupload = 'ftp://x'\nindex = 'https://x.example'", code: "VALUE", place: "2:10",
            hint: "credentials belong"),
        Case(
            text: "[registries.own]\nindex = 'https://u:p@x.example'\nupload = 'https://x.example'", code: "VALUE", place: "2:9",
            hint: "credentials belong"),
        Case(
            text: "[registries.own]\nupload = 'https://x'\nindex = 'https://x'\nurl = 'y'", code: "KEY-UNKNOWN", place: "4:1",
            hint: "known here: ecosystem, index, upload"),
        Case(text: "synchronize = ", code: "SYNTAX", place: "1:", hint: ""),
        Case(text: "synchronize = true\nsynchronize = false", code: "SYNTAX", place: "2:1", hint: ""),
        Case(text: "tag_format = 'x", code: "SYNTAX", place: "1:", hint: ""),
    ]

    /// Mistakes in the file of a package.
    static let packageCases = [
        Case(text: "gruop = 'core'", code: "KEY-UNKNOWN", place: "1:1", hint: "did you mean `group`?"),
        Case(text: "synchronize = true", code: "KEY-UNKNOWN", place: "1:1", hint: "known here: "),
        Case(text: "group = 1", code: "VALUE", place: "1:9", hint: "group = "),
        Case(text: "group = ''", code: "VALUE", place: "1:9", hint: "give a value"),
        Case(text: "publishable = 'no'", code: "VALUE", place: "1:15", hint: "publishable = true"),
        Case(text: "tag_format = '{nam}{version}'", code: "VALUE", place: "1:14", hint: "did you mean {name}?"),
        Case(text: "tag_format = 'x'", code: "VALUE", place: "1:14", hint: "{name}-v{version}"),
        Case(text: "bootstrap_sha = 'zzzzzzz'", code: "VALUE", place: "1:17", hint: "hexadecimal"),
        Case(text: "major_on_zero = []", code: "VALUE", place: "1:17", hint: "true"),
        Case(text: "smoke_test = 'x'", code: "VALUE", place: "1:14", hint: "true"),
        Case(text: "publishabel = true", code: "KEY-UNKNOWN", place: "1:1", hint: "did you mean `publishable`?"),
        Case(text: "depends_on = 'npm:x'", code: "VALUE", place: "1:14", hint: "depends_on = ["),
        Case(text: "depends_on = [1]", code: "VALUE", place: "1:15", hint: "depends_on = ["),
        Case(text: "[propagation]\nruntme = 'any'", code: "KEY-UNKNOWN", place: "2:1", hint: "did you mean `runtime`?"),
        Case(text: "[npm]\naccess = 'publik'", code: "VALUE", place: "2:10", hint: "did you mean `public`?"),
        Case(text: "[npm]\ntga = 'x'", code: "KEY-UNKNOWN", place: "2:1", hint: "did you mean `tag`?"),
        Case(text: "[npm]\nprovenance = 'yes'", code: "VALUE", place: "2:14", hint: "provenance = true"),
        Case(text: "group = 'core'\ngroup = 'x'", code: "SYNTAX", place: "2:1", hint: ""),
        Case(text: "group = core", code: "SYNTAX", place: "1:9", hint: ""),
        Case(text: "[group", code: "SYNTAX", place: "1:", hint: ""),
    ]

    /// Every mistake ends with status 78, no document, and a message like a compiler's.
    @Test(arguments: [("releasekit.toml", rootCases), ("packages/a/releasekit.toml", packageCases)])
    func mistakesHaveTheirPlace(_ file: String, _ cases: [Case]) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(["pyproject.toml": Manifest.root(), "packages/a/pyproject.toml": Manifest.project("a")], below: "repo")
        for item in cases {
            try await sandbox.write("repo/\(file)", item.text)
            let found = try await sandbox.discover()
            #expect(found.status == 78 && found.document == nil, "\(item.text): \(found.status)\n\(found.errors)")
            #expect(found.errors.hasPrefix("error[RK-CONFIG-\(item.code)]: "), "\(item.text): \(found.errors)")
            #expect(found.errors.contains("--> \(file):\(item.place)"), "\(item.text): \(found.errors)")
            #expect(
                item.hint.isEmpty || found.errors.contains("help: ") && found.errors.contains(item.hint), "\(item.text): \(found.errors)")
        }
    }

    /// A complete and right file is taken; what packages say of themselves is in the document.
    @Test func goodFilesAreTaken() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "releasekit.toml": """
            synchronize = false
            tag_format = "{label}/{name}@{version}"
            major_on_zero = true
            bootstrap_sha = "0123456"
            exclude = ["b", "packages/x*"]
            publish_from = "ci"
            registry = "own"
            smoke_test = false
            [ecosystems.python]
            workspace_root = "./"
            ecosystem = "uv"
            [groups.core]
            synchronize = true
            [registries.own]
            upload = "https://x.example/legacy/"
            index = "https://x.example/simple/"
            """,
            "pyproject.toml": Manifest.root(), "packages/a/pyproject.toml": Manifest.project("a"),
            "packages/b/pyproject.toml": Manifest.project("b"),
            "packages/xy/pyproject.toml": Manifest.project("c"),
            "packages/d/pyproject.toml": Manifest.project("d", "[tool.uv]\npackage = false"),
            "packages/a/releasekit.toml":
                "group = 'core'\npublishable = false\ntag_format = 'a{version}'\nmajor_on_zero = false\nsmoke_test = false\n",
            "packages/d/releasekit.toml": "publishable = true\n",
        ])
        #expect(found.status == 0, "\(found.errors)")
        #expect(found.packages.map(\.id) == ["pypi:a", "pypi:d"])
        #expect(found.document?.workspaces?.map(\.id) == ["python"])
        let (a, d) = (try found.package("a"), try found.package("d"))
        #expect(a.group == "core" && !a.publish && a.privateReason == "publishable = false in packages/a/releasekit.toml")
        #expect(a.rest["settings"]?.object?["tag_format"]?.string == "a{version}")
        #expect(d.publish && d.privateReason == nil)
    }
}
