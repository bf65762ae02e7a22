import Testing

@testable import RKShared

/// The arguments and variables of the calls of npm, pnpm and yarn; the registry's answers.
@Suite struct NodeCommandsTests {
    /// A registry.
    private let registry = RegistryAddress(name: "t", base: "https://h/npm/", upload: "https://h/npm/", index: "https://h/npm/")

    /// A scoped package with an internal requirement.
    private var package: Package {
        var package = Package(
            id: "npm:@s/cli", name: "@s/cli", ecosystem: "pnpm", workspace: "main", path: "packages/cli",
            manifest: "packages/cli/package.json", version: "1.0.0")
        package.dependencies = [Dependency(name: "@s/core", kind: .runtime, requirement: "workspace:*", package: "npm:@s/core")]
        return package
    }

    /// Each tool checks its lockfile without changing it; yarn cannot; without a lockfile there is nothing to check.
    @Test func lockCheck() {
        var workspace = Workspace(id: "main", ecosystem: "npm", root: "js", manifest: "js/package.json", lockfile: "js/package-lock.json")
        /// The tool's command line.
        func line(_ tool: NodeTool) -> String? { NodeCommands(tool: tool).lockCheck(workspace, root: "/r")?.commandLine }
        #expect(line(.npm) == "npm ci --dry-run --ignore-scripts --no-audit --no-fund")
        #expect(line(.pnpm) == "pnpm install --frozen-lockfile --lockfile-only --ignore-scripts")
        #expect(line(.yarn) == nil)
        #expect(NodeCommands(tool: .npm).lockCheck(workspace, root: "/r")?.directory == "/r/js")
        workspace.lockfile = nil
        #expect(line(.npm) == nil)
    }

