import Support
import Testing

@testable import RKShared

/// What the readers of go.mod, go.work and go.sum refuse, and how they say so.
struct GoModErrorTests {
    /// A broken text with the place and the words of its fault.
    struct Case: Sendable, CustomTestStringConvertible {
        /// The text.
        let text: String
        /// The line.
        let line: Int
        /// The column.
        let column: Int
        /// What the message holds.
        let message: String
        /// What the hint holds.
        let hint: String

        /// A case.
        init(_ text: String, _ line: Int, _ column: Int, _ message: String, _ hint: String) {
            (self.text, self.line, self.column, self.message, self.hint) = (text, line, column, message, hint)
        }

        var testDescription: String { String(text.debugDescription.prefix(60)) }
    }

    /// Every way in which a go.mod can be wrong; the go command refuses each of them.
    static let cases = [
        Case("\u{FEFF}module a.b/c\n", 1, 1, "byte order mark", "without a byte order mark"),
        Case("module a.b/c\nrequire (\n\tx.y/z v1.0.0\n", 2, 1, "the block `require (` is not closed", "write `)`"),
        Case("module a.b/c\nrequire (\n) x\n", 3, 3, "behind a closing parenthesis the line must end", "begin a new line"),
        Case("module \"a.b/c\n", 1, 8, "the string is not closed", "quotation mark"),
        Case("module \"a.b/c", 1, 8, "the string is not closed", "quotation mark"),
        Case("module `a.b/c`\n", 1, 8, "holds a quotation mark", "without quotes"),
        Case("module 'a.b/c'\n", 1, 8, "holds a quotation mark", "without quotes"),
        Case("module \"a.b/\\q\"\n", 1, 8, "holds an escape", "without quotes"),
        Case("/* x */\nmodule a.b/c\n", 1, 1, "written with //", "write //"),
        Case("module a.b/c /* x */\n", 1, 14, "written with //", "write //"),
        Case("module a.b/c\u{1}\n", 1, 13, "U+0001", "remove it"),
        Case("module a.b/c\u{0}\n", 1, 13, "NUL", "UTF-8"),
        Case("module\n", 1, 7, "`module` takes one word, not 0", "write `module example.com/path`"),
        Case("module a.b/c d\n", 1, 14, "`module` takes one word, not 2", "module example.com/path"),
        Case("module a.b/c\nmodule d.e/f\n", 2, 8, "`module` stands here again", "line 1"),
        Case("go 1.25\ngo 1.26\n", 2, 4, "`go` stands here again", "line 1"),
        Case("go 1\n", 1, 4, "`1` is no version of Go", "go 1.25.0"),
        Case("go 1.025\n", 1, 4, "is no version of Go", "go 1.25.0"),
        Case("go v1.25\n", 1, 4, "is no version of Go", "go 1.25.0"),
        Case("go 1.25 1.26\n", 1, 9, "`go` takes one word, not 2", "go 1.25.0"),
        Case("toolchain 1.25.0\n", 1, 11, "is no toolchain", "toolchain go1.25.0"),
        Case("toolchain go1.25\ntoolchain go1.26\n", 2, 11, "stands here again", "line 1"),
        Case("requires x.y/z v1.0.0\n", 1, 1, "there is no directive `requires`", "require"),
        Case("use ./x\n", 1, 1, "there is no directive `use`", "require"),
        Case("go (\n1.25\n)\n", 1, 1, "there is no block `go (…)`", "blocks are"),
        Case("require x (\n)\n", 1, 9, "not with `require x`", "write `require (`"),
        Case("require x.y/z\n", 1, 9, "takes 2 words, not 1", "require example.com/path v1.2.3"),
        Case("require x.y/z v1.0.0 v1.1.0\n", 1, 22, "takes 2 words, not 3", "require example.com/path v1.2.3"),
        Case("require x.y/z master\n", 1, 15, "`master` is no version", "go mod tidy"),
        Case("require x.y/z 1.0.0\n", 1, 15, "`1.0.0` is no version", "v1.2.3"),
        Case("require x.y/z v01.0.0\n", 1, 15, "is no version", "v1.2.3"),
        Case("require x.y/z v2.0.0\n", 1, 15, "is of the versions v0 or v1", "x.y/z/v2"),
        Case("require x.y/z/v3 v2.0.0\n", 1, 18, "is of the versions v3", "correct"),
        Case("require x.y/z/v1 v1.0.0\n", 1, 9, "ends in a major version that no path has", "/v2"),
        Case("require gopkg.in/yaml v1.0.0\n", 1, 9, "ends in a major version that no path has", "gopkg.in"),
        Case("exclude x.y/z\n", 1, 9, "takes 2 words", "exclude"),
        Case("replace x.y/z\n", 1, 9, "this is no replacement", "=>"),
        Case("replace x.y/z => \n", 1, 9, "this is no replacement", "=>"),
        Case("replace x.y/z => a.b/c\n", 1, 18, "neither a folder nor a module with a version", "./ or ../"),
        Case("replace x.y/z => a.b/c@v1.0.0\n", 1, 18, "neither a folder", "not behind `@`"),
        Case("replace x.y/z => ../c v1.0.0\n", 1, 23, "cannot have a version", "remove it"),
        Case("replace x.y/z => ..\\c\n", 1, 18, "backslashes", "with /"),
        Case("replace x.y/z v1.0.0 => ../c d e\n", 1, 9, "this is no replacement", "=>"),
        Case("retract\n", 1, 8, "takes one word, not 0", "retract v1.2.3"),
        Case("retract [v1.0.0 v1.1.0]\n", 1, 9, "this is no range", "[v1.0.0, v1.9.9]"),
        Case("retract [v1.0.0, v1.1.0\n", 1, 9, "this is no range", "[v1.0.0, v1.9.9]"),
        Case("retract v1.0.0 v1.1.0\n", 1, 16, "`v1.1.0` follows the version", "one version a line"),
        Case("tool\n", 1, 5, "takes one word", "tool"),
        Case("godebug x\n", 1, 9, "is no setting", "key=value"),
        Case("<<<<<<< HEAD\nmodule a.b/c\n", 1, 1, "there is no directive `<<<<<<<`", "merge conflict"),
    ]

