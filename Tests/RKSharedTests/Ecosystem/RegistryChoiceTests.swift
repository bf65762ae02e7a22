import Support
import Testing

@testable import RKShared

/// Which registry is meant for which packages, and where npm's and Go's go when none is named.
@Suite struct RegistryChoiceTests {
    /// The registries of a configuration: one of no ecosystem, one of npm's.
    private let declared = [
        "corp": Configuration.DeclaredRegistry(upload: "https://corp/up", index: "https://corp/in"),
        "web": Configuration.DeclaredRegistry(upload: "https://web/npm", index: "https://web/npm", ecosystem: "npm"),
    ]

    /// What each of uv, pnpm and go gets; `-` is none, `!` a fault.
    @Test(
        arguments: [
            ([], nil, false, "- web -"), (["pypi"], nil, false, "pypi web -"), (["npm"], nil, false, "- npm -"),
            (["https://h/"], nil, true, "https://h/ https://h/ https://h/"), (["https://h/"], nil, false, "! ! !"),
            (["uv=https://h/", "npm=http://i/"], nil, false, "https://h/ http://i/ -"), (["node=x"], "pypi", false, "pypi x -"),
            (["web"], nil, false, "- web -"), (["corp"], nil, true, "corp corp corp"), (["corp"], nil, false, "! ! !"),
            (["golang=https://p"], "testpypi", false, "testpypi web https://p"), (["pypy"], nil, true, "pypy pypy pypy"),
            (["https://h/?a=b"], nil, true, "https://h/?a=b https://h/?a=b https://h/?a=b"),
        ] as [([String], String?, Bool, String)])
    func names(_ texts: [String], _ configured: String?, _ isAlone: Bool, _ expected: String) throws {
        let choice = try RegistryChoice(texts, configured: configured)
        let ecosystems: [any Ecosystem] = [Uv(), Pnpm(), Go()]
        let found = ecosystems.map { ecosystem in
            do throws(Fault) {
                return try choice.name(for: ecosystem, isAlone: isAlone, declared: declared) ?? "-"
            } catch {
                return "!"
            }
        }
        #expect(found.joined(separator: " ") == expected)
    }

    /// An ecosystem that does not exist, two registries for the same packages.
    @Test(arguments: [["nmp=https://h/"], ["npm=a", "pnpm=b"], ["a", "b"]])
    func refusals(_ texts: [String]) {
        #expect(#expect(throws: Fault.self) { try RegistryChoice(texts) }?.code == .usage)
    }

