import Support
import Testing

@testable import RKShared

/// Where uploads go, by what the user and the tools' own configuration say.
@Suite struct UvRegistriesTests {
    /// The registry for a name, an environment and a manifest.
    private func address(
        _ name: String? = nil, _ environment: [String: String] = [:], manifest: String = "",
        declared: [String: (upload: String, index: String)] = [:]
    ) throws -> RegistryAddress {
        try UvRegistries(declared: declared, environment: environment).address(
            named: name, manifest: try TOMLDocument(Array(manifest.utf8)))
    }

    /// What is given, with base, upload address and index.
    static let addresses: [(String, String, String, String)] = [
        ("pypi", "https://pypi.org", "https://upload.pypi.org/legacy/", "https://pypi.org/simple/"),
        ("https://upload.pypi.org/legacy/", "https://pypi.org", "https://upload.pypi.org/legacy/", "https://pypi.org/simple/"),
        ("testpypi", "https://test.pypi.org", "https://test.pypi.org/legacy/", "https://test.pypi.org/simple/"),
        ("https://test.pypi.org/simple", "https://test.pypi.org", "https://test.pypi.org/legacy/", "https://test.pypi.org/simple/"),
        ("http://127.0.0.1:8/pypi", "http://127.0.0.1:8/pypi", "http://127.0.0.1:8/pypi/legacy/", "http://127.0.0.1:8/pypi/simple/"),
        ("http://h/x/legacy/", "http://h/x", "http://h/x/legacy/", "http://h/x/simple/"),
        ("http://h/x/simple/", "http://h/x", "http://h/x/legacy/", "http://h/x/simple/"),
        ("http://h/ci/dev/+simple/", "http://h/ci/dev", "http://h/ci/dev/", "http://h/ci/dev/+simple/"),
        ("https://u:s3cret@h/x/", "https://h/x", "https://h/x/legacy/", "https://h/x/simple/"),
    ]

    /// One address gives all three.
    @Test(arguments: addresses)
    func derivation(_ name: String, _ base: String, _ upload: String, _ index: String) throws {
        let address = try address(name)
        #expect([address.base, address.upload, address.index] == [base, upload, index])
        #expect(!address.name.contains("s3cret"))
    }

