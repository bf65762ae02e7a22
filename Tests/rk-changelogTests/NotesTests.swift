import ArgumentParser
import RKShared
import Testing

@testable import rk_changelog

/// What stands in notes, and where.
struct NotesTests {
    /// Changes of `core`, and the lines of its notes below the heading.
    static let cases: [(name: String, bump: String, settings: String, changes: [Change], lines: [String])] = [
        (
            "headings in their order", "major", "",
            [
                change("a", "fix", "one"), change("b", "feat", "two", scope: "api"), change("c", "chore", "three"),
                change("d", "perf", "four", breaking: true), change("e", "feat", "five", note: "x is gone\nuse y"),
            ],
            [
                "### Breaking Changes", "- four (ddddddd)", "- x is gone\n  use y (eeeeeee)", "### Features", "- **api:** two (bbbbbbb)",
                "- five (eeeeeee)", "### Bug Fixes", "- one (aaaaaaa)",
            ]
        ),
        (
            "a revert and what it takes back", "patch", "",
            [
                change("a", "fix", "one"), change("b", "feat", "two", cancelled: true),
                change("c", nil, "Revert \"feat: two\"", cancelled: true),
            ],
            ["### Bug Fixes", "- one (aaaaaaa)"]
        ),
        (
            "the revert of a released change", "patch", "", [change("a", nil, "Revert \"feat: two\"")],
            ["### Reverts", "- Revert \"feat: two\" (aaaaaaa)"]
        ),
        (
            "squashed commits speak for themselves", "minor", "",
            [
                change(
                    "a", nil, "Things", request: 7,
                    squashed: [change("a", "feat", "one"), change("a", "fix", "two"), change("a", "chore", "three")])
            ],
            ["### Features", "- one (#7, aaaaaaa)", "### Bug Fixes", "- two (#7, aaaaaaa)"]
        ),
        (
            "what came twice with a request", "patch", "", [change("a", "fix", "one", request: 7), change("b", "fix", "one", request: 7)],
            ["### Bug Fixes", "- one (#7, aaaaaaa)"]
        ),
        (
            "types of one's own", "minor", "[changelog.types]\ndocs = \"Documentation\"\nfix = \"\"\nfeat = \"Added\"",
            [change("a", "docs", "one"), change("b", "fix", "two"), change("c", "feat", "three")],
            ["### Added", "- three (ccccccc)", "### Documentation", "- one (aaaaaaa)"]
        ),
        (
            "a prerelease has what is new", "prerelease", "", [change("a", "fix", "one"), change("b", "feat", "two", earlier: true)],
            ["### Bug Fixes", "- one (aaaaaaa)"]
        ),
        (
            "the final version has all of it", "minor", "", [change("a", "fix", "one"), change("b", "feat", "two", earlier: true)],
            ["### Features", "- two (bbbbbbb)", "### Bug Fixes", "- one (aaaaaaa)"]
        ),
        (
            "or what is new, if one likes", "minor", "[changelog]\nprereleases = \"separate\"",
            [change("a", "fix", "one"), change("b", "feat", "two", earlier: true)], ["### Bug Fixes", "- one (aaaaaaa)"]
        ),
        (
            "what others wrote is text", "patch", "", [change("a", "fix", "<img src=x> `<b>` @ada, a@b `open", scope: "<i>")],
            ["### Bug Fixes", "- **&lt;i>:** &lt;img src=x> `<b>` @\u{200B}ada, a@b `open (aaaaaaa)"]
        ),
        (
            "what cannot be seen is shown", "patch", "", [change("a", "fix", "\u{1B}[31mred\u{7}\t\u{202E}x `\u{8}`")],
            ["### Bug Fixes", "- \u{FFFD}[31mred\u{FFFD} \u{FFFD}x `\u{FFFD}` (aaaaaaa)"]
        ),
    ]

    /// Each case.
    @Test(arguments: cases) func notes(_ entry: (name: String, bump: String, settings: String, changes: [Change], lines: [String])) throws {
        let notes = try #require(try Self.writer(entry.changes, bump: entry.bump, entry.settings).notes(budget: nil).first)
        let found = notes.markdown.split(separator: "\n\n").dropFirst().flatMap { block in
            block.hasPrefix("###")
                ? [String(block)] : block.split(separator: "\n- ").map { "- \($0.trimmed.drop { $0 == "-" || $0 == " " })" }
        }
        #expect(found == entry.lines)
        #expect(notes.markdown.hasPrefix("## [1.1.0] - 2026-11-21\n\n") && notes.path == "packages/core/CHANGELOG.md")
    }