    /// A workspace of npm's with two packages, and its settings.
    private func npm(
        _ files: [String: String], named name: String? = nil, _ environment: [String: String] = [:]
    ) async throws -> (plain: RegistryAddress, scoped: RegistryAddress) {
        let sandbox = try await Sandbox()
        try await sandbox.write(["a/package.json": #"{"name": "a"}"#, "b/package.json": #"{"name": "@s/b"}"#], below: ".")
        try await sandbox.write(files, below: ".")
        let packages = [("a", "a"), ("@s/b", "b")].map { name, path in
            Package(
                id: name, name: name, ecosystem: "npm", workspace: "npm", path: path, manifest: "\(path)/package.json", version: "1.0.0")
        }
        let sources = RegistrySources(
            declared: declared, environment: environment.merging(["HOME": sandbox.folder + "/home"]) { first, _ in first },
            tree: SourceTree(root: sandbox.folder, tracked: nil))
        let workspace = Workspace(id: "npm", ecosystem: "npm", root: ".", manifest: "package.json", lockfile: nil)
        let found = try NodePublishing().registries(of: packages, in: workspace, named: name, from: sources)
        let (plain, scoped) = (found["a"], found["@s/b"])
        return (try #require(plain), try #require(scoped))
    }

    /// The manifest's own registry, the scope's, a variable, the workspace's settings, the user's, the public one: the first of these.
    @Test func npmRegistries() async throws {
        var found = try await npm([:])
        #expect(found.plain.upload == "https://registry.npmjs.org/" && found.scoped == found.plain && found.plain.reading == nil)
        found = try await npm(
            ["home/.npmrc": "registry=https://user/\n//user/:_authToken=${T}", ".npmrc": "; x\n@s:registry = \"https://s/x\"\n"],
            ["T": "t0ken"])
        #expect(found.plain.upload == "https://user/" && found.scoped.upload == "https://s/x/")
        #expect(found.plain.reading?.authorization == "Bearer t0ken" && found.scoped.reading == nil)
        found = try await npm([".npmrc": "registry=https://here/"], ["npm_config_registry": "http://127.0.0.1:1/npm/"])
        #expect(found.plain.upload == "http://127.0.0.1:1/npm/")
        found = try await npm(["a/package.json": #"{"name": "a", "publishConfig": {"registry": "https://own"}}"#], named: nil)
        #expect(found.plain.upload == "https://own/" && found.scoped.upload == "https://registry.npmjs.org/")
        found = try await npm([:], named: "web")
        #expect(found.plain.name == "web" && found.plain.upload == "https://web/npm/")
    }

    /// A registry that npm would not take although it is named, and what is none.
    @Test func npmRefusals() async throws {
        let own = ["a/package.json": "{\"name\": \"a\",\n \"publishConfig\": {\"registry\": \"https://own\"}}"]
        let fault = await #expect(throws: Fault.self) { _ = try await npm(own, named: "https://other/") }
        #expect(fault?.code == .registryUnknown && fault?.place == Place("a/package.json", line: 2, column: 32))
        #expect(await #expect(throws: Fault.self) { _ = try await npm([:], named: "wep") }?.hint == "did you mean `web`?")
        #expect(await #expect(throws: Fault.self) { _ = try await npm([".npmrc": "registry=nonsense"]) }?.code == .registryUnknown)
    }

    /// Which variables are kept from builds and out of what is told.
    @Test func exposures() {
        let node = NodePublishing()
        #expect(["NPM_TOKEN", "npm_config_//h/:_authToken", "NODE_AUTH_TOKEN"].allSatisfy { node.exposure(of: $0) == .secret })
        #expect(["npm_config_registry", "NPM", "PATH"].allSatisfy { node.exposure(of: $0) == nil })
        let uv = UvPublishing()
        #expect(uv.exposure(of: "UV_INDEX_X_PASSWORD") == .reading && uv.exposure(of: "UV_PUBLISH_URL") == .open)
    }

    /// The first proxy of GOPROXY, or the one that is named; tags go to the remote.
    @Test(
        arguments: [
            (nil, [:], "https://proxy.golang.org/"), (nil, ["GOPROXY": "http://127.0.0.1:1/go,direct"], "http://127.0.0.1:1/go"),
            (nil, ["GOPROXY": "direct|https://p"], "direct"), ("https://q", ["GOPROXY": "off"], "https://q/"),
            ("proxy.golang.org", [:], "https://proxy.golang.org/"), (nil, ["GOPROXY": "off"], "direct"), ("x", [:], nil),
            ("direct", [:], "direct"), (nil, ["GOPRIVATE": "m"], "direct"),
            (nil, ["GOPRIVATE": "m", "GONOPROXY": "none"], "https://proxy.golang.org/"),
            ("https://q", ["GOPRIVATE": "m"], "https://q/"),
        ] as [(String?, [String: String], String?)])
    func goProxies(_ name: String?, _ environment: [String: String], _ expected: String?) {
        let sources = RegistrySources(environment: environment, tree: SourceTree(root: "/", tracked: nil))
        let package = Package(id: "m", name: "m", ecosystem: "go", workspace: "go", path: ".", manifest: "go.mod", version: nil)
        let workspace = Workspace(id: "go", ecosystem: "go", root: ".", manifest: "go.mod", lockfile: nil)
        let found = try? GoPublishing().registries(of: [package], in: workspace, named: name, from: sources)["m"]
        #expect(found?.index == expected && (expected == nil || found?.upload == "origin"))
    }
}
