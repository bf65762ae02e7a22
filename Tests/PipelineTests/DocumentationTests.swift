import RKShared
import Support
import Testing

/// Runs every `console` block of the pages, so that no example can lie; `Example` has the syntax.
@Suite struct DocumentationTests {
    /// The pages with examples, from the project's root.
    static let pages =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
        + Files.names(in: "\(Programs.root)/docs").filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }

    /// Each block runs in a fresh copy of the sample repository, its commands one after the other.
    @Test(arguments: pages) func examples(of page: String) async throws {
        let text = String(decoding: try Files.read("\(Programs.root)/\(page)"), as: UTF8.self)
        let blocks = Example.blocks(of: text)
        guard !blocks.isEmpty else { return }
        let sandbox = try await Sandbox()
        try await sandbox.check("'\(Programs.root)/scripts/sample-repository' sample")
        for (number, block) in blocks.enumerated() {
            try await sandbox.check("cp -a sample orbit-\(number)")
            for example in block {
                let path = "\(Programs.root)/bin:\(Programs.root)/examples:\(sandbox.environment["PATH"]??.description ?? "")"
                let completion = try await sandbox.shell(
                    "exec 2>&1; set -o pipefail; \(example.command)", in: "orbit-\(number)", environment: ["PATH": path])
                let lines = completion.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                let found = (lines.last == "" ? lines.dropLast() : lines[...]) + (completion.status == 0 ? [] : ["[\(completion.status)]"])
                guard !Example.fit(found[...], example.expected[...]) else { continue }
                Issue.record("\(page):\(example.line): `\(example.command)` prints\n\(found.joined(separator: "\n"))")
            }
        }
    }

    /// The page's syntax: commands, continued ones, what they print, wildcards.
    @Test func syntax() {
        let blocks = Example.blocks(of: "a\n```console\n$ one \\\n> two\nout\n[3]\n$ three\n```\n```sh\n$ no\n```\n")
        #expect(
            blocks == [
                [Example(command: "one \\\ntwo", expected: ["out", "[3]"], line: 3), Example(command: "three", expected: [], line: 7)]
            ])
        #expect(Example.fit(["a", "b", "c1d"], ["…", "c…d"]))
        #expect(Example.fit([], ["…"]))
        #expect(Example.fit(["xaybz"], ["…a…b…"]))
        #expect(!Example.fit(["a", "b"], ["a"]))
        #expect(!Example.fit(["ab"], ["a…c"]))
        #expect(!Example.fit(["a"], ["a…a"]))
    }
}

/// A command of a `console` block with what it prints, stdout and stderr together.
///
/// A line with `$ ` in front begins a command, `> ` continues it, all others are its output. `…` stands for any text within a line; a line
/// of only `…` for any number of lines; a last line such as `[65]` for an exit status other than 0.
struct Example: Equatable {
    /// The text for bash.
    var command: String
    /// The lines, wildcards included.
    var expected: [String] = []
    /// The line of the page, from 1.
    var line: Int

    /// The blocks of a page.
    static func blocks(of page: String) -> [[Example]] {
        var blocks: [[Example]] = []
        var open: [Example]?
        for (index, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard var block = open else {
                if line == "```console" { open = [] }
                continue
            }
            if line == "```" {
                blocks.append(block)
                open = nil
                continue
            }
            if line.hasPrefix("$ ") {
                block.append(Example(command: String(line.dropFirst(2)), line: index + 1))
            } else if line.hasPrefix("> "), let last = block.indices.last, block[last].expected.isEmpty {
                block[last].command += "\n\(line.dropFirst(2))"
            } else if let last = block.indices.last {
                block[last].expected.append(String(line))
            }
            open = block
        }
        return blocks
    }

    /// Whether lines are those that are expected.
    static func fit(_ found: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
        guard let pattern = expected.first else { return found.isEmpty }
        if pattern == "…" { return (found.startIndex...found.endIndex).contains { fit(found[$0...], expected.dropFirst()) } }
        guard let line = found.first, Glob(Glob.escaped(pattern).replacing("…", with: "*")).matches(line) else { return false }
        return fit(found.dropFirst(), expected.dropFirst())
    }
}
