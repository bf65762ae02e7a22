import Support
import Testing

@testable import RKShared

/// Where crates go when none or one registry is named, with what, and which one stands in the place of crates.io.
struct CargoPublishingTests {
    /// A workspace of `core`, and of `app` that needs it, with these files besides.
    private func scene(_ files: [String: String], app: String = "", core: String = "") async throws -> (Sandbox, SourceTree, Discovery) {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "repo/rust/Cargo.toml": "[workspace]\nmembers = [\"core\", \"app\"]\n",
                "repo/rust/core/Cargo.toml": "[package]\nname = \"core\"\nversion = \"1.0.0\"\n\(core)",
                "repo/rust/app/Cargo.toml": "[package]\nname = \"app\"\nversion = \"1.0.0\"\n\(app)",
            ].merging(files) { $1 }, below: ".")
        let tree = SourceTree(root: "\(sandbox.folder)/repo", tracked: nil)
        return (sandbox, tree, try Cargo().discover(WorkspaceSite(id: "cargo", root: "rust", manifest: "rust/Cargo.toml"), in: tree))
    }

    /// The registry of `app` and what stands for crates.io there, or the fault.
    private func registry(
        _ files: [String: String] = [:], app: String = "", core: String = "", named name: String? = nil,
        _ environment: [String: String] = [:],
        declared: [String: Configuration.DeclaredRegistry] = [:]
    ) async throws -> RegistryAddress {
        let (sandbox, tree, discovery) = try await scene(files, app: app, core: core)
        let home = "\(sandbox.folder)/home"
        let sources = RegistrySources(
            declared: declared, environment: ["HOME": home].merging(environment) { $1 }, tree: tree)
        let found = try CargoPublishing().registries(of: discovery.packages, in: discovery.workspace, named: name, from: sources)
        return try #require(found["cargo:app"])
    }

    /// The manifest, a variable, files of the workspace's folder and above it, the user's, crates.io: the first of these; a name wins.
    @Test func order() async throws {
        #expect(try await registry() == CargoRegistries.cratesIO)
        let user =
            "[registry]\ndefault = \"mine\"\n[registries.mine]\nindex = \"sparse+https://mine/\"\n[registries.b]\nindex = \"sparse+https://b/i/\"\n"
        let files = ["home/.cargo/config.toml": user]
        #expect(try await registry(files).base == "https://mine/")
        #expect(try await registry(files).settings?.hasSuffix("home/.cargo/config.toml") == true)
        let near = files.merging(["repo/rust/.cargo/config.toml": "registry.default = \"b\""]) { $1 }
        #expect(try await registry(near).name == "b")
        let above = files.merging(["repo/.cargo/config": "[registries.mine]\nindex = \"sparse+https://above/\"\n"]) { $1 }
        #expect(try await registry(above).index == "https://above/")
        let variables = ["CARGO_REGISTRY_DEFAULT": "my-own", "CARGO_REGISTRIES_MY_OWN_INDEX": "sparse+http://127.0.0.1:1/cargo/"]
        #expect(try await registry(near, variables).upload == "http://127.0.0.1:1/cargo/")
        #expect(try await registry(near, app: "publish = [\"mine\"]\n", variables).name == "mine")
        #expect(try await registry(near, named: "crates-io", variables).index == CargoRegistries.cratesIO.index)
        #expect(try await registry(named: "https://index.crates.io/") == CargoRegistries.cratesIO)
        #expect(try await registry(named: "sparse+https://h/x").index == "https://h/x/")
        let declared = ["corp": Configuration.DeclaredRegistry(upload: "https://corp/api", index: "sparse+https://corp/index")]
        let corp = try await registry(named: "corp", declared: declared)
        #expect(corp.index == "https://corp/index/" && corp.upload == "https://corp/api/" && corp.name == "corp")
    }

    /// Names that nobody knows, indexes that are git repositories, registries that the manifest does not allow.
    @Test func refusals() async throws {
        let git = ["repo/.cargo/config.toml": "[registries.old]\nindex = \"https://h/index.git\"\n"]
        for (name, app) in [("nothing", ""), ("old", ""), ("crates-io", "publish = [\"a\", \"b\"]\n"), ("ftp://h", "")] {
            let fault = await #expect(throws: Fault.self) { try await registry(git, app: app, named: name) }
            #expect(fault?.code == .registryUnknown)
        }
        let fault = await #expect(throws: Fault.self) { try await registry(app: "publish = [\"a\", \"b\"]\n") }
        #expect(fault?.message == "`publish` of the manifest allows `a`, `b`, not crates-io")
        // A registry that is named by its address is the allowed one with that address.
        let known = ["CARGO_REGISTRIES_A_INDEX": "sparse+https://a/"]
        #expect(try await registry(app: "publish = [\"a\", \"b\"]\n", named: "https://a", known).name == "a")
    }

    /// A registry stands for crates.io when a member is needed from there, and nobody said what else does.
    @Test func standing() async throws {
        let variables = ["CARGO_REGISTRY_DEFAULT": "rk", "CARGO_REGISTRIES_RK_INDEX": "sparse+http://127.0.0.1:1/"]
        /// What `app` with a dependency gets.
        func found(_ text: String, _ files: [String: String] = [:]) async throws -> String? {
            try await registry(files, app: text, variables).standsFor
        }
        #expect(try await found("") == nil)
        #expect(try await found("[dependencies]\ncore = { path = \"../core\", version = \"1\" }\n") == "crates-io")
        #expect(try await found("[target.'cfg(unix)'.dependencies]\nc = { package = \"core\", path = \"../core\" }\n") == "crates-io")
        #expect(try await found("[dependencies]\ncore = { path = \"../core\", version = \"1\", registry = \"rk\" }\n") == nil)
        #expect(try await found("[dev-dependencies]\ncore = { path = \"../core\" }\n") == nil)
        #expect(try await found("[dev-dependencies]\ncore = { path = \"../core\", version = \"1\" }\n") == "crates-io")
        let mirrored = ["repo/.cargo/config.toml": "[source.crates-io]\nreplace-with = \"mirror\"\n"]
        #expect(try await found("[dependencies]\ncore = { path = \"../core\", version = \"1\" }\n", mirrored) == nil)
        let text = "[dependencies]\ncore = { path = \"../core\", version = \"1\" }\n"
        #expect(try await registry(app: text).standsFor == nil)
    }

    /// Tokens of variables and files, programs that know them; what reads the index.
    @Test func credentials() async throws {
        let files = ["home/.cargo/credentials.toml": "[registries.b]\ntoken = \"t0\"\n", "home/.cargo/config.toml": ""]
        let variables = ["CARGO_REGISTRIES_B_INDEX": "sparse+https://b/", "CARGO_REGISTRIES_C_INDEX": "sparse+https://c/"]
        #expect(try await registry(files, named: "b", variables).reading == Login(token: "t0"))
        #expect(try await registry(files, named: "c", variables).reading == nil)
        let token = variables.merging(["CARGO_REGISTRIES_B_TOKEN": "t1"]) { $1 }
        #expect(try await registry(files, named: "b", token).reading == Login(token: "t1"))
        let (sandbox, tree, _) = try await scene(files)
        let home = "\(sandbox.folder)/home"
        /// What is missing for a registry.
        func remedy(_ name: String, _ environment: [String: String]) throws -> String? {
            var address = try CargoRegistries.registry(at: "https://\(name)/", from: "")
            address.name = name
            let sources = RegistrySources(environment: environment.merging(["HOME": home]) { $1 }, tree: tree)
            return CargoPublishing().credentials(for: address, from: sources).remedy
        }
        #expect(try remedy("b", [:]) == nil)
        #expect(try remedy("c", [:])?.hasPrefix("set CARGO_REGISTRIES_C_TOKEN") == true)
        #expect(try remedy("c", ["CARGO_REGISTRIES_C_CREDENTIAL_PROVIDER": "cargo:token"]) != nil)
        #expect(try remedy("c", ["CARGO_REGISTRIES_C_CREDENTIAL_PROVIDER": "cargo:libsecret"]) == nil)
    }

    /// What holds a secret.
    @Test func exposure() {
        let secrets = ["CARGO_REGISTRY_TOKEN", "CARGO_REGISTRIES_MY_OWN_TOKEN", "CARGO_REGISTRIES_A_SECRET_KEY"]
        #expect(secrets.allSatisfy { CargoPublishing().exposure(of: $0) == .secret })
        #expect(["CARGO_REGISTRIES_A_INDEX", "CARGO_HOME", "MY_TOKEN"].allSatisfy { CargoPublishing().exposure(of: $0) == nil })
    }

    /// The index itself says whether reading needs the token; without a token nobody asks.
    @Test func loginNeed() throws {
        var address = try CargoRegistries.registry(at: "sparse+https://h/i", from: "")
        #expect(CargoPublishing().loginNeed(at: address) == nil)
        address.reading = Login(token: "s3cret")
        let query = try #require(CargoPublishing().loginNeed(at: address))
        #expect(query.request.url == "https://h/i/config.json")
        let answers = [
            #"{"dl": "x", "auth-required": true}"#: true, #"{"dl": "x", "auth-required": false}"#: false, #"{"dl": "x"}"#: false,
        ]
        for (body, isNeeded) in answers {
            #expect(try query.parse(Response(status: 200, body: Array(body.utf8))) == isNeeded, "\(body)")
        }
        #expect(try query.parse(Response(status: 404)) == nil)
        #expect(throws: Fault.self) { try query.parse(Response(status: 200, body: Array("<html>".utf8))) }
    }
}
