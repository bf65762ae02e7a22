import RKShared
import Support
import Testing

/// What git makes of our differences.
struct UnifiedDiffTests {
    /// Contents before and afterwards; nil for no file.
    static let cases: [(old: String?, new: String)] = [
        (nil, "a\nb\n"), (nil, "no end"), ("", "a\n"), ("a\n", ""), ("a", "b"), ("a\n", "a"), ("a", "a\n"), ("a\r\nb\r\n", "a\r\nc\r\n"),
        ((1...40).map { "\($0)\n" }.joined(), (1...40).map { $0 % 9 == 0 ? "\($0)!\n" : "\($0)\n" }.joined()),
        ((1...12).map { "\($0)\n" }.joined(), "0\n" + (1...12).map { "\($0)\n" }.joined() + "13\n"), ("x\nx\nx\n", "x\ny\nx\nx\n"),
    ]

    /// `git apply` gives exactly the new content, in folders with blanks, quotes and letters beyond ASCII.
    @Test func apply() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check("git init -q repo")
        var patch: [UInt8] = []
        for (index, entry) in Self.cases.enumerated() {
            let path = "a \"b\\ü/\(index).txt"
            if let old = entry.old { try await sandbox.write("repo/\(path)", old) }
            patch += UnifiedDiff.text(path: path, from: entry.old.map { Array($0.utf8) }, to: Array(entry.new.utf8))
        }
        try sandbox.write("all.patch", patch)
        try await sandbox.check("git apply ../all.patch", in: "repo")
        for (index, entry) in Self.cases.enumerated() {
            #expect(try sandbox.read("repo/a \"b\\ü/\(index).txt") == entry.new)
        }
        #expect(UnifiedDiff.text(path: "x", from: [1, 2], to: [1, 2]).isEmpty)
    }
}