    /// A package is packed in its own folder, without secrets.
    @Test func build() {
        for (tool, program) in [(NodeTool.pnpm, "pnpm"), (.npm, "npm"), (.yarn, "npm")] {
            let call = NodeCommands(tool: tool).build(package, root: "/r", into: "/out", environment: ["A": "b"])
            #expect(
                call.program == program && call.arguments == ["pack", "--pack-destination", "/out"] && call.directory == "/r/packages/cli")
            #expect(call.environment["NPM_TOKEN"] == .some(nil) && call.environment["A"] == .some("b"))
        }
    }

    /// The token goes by a variable of the registry alone; a prerelease is not `latest`; a file name is no option.
    @Test func publish() {
        let credentials = NpmCredentials(environment: ["NPM_TOKEN": "s3cret"], registry: registry)
        #expect(credentials.variables == ["npm_config_//h/npm/:_authToken": "s3cret"] && !credentials.areMissing)
        let options = PublishOptions(credentials: credentials.variables, access: "public")
        let call = NodeCommands(tool: .pnpm).publish(["/o/s-cli-1.1.0-rc.1.tgz"], of: package, to: registry, options: options)
        #expect(
            call.arguments == [
                "publish", "--registry", "https://h/npm/", "--ignore-scripts", "--no-audit", "--no-fund", "--tag", "rc", "--access",
                "public", "--", "/o/s-cli-1.1.0-rc.1.tgz",
            ])
        #expect(
            call.program == "npm" && call.environment["npm_config_//h/npm/:_authToken"] == .some("s3cret")
                && !call.commandLine.contains("s3cret"))
        let final = NodeCommands(tool: .npm).publish(
            ["s-cli-1.1.0.tgz"], of: package, to: registry, options: PublishOptions(attestations: false, tag: "beta"))
        #expect(
            final.arguments.suffix(4) == ["--tag", "beta", "--", "./s-cli-1.1.0.tgz"]
                && final.environment["npm_config_provenance"] == .some("false"))
        #expect(
            ["1.0.0", "1.0.0-1", "1.0.0-alpha.2", "1.0.0-rc1", "1.0.0-x.1", "1.0.0-latest.1"].map { NodeCommands.prereleaseTag($0) } == [
                nil, "next", "alpha", "rc", "next", "next",
            ])
    }

    /// Where credentials come from, and when there are none.
    @Test func credentials() {
        let loopback = RegistryAddress(name: "l", base: "", upload: "http://127.0.0.1:8/x", index: "")
        #expect(NpmCredentials(environment: [:], registry: registry).areMissing)
        #expect(NpmCredentials(environment: [:], registry: loopback).variables == ["npm_config_//127.0.0.1:8/x/:_authToken": "none-needed"])
        #expect(!NpmCredentials(environment: [:], registry: registry, isConfigured: true).areMissing)
        let trusted = NpmCredentials(environment: ["ACTIONS_ID_TOKEN_REQUEST_URL": "u"], registry: registry)
        #expect(trusted.variables == ["npm_config_provenance": "true"] && !trusted.areMissing)
        let own = ["npm_config_//h/npm/:_authToken": "a", "NODE_AUTH_TOKEN": "b"]
        #expect(NpmCredentials(environment: own, registry: registry).variables.values.sorted() == ["a"])
    }

    /// A clean folder, the registry's own version past caches, and its entry point.
    @Test func smokeTest() async {
        let calls = await NodeCommands(tool: .npm).smokeTest(package, version: "1.1.0", from: registry, artifacts: [], in: "/t")
        #expect(
            calls.map(\.program) == ["npm", "node"]
                && calls.allSatisfy { $0.directory == "/t" && $0.environment["NPM_TOKEN"] == .some(nil) })
        #expect(calls[0].arguments.suffix(2) == ["--", "@s/cli@1.1.0"] && calls[0].arguments.contains("--prefer-online"))
        #expect(calls[1].arguments.suffix(3) == ["--", "@s/cli", "1.1.0"])
    }

    /// The document of a scoped package, past caches; SHA-512 where the registry has it, else SHA-1, else nothing that equals a digest.
    @Test(arguments: [
        (#"{"integrity": "sha1-x sha512-AQI=?y", "shasum": "AB"}"#, "0102", Digest.Algorithm.sha512), (#"{"shasum": "AB"}"#, "ab", .sha1),
        ("{}", "", .sha1),
        (#"{"integrity": "sha512-%%%"}"#, "", .sha1),
    ])
    func registry(_ dist: String, _ digest: String, _ algorithm: Digest.Algorithm) throws {
        let query = NpmRegistry(address: registry).release("@s/cli", "1.1.0")
        #expect(query.request.url == "https://h/npm/@s%2Fcli")
        let body = Array("{\"name\": \"@s/cli\", \"versions\": {\"1.1.0\": {\"dist\": \(dist)}}}".utf8)
        #expect(
            try query.parse(Response(status: 200, body: body))
                == RegistryRelease(digests: ["s-cli-1.1.0.tgz": digest], algorithm: algorithm))
        #expect(try NpmRegistry(address: registry).release("@s/cli", "1.2.0").parse(Response(status: 200, body: body)) == nil)
        #expect(try query.parse(Response(status: 404)) == nil)
    }

    /// Answers that mean nothing are faults of their kind.
    @Test(arguments: [
        (401, Code.credentialsRefused), (403, .credentialsRefused), (429, .rateLimited), (503, .serviceUnavailable),
        (418, .registryUnknown), (200, .serviceUnavailable),
    ])
    func registryFaults(_ status: Int, _ code: Code) {
        do throws(Fault) {
            _ = try NpmRegistry(address: registry).release("a", "1.0.0").parse(Response(status: status, body: Array("<html>".utf8)))
            Issue.record("accepted")
        } catch {
            #expect(error.code == code)
        }
    }

    /// Addresses that name the package, not a path.
    @Test(arguments: [("a", "a"), ("@s/a", "@s%2Fa"), ("../a?b", "..%2Fa%3Fb"), ("@s/../a", "@s%2F..%2Fa")])
    func escaping(_ name: String, _ escaped: String) { #expect(NpmRegistry.escaped(name) == escaped) }
}
