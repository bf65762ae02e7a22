import RKShared
import Support
import Testing

/// How packages move together: along dependencies, in groups, all at once, and by hand.
struct ModeTests {
    /// Three packages in a row.
    private static let chain = ["a": [], "b": ["a"], "d": ["b"]]
    /// Two members of one group and one package without.
    private static let grouped = ["packages/a/releasekit.toml": "group = 'core'\n", "packages/b/releasekit.toml": "group = 'core'\n"]

    /// Every mode and every option.
    static let scenarios = [
        Scenario(name: "independent", packages: ["a": [], "b": []], script: "c 'feat: x' packages/a/f", expected: ["a 1.1.0"]),
        Scenario(
            name: "dependents get a patch, as far as the edges go", packages: chain, script: "c 'feat!: x' packages/a/f",
            expected: ["a 2.0.0", "b 1.0.1", "d 1.0.1"]),
        Scenario(name: "dependencies do not", packages: chain, script: "c 'feat: x' packages/d/f", expected: ["d 1.1.0"]),
        Scenario(
            name: "own commits win", packages: chain, script: "c 'fix: x' packages/a/f; c 'feat: y' packages/b/f",
            expected: ["a 1.0.1", "b 1.1.0", "d 1.0.1"]),
        Scenario(
            name: "extras propagate", packages: ["a": [], "b": []],
            files: ["packages/b/pyproject.toml": "[project.optional-dependencies]\nx = ['a']\n"], script: "c 'fix: x' packages/a/f",
            expected: ["a 1.0.1", "b 1.0.1"]),
        Scenario(
            name: "groups for development do not", packages: ["a": [], "b": []],
            files: ["packages/b/pyproject.toml": "[dependency-groups]\nx = ['a']\n"], script: "c 'fix: x' packages/a/f",
            expected: ["a 1.0.1"]),
        Scenario(
            name: "never across trees", packages: ["a": [], "b": ["a"], "x": [], "y": ["x"]], script: "c 'fix: x' packages/x/f",
            expected: ["x 1.0.1", "y 1.0.1"]),
        Scenario(
            name: "private packages are not released", packages: ["a": [], "b": ["a"]],
            files: ["packages/b/releasekit.toml": "publishable = false\n"], script: "c 'feat: x' packages/a/f packages/b/f",
            expected: ["a 1.1.0"]),
        Scenario(
            name: "0.x: a breaking change is minor", tagged: false,
            script: "set_version a 0.4.2; git tag a-v0.4.2; c 'feat!: x' packages/a/f", expected: ["a 0.5.0"]),
        Scenario(
            name: "0.x with major_on_zero", config: "major_on_zero = true", tagged: false,
            script: "set_version a 0.4.2; git tag a-v0.4.2; c 'feat!: x' packages/a/f", expected: ["a 1.0.0"]),
        Scenario(
            name: "synchronized: the highest version with the highest bump", packages: ["a": [], "b": []], config: "synchronize = true",
            tagged: false, script: "set_version a 0.4.0; set_version b 1.9.0; git tag a-v0.4.0; git tag b-v1.9.0; c 'feat: x' packages/a/f",
            expected: ["a 1.10.0", "b 1.10.0"]),
        Scenario(
            name: "synchronized, nothing to say", packages: ["a": [], "b": []], config: "synchronize = true",
            script: "c 'chore: x' packages/a/f"),
        Scenario(
            name: "a fixed group", packages: ["a": [], "b": [], "d": []], config: "[groups.core]\nsynchronize = true", files: grouped,
            script: "git tag b-v3.2.0; c 'feat: x' packages/a/f", expected: ["a 3.3.0", "b 3.3.0"]),
        Scenario(
            name: "a fixed group pulls its dependents", packages: ["a": [], "b": [], "d": ["b"]],
            config: "[groups.core]\nsynchronize = true", files: grouped, script: "c 'feat: x' packages/a/f",
            expected: ["a 1.1.0", "b 1.1.0", "d 1.0.1"]),
        Scenario(
            name: "a group that is not fixed", packages: ["a": [], "b": []], config: "[groups.core]", files: grouped,
            script: "c 'feat: x' packages/a/f", expected: ["a 1.1.0"]),
        Scenario(
            name: "a fixed group that nobody joined", config: "[groups.croe]\nsynchronize = true",
            files: ["packages/a/releasekit.toml": "group = 'core'\n"], status: 1, says: "did you mean `core`?"),
        Scenario(
            name: "--group", packages: ["a": [], "b": [], "d": []], files: grouped, script: "c 'feat: x' packages/a/f packages/d/f",
            arguments: "--group core", expected: ["a 1.1.0"]),
        Scenario(name: "--group that is not there", arguments: "--group x", status: 64, says: "RK-GROUP-UNKNOWN"),
        Scenario(
            name: "--force-unchanged", packages: chain, script: "c 'feat: x' packages/d/f", arguments: "--force-unchanged",
            expected: ["a 1.0.1", "b 1.0.1", "d 1.1.0"]),
        Scenario(name: "--set", packages: chain, arguments: "--set pypi:b=2.0.0", expected: ["b 2.0.0", "d 1.0.1"]),
        Scenario(name: "--set in normal form", arguments: "--set pypi:a=v2.0-RC.1", expected: ["a 2.0rc1"]),
        Scenario(
            name: "--set of a private package", files: ["packages/a/releasekit.toml": "publishable = false\n"],
            arguments: "--set pypi:a=2.0", expected: ["a 2.0"]),
        Scenario(name: "--set without a version", arguments: "--set pypi:a", status: 64, says: "has no `=`"),
        Scenario(name: "--set of an unknown id", arguments: "--set pypi:b=1", status: 64, says: "did you mean `pypi:a`?"),
        Scenario(name: "--set to no version", arguments: "--set pypi:a=one", status: 65, says: "RK-VERSION-INVALID"),
        Scenario(
            name: "--set to the version that is there", arguments: "--set pypi:a=1.0", status: 65, says: "the last release is 1.0.0 already"
        ),
        Scenario(name: "--set backwards", arguments: "--set pypi:a=0.9", status: 65, says: "the last release is 1.0.0 already"),
        Scenario(name: "--exit-code with nothing to release", arguments: "--exit-code", status: 3),
        Scenario(name: "--exit-code with a release", script: "c 'fix: x' packages/a/f", arguments: "--exit-code", expected: ["a 1.0.1"]),
        Scenario(
            name: "a manifest without a valid version", script: "set_version a one; git tag -d a-v1.0.0 > /dev/null", status: 65,
            says: "RK-VERSION-INVALID"),
    ]