    /// Days that there are, and others.
    @Test(arguments: [
        ("2026-02-28", true), ("2028-02-29", true), ("2026-12-31", true), ("2026-02-29", false), ("2026-04-31", false),
        ("2026-13-01", false),
        ("2026-01-00", false), ("26-01-01", false),
    ]) func days(_ text: String, _ isDay: Bool) {
        #expect(((try? RkChangelog.parse(["--date", text])) != nil) == isDay)
    }

    /// Links of the forge, contributors, what is needed; and a budget that drops whole sections.
    @Test func linksAndBudget() throws {
        var first = Self.change("a", "feat", "one", request: 7)
        first.author = "Grace"
        let changes = [first, Self.change("b", "fix", "two"), Self.change("c", "fix", "three")]
        let writer = try Self.writer(changes, bump: "minor", "", remote: "https://gitlab.com/acme/mono.git")
        let whole = try #require(try writer.notes(budget: nil).first).markdown
        #expect(
            whole == """
                ## [1.1.0](https://gitlab.com/acme/mono/-/compare/core-v1.0.0...core-v1.1.0) - 2026-11-21

                ### Features

                - one ([!7](https://gitlab.com/acme/mono/-/merge_requests/7), [aaaaaaa](https://gitlab.com/acme/mono/-/commit/\(String(repeating: "a", count: 40))))

                ### Bug Fixes

                - two ([bbbbbbb](https://gitlab.com/acme/mono/-/commit/\(String(repeating: "b", count: 40))))
                - three ([ccccccc](https://gitlab.com/acme/mono/-/commit/\(String(repeating: "c", count: 40))))

                ### Dependencies

                - `base` 1.0.0 → 2.0.0

                Contributors: Ada, Grace

                """)
        for budget in [200, 300, 400, whole.utf8.count - 1, whole.utf8.count] {
            let text = try #require(try writer.notes(budget: budget).first).markdown
            #expect(text.utf8.count <= budget)
            let sections = text.split(separator: "### ").dropFirst().compactMap { $0.split(separator: "\n").first.map(String.init) }
            #expect(sections == Array(["Features", "Bug Fixes", "Dependencies"].prefix(sections.count)))
            #expect(budget == whole.utf8.count || text.contains("more change"))
        }
    }

    /// A writer for `core`, which needs `base`.
    private static func writer(_ changes: [Change], bump: String, _ settings: String, remote: String? = nil) throws -> NotesWriter {
        var core = Package(
            id: "pypi:core", name: "core", ecosystem: "uv", workspace: "uv", path: "packages/core",
            manifest: "packages/core/pyproject.toml",
            version: "1.0.0")
        var plans = [VersionPlan(package: "pypi:core", current: "1.0.0", next: "1.1.0", bump: bump, reason: .commit)]
        plans[0].commits = changes
        plans[0].since = VersionPlan.Baseline(tag: "core-v1.0.0", commit: String(repeating: "0", count: 40))
        plans[0].tag = "core-v1.1.0"
        if remote != nil {
            core.dependencies = [Dependency(name: "base", kind: .runtime, requirement: ">=1", package: "pypi:base")]
            plans.append(VersionPlan(package: "pypi:base", current: "1.0.0", next: "2.0.0", bump: "major", reason: .commit))
        }
        return NotesWriter(
            packages: [core], versions: plans,
            settings: try Configuration(parsing: Array(settings.utf8), path: "releasekit.toml").changelog,
            site: remote.flatMap { ForgeSite(remote: $0, environment: [:]) }, day: "2026-11-21", template: nil)
    }

    /// A commit whose id is a letter forty times.
    private static func change(
        _ letter: String, _ type: String?, _ subject: String, scope: String? = nil, breaking: Bool = false, note: String? = nil,
        request: Int? = nil, cancelled: Bool = false, earlier: Bool = false, squashed: [Change] = []
    ) -> Change {
        var change = Change(
            id: String(repeating: letter, count: 40), type: type, scope: scope, breaking: breaking || note != nil, subject: subject,
            bump: "none", pullRequest: request, author: "Ada")
        change.breakingNote = note
        change.isCancelled = cancelled
        change.isInPrerelease = earlier
        change.squashed = squashed
        return change
    }
}
