import Support
import Testing

@testable import RKShared

/// What speaks against tags of Go modules, and the repository that answers for private ones.
struct GoObjectionTests {
    /// Private modules by patterns, as go reads them.
    @Test(arguments: [
        ("example.com", "example.com/a/b", true), ("example.com/a", "example.com/ab", false), ("*.corp.com", "git.corp.com/x", true),
        ("example.com/*/b", "example.com/a/b/c", true), ("example.com/*/b", "example.com/a", false), ("*", "x.org/y", true),
        ("none", "x.org/y", false), ("", "x.org/y", false), ("a.org, x.org/y/", "x.org/y/z", true), ("x.org/[ab]", "x.org/b", true),
    ])
    func patterns(_ patterns: String, _ module: String, _ isPrivate: Bool) { #expect(GoSettings.matches(patterns, module) == isPrivate) }

    /// go's own file of settings counts where no variable does.
    @Test func settings() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("env", "GOPRIVATE=x.org\nGOPROXY=https://p\nPATH=/x\n")
        var settings = GoSettings(["GOENV": "\(sandbox.folder)/env"])
        #expect(settings.proxy(for: "x.org/a") == nil && settings.proxy(for: "y.org") == "https://p" && settings["PATH"] == nil)
        settings = GoSettings(["GOENV": "\(sandbox.folder)/env", "GONOPROXY": "y.org", "GOPROXY": "off"])
        #expect(settings.proxy(for: "x.org/a") == nil && settings.isPrivate("y.org") && !settings.isPrivate("x.org/a"))
        #expect(GoSettings(["GOENV": "off"]).proxy(for: "x.org/a") == GoProxy.standard)
    }

    /// A repository with a remote, and a module in the folder `core`.
    private func scene(_ retractions: String = "") async throws -> (
        sandbox: Sandbox, tree: SourceTree, upload: (String) async throws -> PlannedUpload
    ) {
        let sandbox = try await Sandbox()
        try await sandbox.check(
            """
            git init --quiet --initial-branch main repo && cd repo && mkdir core
            printf 'module github.com/acme/mono/core\\n\\ngo 1.21\\n\(retractions)' > core/go.mod && printf 'package core\\n' > core/core.go
            git add --all && git commit --quiet --message one && git init --quiet --bare ../bare/mono && git remote add origin "$PWD/../bare/mono"
            """)
        let root = "\(sandbox.folder)/repo"
        return (
            sandbox, SourceTree(root: root, tracked: nil),
            { version in
                let head = try await sandbox.check("git rev-parse HEAD", in: "repo").text.trimmed
                let package = Package(
                    id: "golang:github.com/acme/mono/core", name: "github.com/acme/mono/core", ecosystem: "go", workspace: "go",
                    path: "core",
                    manifest: "core/go.mod", version: nil)
                let registry = RegistryAddress(name: "direct", base: "direct", upload: "origin", index: "direct")
                return PlannedUpload(
                    package: package, version: version, tag: "core/\(version)", registry: registry, wishes: UploadWishes(), head: head)
            }
        )
    }

    /// A version that its own go.mod retracts is refused, also without asking anybody.
    @Test(arguments: [("v1.1.0", true), ("v1.2.5", true), ("v1.3.1", false), ("v1.0.0", false)])
    func retracted(_ version: String, _ isRetracted: Bool) async throws {
        let (_, tree, upload) = try await scene("\\nretract (\\n\\tv1.1.0 // broken\\n\\t[v1.2.0, v1.3.0]\\n)\\n")
        let findings = await GoPublishing().objections(to: [try await upload(version)], in: tree, world: nil)
        #expect(findings.map(\.code) == (isRetracted ? ["RK-VERSION-RETRACTED"] : []))
        if version == "v1.1.0" { #expect(findings[0].message.hasSuffix("`retract v1.1.0` (broken)")) }
    }

    /// A tag on the remote is nothing at this commit, an error at another; a remote that is none is an error too.
    @Test func takenTags() async throws {
        let (sandbox, tree, upload) = try await scene()
        let publishing = GoPublishing()
        #expect(await publishing.objections(to: [try await upload("v1.0.0")], in: tree, world: .live).isEmpty)
        try await sandbox.check("git tag --annotate --message x core/v1.0.0 && git push --quiet origin core/v1.0.0", in: "repo")
        #expect(await publishing.objections(to: [try await upload("v1.0.0")], in: tree, world: .live).isEmpty)
        try await sandbox.check("git commit --quiet --allow-empty --message two", in: "repo")
        let findings = await publishing.objections(to: [try await upload("v1.0.0"), try await upload("v1.1.0")], in: tree, world: .live)
        #expect(findings.map(\.code) == ["RK-TAG-TAKEN"])
        #expect(findings[0].hint?.contains("git fetch origin tag core/v1.0.0") == true)
        try await sandbox.check("git remote remove origin", in: "repo")
        #expect(await publishing.objections(to: [try await upload("v1.0.0")], in: tree, world: .live).map(\.code) == ["RK-TOOL-FAILED"])
    }

    /// The repository tells of its tags before, and go of the version afterwards, with the real go.
    @Test func direct() async throws {
        let (sandbox, tree, upload) = try await scene()
        let world = World.live
        let planned = try await upload("v1.0.0")
        /// What there is now.
        func release(_ isBeforehand: Bool) async throws -> RegistryRelease? {
            let inspection = try #require(GoPublishing().inspection(of: planned, isBeforehand: isBeforehand, root: tree.root))
            var call = inspection.call
            // Whatever go reads from this machine is the sandbox's.
            let variables = sandbox.environment.merging(sandbox.goEnvironment) { _, new in new }
            for (name, value) in variables where call.environment[name] == nil { call.environment[name] = value }
            if call.program == "go" { call.program = try #require(Programs.go) }
            return try inspection.read(try await world.run(call))
        }
        #expect(try await release(true) == nil)
        #expect(try await release(false) == nil)
        try await sandbox.check("git tag --annotate --message x core/v1.0.0 && git push --quiet origin core/v1.0.0", in: "repo")
        let expected = RegistryRelease(digests: ["v1.0.0.tag": planned.head], algorithm: .commit)
        #expect(try await release(true) == expected)
        #expect(try await release(false) == expected)
        try await sandbox.check("chmod -R u+w modcache gopath 2> /dev/null || :")
        var other = planned.registry
        other.index = "https://p"
        let proxied = PlannedUpload(
            package: planned.package, version: "v1.0.0", tag: nil, registry: other, wishes: UploadWishes(), head: planned.head)
        #expect(GoPublishing().inspection(of: proxied, isBeforehand: true, root: ".") == nil)
    }
}
