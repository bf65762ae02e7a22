import Support
import Testing

@testable import RKShared

/// The arguments and variables of the calls of cargo; the registry's answers.
struct CargoCommandsTests {
    /// A registry with a name of the user's.
    private let registry = RegistryAddress(name: "my-own", base: "https://h/r/", upload: "https://h/r/", index: "https://h/r/")

    /// A crate of a workspace in a folder.
    private var package: Package {
        var package = Package(
            id: "cargo:core", name: "core", ecosystem: "cargo", workspace: "cargo", path: "rust/core", manifest: "rust/core/Cargo.toml",
            version: "1.0.0")
        package.rest["cargo"] = .object(JSONObject(["root": .string("rust/Cargo.toml"), "locked": .bool(true)]))
        return package
    }

    /// A lockfile is checked without a change; without one there is nothing to check.
    @Test func lockCheck() throws {
        var workspace = Workspace(id: "cargo", ecosystem: "cargo", root: "rust", manifest: "rust/Cargo.toml", lockfile: "rust/Cargo.lock")
        let call = CargoCommands().lockCheck(workspace, root: "/r")
        #expect(call?.commandLine == "cargo update --workspace --locked" && call?.directory == "/r/rust")
        let lines = [
            "error: cannot update the lock file /r/rust/Cargo.lock because --locked was passed to prevent this": true,
            "error: failed to parse lock file at: /r/rust/Cargo.lock": true, "error: failed to get `a` as a dependency": false,
        ]
        for (line, isStale) in lines {
            #expect(CargoCommands().isStale(Completion(status: 101, output: [], errors: Array(line.utf8))) == isStale, "\(line)")
        }
        #expect(try CargoCommands().lockRemedy(for: #require(call), of: workspace).hasPrefix("run `cargo update --workspace` in `rust`"))
        workspace.lockfile = nil
        #expect(CargoCommands().lockCheck(workspace, root: "/r") == nil)
    }

    /// Where the index wants a token, only what fetches has it; what compiles asks nobody.
    @Test func guardedSmokeTest() async throws {
        var registry = registry
        registry.reading = Login(token: "s3cret")
        let calls = await CargoCommands().smokeTest(package, version: "1.1.0", from: registry, artifacts: [], in: "/s")
        #expect(calls.map { $0.arguments.first } == ["fetch", "build"] && calls[1].arguments.contains("--offline"))
        #expect(calls.map { $0.environment["CARGO_REGISTRIES_MY_OWN_TOKEN"] } == [.some("s3cret"), nil])
    }

