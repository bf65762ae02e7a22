import Support
import Testing

@testable import RKShared

/// The calls of go and git, and the queries of proxies.
struct GoCommandsTests {
    /// The calls.
    private let commands = GoCommands()
    /// A registry.
    private let registry = RegistryAddress(name: "t", base: "https://h", upload: "origin", index: "https://h/proxy")
    /// A package.
    private let package = Package(
        id: "golang:x.org/M/a/v2", name: "x.org/M/a/v2", ecosystem: "go", workspace: "go", path: "a", manifest: "a/go.mod", version: nil)

    /// A build throws its result away, where the module is.
    @Test func build() {
        let call = commands.build(package, root: "/r", into: "/out", environment: ["A": "b"])
        #expect(call == Call("go", ["build", "-o", "/dev/null", "./..."], in: "/r/a", environment: ["A": "b"]))
    }

    /// A tag's object is pushed under its name, and its name where there is no object yet; nothing of it can become an option.
    @Test func publish() async throws {
        let options = PublishOptions(credentials: ["T": "s3cret"], reference: "a/v2.0.0")
        let call = commands.publish(["DIST/*"], of: package, to: registry, options: options)
        #expect(call.arguments == ["push", "--porcelain", "--no-verify", "--", "origin", "refs/tags/a/v2.0.0:refs/tags/a/v2.0.0"])
        #expect(call.environment == ["GIT_TERMINAL_PROMPT": "0", "T": "s3cret"])
        #expect(!call.commandLine.contains("s3cret"))
        let sandbox = try await Sandbox()
        try await sandbox.write(".object", "0123abc\n")
        let real = commands.publish(["\(sandbox.folder)/v2.0.0.tag"], of: package, to: registry, options: options)
        #expect(real.arguments.last == "0123abc:refs/tags/a/v2.0.0")
    }

    /// Only where go.sum is beside the workspace's manifest.
    @Test func lockCheck() {
        var workspace = Workspace(id: "go", ecosystem: "go", root: ".", manifest: "go.mod", lockfile: "go.sum")
        #expect(commands.lockCheck(workspace, root: "/r") == Call("go", ["mod", "verify"], in: "/r"))
        workspace.lockfile = nil
        #expect(commands.lockCheck(workspace, root: "/r") == nil)
    }

    /// A module of its own asks the proxy that was published to; the checksum database is go's own matter.
    @Test func smokeTest() async {
        var calls = await commands.smokeTest(package, version: "v2.0.0", from: registry, artifacts: [], in: "/t")
        #expect(
            calls.map { $0.arguments.joined(separator: " ") } == [
                "-p -- /t/module", "mod init rk.invalid/smoke", "get x.org/M/a/v2@v2.0.0", "build -o /dev/null x.org/M/a/v2/...",
                "clean -modcache",
            ])
        #expect(calls[2].environment["GOPROXY"] == "https://h/proxy" && calls[2].environment["GONOSUMDB"] == nil)
        var loopback = RegistryAddress(name: "go", base: "", upload: "origin", index: "http://127.0.0.1:1/go")
        loopback.variables["GONOSUMDB"] = "*"
        calls = await commands.smokeTest(package, version: "v2.0.0", from: loopback, artifacts: [], in: "/t")
        #expect(calls[2].environment["GONOSUMDB"] == "*")
    }

    /// Upper-case letters are escaped; what a proxy does not know is nothing; answers that are none are faults.
    @Test func proxy() throws {
        let proxy = GoProxy(address: registry)
        #expect(proxy.release("x.org/M/a", "v1.0.0-RC1").request.url == "https://h/proxy/x.org/!m/a/@v/v1.0.0-!r!c1.info")
        #expect(proxy.versions(of: "x.org/M").request.url == "https://h/proxy/x.org/!m/@v/list")
        #expect(proxy.versions(of: "../x?y").request.url == "https://h/proxy/../x%3Fy/@v/list")
        let query = proxy.release("x.org/a", "v1.0.0")
        #expect(try query.parse(Response(status: 404)) == nil)
        #expect(try query.parse(Response(status: 410)) == nil)
        let body = #"{"Version":"v1.0.0","Time":"2026-01-02T03:04:05Z","Origin":{"VCS":"git","Hash":"abc","Ref":"refs/tags/v1.0.0"}}"#
        #expect(
            try query.parse(Response(status: 200, body: Array(body.utf8)))
                == RegistryRelease(digests: ["v1.0.0.tag": "abc"], algorithm: .commit))
        let info = try proxy.info("x.org/a", "v1.0.0").parse(Response(status: 200, body: Array(body.utf8)))
        #expect(info == GoProxy.Info(version: "v1.0.0", commit: "abc", reference: "refs/tags/v1.0.0"))
        for (status, code) in [(401, Code.credentialsRefused), (429, .rateLimited), (503, .serviceUnavailable), (418, .registryUnknown)] {
            #expect(#expect(throws: Fault.self) { try query.parse(Response(status: status)) }?.code == code)
        }
        #expect(
            #expect(throws: Fault.self) { try query.parse(Response(status: 200, body: Array("<html>".utf8))) }?.code == .serviceUnavailable)
        let list = Response(status: 200, body: Array("v1.10.0\nv1.9.0\n\nrubbish\nv1.0.0-rc.1 2026-01-02T03:04:05Z\n".utf8))
        #expect(proxy.releaseBeforehand("x.org/M", "v1.0.0").request.url.hasSuffix("/x.org/!m/@v/list"))
        #expect(try proxy.releaseBeforehand("x", "v1.9.0").parse(list) != nil)
        #expect(try proxy.releaseBeforehand("x", "v1.9").parse(list) == nil)
        #expect(try proxy.versions(of: "x").parse(list) == ["v1.0.0-rc.1", "v1.9.0", "v1.10.0"])
    }

    /// Tags in front of versions, and which versions a module can have.
    @Test(arguments: [
        ("x.org/m", ".", "", "v1.0.0", "v2.0.0"), ("x.org/m/v2", ".", "", "v2.0.0", "v1.0.0"),
        ("x.org/m/v2", "v2", "", "v2.1.0-rc.1", "v3.0.0"),
        ("x.org/m/client/v3", "client/v3", "client/", "v3.0.0", "v0.1.0"), ("x.org/m/server/v3", "server", "server/", "v3.0.0", "v2.0.0"),
        ("x.org/m/a", "a", "a/", "v0.1.0", "v2.0.0+incompatible"),
        ("x.org/m/mongo/v2/mongo", "mongo/v2/mongo", "mongo/v2/mongo/", "v1.0.0", "v2.0.0"),
        ("gopkg.in/m.v3", ".", "", "v3.0.0", "v1.0.0"), ("x.org/m", ".", "", "v0.0.1", "v0.0.0-20191109021931-daa7c04131f5"),
    ])
    func tags(_ name: String, _ path: String, _ prefix: String, _ possible: String, _ impossible: String) {
        let package = Package(
            id: "golang:\(name)", name: name, ecosystem: "go", workspace: "go", path: path, manifest: "go.mod", version: nil)
        #expect(Go().tagPrefix(of: package) == prefix)
        #expect(Go().accepts(possible, for: package) && !Go().accepts(impossible, for: package))
    }
}
