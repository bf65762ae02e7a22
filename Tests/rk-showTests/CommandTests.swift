import RKShared
import Support
import Testing

@testable import rk_show

/// The program in a real shell, behind the real stages.
struct CommandTests {
    /// A small release through all stages and all formats; nothing in the repository changes.
    @Test func pipeline() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["base": [], "core": ["base>=1"], "lone": []])
        try await sandbox.commit("feat: <one> | \"two\"", touching: "packages/base/src/base/one.txt")
        let script = "rk-discover | rk-graph --topo | rk-version | rk-changelog --date 2026-01-02 > ../plan.json; git status --porcelain"
        try await sandbox.check("set -o pipefail; \(script)", in: "repo")
        let table = try await sandbox.check("rk-show < plan.json && rk-show plan --format table < plan.json")
        let lines = table.text.split(separator: "\n")
        #expect(lines.count == 10 && lines.prefix(5) == lines.suffix(5), "\(table.text)")
        #expect(lines[1].hasPrefix("1      0      pypi:base  uv         1.0.0    1.1.0  minor  included         commit "), "\(lines[1])")
        #expect(lines[1].hasSuffix(" <one> | \"two\"") && lines[2].hasSuffix("  dependency_only  dependency pypi:base"))
        #expect(lines[3].hasSuffix("  skipped          no commit since the last release asks for one"))
        #expect(lines[4] == "1 included, 1 dependency_only, 1 skipped")
        let rest = try await sandbox.check(
            "rk-show --format html < plan.json | head -c 15; rk-show notes < plan.json | head -1; rk-show --format json < plan.json | jq .counts.included"
        )
        #expect(rest.text == "<!DOCTYPE html># Release notes\n1\n")
        let refused = try await sandbox.shell("rk-show --format json < plan.json | rk-graph")
        #expect(refused.status == 65)
    }

    /// Input that is no document, options and codes that are none.
    @Test func refusals() async throws {
        let sandbox = try await Sandbox()
        let cases: [(script: String, status: Int32, says: String)] = [
            ("rk-show < /dev/null", 66, "no document on stdin"), ("rk-show notes < /dev/null", 66, "no document on stdin"),
            ("echo '{' | rk-show", 65, "no release document"), ("echo '{\"rk\":2}' | rk-show notes", 65, "RK-DOCUMENT-NEWER"),
            ("echo '{\"rk\":1}' | rk-show", 65, "put rk-discover before rk-show"),
            ("echo '{\"rk\":1,\"packages\":[]}' | rk-show notes", 65, "put rk-changelog before rk-show"),
            ("rk-show --format xml", 64, "xml"), ("rk-show notes --budget 199", 64, "200 bytes"),
            ("rk-show explain RK-LOCK-HEDL", 64, "did you mean RK-LOCK-HELD?"),
            ("rk-show explain RK-USAGE nothing", 64, "no code `nothing`"),
        ]
        for (script, status, says) in cases {
            let completion = try await sandbox.shell("set -o pipefail; \(script)")
            let said = String(decoding: completion.errors, as: UTF8.self)
            #expect(
                completion.status == status && completion.output.isEmpty && said.contains(says), "\(script): \(completion.status) \(said)")
        }
    }

    /// Every code has a text that says more than its name, in any case of letters, and a line in the list.
    @Test func explanations() throws {
        let list = try ExplainCommand.text([]).split(separator: "\n")
        #expect(list.count == Code.allCases.count + 1)
        for (code, line) in zip(Code.allCases, list.dropFirst()) {
            let text = try ExplainCommand.text([code.rawValue.lowercased()])
            #expect(text.hasPrefix("\(code.rawValue) (exit status \(code.exitStatus.rawValue))\n\n") && text.utf8.count > 80, "\(code)")
            #expect(line.hasPrefix("\(code.rawValue) ") && line.hasSuffix(".") && line.count > 50, "\(line)")
        }
        let two = try ExplainCommand.text(["RK-USAGE", "RK-DEFECT"])
        #expect(two.contains("\n\nRK-DEFECT (exit status 70)\n"))
    }
}
