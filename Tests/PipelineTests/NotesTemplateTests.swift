import RKShared
import Support
import Testing

/// Notes in the words of the user's own templates.
@Suite struct NotesTemplateTests {
    /// A repository with a release to come, and two templates.
    private static func build(in sandbox: Sandbox, template: String) async throws {
        try await ReleaseExtrasTests.build(in: sandbox)
        try await sandbox.write("repo/docs/notes.mustache", template)
        try await sandbox.write(
            "repo/docs/release.mustache",
            """
            # Release {{version}} of {{date}}
            {{#packages}}

            {{name}} {{version}}{{#previous}}, was {{previous}}{{/previous}}
            {{{markdown}}}
            {{/packages}}

            """)
        try await sandbox.check(
            """
            printf '[changelog]\\ntemplate = "docs/notes.mustache"\\nrelease_template = "docs/release.mustache"\\n' >> releasekit.toml
            echo 2 > packages/core/src/core/y.txt && git add -A && git commit -qm 'fix(io): <b>quote</b> "&" @all (#3)'
            """, in: "repo")
    }

    /// The changelogs and the notes of the whole are what the templates write; a second release goes above the first.
    @Test func written() async throws {
        let sandbox = try await Sandbox()
        try await Self.build(
            in: sandbox,
            template: """
                ## [{{version}}] - {{date}}

                {{#sections}}
                **{{title}}**
                {{#entries}}
                * {{#scope}}{{.}}: {{/scope}}{{text}}{{#request}} {{.}}{{/request}} ({{short_commit}})
                {{/entries}}
                {{/sections}}
                {{#more}}
                and {{.}} more
                {{/more}}

                """)
        try await sandbox.check(
            """
            flow() { rk-discover | rk-graph --topo | rk-version | rk-changelog --date 2026-11-21 | rk-propose --local | rk-apply --quiet > /dev/null; }
            flow && cp .releasekit/notes.md ../whole
            rk-discover | rk-propose --merged | rk-tag --no-push | rk-apply --quiet > /dev/null
            touch packages/core/src/core/z && git add -A && git commit -qm 'feat: z' && flow && cp packages/core/CHANGELOG.md ../log
            git checkout -q HEAD~1 && rk-discover | rk-graph --topo | rk-version > ../v.json
            rk-changelog --budget 200 < ../v.json | jq -r '.changelog[0].markdown' > ../little
            """, in: "repo")
        let log = try sandbox.read("log")
        #expect(log.contains("## [1.1.0] - 2026-11-21\n\n**Features**\n* more ("), "\(log)")
        #expect(log.contains("**Bug Fixes**\n* io: &lt;b>quote&lt;/b> \"&\" @\u{200B}all #3 ("), "\(log)")
        let (second, first) = (try #require(log.firstRange(of: "## [1.2.0]")), try #require(log.firstRange(of: "## [1.1.0]")))
        #expect(second.lowerBound < first.lowerBound)
        let whole = try sandbox.read("whole")
        #expect(
            whole.hasPrefix("# Release 1.1.0 of 2026-11-21\n\ncore 1.1.0, was 1.0.0\n## [1.1.0]") && whole.contains("cli 1.0.1"), "\(whole)"
        )
    }

    /// What is wrong with a template is said with its place.
    @Test(arguments: [
        ("## [{{version}}]\n{{#sections}}", "notes.mustache` is no Mustache template: a section has no end\n  --> docs/notes.mustache:2"),
        ("## [{{version}}]\n\n{{#a}}{{/b}}", "a section ends with another name than it began with\n  --> docs/notes.mustache:3"),
        ("{{version", "a tag is not finished"), ("{{=<% %>=}}## <% version %>", "sets other delimiters than {{ }}"),
        ("# {{name}}\n\n- {{version}}\n", "writes no heading with the version 1.1.0 of pypi:core"),
        (String(repeating: "{{# a}}", count: 101), "opens more than 100 sections"),
        ("long", "is no text of up to 64 KiB"),
    ]) func refused(template: String, message: String) async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox, template: template == "long" ? String(repeating: "x", count: 70_000) : template)
        try await sandbox.check(
            "(rk-discover | rk-graph --topo | rk-version | rk-changelog > ../out; echo $? > ../status) 2> ../err", in: "repo")
        let errors = try sandbox.read("err")
        #expect(errors.contains("error[RK-TEMPLATE-INVALID]") && errors.contains(message), "\(errors)")
        #expect(try sandbox.read("status") == "78\n" && sandbox.read("out").isEmpty)
    }
}