    /// The fault is at its place, with a message that says what is wrong and a hint that says what to do.
    @Test(arguments: cases)
    func refused(_ item: Case) {
        let fault = #expect(throws: SyntaxFault.self) { try GoMod(Array(item.text.utf8)) }
        guard let fault else { return }
        #expect(fault.line == item.line && fault.column == item.column, "\(fault.line):\(fault.column): \(fault.message)")
        #expect(fault.message.contains(item.message), "\(fault.message)")
        #expect(fault.hint?.contains(item.hint) == true, "\(fault.hint ?? "-")")
    }

    /// Every way in which a go.work can be wrong by itself.
    static let workCases = [
        Case("\u{FEFF}go 1.25\n", 1, 1, "byte order mark", "without a byte order mark"),
        Case("go 1.25\nuse\n", 2, 4, "`use` takes one word, not 0", "write `use ./folder`"),
        Case("go 1.25\nuse ./a ./b\n", 2, 9, "`use` takes one word, not 2", "write `use ./folder`"),
        Case("use (\n\t./a ./b\n)\n", 2, 6, "`use` takes one word, not 2", "write `use ./folder`"),
        Case("use (\n./a\n", 1, 1, "the block `use (` is not closed", "write `)`"),
        Case("use (\n./a\n) ./b\n", 3, 3, "the line must end", "begin a new line"),
        Case("use `./a`\n", 1, 5, "holds a quotation mark", "without quotes"),
        Case("use './a'\n", 1, 5, "holds a quotation mark", "without quotes"),
        Case("use \"./a\n", 1, 5, "the string is not closed", "quotation mark"),
        Case("use \"./\\q\"\n", 1, 5, "holds an escape", "without quotes"),
        Case("use ./a/*\n", 1, 8, "written with //", "write //"), Case("use /* all */ ./a\n", 1, 5, "written with //", "write //"),
        Case("require x.y/z v1.0.0\n", 1, 1, "there is no directive `require`", "directives are godebug, use, replace, go, toolchain"),
        Case("module x.y/z\n", 1, 1, "there is no directive `module`", "directives are"),
        Case("tool (\n)\n", 1, 1, "there is no block `tool (…)`", "blocks are godebug, use, replace"),
        Case("go (\n1.25\n)\n", 1, 1, "there is no block `go (…)`", "blocks are"),
        Case("go 1.25\ngo 1.25\n", 2, 4, "`go` stands here again", "line 1"), Case("go 1\n", 1, 4, "`1` is no version of Go", "go 1.25.0"),
        Case("toolchain 1.25\n", 1, 11, "is no toolchain", "toolchain go1.25.0"), Case("godebug x\n", 1, 9, "is no setting", "key=value"),
        Case("replace x.y/z ./z\n", 1, 9, "this is no replacement", "=>"),
        Case("replace x.y/z => z\n", 1, 18, "neither a folder nor a module with a version", "./ or ../"),
        Case("use ./a\n<<<<<<< HEAD\nuse ./b\n", 2, 1, "there is no directive `<<<<<<<`", "merge conflict"),
        Case("use ./a\u{0}\n", 1, 8, "NUL", "UTF-8"),
    ]

