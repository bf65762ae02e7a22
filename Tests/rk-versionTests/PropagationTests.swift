import RKShared
import Support
import Testing

/// Rules by which releases pass from dependencies to dependents: `[propagation]`.
struct PropagationTests {
    /// A package, one that takes its versions 1.x, and one that takes the versions 1.0.x of that.
    private static let ranged = ["a": [], "b": ["a>=1,<2"], "d": ["b>=1,<1.1"]]
    /// What most scenarios say.
    private static let outOfRange = "[propagation]\nruntime = 'out-of-range'\n"

    /// Rules with what comes out.
    static let scenarios = [
        Scenario(
            name: "any is the default", packages: ranged, script: "c 'feat: x' packages/a/f", expected: ["a 1.1.0", "b 1.0.1", "d 1.0.1"]),
        Scenario(
            name: "out-of-range: inside", packages: ranged, config: outOfRange, script: "c 'feat: x' packages/a/f", expected: ["a 1.1.0"]),
        Scenario(
            name: "out-of-range: outside, and the next one inside", packages: ranged, config: outOfRange,
            script: "c 'feat!: x' packages/a/f",
            expected: ["a 2.0.0", "b 1.0.1"]),
        Scenario(
            name: "out-of-range: as far as it goes", packages: ranged, config: outOfRange,
            script: "c 'feat!: x' packages/a/f; c 'feat: y' packages/b/f", expected: ["a 2.0.0", "b 1.1.0", "d 1.0.1"]),
        Scenario(
            name: "out-of-range: no condition takes all", packages: ["a": [], "b": ["a"]], config: outOfRange,
            script: "c 'feat!: x' packages/a/f", expected: ["a 2.0.0"]),
        Scenario(
            name: "out-of-range: a prerelease that nobody asked for", packages: ranged, config: outOfRange,
            script: "c 'fix: x' packages/a/f", arguments: "--prerelease rc", expected: ["a 1.0.1rc1", "b 1.0.1rc1", "d 1.0.1rc1"]),
        Scenario(
            name: "out-of-range: what cannot be read", packages: ["a": [], "b": ["a>={{ major }}"]], config: outOfRange,
            script: "c 'fix: x' packages/a/f", arguments: "--verbose", expected: ["a 1.0.1", "b 1.0.1"],
            says: "`>={{ major }}` of pypi:b on pypi:a cannot be read"),
        Scenario(
            name: "out-of-range: one of two conditions",
            packages: ["a": [], "b": ["a>=1; python_version > '3'", "a<1.1; python_version < '3'"]],
            config: outOfRange, script: "c 'feat: x' packages/a/f", expected: ["a 1.1.0", "b 1.0.1"]),
        Scenario(
            name: "never", packages: ranged, config: "[propagation]\nruntime = 'never'", script: "c 'feat!: x' packages/a/f",
            expected: ["a 2.0.0"]),
        Scenario(
            name: "one kind never, another out of range", packages: ["a": [], "b": ["a"], "d": []],
            config: "[propagation]\nruntime = 'never'\noptional = 'out-of-range'",
            files: ["packages/d/pyproject.toml": "[project.optional-dependencies]\nx = ['a<1.1']\n"], script: "c 'feat: x' packages/a/f",
            expected: ["a 1.1.0", "d 1.0.1"]),
        Scenario(
            name: "a package's own rule goes before", packages: ["a": [], "b": ["a"], "d": ["a"]], config: "propagation.runtime = 'never'",
            files: ["packages/b/releasekit.toml": "[propagation]\nruntime = 'any'\n"], script: "c 'feat: x' packages/a/f",
            expected: ["a 1.1.0", "b 1.0.1"]),
        Scenario(
            name: "a larger step", packages: ["a": [], "b": ["a"], "d": ["b"]], config: "[propagation]\nruntime = { bump = 'minor' }",
            script: "c 'fix: x' packages/a/f", expected: ["a 1.0.1", "b 1.1.0", "d 1.1.0"]),
        Scenario(
            name: "as large a step", packages: ["a": [], "b": ["a"], "d": ["b"]], config: "propagation.runtime.bump = 'same'",
            script: "c 'feat!: x' packages/a/f", expected: ["a 2.0.0", "b 2.0.0", "d 2.0.0"]),
        Scenario(
            name: "as large a step as two dependencies", packages: ["a": [], "b": [], "d": ["a", "b"]],
            config: "propagation.runtime.bump = 'same'", script: "c 'fix: x' packages/a/f; c 'feat: y' packages/b/f",
            expected: ["a 1.0.1", "b 1.1.0", "d 1.1.0"]),
        Scenario(
            name: "major, out of range, beside commits of its own", packages: ranged,
            config: "[propagation]\nruntime = { when = 'out-of-range', bump = 'major' }",
            script: "c 'feat!: x' packages/a/f; c 'fix: y' packages/b/f", expected: ["a 2.0.0", "b 2.0.0", "d 2.0.0"]),
        Scenario(
            name: "major below 1.0", packages: ["a": [], "b": ["a"]], config: "propagation.runtime.bump = 'major'", tagged: false,
            script: "git tag a-v1.0.0; set_version b 0.4.0; git tag b-v0.4.0; c 'fix: x' packages/a/f", expected: ["a 1.0.1", "b 0.5.0"]),
        Scenario(
            name: "own commits that ask for more", packages: ["a": [], "b": ["a"]], config: "propagation.runtime.bump = 'minor'",
            script: "c 'fix: x' packages/a/f; c 'feat!: y' packages/b/f", expected: ["a 1.0.1", "b 2.0.0"]),
        Scenario(
            name: "dev counts where it is configured", packages: ["a": [], "b": []], config: "[propagation]\ndev = 'any'",
            files: ["packages/b/pyproject.toml": "[dependency-groups]\nx = ['a']\n"], script: "c 'fix: x' packages/a/f",
            expected: ["a 1.0.1", "b 1.0.1"]),
        Scenario(
            name: "a group moves a dependency out of range", packages: ["a": [], "b": ["a<2"], "x": []],
            config: "[groups.core]\nsynchronize = true\n\(outOfRange)",
            files: ["packages/a/releasekit.toml": "group = 'core'\n", "packages/x/releasekit.toml": "group = 'core'\n"],
            script: "c 'feat!: x' packages/x/f; c 'fix: y' packages/a/f", expected: ["a 2.0.0", "b 1.0.1", "x 2.0.0"]),
        Scenario(
            name: "a larger step moves a whole group", packages: ["a": [], "b": ["a"], "x": []],
            config: "[groups.core]\nsynchronize = true\n[propagation]\nruntime = { bump = 'same' }",
            files: ["packages/b/releasekit.toml": "group = 'core'\n", "packages/x/releasekit.toml": "group = 'core'\n"],
            script: "c 'feat!: x' packages/a/f; c 'fix: y' packages/x/f", expected: ["a 2.0.0", "b 2.0.0", "x 2.0.0"]),
        Scenario(
            name: "--set moves a dependency out of range", packages: ranged, config: outOfRange, arguments: "--set pypi:a=2.5",
            expected: ["a 2.5", "b 1.0.1"]),
        Scenario(
            name: "what is set by hand stays", packages: ["a": [], "b": ["a"]], config: "propagation.runtime.bump = 'same'",
            script: "c 'feat!: x' packages/a/f", arguments: "--set pypi:b=1.0.7", expected: ["a 2.0.0", "b 1.0.7"]),
        Scenario(
            name: "an unknown kind", config: "[propagation]\nruntme = 'any'", status: 66, says: "did you mean `runtime`?"),
    ]