    /// What is nearer wins: the command line, RK_REGISTRY, UV_PUBLISH_URL, the manifest, PyPI.
    @Test func precedence() throws {
        let manifest = "[[tool.uv.index]]\nname = \"corp\"\nurl = \"https://u:p@corp/simple/\"\npublish-url = \"https://corp/up/\"\n"
        var environment = ["RK_REGISTRY": "http://rk", "UV_PUBLISH_URL": "http://uv/up/", "UV_PUBLISH_CHECK_URL": "http://uv/read/"]
        #expect(try address("testpypi", environment, manifest: manifest).name == "testpypi")
        #expect(try address(nil, environment, manifest: manifest).upload == "http://rk/legacy/")
        environment["RK_REGISTRY"] = ""
        let uv = try address(nil, environment, manifest: manifest)
        #expect([uv.upload, uv.index] == ["http://uv/up/", "http://uv/read/"])
        environment["UV_PUBLISH_CHECK_URL"] = nil
        #expect(try address(nil, environment).index == "http://uv/up/simple/")
        #expect(try address(nil, ["UV_PUBLISH_URL": "https://upload.pypi.org/legacy"]).upload == "https://upload.pypi.org/legacy/")
        let corp = try address(nil, [:], manifest: manifest)
        #expect(
            [corp.name, corp.upload, corp.index, corp.base] == ["corp", "https://corp/up/", "https://corp/simple/", "https://corp/simple/"])
        #expect(try address().name == "pypi")
    }

    /// Of several indexes with a publish-url: the one that is named, else the default one, else none.
    @Test func indexes() throws {
        /// An index with a publish-url.
        func entry(_ name: String, _ more: String = "") -> String {
            "[[tool.uv.index]]\nname = \"\(name)\"\nurl = \"https://\(name)/simple/\"\npublish-url = \"https://\(name)/up/\"\n\(more)\n"
        }
        let plain = entry("one") + entry("two") + "[[tool.uv.index]]\nurl = \"https://readonly/\"\n"
        #expect(try address(nil, [:], manifest: plain).name == "pypi")
        #expect(try address(nil, ["UV_PUBLISH_INDEX": "two"], manifest: plain).name == "two")
        #expect(try address(nil, [:], manifest: entry("one") + entry("two", "default = true")).name == "two")
        let fault = #expect(throws: Fault.self) { try address(nil, ["UV_PUBLISH_INDEX": "onee"], manifest: plain) }
        #expect(fault?.code == .registryUnknown && fault?.hint == "did you mean `one`?")
        #expect(throws: Fault.self) { try address(nil, [:], manifest: entry("one").replacing("https://one/up/", with: "./up")) }
    }

    /// releasekit.toml names registries, before the well-known names; a name that nobody knows gets a suggestion.
    @Test func names() throws {
        let declared = [
            "corp": (upload: "https://corp/up/", index: "https://corp/simple/"), "pypi": (upload: "https://m/up/", index: "https://m/s/"),
        ]
        #expect(try address("corp", declared: declared).upload == "https://corp/up/")
        #expect(try address("pypi", declared: declared).upload == "https://m/up/")
        let fault = #expect(throws: Fault.self) { try address("testpipy") }
        #expect(fault?.code == .registryUnknown && fault?.hint == "did you mean `testpypi`?")
        #expect(throws: Fault.self) { try address("ftp://u:s3cret@h/") }
    }

    /// What is given as registry, the environment, and the login that reading gets.
    static let logins: [(String?, [String: String], Login?)] = [
        (nil, [:], nil),
        (nil, ["UV_INDEX_MY_CORP_1_USERNAME": "u", "UV_INDEX_MY_CORP_1_PASSWORD": "p"], Login(user: "u", password: "p")),
        (nil, ["UV_INDEX_MY_CORP_1_PASSWORD": "p"], Login(user: "", password: "p")),
        (nil, ["UV_INDEX_OTHER_PASSWORD": "p", "UV_INDEX_MY_CORP_1_PASSWORD": ""], nil),
        (nil, ["UV_PUBLISH_TOKEN": "t", "UV_PUBLISH_USERNAME": "u", "UV_PUBLISH_PASSWORD": "p", "TWINE_PASSWORD": "p"], nil),
        ("https://u:p%40@corp/", ["UV_INDEX_OTHER_PASSWORD": "x"], Login(user: "u", password: "p@")),
        ("https://u:p@corp/", ["UV_INDEX_MY_CORP_1_PASSWORD": "x"], Login(user: "", password: "x")),
        (
            "https://corp/", ["UV_INDEX": "a=https://corp:444/simple/ rk=https://corp/simple", "UV_INDEX_RK_PASSWORD": "x"],
            Login(user: "", password: "x")
        ),
        ("https://corp/", ["UV_INDEX": "a=https://corp:444/simple/", "UV_INDEX_A_PASSWORD": "x"], nil),
        ("https://evil/", ["UV_INDEX_MY_CORP_1_PASSWORD": "x"], nil),
        ("http://corp/", ["UV_INDEX_MY_CORP_1_PASSWORD": "x"], nil),
        ("https://x/", ["UV_DEFAULT_INDEX": "https://u:p@x/simple/"], Login(user: "u", password: "p")),
        (nil, ["UV_PUBLISH_URL": "https://u:p@y/legacy/"], nil),
        (
            nil, ["UV_PUBLISH_URL": "https://u:p@y/legacy/", "UV_PUBLISH_CHECK_URL": "https://r:s@y/simple/"],
            Login(user: "r", password: "s")
        ),
        ("team", ["UV_INDEX_TEAM_PASSWORD": "p"], Login(user: "", password: "p")),
        ("pypi", ["UV_INDEX_PYPI_PASSWORD": "p", "UV_INDEX": "pypi=https://mirror/simple/"], nil),
    ]

    /// What reads an index is found as uv finds it: by the names of the index, in its address, for its host; for no other origin.
    @Test(arguments: logins)
    func login(_ name: String?, _ environment: [String: String], _ login: Login?) throws {
        let manifest = "[[tool.uv.index]]\nname = \"my-corp.1\"\nurl = \"https://corp/simple/\"\npublish-url = \"https://corp/up/\"\n"
        let found = try address(
            name, environment, manifest: manifest, declared: ["team": (upload: "https://team/up/", index: "https://team/simple/")])
        #expect(found.reading == login)
        #expect(!"\(found)".contains("p@") && !found.index.contains("@"))
    }

    /// The other indexes of the workspace and of the environment, as variables; explicit ones and the registry's own are none of them.
    @Test func otherIndexes() throws {
        let manifest = """
            [[tool.uv.index]]
            name = "corp"
            url = "https://corp/simple"
            publish-url = "https://corp/up/"
            [[tool.uv.index]]
            name = "more"
            url = "https://ada:p@more/simple/"
            [[tool.uv.index]]
            name = "special"
            url = "https://special/simple/"
            explicit = true
            [[tool.uv.index]]
            url = "https://mirror/simple/"
            default = true
            """
        let found = try address(
            "https://corp/simple/", ["UV_INDEX": "x=https://env/simple/", "UV_INDEX_X_PASSWORD": "q"], manifest: manifest)
        #expect(
            found.otherIndexes.mapValues { $0.map(\.text) } == [
                "UV_EXTRA_INDEX_URL": ["https://ada:p@more/simple/", "https://:q@env/simple/"],
                "UV_DEFAULT_INDEX": ["https://mirror/simple/"],
            ])
        #expect(!"\(found)".contains("ada:p"))
        #expect(
            try address("pypi", ["UV_DEFAULT_INDEX": "https://own/simple/"], manifest: manifest).otherIndexes["UV_DEFAULT_INDEX"] == nil)
    }

    /// A netrc file has the login of a host, where nothing nearer has, for the user that an address names; the well-known indexes get none.
    @Test func netrc() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(".netrc", "machine corp login ada password one\ndefault login any password two\n")
        let environment = ["HOME": sandbox.folder]
        #expect(try address("https://corp/", environment).reading == Login(user: "ada", password: "one"))
        #expect(try address("https://ada@corp/", environment).reading == Login(user: "ada", password: "one"))
        #expect(try address("https://eve@corp/", environment).reading == Login(user: "eve", password: ""))
        #expect(try address("https://eve:x@corp/", environment).reading == Login(user: "eve", password: "x"))
        #expect(try address("https://other/", environment).reading == Login(user: "any", password: "two"))
        #expect(try address("pypi", environment).reading == nil && address("testpypi", environment).reading == nil)
        try await sandbox.write("own", "machine corp login bob password three\n")
        #expect(try address("https://corp/", ["HOME": sandbox.folder, "NETRC": "\(sandbox.folder)/own"]).reading?.user == "bob")
        #expect(try address("https://corp/", ["NETRC": "\(sandbox.folder)/none"]).reading == nil)
    }

    /// Environments with an upload address, the variables that uv gets, and whether credentials are missing.
    static let environments: [([String: String], String, [String: String], Bool)] = [
        (["UV_PUBLISH_TOKEN": "t"], "https://h/", ["UV_PUBLISH_TOKEN": "t"], false),
        (
            ["UV_PUBLISH_USERNAME": "u", "UV_PUBLISH_PASSWORD": "p", "TWINE_PASSWORD": "x"], "https://h/",
            ["UV_PUBLISH_USERNAME": "u", "UV_PUBLISH_PASSWORD": "p"], false
        ),
        (["TWINE_USERNAME": "u", "TWINE_PASSWORD": "p"], "https://h/", ["UV_PUBLISH_USERNAME": "u", "UV_PUBLISH_PASSWORD": "p"], false),
        (["TWINE_PASSWORD": "p"], "https://h/", ["UV_PUBLISH_USERNAME": "__token__", "UV_PUBLISH_PASSWORD": "p"], false),
        (["UV_PUBLISH_URL": "https://u:p%40@h/up"], "https://h/up", ["UV_PUBLISH_USERNAME": "u", "UV_PUBLISH_PASSWORD": "p@"], false),
        (["UV_PUBLISH_URL": "https://u:p@other/up"], "https://h/up", [:], true),
        (["ACTIONS_ID_TOKEN_REQUEST_URL": "https://x"], "https://h/", [:], false),
        (["UV_PUBLISH_TOKEN": ""], "https://h/", [:], true),
        (["UV_PUBLISH_USERNAME": "u"], "https://h/", ["UV_PUBLISH_USERNAME": "u"], true),
        ([:], "http://127.0.0.1:1/", ["UV_PUBLISH_TOKEN": "none-needed"], false), ([:], "http://127.evil.example/", [:], true),
    ]

    /// Credentials come from uv's variables, else from the address, else from twine's; where none are needed none are missed.
    @Test(arguments: environments)
    func credentials(_ environment: [String: String], _ upload: String, _ variables: [String: String], _ areMissing: Bool) {
        let found = UvCredentials(
            environment: environment, registry: RegistryAddress(name: "r", base: upload, upload: upload, index: upload))
        #expect(found.variables == variables)
        #expect(found.areMissing == areMissing)
    }
}