    /// A crate is packed and compiled from its own manifest, in the workspace's folder, without secrets.
    @Test func build() {
        let call = CargoCommands().build(package, root: "/r", into: "/out", environment: ["A": "b"])
        #expect(
            call.commandLine
                == "cargo package --package core --manifest-path /r/rust/core/Cargo.toml --target-dir /out --allow-dirty --locked")
        #expect(call.directory == "/r/rust" && call.environment["A"] == .some("b"))
        #expect(call.environment["CARGO_REGISTRY_TOKEN"] == .some(nil))
        var registry = registry
        registry.standsFor = "crates-io"
        let told = CargoPublishing().building(call, for: registry)
        #expect(told.commandLine == call.commandLine + " --config 'source.crates-io.replace-with=\"my-own\"'")
        #expect(told.environment["CARGO_REGISTRIES_MY_OWN_INDEX"] == .some("sparse+https://h/r/"))
        let again = CargoPublishing().repacking(package, for: registry, root: "/r", into: "/out", environment: ["A": "b"])
        #expect(again?.commandLine == told.commandLine + " --no-verify" && again?.environment["A"] == .some("b"))
        #expect(CargoPublishing().building(call, for: CargoRegistries.cratesIO) == call)
    }

    /// The token goes by the variable of the registry alone, the address by another one.
    @Test func publish() {
        let credentials = CargoCredentials(environment: ["CARGO_REGISTRIES_MY_OWN_TOKEN": "s3cret"], registry: registry)
        #expect(credentials.variables == ["CARGO_REGISTRIES_MY_OWN_TOKEN": "s3cret"] && !credentials.areMissing)
        let options = PublishOptions(credentials: credentials.variables, folder: "/o/upload")
        let call = CargoCommands().publish(["/o/core-1.1.0.crate"], of: package, to: registry, options: options)
        #expect(
            call.commandLine
                == "cargo publish --package core --registry my-own --target-dir /o/upload --no-verify --allow-dirty --locked"
        )
        #expect(call.directory == "rust")
        #expect(call.environment["CARGO_REGISTRIES_MY_OWN_TOKEN"] == .some("s3cret"))
        #expect(call.environment["CARGO_REGISTRIES_MY_OWN_INDEX"] == .some("sparse+https://h/r/"))
        let standard = CargoCommands().publish([], of: package, to: CargoRegistries.cratesIO, options: PublishOptions())
        #expect(standard.arguments.contains("crates-io") && standard.environment.isEmpty && !standard.arguments.contains("--target-dir"))
    }

    /// Where credentials come from, and when there are none; crates.io's token goes nowhere else.
    @Test func credentials() throws {
        let public_ = ["CARGO_REGISTRY_TOKEN": "t"]
        #expect(CargoCredentials(environment: public_, registry: registry).areMissing)
        #expect(CargoCredentials(environment: public_, registry: CargoRegistries.cratesIO).variables == public_)
        #expect(CargoCredentials(environment: ["CARGO_REGISTRY_TOKEN": ""], registry: CargoRegistries.cratesIO).areMissing)
        let file = Array("[registry]\ntoken = \"x\"\n[registries.my-own]\ntoken = \"y\"\n".utf8)
        for registry in [registry, CargoRegistries.cratesIO] {
            let credentials = CargoCredentials(environment: [:], registry: registry, userConfiguration: file)
            #expect(credentials.variables.isEmpty && !credentials.areMissing)
        }
        let loopback = try CargoRegistries.registry(at: "sparse+http://127.0.0.1:8/cargo", from: "--registry")
        #expect(loopback.index == "http://127.0.0.1:8/cargo/")
        #expect(CargoCredentials(environment: [:], registry: loopback).variables == ["CARGO_REGISTRIES_RK_RELEASE_TOKEN": "none-needed"])
        #expect(throws: Fault.self) { try CargoRegistries.registry(at: "git@h:x", from: "--registry") }
    }

    /// A package of its own workspace that needs exactly the published version, from the registry.
    @Test func smokeTest() async {
        let calls = await CargoCommands().smokeTest(package, version: "1.1.0+b", from: registry, artifacts: [], in: "/t")
        #expect(calls.map(\.commandLine) == ["cargo build --manifest-path /t/Cargo.toml --target-dir /t/target"])
        let text = String(decoding: calls[0].files["/t/Cargo.toml"] ?? [], as: UTF8.self)
        #expect(
            text.contains("subject = { package = \"core\", version = \"=1.1.0\", registry = \"my-own\" }") && text.contains("[workspace]"))
        var registry = registry
        registry.settings = "/h/config.toml"
        let told = await CargoCommands().smokeTest(package, version: "1.1.0", from: registry, artifacts: [], in: "/t")
        #expect(told[0].arguments.suffix(2) == ["--config", "/h/config.toml"])
        #expect(calls[0].files["/t/lib.rs"] != nil && calls[0].environment["CARGO_HOME"] == .some("/t/home"))
        #expect(calls[0].environment["CARGO_REGISTRIES_MY_OWN_INDEX"] == .some("sparse+https://h/r/"))
    }

    /// Where a crate's file is in an index.
    @Test(arguments: [
        ("a", "1/a"), ("Ab", "2/ab"), ("abc", "3/a/abc"), ("Serde_JSON", "se/rd/serde_json"), ("a?b/", "a%3F/b%2F/a%3Fb%2F"),
    ])
    func path(_ name: String, _ path: String) { #expect(CargoIndex.path(of: name) == path) }

    /// The line of a version, whatever its build metadata; the crate's digest.
    @Test func index() throws {
        let query = CargoIndex(address: registry).release("core", "1.1.0")
        #expect(query.request.url == "https://h/r/co/re/core")
        let body = Array(
            "{\"name\":\"core\",\"vers\":\"1.0.0\",\"cksum\":\"aa\"}\n{\"name\":\"core\",\"vers\":\"1.1.0+b\",\"cksum\":\"BB\",\"yanked\":true}\n"
                .utf8)
        #expect(try query.parse(Response(status: 200, body: body)) == RegistryRelease(digests: ["core-1.1.0+b.crate": "bb"]))
        #expect(try CargoIndex(address: registry).release("core", "1.2.0").parse(Response(status: 200, body: body)) == nil)
        #expect(try query.parse(Response(status: 404)) == nil)
        var private_ = registry
        private_.reading = Login(user: "token", password: "t")
        #expect(CargoIndex(address: private_).release("a", "1.0.0").request.headers.last == Request.Header("Authorization", "t"))
    }

    /// Answers that mean nothing are faults of their kind.
    @Test(arguments: [
        (401, Code.credentialsRefused), (403, .credentialsRefused), (429, .rateLimited), (503, .serviceUnavailable),
        (418, .registryUnknown), (200, .serviceUnavailable),
    ])
    func indexFaults(_ status: Int, _ code: Code) {
        let fault = #expect(throws: Fault.self) {
            try CargoIndex(address: registry).release("a", "1.0.0").parse(Response(status: status, body: Array("<html>".utf8)))
        }
        #expect(fault?.code == code)
    }
}