    /// Each setting gives these versions.
    @Test(arguments: scenarios) func rules(_ scenario: Scenario) async throws { try await scenario.run() }

    /// The rule that decided stands in `because` and, as a sentence, in `why`; a package that stays tells what it still takes.
    @Test func rulesAreNamed() async throws {
        let sandbox = try await Sandbox()
        try await Scenario(
            name: "", packages: ["a": [], "b": ["a<1.1"], "d": ["a>=1"], "x": ["a", "b"]],
            config: "[propagation]\nruntime = { when = 'out-of-range', bump = 'minor' }\n",
            files: ["packages/x/releasekit.toml": "propagation.runtime = 'any'\n"], script: "c 'feat: x' packages/a/f"
        ).build(in: sandbox)
        let plans = Dictionary(uniqueKeysWithValues: try await sandbox.plans().map { ($0.package, $0) })
        let far = try #require(plans["pypi:b"])
        #expect(far.reason == .dependency && far.next == "1.1.0")
        #expect(far.because == ["pypi:a", "propagation.runtime=out-of-range,minor"])
        #expect(far.rest["why"]?.string == "pypi:a 1.1.0 is out of the range `<1.1` (a runtime dependency, at least a minor one)")
        let near = try #require(plans["pypi:d"])
        #expect(near.reason == .none && near.because == [])
        #expect(
            near.rest["why"]?.string
                == "no commit since the last release asks for one; what it needs stays in range: pypi:a 1.1.0 (`>=1`)")
        let both = try #require(plans["pypi:x"])
        #expect(both.because == ["pypi:a", "pypi:b", "propagation.runtime=any"])
        #expect(
            both.rest["why"]?.string
                == "pypi:a is released, and a runtime dependency passes on any release; pypi:b is released, and a runtime dependency passes on any release"
        )
        let table = try await sandbox.versions("--format table").text
        #expect(table.contains("dependency pypi:a propagation.runtime=out-of-range,minor\n"), "\(table)")
        #expect(table.contains("dependency pypi:a (+1)\n"), "\(table)")
    }

    /// Peers, catalogs and `workspace:` of pnpm by what is published in their place.
    @Test func node() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "package.json": #"{"name": "root", "private": true}"#,
                "pnpm-workspace.yaml": "packages:\n  - p/*\nlinkWorkspacePackages: true\ncatalog:\n  core: ^1.0.0\n",
                "releasekit.toml": "[propagation]\nruntime = 'out-of-range'\npeer = { when = 'out-of-range', bump = 'major' }\n",
                "p/core/package.json": #"{"name": "core", "version": "1.0.0"}"#,
                "p/star/package.json": #"{"name": "star", "version": "1.0.0", "dependencies": {"core": "workspace:*"}}"#,
                "p/caret/package.json": #"{"name": "caret", "version": "1.0.0", "dependencies": {"core": "workspace:^"}}"#,
                "p/listed/package.json": #"{"name": "listed", "version": "1.0.0", "dependencies": {"core": "catalog:"}}"#,
                "p/peer/package.json": #"{"name": "peer", "version": "1.0.0", "peerDependencies": {"core": "workspace:^"}}"#,
                "p/dev/package.json": #"{"name": "dev", "version": "1.0.0", "devDependencies": {"core": "workspace:*"}}"#,
            ], below: "repo")
        try await sandbox.check(
            """
            git init -qb main; git add -A; git commit -qm 'chore: import'
            for name in core star caret listed peer dev; do git tag $name-v1.0.0; done
            \(Scenario.prelude)c 'feat: x' p/core/f
            """, in: "repo")
        #expect(try await sandbox.versions("--format next | sort").text == "core 1.1.0\nstar 1.0.1\n")
        try await sandbox.check("\(Scenario.prelude)c 'feat!: y' p/core/f", in: "repo")
        #expect(
            try await sandbox.versions("--format next | sort").text == "caret 1.0.1\ncore 2.0.0\nlisted 1.0.1\npeer 2.0.0\nstar 1.0.1\n")
    }

    /// Cargo's requirements, Go's, Maven's and Dart's, by the meaning that each has there.
    @Test func others() async throws {
        let sandbox = try await Sandbox()
        let parent = "<groupId>x</groupId><version>1.0.0</version>"
        try await sandbox.write(
            [
                "releasekit.toml": "[propagation]\nruntime = 'out-of-range'\n",
                "rust/Cargo.toml": "[workspace]\nmembers = ['*']\n", "rust/a/Cargo.toml": "[package]\nname = 'ra'\nversion = '1.0.0'\n",
                "rust/b/Cargo.toml": "[package]\nname = 'rb'\nversion = '1.0.0'\n[dependencies]\nra = { path = '../a', version = '1' }\n",
                "rust/c/Cargo.toml":
                    "[package]\nname = 'rc'\nversion = '1.0.0'\n[dependencies]\nra = { path = '../a', version = '~1.0' }\n",
                "go/a/go.mod": "module x.dev/go/a\n",
                "go/b/go.mod": "module x.dev/go/b\n\nrequire x.dev/go/a v1.0.0\n\nreplace x.dev/go/a => ../a\n",
                "java/pom.xml":
                    "<project>\(parent)<artifactId>r</artifactId><packaging>pom</packaging><modules><module>a</module><module>b</module></modules></project>",
                "java/a/pom.xml": "<project>\(parent)<artifactId>a</artifactId></project>",
                "java/b/pom.xml":
                    "<project>\(parent)<artifactId>b</artifactId><dependencies><dependency><groupId>x</groupId><artifactId>a</artifactId><version>1.0.0</version></dependency></dependencies></project>",
                "dart/a/pubspec.yaml": "name: da\nversion: 1.0.0\n",
                "dart/b/pubspec.yaml": "name: db\nversion: 1.0.0\ndependencies:\n  da:\n    path: ../a\n    version: ^1.0.0\n",
                "dart/c/pubspec.yaml": "name: dc\nversion: 1.0.0\ndependencies:\n  da:\n    path: ../a\n    version: '>=1.0.0 <1.1.0'\n",
            ], below: "repo")
        try await sandbox.check(
            """
            git init -qb main; git add -A; git commit -qm 'chore: import'
            for name in ra rb rc da db dc r a b; do git tag $name-v1.0.0; done; git tag go/a/v1.0.0; git tag go/b/v1.0.0
            \(Scenario.prelude)c 'feat: x' rust/a/f go/a/f java/a/f dart/a/f
            """, in: "repo")
        #expect(
            try await sandbox.versions("--format next | sort").text
                == "da 1.1.0\ndc 1.0.1\nra 1.1.0\nrc 1.0.1\nx.dev/go/a v1.1.0\nx.dev/go/b v1.0.1\nx:a 1.1.0\nx:b 1.0.1\n")
    }
}
