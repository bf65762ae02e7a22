import Support
import Testing

@testable import RKShared

/// What uploads to npm's registries ask for, and where that is said.
struct NodeWishesTests {
    /// The public registry, and one on this machine.
    private static let loopback = RegistryAddress(name: "l", base: "", upload: "http://127.0.0.1:1/npm/", index: "http://127.0.0.1:1/npm/")

    /// What an upload of a package asks for, with these files.
    private func wishes(
        _ files: [String: String], name: String = "@s/a", version: String = "1.0.0", own: String = "", root: String = "",
        tool: String = "npm", _ environment: [String: String] = [:], at registry: RegistryAddress = NpmRegistries.npm
    ) async throws -> UploadWishes {
        let sandbox = try await Sandbox()
        try await sandbox.write("a/package.json", "{\"name\": \"\(name)\"}")
        for (path, text) in files { try await sandbox.write(path, text) }
        var package = Package(
            id: "npm:\(name)", name: name, ecosystem: tool, workspace: "w", path: "a", manifest: "a/package.json", version: version)
        package.rest["settings"] = try PackageSettings(parsing: Array(own.utf8), path: "a/releasekit.toml").json
        let sources = RegistrySources(
            environment: environment.merging(["HOME": sandbox.folder + "/home"]) { first, _ in first },
            tree: SourceTree(root: sandbox.folder, tracked: nil),
            npm: try Configuration(parsing: Array(root.utf8), path: "releasekit.toml").npm)
        let workspace = Workspace(id: "w", ecosystem: tool, root: ".", manifest: "package.json", lockfile: nil)
        return try NodePublishing().wishes(for: package, version: version, at: registry, in: workspace, from: sources)
    }

    /// The package's own settings, its manifest, the repository's settings, the tool's files, the prerelease: the first of these.
    @Test func order() async throws {
        let manifest = ["a/package.json": #"{"name": "@s/a", "publishConfig": {"tag": "m", "access": "restricted", "provenance": true}}"#]
        let root = "[npm]\ntag = \"r\"\naccess = \"public\"\nprovenance = false\n"
        let npmrc = [".npmrc": "tag=f\naccess=restricted\nprovenance=true\n"]
        #expect(try await wishes([:]) == UploadWishes())
        #expect(try await wishes([:], version: "1.0.0-rc.1") == UploadWishes(tag: "rc"))
        #expect(try await wishes(npmrc, version: "1.0.0-rc.1") == UploadWishes(tag: "f", access: "restricted", provenance: true))
        #expect(try await wishes(npmrc, root: root) == UploadWishes(tag: "r", access: "public", provenance: false))
        let both = try await wishes(manifest.merging(npmrc) { first, _ in first }, version: "1.0.0-rc.1", root: root)
        #expect(both == UploadWishes(tag: "m", access: "restricted", provenance: true))
        let own = try await wishes(manifest, own: "[npm]\ntag = \"o\"\naccess = \"public\"\nprovenance = false\n", root: root)
        #expect(own == UploadWishes(tag: "o", access: "public", provenance: false))
        #expect(try await wishes(manifest, at: Self.loopback).provenance == false)
        // npm's variables are of whatever runs this program.
        #expect(try await wishes([:], ["npm_config_tag": "v"]) == UploadWishes())
        let yarn = [".yarnrc.yml": "npmPublishAccess: public\nnpmPublishProvenance: true\n"]
        #expect(try await wishes(yarn, tool: "yarn") == UploadWishes(access: "public", provenance: true))
        #expect(try await wishes(yarn) == UploadWishes())
    }

    /// What npm would refuse is refused before; a default of the repository is only for packages that can have it.
    @Test func refusals() async throws {
        let fault = await #expect(throws: Fault.self) { _ = try await wishes([:], name: "a", own: "[npm]\naccess = \"restricted\"\n") }
        #expect(fault?.code == .configValue && fault?.place?.path == "a/package.json")
        #expect(try await wishes([:], name: "a", root: "[npm]\naccess = \"restricted\"\n") == UploadWishes())
        let tag = ["a/package.json": "{\"name\": \"@s/a\",\n \"publishConfig\": {\"tag\": \"1.x\"}}"]
        let bad = await #expect(throws: Fault.self) { _ = try await wishes(tag) }
        #expect(bad?.code == .manifestInvalid && bad?.place == Place("a/package.json", line: 2, column: 27))
    }

    /// Mistakes in `[npm]` have a place and a suggestion.
    @Test(arguments: [
        ("[npm]\ntga = \"x\"\n", Code.configKeyUnknown, 2, "did you mean `tag`?"),
        ("[npm]\naccess = \"pubic\"\n", .configValue, 2, "did you mean `public`?"),
        ("[npm]\nprovenance = \"yes\"\n", .configValue, 2, "provenance = true"), ("npm = 1\n", .configValue, 1, "npm = { … }"),
        ("[npm]\ntag = \"v1.2\"\n", .configValue, 2, "release-1.x"), ("[npm]\ntag = \"a b\"\n", .configValue, 2, "release-1.x"),
        ("[npm]\ntag = \"--x\"\n", .configValue, 2, "release-1.x"), ("[nmp]\ntag = \"x\"\n", .configKeyUnknown, 1, "did you mean `npm`?"),
    ])
    func mistakes(_ text: String, _ code: Code, _ line: Int, _ hint: String) {
        let root = #expect(throws: Fault.self) { try Configuration(parsing: Array(text.utf8), path: "releasekit.toml") }
        let own = #expect(throws: Fault.self) { try PackageSettings(parsing: Array(text.utf8), path: "releasekit.toml") }
        for fault in [root, own] {
            #expect(fault?.code == code && fault?.place?.line == line && fault?.hint?.contains(hint) == true, "\(text)")
        }
    }

    /// What is not said is found out from the registry's `latest`.
    @Test(arguments: [
        ("1.0.1", "2.3.0", "release-1.x"), ("2.2.5", "2.3.0", "release-2.2.x"), ("2.3.0", "2.3.0", "latest"), ("2.3.1", "2.3.0", "latest"),
        ("0.3.1", "0.4.0", "release-0.3.x"), ("1.0.0", "2.0.0-rc.1", "release-1.x"), ("1.0.0", nil, "latest"), ("1.0.0", "what", "latest"),
    ])
    func maintenance(_ version: String, _ latest: String?, _ tag: String) throws {
        let package = Package(
            id: "npm:a", name: "@s/a", ecosystem: "npm", workspace: "w", path: "a", manifest: "a/package.json", version: version)
        let query = try #require(
            NodePublishing().completion(of: UploadWishes(access: "public"), for: package, version: version, at: Self.loopback))
        #expect(query.request.url == "http://127.0.0.1:1/npm/@s%2Fa")
        let body = #"{"versions": {}, "dist-tags": {\#(latest.map { "\"latest\": \"\($0)\"" } ?? "")}}"#
        #expect(try query.parse(Response(status: 200, body: Array(body.utf8))) == UploadWishes(tag: tag, access: "public"))
        #expect(try query.parse(Response(status: 404)).tag == "latest")
        #expect(NodePublishing().completion(of: UploadWishes(tag: "x"), for: package, version: version, at: Self.loopback) == nil)
    }

