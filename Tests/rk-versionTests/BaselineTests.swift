import RKShared
import Support
import Testing

/// Where the history of a package begins: its newest reachable tag, whatever the manifest says.
struct BaselineTests {
    /// Tag formats, names that are near each other, tags that are none, and the time before the first release.
    static let scenarios = [
        Scenario(
            name: "annotated tags", script: "git tag -d a-v1.0.0 > /dev/null; git tag -am x a-v1.0.0; c 'fix: x' packages/a/f",
            expected: ["a 1.0.1"]),
        Scenario(
            name: "a tag of a tag", script: "git tag -am x a-v1.2.0; git tag -am y a-v1.3.0 a-v1.2.0 2> .e; rm .e; c 'fix: x' packages/a/f",
            expected: ["a 1.3.1"]),
        Scenario(
            name: "the newest tag, not the last one made",
            script: "git tag a-v1.10.0; c 'chore: x' packages/a/f; git tag a-v1.9.0; c 'fix: x' packages/a/f", expected: ["a 1.10.1"]),
        Scenario(name: "the tag is above the manifest", script: "git tag a-v2.5.0; c 'feat: x' packages/a/f", expected: ["a 2.6.0"]),
        Scenario(
            name: "the manifest is above the tag", script: "c 'fix: x' packages/a/f; set_version a 1.4.0; c 'fix: y' packages/a/f",
            expected: ["a 1.4.1"], says: "states 1.4.0"),
        Scenario(
            name: "a tag on a side branch that is not merged",
            script: "git switch -qc side; c 'feat: x' packages/a/f; git tag a-v1.1.0; git switch -q main; c 'fix: y' packages/a/f",
            expected: ["a 1.0.1"]),
        Scenario(
            name: "a tag on a side branch that was merged",
            script:
                "git switch -qc side; c 'feat: x' packages/a/f; git tag a-v1.1.0; c 'fix: y' packages/a/f; git switch -q main; c 'chore: z' README; git merge -q --no-ff -m m side",
            expected: ["a 1.1.1"]),
        Scenario(
            name: "commits beside a merged release branch",
            script:
                "git switch -qc side; git tag a-v1.1.0; git switch -q main; c 'feat: y' packages/a/f; git merge -q --no-ff -m m side 2> .e || :; rm -f .e",
            expected: ["a 1.2.0"]),
        Scenario(
            name: "names that begin alike", packages: ["a": [], "a-v1": [], "ab": []],
            script: "git tag a-v1-v3.0.0; git tag ab-v5.0.0; c 'fix: x' packages/a/f packages/a-v1/f packages/ab/f",
            expected: ["a 1.0.1", "a-v1 3.0.1", "ab 5.0.1"]),
        Scenario(
            name: "tags that are no versions",
            script:
                "git tag a-vundefined; git tag a-v; git tag a-v9; git tag a-v9.9.9.x; git tag xa-v8.0.0; git tag a-v8.0.0-final-; git tag refs/tags/a-v7; c 'fix: x' packages/a/f",
            expected: ["a 9.0.1"]),
        Scenario(name: "a local version", script: "git tag a-v1.0.0+build; c 'fix: x' packages/a/f", expected: ["a 1.0.1"]),
        Scenario(
            name: "an epoch", config: "tag_format = '{name}@{version}'", script: "set_version a '1!2.0'; c 'fix: x' packages/a/f",
            expected: ["a 1!2.0.1"]),
        Scenario(
            name: "a development version in the manifest", script: "git tag a-v1.2.0; set_version a 1.3.0.dev0; c 'feat: x' packages/a/f",
            expected: ["a 1.3.0"]),
        Scenario(name: "a post release", script: "git tag a-v1.0.0.post1; c 'fix: x' packages/a/f", expected: ["a 1.0.1"]),
        Scenario(
            name: "path format", config: "tag_format = '{path}/v{version}'", tagged: false,
            script: "git tag packages/a/v3.0.0; git tag a/v9.0.0; c 'fix: x' packages/a/f", expected: ["a 3.0.1"]),
        Scenario(
            name: "label format", config: "tag_format = '{label}/{name}-v{version}'\n[ecosystems.python]", tagged: false,
            script: "git tag python/a-v3.0.0; c 'fix: x' packages/a/f", expected: ["a 3.0.1"]),
        Scenario(
            name: "no separator", packages: ["a": [], "a1": []], config: "tag_format = '{name}{version}'", tagged: false,
            script: "git tag a1.2.3; git tag a11.5.0; c 'fix: x' packages/a/f packages/a1/f", expected: ["a 1.2.4", "a1 1.5.1"]),
        Scenario(
            name: "a package's own format", packages: ["a": [], "b": []],
            files: ["packages/b/releasekit.toml": "tag_format = 'bee/{version}'\n"],
            script: "git tag bee/4.0.0; c 'fix: x' packages/a/f packages/b/f", expected: ["a 1.0.1", "b 4.0.1"]),
        Scenario(
            name: "one tag for all", packages: ["a": [], "b": []], config: "tag_format = 'v{version}'\nsynchronize = true", tagged: false,
            script: "git tag v2.0.0; c 'fix: x' packages/a/f", expected: ["a 2.0.1", "b 2.0.1"]),
        Scenario(
            name: "many foreign tags",
            script:
                "i=0; h=$(git rev-parse HEAD); while [ $i -lt 2000 ]; do echo \"create refs/tags/other$((i % 7))-v$i.0.0 $h\"; i=$((i + 1)); done | git update-ref --stdin; c 'fix: x' packages/a/f",
            expected: ["a 1.0.1"]),
        Scenario(
            name: "a tag of a tree and of a file",
            script: "git tag a-v8.0.0 HEAD^{tree}; git tag a-v9.0.0 HEAD:pyproject.toml; c 'fix: x' packages/a/f", expected: ["a 1.0.1"]),
        Scenario(
            name: "never released: what followed its commit", tagged: false, script: "c 'feat: x' packages/a/f", expected: ["a 1.1.0"]),
        Scenario(
            name: "never released: a package that was added later", packages: ["a": []],
            script:
                "c 'feat!: x' packages/n/old; printf '[project]\\nname = \"n\"\\nversion = \"0.1.0\"\\n[build-system]\\nrequires=[]\\n' > packages/n/pyproject.toml; git add -A; git commit -qm 'feat!: add n'; c 'fix: y' packages/n/f",
            expected: ["n 0.1.1"]),
        Scenario(
            name: "bootstrap_sha", tagged: false,
            script:
                "c 'feat: x' packages/a/f; echo \"bootstrap_sha = '$(git rev-parse --short=9 HEAD)'\" > releasekit.toml; git add -A; git commit -qm x; c 'fix: y' packages/a/f",
            expected: ["a 1.0.1"]),
        Scenario(
            name: "an unknown bootstrap_sha", config: "bootstrap_sha = '0123456789'", tagged: false, script: "c 'feat: x' packages/a/f",
            status: 78, says: "RK-BOOTSTRAP-UNKNOWN"),
        Scenario(
            name: "a bootstrap_sha that is no ancestor", tagged: false,
            script:
                "git switch -qc side; c 'feat: x' packages/a/f; s=$(git rev-parse HEAD); git switch -q main; echo \"bootstrap_sha = '$s'\" > releasekit.toml; git add -A; git commit -qm x",
            status: 78, says: "merge-base --is-ancestor"),
        Scenario(
            name: "a tag that exists elsewhere",
            script: "git switch -qc side; c 'fix: z' packages/a/f; git tag a-v1.0.1; git switch -q main; c 'fix: y' packages/a/f",
            expected: ["a 1.0.1"], status: 1, says: "RK-TAG-COLLISION"),
        Scenario(
            name: "a tag where another one needs a folder", config: "tag_format = '{name}/v{version}'",
            script: "git tag a; c 'fix: y' packages/a/f", expected: ["a 1.0.1"], status: 1,
            says: "cannot have the tag `a/v1.0.1` beside the tag `a`"),
        Scenario(
            name: "a tag that is a folder of others", config: "tag_format = 'a{version}'",
            script: "git tag a1.0.1/x; c 'fix: y' packages/a/f", expected: ["a 1.0.1"], status: 1, says: "beside the tag `a1.0.1/x`"),
        Scenario(
            name: "a record whose tag is missing",
            script:
                """
                c 'feat!: x' packages/a/f; mkdir .releasekit
                echo '{"rk":1,"packages":[{"package":"pypi:a","from":"1.0.0","version":"2.0.0","bump":"major","tag":"a-v2.0.0"}]}' > .releasekit/release.json
                set_version a 2.0.0; c 'fix: y' packages/a/f
                """, expected: ["a 2.0.1"], status: 1, says: "has no tag `a-v2.0.0`"),
        Scenario(
            name: "a record whose tag is missing, and nothing to release",
            script:
                """
                c 'feat!: x' packages/a/f; mkdir .releasekit
                echo '{"rk":1,"packages":[{"package":"pypi:a","from":"1.0.0","version":"2.0.0","bump":"major","tag":"a-v2.0.0"}]}' > .releasekit/release.json
                set_version a 2.0.0
                """, says: "warning[RK-VERSION-UNTAGGED]"),
        Scenario(
            name: "a record of a release that was taken back",
            script:
                """
                c 'feat: x' packages/a/f; mkdir .releasekit
                echo '{"rk":1,"packages":[{"package":"pypi:a","from":"1.0.0","version":"1.1.0","bump":"minor","tag":"a-v1.1.0"}]}' > .releasekit/release.json
                set_version a 1.1.0; set_version a 1.0.0
                """, expected: ["a 1.1.0"]),
        Scenario(
            name: "two packages with one tag", packages: ["a": [], "b": []], config: "tag_format = 'v{version}'",
            script: "c 'fix: y' packages/a/f packages/b/f", expected: ["a 1.0.1", "b 1.0.1"], status: 1, says: "RK-TAG-COLLISION"),
    ]

    /// Each history gives these versions.
    @Test(arguments: scenarios)
    func theNewestReachableTagIsTheBaseline(_ scenario: Scenario) async throws { try await scenario.run() }

    /// Never released and nothing to say: a note tells how to release it as it is.
    @Test func aPackageThatWasNeverReleasedIsNoted() async throws {
        let sandbox = try await Sandbox()
        try await Scenario(name: "", tagged: false).build(in: sandbox)
        let completion = try await sandbox.versions("--verbose --exit-code")
        #expect(completion.status == 3)
        #expect(String(decoding: completion.errors, as: UTF8.self).contains("help: release it as it is with --set pypi:a=1.0.0"))
    }
}
