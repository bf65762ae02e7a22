import RKShared
import Testing

/// Where a release goes in a changelog, and what stays.
struct ChangelogFileTests {
    /// A release to add.
    private static let section = "## [1.1.0] - 2026-11-21\n\n### Features\n\n- more\n"

    /// Files before and afterwards: no file, Keep a Changelog, only a preamble, releases at other levels, code that looks like a heading.
    static let cases: [(name: String, before: String?, after: String)] = [
        ("no file", nil, "# Changelog\n\n" + section),
        ("an empty file", "", section),
        (
            "unreleased changes stay above",
            "# Changelog\n\nAll of it.\n\n## [Unreleased]\n\n- soon\n\n## [1.0.0] - 2025-01-01\n\n- old\n",
            "# Changelog\n\nAll of it.\n\n## [Unreleased]\n\n- soon\n\n\(section)\n## [1.0.0] - 2025-01-01\n\n- old\n"
        ),
        ("unreleased changes alone", "# Changelog\n\n## Unreleased\n\n- soon", "# Changelog\n\n## Unreleased\n\n- soon\n\n\(section)"),
        (
            "links stand at the end", "# Log\n\n## [Unreleased]\n\n# Links\n\n[Unreleased]: https://x\n",
            "# Log\n\n## [Unreleased]\n\n\(section)\n# Links\n\n[Unreleased]: https://x\n"
        ),
        (
            "definitions of links stay last", "# Log\n\n## [Unreleased]\n\n- soon\n\n[Unreleased]: https://x\n\n[1]: y\n",
            "# Log\n\n## [Unreleased]\n\n- soon\n\n\(section)\n[Unreleased]: https://x\n\n[1]: y\n"
        ),
        ("a preamble alone", "# Changelog\n", "# Changelog\n\n\(section)"),
        ("releases as first headings", "# v1.0.0 (2025)\n\nold\n", "\(section)\n# v1.0.0 (2025)\n\nold\n"),
        (
            "code is no heading", "# Log\n\n```md\n## [0.9.0]\n```\n\n## 1.0.0\n",
            "# Log\n\n```md\n## [0.9.0]\n```\n\n\(section)\n## 1.0.0\n"
        ),
        ("it is there already", "# Log\n\n## v1.1.0\n\n- mine\n", "# Log\n\n## v1.1.0\n\n- mine\n"),
        ("its prerelease is another one", "## 1.1.0-rc.1\n", "\(section)\n## 1.1.0-rc.1\n"),
        ("underlined headings", "Log\n---\n1.0.0 (2025)\n---\n\n- old\n", "Log\n---\n\n\(section)\n1.0.0 (2025)\n---\n\n- old\n"),
        ("rules above and below", "~~~\nLog\n~~~\n\n=====\n1.0.0\n=====\n", "~~~\nLog\n~~~\n\n\(section)\n=====\n1.0.0\n=====\n"),
        (
            "an anchor stays with its heading", "# Log\n\n<a name=\"1\"></a>\n\n## 1.0.0\n",
            "# Log\n\n\(section)\n<a name=\"1\"></a>\n\n## 1.0.0\n"
        ),
        (
            "words in front of a version", "# Log\n\n## 1st thing\n\n### Version 1.0.0\n",
            "# Log\n\n## 1st thing\n\n\(section)\n### Version 1.0.0\n"
        ),
        ("a name in front of a version", "# Log\n\n## @a/b@1.1.0\n", "# Log\n\n## @a/b@1.1.0\n"),
        (
            "days as releases", "# Log\n\nAll of it.\n\n# Release (2025-01-01)\n",
            "# Log\n\nAll of it.\n\n\(section)\n# Release (2025-01-01)\n"
        ),
        ("days as first headings", "# Day 2\n\n# Day 1\n", "\(section)\n# Day 2\n\n# Day 1\n"),
        ("versions without marks", "Log of all\n\nv1.0.0 in May\n  * old\n", "Log of all\n\n\(section)\nv1.0.0 in May\n  * old\n"),
        (
            "front matter and comments", "---\na: 1\n---\n<!--\n## 0.1.0\n-->\n## 1.0.0\n",
            "---\na: 1\n---\n<!--\n## 0.1.0\n-->\n\n\(section)\n## 1.0.0\n"
        ),
        ("code in a line opens no block", "# Log\n\n``` a ```\n\n## 1.0.0\n", "# Log\n\n``` a ```\n\n\(section)\n## 1.0.0\n"),
    ]

    /// Each case, also with carriage returns; a second time changes nothing.
    @Test(arguments: cases) func adding(_ entry: (name: String, before: String?, after: String)) throws {
        for end in ["\n", "\r\n"] {
            let before = entry.before.map { Array($0.replacing("\n", with: end).utf8) }
            let isFirst = entry.before?.contains("\n") ?? false
            let expected = isFirst ? entry.after.replacing("\n", with: end) : entry.after
            let file = try #require(ChangelogFile(before))
            let after = file.adding(Self.section, of: "1.1.0")
            #expect(String(decoding: after, as: UTF8.self) == expected)
            #expect(try #require(ChangelogFile(after)).adding(Self.section, of: "1.1.0") == after)
        }
    }

    /// A release is read back without the ones around it.
    @Test func section() throws {
        let text = "# Log\n\n## [1.1.0](https://x) - 2026-11-21\r\n\r\n### Features\r\n\r\n- more\r\n\r\n## 1.0.0\r\n"
        let file = try #require(ChangelogFile(Array(text.utf8)))
        #expect(file.section(of: "1.1.0") == "## [1.1.0](https://x) - 2026-11-21\n\n### Features\n\n- more\n")
        #expect(file.section(of: "v1.1.0") == file.section(of: "1.1.0"))
        #expect(file.section(of: "1.0") == nil)
        let patches = "## 1.1.0\n\n### 2 things\n\n<a name=\"p\"></a>\n### [1.0.1]\n"
        #expect(try #require(ChangelogFile(Array(patches.utf8))).section(of: "1.1.0") == "## 1.1.0\n\n### 2 things\n")
        #expect(ChangelogFile([0xFF, 0xFE]) == nil)
    }
}
