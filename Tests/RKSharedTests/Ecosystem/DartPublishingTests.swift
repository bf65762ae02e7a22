import Support
import Testing

@testable import RKShared

/// The way of Dart's packages to a registry: which one it is, what authorises the upload, what is not told.
struct DartPublishingTests {
    /// The registries of `a`, which names none, and `b`, which names one.
    private static func registries(
        _ name: String? = nil, _ environment: [String: String] = [:], publishTo: String = "https://pub.acme.dev",
        declared: [String: Configuration.DeclaredRegistry] = [:]
    ) async throws -> [String: RegistryAddress] {
        let bench = try await DartBench([
            "a/pubspec.yaml": DartBench.spec("a"), "b/pubspec.yaml": DartBench.spec("b", "publish_to: \(publishTo)"),
        ])
        let sources = RegistrySources(declared: declared, environment: environment, tree: bench.tree)
        return try DartPublishing().registries(of: bench.discovery.packages, in: bench.discovery.workspace, named: name, from: sources)
    }

    /// `publish_to`, then what is named, then the variable, then pub.dev.
    @Test func choice() async throws {
        let found = try await Self.registries()
        #expect(found["pub:a"] == DartPublishing.pubDev && found["pub:b"]?.upload == "https://pub.acme.dev/")
        let mirrored = try await Self.registries(nil, ["PUB_HOSTED_URL": "http://127.0.0.1:1/pub"])
        #expect(mirrored["pub:a"]?.index == "http://127.0.0.1:1/pub/" && mirrored["pub:b"]?.upload == "https://pub.acme.dev/")
        let declared = [
            "house": Configuration.DeclaredRegistry(upload: "https://pub.acme.dev", index: "https://pub.acme.dev/", ecosystem: nil)
        ]
        let named = try await Self.registries("house", ["PUB_HOSTED_URL": "https://x"], declared: declared)
        #expect(named["pub:a"]?.name == "house" && named["pub:b"]?.name == "house" && named["pub:a"] == named["pub:b"])
        #expect(try await Self.registries(publishTo: "https://pub.dartlang.org")["pub:b"] == DartPublishing.pubDev)
        #expect(try await Self.registries(nil, ["PUB_TOKEN": "t"])["pub:b"]?.reading == Login(token: "t"))
        #expect(try await Self.registries(nil, ["PUB_TOKEN": "t"])["pub:a"]?.reading == nil)
    }

    /// What contradicts a manifest is refused with its place, as is what is no registry.
    @Test(
        arguments: [
            ("pub.dev", [:], "https://pub.acme.dev", "`publish_to` is https://pub.acme.dev/", "b/pubspec.yaml:3:13"),
            ("pub.dve", [:], "https://pub.acme.dev", "there is no registry `pub.dve`", nil),
            (nil, ["PUB_HOSTED_URL": "ftp://x"], "https://pub.acme.dev", "PUB_HOSTED_URL holds", nil),
            (nil, [:], "acme", "`publish_to` holds `acme`", "b/pubspec.yaml:3:13"),
        ] as [(String?, [String: String], String, String, String?)])
    func refused(_ name: String?, _ environment: [String: String], _ publishTo: String, _ message: String, _ place: String?) async throws {
        let fault = await #expect(throws: Fault.self) { try await Self.registries(name, environment, publishTo: publishTo) }
        #expect(
            fault?.code == .registryUnknown && fault?.message.contains(message) == true && fault?.hint != nil, "\(fault?.message ?? "")")
        #expect(fault?.place?.description == place)
    }

    /// A token of the environment, an entry of pub's store, a login for pub.dev; a registry on loopback need not ask for one.
    @Test func credentials() async throws {
        let sandbox = try await Sandbox()
        let publishing = DartPublishing()
        let house = try DartPublishing.registry(at: "https://h/pub", from: "")
        /// What there is for a registry.
        func found(_ environment: [String: String], _ registry: RegistryAddress) -> UploadCredentials {
            let environment = environment.merging(["HOME": sandbox.folder]) { first, _ in first }
            let sources = RegistrySources(environment: environment, tree: SourceTree(root: sandbox.folder, tracked: nil))
            return publishing.credentials(for: registry, from: sources)
        }
        #expect(found([:], house).remedy?.contains("dart pub token add https://h/pub/") == true)
        #expect(found([:], DartPublishing.pubDev).remedy != nil)
        #expect(found([:], try DartPublishing.registry(at: "http://127.0.0.1:1", from: "")).remedy == nil)
        let both = found(["RK_PUB_TOKEN": "r", "PUB_TOKEN": "p"], house)
        #expect(both.remedy == nil && both.variables == ["PUB_TOKEN": "r"])
        try await sandbox.write(
            ".config/dart/pub-tokens.json",
            #"{"version": 1, "hosted": [{"url": "https://hx"}, {"url": "https://h", "env": "ACME"}, {"url": "https://i", "token": "t"}]}"#)
        #expect(found([:], house).remedy == nil && found([:], house).variables.isEmpty)
        let tokens = PubTokens(["HOME": sandbox.folder, "ACME": "word"])
        #expect(tokens.login(for: house.index) == Login(token: "word") && tokens.login(for: "https://i/x") == Login(token: "t"))
        #expect(tokens.login(for: "https://other") == nil && tokens.login(for: "https://hx") == nil)
        #expect(PubTokens(["XDG_CONFIG_HOME": "\(sandbox.folder)/none", "HOME": "/none"]).hasEntry(for: house.index) == false)
        try await sandbox.write(".config/dart/pub-credentials.json", "{}")
        #expect(found([:], DartPublishing.pubDev).remedy == nil)
    }

    /// Tokens are told to no build.
    @Test func exposures() {
        let publishing = DartPublishing()
        #expect(publishing.exposure(of: "PUB_TOKEN") == .secret && publishing.exposure(of: "RK_PUB_TOKEN") == .secret)
        #expect(publishing.exposure(of: "PUB_HOSTED_URL") == nil)
    }
}