    /// Each setting gives these versions.
    @Test(arguments: scenarios)
    func packagesMoveTogether(_ scenario: Scenario) async throws { try await scenario.run() }

    /// Reasons and causes are in the document, also for packages that stay.
    @Test func reasonsAreNamed() async throws {
        let sandbox = try await Sandbox()
        try await Scenario(
            name: "", packages: ["a": [], "b": ["a"], "d": ["a", "b"], "x": [], "y": []], config: "[groups.core]\nsynchronize = true",
            files: ["packages/a/releasekit.toml": "group = 'core'\n", "packages/x/releasekit.toml": "group = 'core'\n"],
            script: "c 'feat: x' packages/a/f"
        ).build(in: sandbox)
        let plans = try await sandbox.plans("--set pypi:y=3.0.0")
        let head = try await sandbox.check("git rev-parse HEAD", in: "repo").text.split(separator: "\n").map(String.init)
        #expect(
            plans.map { "\($0.package) \($0.reason.rawValue) \($0.bump)" } == [
                "pypi:a commit minor", "pypi:b dependency patch", "pypi:d dependency patch", "pypi:x group minor", "pypi:y manual major",
            ])
        #expect(
            plans.map(\.because) == [
                head, ["pypi:a", "propagation.runtime=any"], ["pypi:a", "pypi:b", "propagation.runtime=any"], ["pypi:a"], [],
            ])
        let table = try await sandbox.versions("--format table").text
        #expect(
            table.contains("pypi:b   1.0.0    1.0.1  patch  dependency pypi:a\n") && table.contains("commit \(head[0].prefix(7)) x"),
            "\(table)")
        #expect(table.contains("no commit since the last release asks for one"))
    }
}
