import RKShared
import Testing

/// Headers, footers and the bumps that they give.
struct ConventionalCommitTests {
    /// Type, scope, mark and description of headers that are conventional.
    @Test(
        arguments: [
            ("feat: add x", "feat", nil, false, "add x"), ("Feat(core): add x", "feat", "core", false, "add x"),
            ("fix!: y", "fix", nil, true, "y"), ("fix(api/v2)!: y", "fix", "api/v2", true, "y"), ("feat(): x", "feat", nil, false, "x"),
            ("build-deps: z", "build-deps", nil, false, "z"), ("feat:  two  spaces ", "feat", nil, false, "two  spaces"),
            ("feat:\ttab", "feat", nil, false, "tab"), ("feat( a b ): x", "feat", "a b", false, "x"),
            ("fix: größer: x", "fix", nil, false, "größer: x"),
            ("\n\n  feat: late\n\nbody", "feat", nil, false, "late"), ("feat: x\r\n\r\nbody\r\n", "feat", nil, false, "x"),
        ] as [(String, String, String?, Bool, String)])
    func conventional(message: String, type: String, scope: String?, isBreaking: Bool, subject: String) {
        let commit = ConventionalCommit(message)
        #expect(commit.type == type)
        #expect(commit.scope == scope)
        #expect(commit.isBreaking == isBreaking)
        #expect(commit.subject == subject)
    }

    /// Headers that are not; their subject is the line itself and they ask for no release.
    @Test(arguments: [
        "add x", "feat:x", "feat : x", "feat:", "feat: ", "feat(core: x", "feat(a(b)): x", "feat!(core): x", "feat!!: x", ": x",
        "(core): x",
        "fixup! feat: x", "squash! fix(a)!: y", "amend! feat: x", "Merge branch 'feat: x' into main", "Merge pull request #12 from a/feat",
        "https://example.org: x", "1feat: x", "größe: x", "-feat: x",
    ])
    func unconventional(header: String) {
        let commit = ConventionalCommit(header)
        #expect(commit.type == nil)
        #expect(commit.subject == header.trimmingPrefix { $0 == " " }.description.trimmedEnd)
        #expect(commit.bump() == .none)
    }

    /// Messages without any line, and with bytes that are not UTF-8.
    @Test func oddBytes() {
        for message in ["", "\n", " \r\n\t\n"] {
            #expect(ConventionalCommit(message) == ConventionalCommit(""))
            #expect(ConventionalCommit(message).subject.isEmpty)
        }
        let commit = ConventionalCommit(bytes: [0x66, 0x69, 0x78, 0x3A, 0x20, 0xFF, 0x00, 0x78])
        #expect(commit.type == "fix")
        #expect(commit.subject == "\u{FFFD}\0x")
    }

    /// The pull request at the end of the header, and only there.
    @Test(
        arguments: [
            ("feat: x (#12)", 12, "x"), ("feat: x (#12) (#13)", 13, "x (#12)"), ("plain (#7)", 7, "plain"), ("feat: x(#5)", 5, "x"),
            ("feat: (#12) x", nil, "(#12) x"), ("feat: x (#)", nil, "x (#)"), ("feat: x (12)", nil, "x (12)"),
            ("feat: (#12)", nil, "(#12)"),
            ("feat: x (#99999999999999999999999)", nil, "x (#99999999999999999999999)"),
        ] as [(String, Int?, String)])
    func pullRequests(header: String, number: Int?, subject: String) {
        let commit = ConventionalCommit(header)
        #expect(commit.pullRequest == number)
        #expect(commit.subject == subject)
        #expect(commit.header == header)
    }

    /// Which messages are breaking.
    @Test(
        arguments: [
            ("feat: x\n\nBREAKING CHANGE: y", true), ("feat: x\n\nBREAKING-CHANGE: y", true), ("feat: x\nBREAKING CHANGE: y", true),
            ("feat: x\r\n\r\nbody\r\n\r\nBREAKING CHANGE: y\r\n", true), ("feat: x\n\nbody\nBREAKING CHANGE: y", true),
            ("feat: x\n\nBREAKING CHANGE:\ny", true), ("feat: x\n\nBREAKING CHANGE:\n\ny", true), ("feat: x\n\nBREAKING CHANGE #12", true),
            ("chore: x\n\nRefs: #1\nBREAKING CHANGE: y\nAcked-by: z", true), ("no type\n\nBREAKING CHANGE: y", true),
            ("feat: x\n\nbreaking change: y", false), ("feat: x\n\nBreaking Change: y", false), ("feat: x\n\nBREAKING CHANGES: y", false),
            ("feat: x\n\nBREAKING CHANGE y", false), ("feat: x\n\nthis is no BREAKING CHANGE: y", false),
            ("feat: x\n\n  BREAKING CHANGE: y", false),
            ("feat: x\n\n> BREAKING CHANGE: y", false), ("feat: x\n\nBREAKING CHANGE:", false),
            ("feat: x\n\nBREAKING CHANGE: \n\nSigned-off-by: me", false), ("feat: BREAKING CHANGE: y", false),
            ("feat: x\n\nBREAKING CHANGE:y", false),
        ] as [(String, Bool)])
    func breaking(message: String, isBreaking: Bool) {
        let commit = ConventionalCommit(message)
        #expect(commit.isBreaking == isBreaking)
        if isBreaking { #expect(commit.bump() == .major) }
    }

    /// Footers begin a paragraph or follow each other; values go on until the next one.
    @Test func footers() {
        let message = """
            fix: prevent racing

            A note: this line begins no footer as its token holds a space.
            Cause: this one is in the middle of a paragraph.

            Reviewed-by: Z
            Refs: #123
            Fixes #12
            BREAKING-CHANGE: the first line
            the second line

            another paragraph
            Co-authored-by: A B <a@b.c>

            """
        let footers = ConventionalCommit(message).footers
        #expect(footers.map(\.token) == ["Reviewed-by", "Refs", "Fixes", "BREAKING CHANGE", "Co-authored-by"])
        #expect(footers.map(\.value) == ["Z", "#123", "#12", "the first line\nthe second line\n\nanother paragraph", "A B <a@b.c>"])
        let windows = ConventionalCommit(message.replacing("\n", with: "\r\n"))
        #expect(windows.footers == footers)
    }

    /// Lines that look like footers and are none.
    @Test(arguments: [
        "feat: x\n\nsee https://example.org", "feat: x\n\n-x: y", "feat: x\n\ntoken #", "feat: x\n\ntoken:", "feat: x\n\nword",
    ])
    func noFooters(message: String) {
        #expect(ConventionalCommit(message).footers.isEmpty)
    }

    /// The standard table and one of a user's own.
    @Test(
        arguments: [
            ("feat: x", Bump.minor, Bump.patch), ("fix: x", .patch, .patch), ("perf: x", .patch, .patch),
            ("revert: feat: x", .patch, .none),
            ("docs: x", .none, .minor), ("refactor!: x", .major, .minor), ("Revert \"feat: x\"", .patch, .none), ("hello", .none, .none),
            ("docs!: x", .major, .minor),
        ] as [(String, Bump, Bump)])
    func bumps(header: String, standard: Bump, own: Bump) {
        let rules = BumpRules(types: ["feat": .patch, "fix": .patch, "perf": .patch, "docs": .minor], breaking: .minor)
        #expect(ConventionalCommit(header).bump() == standard)
        #expect(ConventionalCommit(header).bump(rules: rules) == own)
    }
}

extension String {
    /// The text without spaces at its end.
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
