import RKShared
import Testing

/// Commits that take others back.
struct RevertTests {
    /// A full commit id.
    private static let id = "3f2a9c1d5b7e8f90123456789abcdef012345678"

    /// The header that is taken back, in every spelling.
    @Test(
        arguments: [
            ("Revert \"feat: x\"", "feat: x", nil), ("Revert \"feat: x (#12)\" (#13)", "feat: x (#12)", 13),
            ("Revert \"Revert \"feat: x\"\"", "Revert \"feat: x\"", nil),
            ("Revert \"Revert \"feat: x (#1)\" (#2)\" (#3)", "Revert \"feat: x (#1)\" (#2)", 3),
            ("Reapply \"feat: x\"", "Revert \"feat: x\"", nil), ("revert: feat: x", "feat: x", nil),
            ("revert(core): feat: x (#4)", "feat: x", 4),
            ("revert: \"feat: x\"", "feat: x", nil), ("revert: let us forget", "let us forget", nil),
            ("revert \"feat: x\"", "feat: x", nil),
            ("Revert \"say \"hi\" twice\"", "say \"hi\" twice", nil), ("Revert \"feat: cut off…", nil, nil), ("Revert \"\"", nil, nil),
            ("Revert feat: x", nil, nil), ("Reverting \"feat: x\"", nil, nil), ("feat: Revert \"x\"", nil, nil),
        ] as [(String, String?, Int?)])
    func subjects(header: String, reverted: String?, pullRequest: Int?) {
        let commit = ConventionalCommit(header)
        #expect(commit.revertedSubject == reverted)
        #expect(commit.isRevert == (reverted != nil))
        #expect(commit.pullRequest == pullRequest)
    }

    /// The ids that are taken back.
    @Test(
        arguments: [
            ("Revert \"x\"\n\nThis reverts commit \(id).", [id]), ("Revert \"x\"\r\n\r\nThis reverts commit \(id).\r\n", [id]),
            ("Backed out changeset 3f2a9c1b0d11 (bug 1)", ["3f2a9c1b0d11"]),
            ("Backed out changesets 3f2a9c1b, 1b0d113f", ["3f2a9c1b", "1b0d113f"]),
            ("revert: x\n\nThis reverts commit 3F2A9C1.", ["3f2a9c1"]), ("fix: y\n\nThis reverts commit 3f2a9c1", ["3f2a9c1"]),
            ("Revert \"x\"\n\nThis reverts commit \(id), reversing\nchanges made to 1111111111111111111111111111111111111111.", [id]),
            ("Revert \"x\"\n\nThis reverts commit 3f2a9c1 (x, 2026-01-01).", ["3f2a9c1"]),
            ("Revert two\n\nThis reverts commits 3f2a9c1, abcdef1 and 1234567.", ["3f2a9c1", "abcdef1", "1234567"]),
            (
                "Revert two\n\nThis reverts commit 3f2a9c1.\nThis reverts commit abcdef1.\nThis reverts commit abcdef1.",
                ["3f2a9c1", "abcdef1"]
            ),
            ("revert: forget\n\nRefs: 676104e, a215868", ["676104e", "a215868"]), ("Revert \"x\"\n\nRefs: 676104e\n\nfacaded", ["676104e"]),
            ("revert: forget\n\nRefs #12", []), ("fix: x\n\nRefs: 676104e", []), ("fix: x\n\nThis reverts commit of mine.", []),
            ("fix: x\n\nI say: This reverts commit 3f2a9c1.", []), ("fix: x\n\nThis reverts commit abc.", []),
            ("fix: x\n\nThis reverts commit \(id)\(id).", []), ("fix: x\n\nThis reverts committed 3f2a9c1", []),
            ("x\n\nThis reverts commit \(String(repeating: "ab", count: 32)).", [String(repeating: "ab", count: 32)]),
        ] as [(String, [String])])
    func ids(message: String, ids: [String]) {
        #expect(ConventionalCommit(message).reverts == ids)
    }

    /// Pairs of a commit and its revert.
    @Test(
        arguments: [
            ("Revert \"feat: x\"\n\nThis reverts commit \(id).", "feat: x", true),
            ("Revert \"feat: x\"\n\nThis reverts commit 3f2a9c1.", "else", true),
            ("Revert \"feat: x\"\n\nThis reverts commit 1111111.", "feat: x", false),
            ("Revert \"feat: x (#12)\" (#13)", "feat: x (#12)", true),
            ("Revert \"feat: x\" (#13)", "feat: x (#12)", true), ("revert: feat: x", "feat: x", true),
            ("revert: feat: x", "feat(a): x", false),
            ("Revert \"Revert \"feat: x\"\"", "Revert \"feat: x\"", true), ("Reapply \"feat: x\"", "Revert \"feat: x\" (#9)", true),
            ("feat: x", "feat: x", false),
        ] as [(String, String, Bool)])
    func pairs(revert: String, other: String, isPair: Bool) {
        #expect(ConventionalCommit(revert).reverts(ConventionalCommit(other), id: Self.id) == isPair)
    }
}
