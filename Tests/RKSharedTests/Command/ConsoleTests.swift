import RKShared
import Synchronization
import Testing

/// What a program says on stderr.
struct ConsoleTests {
    /// What a console writes, as lines.
    private final class Screen: Sendable {
        /// The bytes so far.
        private let bytes = Mutex<[UInt8]>([])

        /// A console that writes here.
        func console(_ verbosity: Console.Verbosity = .normal, isJSON: Bool = false) -> Console {
            Console(program: "rk-test", verbosity: verbosity, isJSON: isJSON) { text in self.bytes.withLock { $0 += text } }
        }

        /// The lines so far.
        var lines: [String] { bytes.withLock { String(decoding: $0, as: UTF8.self) }.split(separator: "\n").map(String.init) }
    }

    /// Findings of two codes: eight of one, five of the other, in turns at first.
    private let findings =
        (1...5).flatMap { [Diagnostic(.warning, .versionDynamic, "first \($0)"), Diagnostic(.error, .manifestSyntax, "second \($0)")] }
        + (6...8).map { Diagnostic(.warning, .versionDynamic, "first \($0)") }

    /// Of a code that comes more than five times, three are shown and the others counted.
    @Test func manyFindingsOfOneCodeAreCounted() {
        let screen = Screen()
        screen.console().show(findings)
        #expect(
            screen.lines == [
                "warning[RK-VERSION-DYNAMIC]: first 1", "error[RK-MANIFEST-SYNTAX]: second 1", "warning[RK-VERSION-DYNAMIC]: first 2",
                "error[RK-MANIFEST-SYNTAX]: second 2", "warning[RK-VERSION-DYNAMIC]: first 3", "… and 5 more RK-VERSION-DYNAMIC",
                "error[RK-MANIFEST-SYNTAX]: second 3", "error[RK-MANIFEST-SYNTAX]: second 4", "error[RK-MANIFEST-SYNTAX]: second 5",
            ])
    }

    /// Verbose mode and JSON lines have all of them; quiet mode has the errors.
    @Test func theOtherModesHaveAll() {
        let (verbose, json, quiet) = (Screen(), Screen(), Screen())
        verbose.console(.verbose).show(findings)
        json.console(isJSON: true).show(findings)
        quiet.console(.quiet).show(findings)
        #expect(verbose.lines.count == 13 && json.lines.count == 13)
        #expect(quiet.lines.count == 5 && quiet.lines.allSatisfy { $0.hasPrefix("error") })
    }

    /// What tools print is no command for GitHub's runner, whatever stands in front of it.
    @Test(arguments: [
        ("::error::a", "| ::error::a"), ("a\n \u{3000}\u{200B}::stop-commands::b\nc", "a\n|  \u{3000}\u{200B}::stop-commands::b\nc"),
        (":\u{200D}:a", "| :\u{200D}:a"), ("a ###[group]b", "a ## #[group]b"), ("#\u{200B}#[a]", "# #[a]"),
        ("a\r\n::error::\r:b", "a\r\n| ::error::\r| :b"), ("a::b [c] d", "a::b [c] d"),
        ("", ""),
    ]) func workflowCommandsAreNone(text: String, harmless: String) {
        #expect(Array(text.withoutWorkflowCommands.unicodeScalars) == Array(harmless.unicodeScalars))
    }

    /// Control characters of untrusted names do not reach the terminal.
    @Test func controlCharactersAreTakenOut() {
        let screen = Screen()
        screen.console().show(Diagnostic(.error, .manifestSyntax, "a\u{1B}[2J\u{7}b\u{9B}c", at: Place("x\u{1B}]0;y")))
        #expect(screen.lines == ["error[RK-MANIFEST-SYNTAX]: a\u{FFFD}[2J\u{FFFD}b\u{FFFD}c", "  --> x\u{FFFD}]0;y"])
    }

    /// What a tool printed is no command to the runner of a workflow, in text and in JSON.
    @Test func workflowCommandsAreTakenApart() {
        let screen = Screen()
        let finding = Diagnostic(.error, .toolFailed, "uv failed\n::stop-commands::x\n \t::add-mask::y\nz ##[group]z\na::b")
        screen.console().show(finding)
        #expect(
            screen.lines == [
                "error[RK-TOOL-FAILED]: uv failed", "|     ::stop-commands::x", "     \u{FFFD}::add-mask::y", "    z # #[group]z",
                "    a::b",
            ])
        let json = Screen()
        json.console(isJSON: true).show(finding)
        #expect(json.lines.count == 1 && json.lines.joined().contains("z # #[group]z"))
    }

    /// Every value of RK_DRY_RUN but those that say no asks to change nothing: a typing error must not publish.
    @Test(arguments: [
        (nil, false), ("", false), (" ", false), ("0", false), ("false", false), ("No", false), ("1", true), ("true", true), ("YES", true),
        ("on", true), ("maybe", true),
    ])
    func dryRuns(_ value: String?, _ asks: Bool) {
        let environment = value.map { ["RK_DRY_RUN": $0] } ?? [:]
        #expect(Invocation(console: Screen().console(), world: .live, environment: environment).asksForDryRun == asks)
    }
}
