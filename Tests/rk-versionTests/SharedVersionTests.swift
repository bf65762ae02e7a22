import RKShared
import Support
import Testing

/// One version for packages of several ecosystems, each in its own spelling.
struct SharedVersionTests {
    /// A repository of six ecosystems; each has one package, at a version of its own or at none.
    private static let files = [
        "pyproject.toml": "[tool.uv.workspace]\nmembers = ['py/*']\n",
        "py/core/pyproject.toml": "[project]\nname = 'core'\nversion = '1.0.0'\n[build-system]\nrequires = []\n",
        "web/package.json": #"{"name": "web", "private": true, "workspaces": ["ui"]}"#,
        "web/ui/package.json": #"{"name": "@acme/ui", "version": "0.9.0"}"#, "client/go.mod": "module acme.dev/client\n",
        "rust/Cargo.toml": "[workspace]\nmembers = ['engine']\n",
        "rust/engine/Cargo.toml": "[package]\nname = 'engine'\nversion = '1.1.0'\n",
        "pom.xml":
            "<project><groupId>acme</groupId><artifactId>java</artifactId><version>1.0-SNAPSHOT</version><packaging>pom</packaging></project>",
        "dart/pubspec.yaml": "name: acme\nversion: 1.0.0+3\n",
    ]

    /// The version of every package in the order of their ids, when all share one.
    private static func all(_ plain: String, python: String? = nil) -> String {
        "engine \(plain)\nacme.dev/client v\(plain)\nacme:java \(plain)\n@acme/ui \(plain)\nacme \(plain)\ncore \(python ?? plain)\n"
    }

    /// A repository with a script behind its first commit.
    private func repository(_ extra: [String: String] = [:], _ config: String = "synchronize = true\n", _ script: String) async throws
        -> Sandbox
    {
        let sandbox = try await Sandbox()
        var files = Self.files.merging(extra) { _, new in new }
        files["releasekit.toml"] = config
        try await sandbox.write(files, below: "repo")
        try await sandbox.check(
            """
            git init -qb main; git add -A; git commit -qm 'chore: import'
            git tag core-v1.0.0; git tag @acme/ui-v0.9.0; git tag engine-v1.1.0; git tag acme-v1.0.0+3
            \(Scenario.prelude)\(script)
            """, in: "repo")
        return sandbox
    }

    /// Tags everything that a run of rk-version releases.
    private static let tagAll =
        #"tag_all() { rk-discover | rk-graph | rk-version "$@" | jq -r '.versions[] | select(.bump != "none") | .tag' | xargs -n 1 git tag; }"#

