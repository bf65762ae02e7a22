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

    /// Dist-tags as `npm view` shows them: a hotfix below `latest` and a prerelease do not become it, settings and manifests have their say.
    @Test func distTags() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            release() { plan | rk-version --set npm:@acme/ui=$1 --set npm:acme-app=$2 | rk-pin > "../$3.in"; publish $3; }
            tags() { npm view --json "$1" dist-tags | jq --compact-output --sort-keys . > "../$2"; }
            release 1.1.0 1.1.0 one
            release 2.0.0 2.0.0 two
            release 1.1.1 1.0.5 hotfix
            release 2.1.0-beta.1 2.1.0-rc.1 early
            release 1.2.0 2.0.0 hotfix2
            tags @acme/ui ui; tags acme-app app
            printf '[npm]\\ntag = "nightly"\\n' > releasekit.toml
            printf '[npm]\\ntag = "own"\\n' > packages/ui/releasekit.toml
            sed -i 's/"main"/"publishConfig": {"tag": "declared"}, "main"/' packages/app/package.json
            git add --all && git commit --quiet --message 'chore: tags'
            release 3.0.0-beta.1 3.0.0 declared
            tags @acme/ui ui2; tags acme-app app2
            """)
        for name in ["one", "two", "hotfix", "early", "declared"] {
            let result = try scene.result(name)
            #expect(result.status == 0 && result.count("published") == 2, "\(name): \(result.errors)")
        }
        #expect(try scene.sandbox.read("ui").trimmed == #"{"beta":"2.1.0-beta.1","latest":"2.0.0","release-1.x":"1.2.0"}"#)
        #expect(try scene.sandbox.read("app").trimmed == #"{"latest":"2.0.0","rc":"2.1.0-rc.1","release-1.x":"1.0.5"}"#)
        #expect(try scene.sandbox.read("ui2").contains(#""own":"3.0.0-beta.1""#))
        #expect(try scene.sandbox.read("app2").contains(#""declared":"3.0.0""#))
        #expect(try scene.sandbox.read("app2").contains(#""latest":"2.0.0""#))
    }

    /// Versions for good: protocols and fitting ranges stay, the lockfile follows, and npm accepts it; a rehearsal does not touch it.
    @Test func forGood() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            npm install --package-lock-only --offline --ignore-scripts --no-audit --no-fund > /dev/null
            git add --all && git commit --quiet --message 'chore: lockfile'
            \(Self.versions) > ../dry.in; publish dry --dry-run
            \(Self.versions) | rk-pin apply --for-good > ../applied.json
            git diff --name-only > ../changed
            npm ci --offline --ignore-scripts --no-audit --no-fund > /dev/null && npm ls > /dev/null && echo accepted > ../accepted
            npm install --package-lock-only --offline --ignore-scripts --no-audit --no-fund > /dev/null
            git diff --name-only | cmp - ../changed
            git commit --quiet --all --message 'chore: versions'
            plan > ../merged.in; publish merged
            """)
        #expect(try scene.sandbox.read("changed") == "package-lock.json\npackages/app/package.json\npackages/ui/package.json\n")
        #expect(try scene.sandbox.read("accepted") == "accepted\n")
        let merged = try scene.result("merged")
        #expect(merged.status == 0 && merged.count("published") == 2, "\(merged.errors)")
        #expect(try !scene.result("dry").errors.contains("package-lock.json"))
        #expect(try await scene.treeStatus() == "")
    }

    /// Private packages and the root are not released, but follow a member whose new version their ranges do not take: npm still finds everything in place.
    @Test func privatePackages() async throws {
        let scene = try await Self.scene()
        try await scene.sandbox.write(
            [
                "package.json":
                    #"{"name": "root", "private": true, "workspaces": ["packages/*"], "devDependencies": {"@acme/ui": "~1.0.0"}}"#,
                "packages/site/package.json":
                    #"{"name": "site", "private": true, "dependencies": {"@acme/ui": "^1.0.0", "acme-app": "^1.0.0"}}"#,
            ], below: "repo")
        try await scene.run(
            """
            npm install --package-lock-only --offline --ignore-scripts --no-audit --no-fund > /dev/null
            git add --all && git commit --quiet --message 'chore: a site'
            printf '// other\\n' >> packages/ui/index.js; git commit --quiet --all --message 'feat!: other'
            \(Self.versions) | rk-pin apply --for-good > ../applied.json
            git diff --unified=0 -- package.json packages/site | grep '^+{' > ../changed
            npm ci --offline --ignore-scripts --no-audit --no-fund > /dev/null && npm ls > ../ls && echo accepted >> ../changed
            """)
        #expect(
            try scene.sandbox.read("changed") == """
                +{"name": "root", "private": true, "workspaces": ["packages/*"], "devDependencies": {"@acme/ui": "~2.0.0"}}
                +{"name": "site", "private": true, "dependencies": {"@acme/ui": "^2.0.0", "acme-app": "^1.0.0"}}
                accepted

                """)
        #expect(try scene.sandbox.read("ls").contains("@acme/ui@2.0.0 -> ./packages/ui"))
        let pins = try JSON(parsing: Array(try scene.sandbox.read("applied.json").utf8)).object?["pins"]?.array ?? []
        #expect(pins.compactMap { $0.object?["package"]?.string } == ["npm:@acme/ui", "npm:acme-app"])
    }
}
