import RKShared
import Support
import Testing

/// Packages of npm from a document to a registry and back, with the real npm.
@Suite struct NpmRoadTests {
    /// A workspace of a scoped library and a package that needs it, with a change since it was added.
    private static func scene() async throws -> PublishScene {
        let scene = PublishScene(in: try await Sandbox())
        try await scene.sandbox.write(
            [
                "package.json": #"{"name": "root", "private": true, "workspaces": ["packages/*"]}"#, ".gitignore": "node_modules\n",
                "packages/ui/package.json": "{\n  \"name\": \"@acme/ui\",\n  \"version\": \"1.0.0\",\n  \"main\": \"index.js\"\n}\n",
                "packages/ui/index.js": "exports.hi = () => 'hi';\n",
                "packages/app/package.json": """
                {
                  "name": "acme-app",
                  "version": "1.0.0",
                  "main": "index.js",
                  "dependencies": {
                    "@acme/ui": "^1.0.0"
                  }
                }

                """, "packages/app/index.js": "exports.run = () => require('@acme/ui').hi();\n",
            ], below: "repo")
        try await scene.sandbox.check(
            """
            git init --quiet --initial-branch main . && git add --all && git commit --quiet --message 'chore: begin'
            printf '// more\\n' >> packages/ui/index.js && git commit --quiet --all --message 'feat: more'
            """, in: "repo")
        return scene
    }

    /// What a pipeline with versions and pins hands over.
    private static let versions = "plan | rk-version | rk-pin"

    /// Everything is published in order, with the registry's own digests, installed and loaded; a second run finds it there.
    @Test func release() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            "\(Self.versions) > ../first.in; cp ../first.in ../second.in; publish first; publish second; echo $NPM_TOKEN > ../token",
            smoke: true)
        let first = try scene.result("first")
        #expect(
            first.status == 0 && first.statuses == ["@acme/ui": "published", "acme-app": "published", "root": "skipped"], "\(first.errors)")
        #expect(first.digests.keys.sorted() == ["acme-app-1.0.1.tgz", "acme-ui-1.1.0.tgz"])
        #expect(first.text.contains("sha512"))
        let second = try scene.result("second")
        #expect(second.status == 0 && second.count("already-published") == 2, "\(second.errors)")
        #expect(try await scene.treeStatus() == "")
        #expect(try await scene.sandbox.check("grep -lrF -f token first.err second.err first.json second.json repo || true").text == "")
    }

    /// A lost answer is no failure; other bytes under a version that is there are an error.
    @Test func troubles() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            \(Self.versions) > ../first.in; publish first
            printf '// forgotten\\n' >> packages/ui/index.js; git commit --quiet --all --message 'chore: forgotten'
            plan | rk-version --set npm:@acme/ui=1.1.0 | rk-pin > ../different.in; publish different --verify-existing --only '@acme/ui'
            """,
            faults: #"[{"match": "^PUT /npm/@acme", "times": 1, "drop": true, "when": "after"}]"#)
        let first = try scene.result("first")
        #expect(first.status == 0 && first.count("published") == 2, "\(first.errors)")
        let different = try scene.result("different")
        #expect(different.status == 1 && different.codes.contains("RK-DIGEST-DIFFERS"), "\(different.errors)")
    }
}
