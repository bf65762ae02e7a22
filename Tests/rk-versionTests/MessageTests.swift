import RKShared
import Support
import Testing

/// What the messages of a range ask for.
struct MessageTests {
    /// Footers, marks, reverts, merges, squashes, and bytes that could confuse a reader of git's output.
    static let scenarios = [
        Scenario(name: "nothing", expected: []),
        Scenario(name: "a chore", script: "c 'chore: x' packages/a/f"),
        Scenario(name: "no conventional message", script: "c 'Update things' packages/a/f"),
        Scenario(name: "a fix", script: "c 'fix: x' packages/a/f", expected: ["a 1.0.1"]),
        Scenario(name: "a feature with a scope, in capitals", script: "c 'Feat(core): x' packages/a/f", expected: ["a 1.1.0"]),
        Scenario(name: "an exclamation mark", script: "c 'chore!: x' packages/a/f", expected: ["a 2.0.0"]),
        Scenario(
            name: "a footer with a space", script: "c $'fix: x\\n\\nWhy.\\n\\nBREAKING CHANGE: gone' packages/a/f", expected: ["a 2.0.0"]),
        Scenario(name: "a footer with a hyphen", script: "c $'docs: x\\n\\nBREAKING-CHANGE: gone' packages/a/f", expected: ["a 2.0.0"]),
        Scenario(
            name: "a footer in small letters is none", script: "c $'fix: x\\n\\nbreaking change: gone' packages/a/f", expected: ["a 1.0.1"]),
        Scenario(
            name: "carriage returns",
            script:
                "printf 'fix: x\\r\\n\\r\\nBREAKING CHANGE: gone\\r\\n' > .m; echo >> packages/a/f; git add packages; git commit -q --cleanup=verbatim -F .m; rm .m",
            expected: ["a 2.0.0"]),
        Scenario(
            name: "Latin-1 with its name",
            script:
                "git config i18n.commitEncoding latin1; echo >> packages/a/f; git add packages; printf 'feat: caf\\xe9' | git commit -qF -",
            expected: ["a 1.1.0"]),
        Scenario(
            name: "bytes of no encoding",
            script:
                "echo >> packages/a/f; git add packages; printf 'feat: caf\\xe9 \\xff\\xfe\\n\\nBREAKING CHANGE: \\xe9' | git commit -qF - 2> .e; rm .e",
            expected: ["a 2.0.0"]),
        Scenario(
            name: "lines that look like git's output", packages: ["a": [], "b": []],
            script:
                "c $'fix: x\\n\\n:000000 100644 0000000000000000000000000000000000000000 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 A\\tpackages/b/f\\ncommit 0123456789012345678901234567890123456789\\n\\x01\\x02\\x1e\\x1f\\n--\\n%H%x00 end\\n\\n:100644' packages/a/f",
            expected: ["a 1.0.1"]),
        Scenario(
            name: "an author that looks like a field", script: "GIT_AUTHOR_NAME=':000000 feat!: x' c 'fix: x' packages/a/f",
            expected: ["a 1.0.1"]),
        Scenario(
            name: "an empty message",
            script: "echo >> packages/a/f; git add -A; git commit -q --allow-empty-message -m ''; c 'fix: x' packages/a/f",
            expected: ["a 1.0.1"]),
        Scenario(
            name: "file names of all kinds", script: "c 'fix: x' $'packages/a/n\\nl' $'packages/a/t\\tb' 'packages/a/:(top)*' packages/a/ü",
            expected: ["a 1.0.1"]),
        Scenario(
            name: "a squash", script: "c $'Things (#12)\\n\\n* feat: one\\n\\n* fix: two\\n\\n* chore: three' packages/a/f",
            expected: ["a 1.1.0"]),
        Scenario(
            name: "a squash with a breaking change inside", script: "c $'fix: things (#12)\\n\\n* refactor!: one' packages/a/f",
            expected: ["a 2.0.0"]),
        Scenario(name: "git's revert", script: "c 'feat: x' packages/a/f; git revert --no-edit HEAD > /dev/null", expected: []),
        Scenario(
            name: "git's revert of an older commit",
            script: "c 'feat: x' packages/a/f; c 'fix: y' packages/a/g; git revert --no-edit HEAD~1 > /dev/null", expected: ["a 1.0.1"]),
        Scenario(
            name: "a revert of a revert",
            script: "c 'feat: x' packages/a/f; git revert --no-edit HEAD > /dev/null; git revert --no-edit HEAD > /dev/null",
            expected: ["a 1.1.0"]),
        Scenario(
            name: "the conventional revert",
            script: "c 'feat: x' packages/a/f; c $'revert: feat: x\\n\\nRefs: '\"$(git rev-parse --short=8 HEAD)\" packages/a/f",
            expected: []),
        Scenario(
            name: "a revert of what is released",
            script: "c 'feat: x' packages/a/f; git tag a-v1.1.0; git revert --no-edit HEAD > /dev/null", expected: ["a 1.1.1"]),
        Scenario(
            name: "a revert of one of two alike",
            script: "c 'feat: x' packages/a/f; c 'feat: x' packages/a/f; git revert --no-edit HEAD > /dev/null", expected: ["a 1.1.0"]),
        Scenario(
            name: "a merged branch",
            script:
                "git switch -qc side; c 'feat: x' packages/a/f; git switch -q main; c 'chore: y' README; git merge -q --no-ff -m \"Merge branch 'side'\" side",
            expected: ["a 1.1.0"]),
        Scenario(
            name: "a merge with a conventional message counts for nothing itself",
            script:
                "git switch -qc side; c 'chore: x' packages/a/f; git switch -q main; c 'chore: y' README; git merge -q --no-ff -m 'feat: side' side",
            expected: []),
        Scenario(
            name: "an evil merge does not count",
            script:
                "git switch -qc side; c 'chore: x' packages/a/f; git switch -q main; c 'chore: y' README; git merge -q --no-ff --no-commit side; echo >> packages/a/g; git add -A; git commit -qm 'feat: evil'",
            expected: []),
        Scenario(
            name: "an octopus", packages: ["a": [], "b": [], "d": []],
            script:
                "for p in a b d; do git switch -qc \"side$p\" main; c \"fix: $p\" packages/$p/f; done; git switch -q main; git merge -q --no-ff -m x sidea sideb sided > /dev/null",
            expected: ["a 1.0.1", "b 1.0.1", "d 1.0.1"]),
        Scenario(
            name: "a commit for two packages", packages: ["a": [], "b": []], script: "c 'feat: x' packages/a/f packages/b/f",
            expected: ["a 1.1.0", "b 1.1.0"]),
        Scenario(name: "a file beside the packages", script: "c 'feat: x' README packages/README"),
        Scenario(
            name: "a renamed file counts for both sides", packages: ["a": [], "b": []], files: ["packages/a/f": "1\n2\n3\n4\n"],
            script: "git mv packages/a/f packages/b/f; git commit -qm 'fix: move'", expected: ["a 1.0.1", "b 1.0.1"]),
        Scenario(
            name: "a removed file", files: ["packages/a/f": "x"], script: "git rm -q packages/a/f; git commit -qm 'fix: remove'",
            expected: ["a 1.0.1"]),
        Scenario(
            name: "the innermost package", packages: ["a": [], "a/inner": []], files: ["packages/a/inner/pyproject.toml": ""],
            tagged: false,
            script:
                "sed -i 's|name = \"a/inner\"|name = \"inner\"|' packages/a/inner/pyproject.toml; sed -i '/inner =/d' pyproject.toml; git add -A; git commit -qm x; git tag a-v1.0.0; git tag inner-v1.0.0; c 'feat: x' packages/a/inner/src/f",
            expected: ["inner 1.1.0"]),
        Scenario(
            name: "a package whose folder is another's prefix", packages: ["a": [], "ab": []], script: "c 'feat: x' packages/ab/f",
            expected: ["ab 1.1.0"]),
    ]

    /// Each history gives these versions.
    @Test(arguments: scenarios)
    func theRangeDecides(_ scenario: Scenario) async throws { try await scenario.run() }

    /// The document names the deciding commits, and lists all of the range with what each says.
    @Test func theDocumentNamesWhatDecided() async throws {
        let sandbox = try await Sandbox()
        try await Scenario(name: "", script: "c 'feat(core): x (#7)' packages/a/f; c 'fix: y' packages/a/f").build(in: sandbox)
        let plan = try #require(try await sandbox.plans().first)
        let ids = try await sandbox.check("git rev-list HEAD", in: "repo").text.split(separator: "\n").map(String.init)
        #expect(plan.bump == "minor" && plan.reason == .commit && plan.because == [ids[1]] && plan.tag == "a-v1.1.0")
        #expect(plan.since?.tag == "a-v1.0.0" && plan.since?.commit == ids[2])
        #expect(plan.commits.map(\.id) == [ids[0], ids[1]] && plan.commits.map(\.bump) == ["patch", "minor"])
        #expect(
            plan.commits[1].pullRequest == 7 && plan.commits[1].scope == "core" && plan.commits[1].subject == "x"
                && plan.commits[1].author == "Ada")
    }
}
