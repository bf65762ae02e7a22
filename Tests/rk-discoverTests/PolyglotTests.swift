import RKShared
import Support
import Testing

/// Repositories of several ecosystems, without configuration.
struct PolyglotTests {
    /// A repository with a Python workspace, two of JavaScript, modules of Go, manifests that are test data, vendored or members of nothing.
    static let files = [
        "pyproject.toml": Manifest.root(), "packages/api/pyproject.toml": Manifest.project("api"),
        "web/pnpm-workspace.yaml": "packages:\n  - packages/*\n", "web/package.json": #"{"name": "web", "private": true}"#,
        "web/packages/ui/package.json": #"{"name": "@acme/ui", "version": "1.0.0"}"#,
        "web/packages/app/package.json": #"{"name": "app", "version": "1.0.0", "dependencies": {"@acme/ui": "workspace:^"}}"#,
        "web/packages/app/legacy/package.json": #"{"name": "legacy", "workspaces": ["x"]}"#,
        "tools/package.json": #"{"name": "tools", "private": true, "workspaces": ["lint"]}"#,
        "tools/lint/package.json": #"{"name": "api", "version": "2.0.0"}"#, "docs/package.json": #"{"name": "docs"}"#,
        "client/go.mod": "module acme.dev/go/client\n\ngo 1.21\n",
        "server/go.mod":
            "module acme.dev/go/server\n\ngo 1.21\n\nrequire acme.dev/go/client v0.0.0\n\nreplace acme.dev/go/client => ../client\n",
        "tests/fixtures/js/package.json": #"{"name": "fixture", "workspaces": ["*"]}"#,
        "web/node_modules/x/package.json": #"{"workspaces": []}"#,
        "vendor/y/go.mod": "module y\n",
    ]

    /// What must be found.
    static let expected = [
        "go golang:acme.dev/go/client", "go golang:acme.dev/go/server", "npm npm:api", "npm npm:tools", "pnpm npm:@acme/ui",
        "pnpm npm:app", "pnpm npm:web", "uv pypi:api",
    ]

    /// Workspaces below `tests` of a crate are its test data; a folder of that name elsewhere is like any other.
    @Test func testsOfCrates() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "Cargo.toml": "[package]\nname = \"tool\"\nversion = \"1.0.0\"\n",
                "tests/data/in/Cargo.toml": "[workspace]\n[package]\nname = \"in\"\nversion = \"1.0.0\"\n",
                "other/tests/Cargo.toml": "[workspace]\n[package]\nname = \"real\"\nversion = \"1.0.0\"\n",
            ], below: "repo")
        try await sandbox.check("git init -q && git add -A -f && git commit -qm 1", in: "repo")
        let found = try await sandbox.discover()
        #expect(found.packages.map(\.id).sorted() == ["cargo:real", "cargo:tool"], "\(found.errors)")
        #expect(found.document?.diagnostics.contains { $0.message.contains("1 cargo workspaces in folders of test data") } == true)
    }

    /// Each ecosystem has its workspaces, with git and without, and the edges inside of each.
    @Test(arguments: [true, false]) func workspaces(_ isTracked: Bool) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(Self.files, below: "repo")
        if isTracked { try await sandbox.check("git init -q && git add -A -f && git commit -qm 1", in: "repo") }
        let found = try await sandbox.discover()
        #expect(found.status == 0, "\(found.errors)")
        #expect(found.packages.map { "\($0.workspace) \($0.id)" }.sorted() == Self.expected)
        #expect(
            found.document?.workspaces?.map { "\($0.id) \($0.ecosystem) \($0.root)" }
                == ["go go .", "npm npm tools", "pnpm pnpm web", "uv uv ."])
        let edges = found.packages.flatMap { package in package.dependencies.compactMap { $0.package.map { "\(package.id) \($0)" } } }
        #expect(edges.sorted() == ["golang:acme.dev/go/server golang:acme.dev/go/client", "npm:app npm:@acme/ui"])
        #expect(found.findings.contains { $0.hasPrefix("RK-WORKSPACE-NESTED") })
    }

    /// A front end is released before the wheel that embeds it, and gives it a patch; each version is written as its ecosystem does.
    @Test func acrossEcosystems() async throws {
        let sandbox = try await Sandbox()
        var files = Self.files
        files["packages/api/releasekit.toml"] = #"depends_on = ["npm:@acme/ui"]"#
        try await sandbox.write(files, below: "repo")
        try await sandbox.check(
            """
            git init -q -b main && git add -A && git commit -qm 'chore: import'
            for name in api @acme/ui app; do git tag $name-v1.0.0; done; git tag client/v0.3.0
            echo x > web/packages/ui/x && git add -A && git commit -qm 'feat: a button'
            echo x > client/x.go && git add -A && git commit -qm 'fix: a leak'
            """, in: "repo")
        let lines = try await sandbox.check("rk-discover | rk-graph --topo | rk-version --format next", in: "repo").text
        #expect(
            Set(lines.split(separator: "\n")) == [
                "acme.dev/go/client v0.3.1", "acme.dev/go/server v0.0.1", "@acme/ui 1.1.0", "app 1.0.1", "api 1.0.1",
            ], "\(lines)")
        let order = try await sandbox.check("rk-discover | rk-graph --topo | jq -r '.packages[].id'", in: "repo").text.split(
            separator: "\n")
        let (front, wheel) = (order.firstIndex(of: "npm:@acme/ui"), order.firstIndex(of: "pypi:api"))
        #expect(try #require(front) < #require(wheel))
    }
}