    /// The same of go.work.
    @Test(arguments: workCases)
    func refusedWork(_ item: Case) {
        let fault = #expect(throws: SyntaxFault.self) { try GoWork(Array(item.text.utf8)) }
        guard let fault else { return }
        #expect(fault.line == item.line && fault.column == item.column, "\(fault.line):\(fault.column): \(fault.message)")
        #expect(fault.message.contains(item.message) && fault.hint?.contains(item.hint) == true, "\(fault.message) \(fault.hint ?? "-")")
    }

    /// Every way in which people break a go.sum: go reads it by words, so all come to lines of another number of them.
    static let sumCases = [
        Case("x.y/z\n", 1, 1, "three words, not 1", "go mod tidy"), Case("x.y/z v1.0.0\n", 1, 1, "three words, not 2", "go mod tidy"),
        Case("x.y/z v1.0.0 h1:A= h1:B=\n", 1, 1, "three words, not 4", "go mod tidy"),
        Case("x.y/z v1.0.0 h1: A=\n", 1, 1, "three words, not 4", "go mod tidy"),
        Case("x.y/z v1.0.0 h1:A=x.y/z v1.0.0/go.mod h1:B=\n", 1, 1, "three words, not 5", "go mod tidy"),
        Case("x.y/z v1.0.0\nh1:A=\n", 1, 1, "three words, not 2", "go mod tidy"),
        Case("x.y/z v1.0.0 h1:A=\n\n<<<<<<< HEAD\n", 3, 1, "three words, not 2", "merge conflict"),
        Case("x.y/z v1.0.0 h1:A=\n=======\n", 2, 1, "three words, not 1", "merge conflict"),
        Case("x.y/z v1.0.0 h1:A=\n>>>>>>> feature\n", 2, 1, "three words, not 2", "merge conflict"),
        Case("||||||| 0123abc\n", 1, 1, "three words, not 2", "merge conflict"),
        Case("// sums\n", 1, 1, "three words, not 2", "no comments"),
        Case("# digests\n", 1, 1, "three words, not 2", "no comments"),
        Case("  x.y/z v1.0.0\r\n", 1, 3, "three words, not 2", "go mod tidy"),
        Case("x\u{0}.\u{0}y\u{0} v\u{0}\n", 1, 1, "three words, not 2", "UTF-8"),
        Case("<!DOCTYPE html>\n", 1, 1, "three words, not 2", "go mod tidy"),
        Case("{\"x.y/z\": \"v1.0.0\"}\n", 1, 1, "three words, not 2", "go mod tidy"),
        Case("x.y/z@v1.0.0 h1:A=\n", 1, 1, "three words, not 2", "go mod tidy"),
        Case("x.y/z v1.0.0 h1:A= // why\n", 1, 1, "three words, not 5", "go mod tidy"),
    ]

    /// The same of go.sum, and the code that programs show.
    @Test(arguments: sumCases)
    func refusedSum(_ item: Case) {
        let fault = #expect(throws: SyntaxFault.self) { try GoSum(Array(item.text.utf8)) }
        guard let fault else { return }
        #expect(fault.message.contains(item.message) && fault.hint?.contains(item.hint) == true, "\(fault.message) \(fault.hint ?? "-")")
        let shown = Fault(.manifestSyntax, fault, in: "go.sum")
        #expect(shown.code == .manifestSyntax && shown.place?.description == "go.sum:\(item.line):\(item.column)")
    }

    /// A long text of opening parentheses, of quotes, of one word, ends at once.
    @Test(arguments: ["(", "\"", "x", "require (\n", "\\", "// x\n", " "])
    func large(_ piece: String) {
        let bytes = Array(String(repeating: piece, count: 300_000).utf8)
        let clock = ContinuousClock()
        #expect(clock.measure { _ = try? GoMod(bytes) } < .seconds(90))
    }
}