    /// The first version of a package with a scope on npmjs.com needs a word about who may see it.
    @Test func firstScoped() throws {
        /// The question about an upload.
        func question(_ name: String, access: String? = nil, _ registry: RegistryAddress = NpmRegistries.npm) -> Query<Diagnostic?>? {
            let package = Package(
                id: "npm:\(name)", name: name, ecosystem: "npm", workspace: "w", path: "a", manifest: "a/package.json", version: "1.0.0")
            return NodePublishing().firstScopedPublish(
                PlannedUpload(
                    package: package, version: "1.0.0", tag: nil, registry: registry, wishes: UploadWishes(access: access), head: "h"))
        }
        #expect(question("a") == nil && question("@s/a", access: "public") == nil && question("@s/a", Self.loopback) == nil)
        let query = try #require(question("@s/a"))
        #expect(query.request.url == "https://registry.npmjs.org/@s%2Fa")
        #expect(try query.parse(Response(status: 200, body: Array(#"{"versions": {}}"#.utf8))) == nil)
        let finding = try #require(try query.parse(Response(status: 404)))
        #expect(finding.code == "RK-ACCESS-MISSING" && finding.severity == .error && finding.hint?.contains("access = \"public\"") == true)
    }

    /// Options of the command: the tag is always said, provenance as an option, which counts more than the manifest.
    @Test func command() {
        let package = Package(
            id: "npm:a", name: "a", ecosystem: "npm", workspace: "w", path: "a", manifest: "a/package.json", version: "1.0.0")
        /// The arguments behind the fixed ones.
        func arguments(_ options: PublishOptions) -> String {
            NodeCommands(tool: .npm).publish(["/o/a-1.0.0.tgz"], of: package, to: Self.loopback, options: options).arguments.dropFirst(6)
                .joined(separator: " ")
        }
        #expect(arguments(PublishOptions()) == "--tag latest -- /o/a-1.0.0.tgz")
        #expect(
            arguments(PublishOptions(tag: "x", access: "public", provenance: true))
                == "--tag x --access public --provenance=true -- /o/a-1.0.0.tgz")
        #expect(arguments(PublishOptions(attestations: false, provenance: true)).contains("--provenance=false"))
    }
}