    /// A change anywhere gives all of them the next version of the highest one; candidates count up together, and end as that version.
    @Test func synchronized() async throws {
        let sandbox = try await repository([:], "synchronize = true\n", "c 'feat: x' web/ui/f")
        #expect(try await sandbox.versions("--format next").text == Self.all("1.2.0"))
        #expect(try await sandbox.versions("--prerelease rc --format next").text == Self.all("1.2.0-rc.1", python: "1.2.0rc1"))
        #expect(try await sandbox.versions("--prerelease alpha --format next").text == Self.all("1.2.0-alpha.1", python: "1.2.0a1"))
        let tags = try await sandbox.plans("--prerelease rc").compactMap(\.tag)
        #expect(
            tags == [
                "engine-v1.2.0-rc.1", "client/v1.2.0-rc.1", "java-v1.2.0-rc.1", "@acme/ui-v1.2.0-rc.1", "acme-v1.2.0-rc.1",
                "core-v1.2.0rc1",
            ])
        try await sandbox.check("\(Self.tagAll); tag_all --prerelease rc", in: "repo")
        #expect(try await sandbox.versions("--prerelease rc --exit-code").status == 3)
        try await sandbox.check("\(Scenario.prelude)c 'fix: y' client/f", in: "repo")
        #expect(try await sandbox.versions("--prerelease rc --format next").text == Self.all("1.2.0-rc.2", python: "1.2.0rc2"))
        #expect(try await sandbox.versions("--format next").text == Self.all("1.2.0"))
        try await sandbox.check("\(Self.tagAll); tag_all --prerelease rc; tag_all", in: "repo")
        #expect(try await sandbox.versions("--exit-code").status == 3)
        try await sandbox.check("\(Scenario.prelude)c 'fix: z' f", in: "repo")
        #expect(try await sandbox.versions("--format next").text == Self.all("1.2.1"))
    }

    /// Before the first release the manifests count, where they have a version; the reasons name what decided.
    @Test func firstRelease() async throws {
        let sandbox = try await repository(
            ["web/ui/package.json": #"{"name": "@acme/ui"}"#], "synchronize = true\n",
            "git tag | xargs git tag -d > /dev/null; c 'fix: x' rust/engine/f")
        let plans = try await sandbox.plans().filter(\.isReleased)
        #expect(
            plans.map { "\($0.current ?? "-") \($0.next ?? "-") \($0.reason.rawValue)" } == [
                "1.1.0 1.1.1 commit", "- v1.1.1 synchronize", "1.0-SNAPSHOT 1.1.1 synchronize", "- 1.1.1 synchronize",
                "1.0.0+3 1.1.1 synchronize",
                "1.0.0 1.1.1 synchronize",
            ])
        #expect(plans.allSatisfy { $0.reason == .commit || $0.because == ["cargo:engine"] })
    }

    /// Nothing but packages without a version: the first one is one for all.
    @Test(arguments: [("feat", "0.1.0"), ("fix", "0.0.1"), ("feat!", "0.1.0")]) func noVersionAtAll(_ type: String, _ version: String)
        async throws
    {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "releasekit.toml": "synchronize = true\n", "package.json": #"{"name": "web", "private": true, "workspaces": ["ui"]}"#,
                "ui/package.json": #"{"name": "ui"}"#, "client/go.mod": "module acme.dev/client\n",
            ], below: "repo")
        try await sandbox.check(
            "git init -qb main; git add -A; git commit -qm 'chore: import'; \(Scenario.prelude)c '\(type): x' ui/f", in: "repo")
        #expect(try await sandbox.versions("--format next").text == "acme.dev/client v\(version)\nui \(version)\n")
    }

    /// Only members of a fixed group share, whatever their ecosystem; the rest have versions of their own.
    @Test func fixedGroup() async throws {
        let sandbox = try await repository(
            [
                "py/core/releasekit.toml": "group = 'core'\n", "client/releasekit.toml": "group = 'core'\n",
                "web/ui/releasekit.toml": "group = 'core'\n",
            ], "[groups.core]\nsynchronize = true\n", "c 'feat: x' client/f; c 'fix: y' rust/engine/f")
        #expect(
            try await sandbox.versions("--format next").text == "engine 1.1.1\nacme.dev/client v1.1.0\n@acme/ui 1.1.0\ncore 1.1.0\n")
        #expect(
            try await sandbox.versions("--group core --prerelease beta --format next").text
                == "acme.dev/client v1.1.0-beta.1\n@acme/ui 1.1.0-beta.1\ncore 1.1.0b1\n")
        #expect(
            try await sandbox.versions("--set npm:@acme/ui=2.0.0-rc.3 --format next --group core").status == 1)
        #expect(
            try await sandbox.versions("--set npm:@acme/ui=1.9.0-rc.3 --format next --group core").text
                == "acme.dev/client v1.9.0-rc.3\n@acme/ui 1.9.0-rc.3\ncore 1.9.0rc3\n")
        let two = try await sandbox.versions("--set npm:@acme/ui=1.9.0 --set pypi:core=1.8.0")
        #expect(two.status == 65 && two.said.contains("but they share one"), "\(two.said)")
    }

    /// What `rk-graph --group` takes out of the document does not become part of the package around it.
    @Test func filteredBefore() async throws {
        let sandbox = try await repository(
            ["go.mod": "module acme.dev/root\n", "web/ui/releasekit.toml": "group = 'core'\n"], "[groups.core]\n",
            "c 'feat: x' web/ui/f; c 'fix: y' rust/engine/f")
        let pipeline = "rk-discover | rk-graph --package acme.dev/root --group core | rk-graph --topo | rk-version --format next"
        #expect(try await sandbox.check(pipeline, in: "repo").text == "@acme/ui 0.10.0\n")
        #expect(try await sandbox.versions("--group core --format next").text == "@acme/ui 0.10.0\n")
    }

    /// Packages of several ecosystems in one folder share its commits; so does what is taken out of it again.
    @Test func oneFolder() async throws {
        let sandbox = try await repository(
            [
                "rust/engine/package.json": #"{"name": "engine-js", "version": "1.0.0"}"#,
                "package.json": #"{"name": "r", "private": true, "workspaces": ["rust/*", "web/*"]}"#,
            ],
            "", "git rm -q web/package.json; git commit -qm 'chore: less'; git tag engine-js-v1.0.0; c 'feat: x' rust/engine/f")
        #expect(try await sandbox.versions("--format next | sort").text == "engine 1.2.0\nengine-js 1.1.0\n")
        let filtered = try await sandbox.check(
            "rk-discover | rk-graph --package engine-js | rk-graph | rk-version --format next", in: "repo")
        #expect(filtered.text == "engine-js 1.1.0\n")
    }

    /// The commits of a private front end are those of the wheel that embeds it, since the wheel's own last release.
    @Test func privateFrontEnd() async throws {
        let sandbox = try await repository(
            [
                "web/ui/package.json": #"{"name": "@acme/ui", "private": true}"#,
                "py/core/releasekit.toml": "depends_on = ['npm:@acme/ui']\n",
            ], "", "c 'feat: x' web/ui/f")
        #expect(try await sandbox.versions("--format next").text == "core 1.1.0\n")
        #expect(try await sandbox.plans().last?.commits.map(\.subject) == ["x"])
        try await sandbox.check("git tag core-v1.1.0", in: "repo")
        #expect(try await sandbox.versions("--exit-code").status == 3)
    }

    /// A Go module cannot follow from version 2 on without another path; the error says who shares it, and what to do. A path that has the
    /// suffix lifts the others.
    @Test func majorOfGo() async throws {
        let sandbox = try await repository([:], "synchronize = true\n", "c 'feat!: x' py/core/f")
        let refused = try await sandbox.versions()
        #expect(refused.status == 1)
        #expect(
            refused.said.contains(
                "golang:acme.dev/client cannot have the version v2.0.0, which it shares with cargo:engine, maven:acme:java, npm:@acme/ui and 2 more"
            ),
            "\(refused.said)")
        #expect(
            refused.said.contains("make it `acme.dev/client/v2` in go.mod")
                && refused.said.contains("or let a group without it share one version"))
        try await sandbox.check("echo 'module acme.dev/client/v2' > client/go.mod; git commit -qam 'feat!: v2'", in: "repo")
        #expect(
            try await sandbox.versions("--format next").text
                == Self.all("2.0.0").replacing("acme.dev/client v", with: "acme.dev/client/v2 v"))
        try await sandbox.check(
            "git reset -q --hard HEAD~2; echo 'module acme.dev/client/v2' > client/go.mod; git commit -qam 'fix: x'", in: "repo")
        #expect(try await sandbox.versions("--format next | sort | head -1").text == "@acme/ui 2.0.0\n")
    }

    /// Versions that other schemes cannot say count by their numbers; a shared version that would go back is refused.
    @Test func otherSpellings() async throws {
        let python = "[project]\nname = 'core'\nversion = 'VERSION'\n[build-system]\nrequires = []\n"
        let post = try await repository(
            ["py/core/pyproject.toml": python.replacing("VERSION", with: "3.1.post2")], "synchronize = true\n",
            "git tag core-v3.1.post2; c 'fix: x' web/ui/f")
        #expect(try await post.versions("--format next | grep -e ui -e core").text == "@acme/ui 3.1.1\ncore 3.1.1\n")
        let epoch = try await repository(
            ["py/core/pyproject.toml": python.replacing("VERSION", with: "1!0.1")], "synchronize = true\n",
            "git tag core-v1!0.1; c 'fix: x' web/ui/f")
        let refused = try await epoch.versions()
        #expect(
            refused.status == 65 && refused.said.contains("pypi:core cannot have the version 1.1.1, which it shares with"),
            "\(refused.said)")
        #expect(refused.said.contains("its last release is 1!0.1 already"))
        let label = try await post.versions("--prerelease dev")
        #expect(label.status == 65 && label.said.contains("maven has no such"), "\(label.said)")
    }
}
