import RKShared
import Testing

/// The bodies that forges give to squashed branches.
struct SquashTests {
    /// GitHub: items with their own bodies, a rule, and the trailers of the whole.
    @Test func gitHub() {
        let commit = ConventionalCommit(
            """
            chore: many things (#40)

            * feat(core): a

            Why it is here.

            BREAKING CHANGE: no more b

            * wip

            * fix(cli)!: c (#39)

            ---------

            Co-authored-by: A <a@b.c>
            """)
        #expect(commit.type == "chore")
        #expect(commit.pullRequest == 40)
        #expect(!commit.isBreaking)
        #expect(commit.footers.map(\.token) == ["Co-authored-by"])
        #expect(commit.nested.map(\.type) == ["feat", "fix"])
        #expect(commit.nested.map(\.scope) == ["core", "cli"])
        #expect(commit.nested.map(\.isBreaking) == [true, true])
        #expect(commit.nested.map(\.pullRequest) == [nil, 39])
        #expect(commit.nested[0].footers.map(\.token) == ["BREAKING CHANGE"])
        #expect(commit.bump() == .major)
    }

    /// Hyphens, CRLF, a header that is not conventional.
    @Test func gitLab() {
        let commit = ConventionalCommit("Improve x\r\n\r\n- feat: a\r\n- fix(y)!: b\r\n- tidy up\r\n")
        #expect(commit.type == nil)
        #expect(commit.nested.map(\.subject) == ["a", "b"])
        #expect(commit.bump() == .major)
        #expect(commit.bump(rules: BumpRules(types: ["feat": .minor], breaking: .patch)) == .minor)
    }

    /// Items that are no commits: indented, without a space, prose.
    @Test(arguments: [
        "feat: x\n\n  * fix: y", "feat: x\n\n*fix: y", "feat: x\n\n* fix y", "feat: x\n\n+ fix: y", "feat: x\n\n* fixup! fix: y",
        "* feat: x",
    ])
    func noItems(message: String) {
        #expect(ConventionalCommit(message).nested.isEmpty)
    }

    /// A revert inside a squashed branch belongs to its item.
    @Test func revertInside() {
        let commit = ConventionalCommit("feat: x\n\n* feat: a\n\n* Revert \"feat: a\"\n\nThis reverts commit 3f2a9c1.\n")
        #expect(commit.reverts.isEmpty)
        #expect(commit.nested.map(\.revertedSubject) == [nil, "feat: a"])
        #expect(commit.nested[1].reverts == ["3f2a9c1"])
    }

    /// A long list costs time in proportion to its length, and no depth.
    @Test func long() {
        let commit = ConventionalCommit("feat: x\n\n" + String(repeating: "* fix: y\n\nBREAKING CHANGE: z\n", count: 20_000))
        #expect(commit.nested.count == 20_000)
    }
}
