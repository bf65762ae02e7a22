import Support
import Testing

@testable import RKShared

/// Build scripts as tokens: strings, comments and brackets of both languages, what is broken, and anything at all.
struct GradleScriptTests {
    /// The literals of a script.
    private static func literals(_ text: String, _ dialect: GradleScript.Dialect) throws -> [String?] {
        try GradleScript(Array(text.utf8), dialect: dialect).tokens.filter { $0.kind == .string }.map(\.literal)
    }

    /// Strings of Groovy with their texts; nil for one with an expression.
    static let groovy: [(String, [String?])] = [
        ("'a'", ["a"]), (#"'a\'b\\'"#, ["a'b\\"]), (#""a\tb\u0041\$""#, ["a\tbA$"]), ("'''a\n'b''c'''", ["a\n'b''c"]),
        ("\"\"\"a\"b\"\"\"", ["a\"b"]),
        (#""$x""#, [nil]), (#""${x}""#, [nil]), (#""a$""#, ["a$"]), (#""${f("}")}""#, [nil]), (#""${"${'}'}"}" 'z'"#, [nil, "z"]),
        ("x = /a'b/ + 'c'", ["a'b", "c"]), ("x = 1 / 2 / 'a'", ["a"]), ("f /a b/", ["a b"]), ("x = $/a'/b/$", ["a'/b"]),
        ("// 'a'\n'b'", ["b"]),
        ("/* 'a' /* */ 'b'", ["b"]), ("#!/usr/bin/env groovy 'x\n'a'", ["a"]), ("''", [""]), ("''''''", [""]), ("'a' // it's", ["a"]),
        ("'https://x/y'", ["https://x/y"]), ("a['b']", ["b"]), ("'a\\\nb'", ["ab"]),
    ]

    /// Strings of Groovy.
    @Test(arguments: groovy)
    func groovyStrings(_ text: String, _ expected: [String?]) throws {
        #expect(try Self.literals(text, .groovy) == expected)
    }

    /// Strings of Kotlin with their texts.
    static let kotlin: [(String, [String?])] = [
        (#""a\"b""#, ["a\"b"]), (#""$x""#, [nil]), (#""a $ b""#, ["a $ b"]), ("\"\"\"a\\n\"\"\"", ["a\\n"]),
        ("\"\"\"\"a\"\"\"\"", ["\"a\""]),
        ("'c' + '\\''", ["c", "'"]), ("/* /* \"a\" */ */ \"b\"", ["b"]), ("`maven-publish`", []), (#""${if (x) "a" else "b"}""#, [nil]),
        ("\"\"", [""]), (#""a/b""#, ["a/b"]), ("1 / 2 / \"a\"", ["a"]),
    ]

    /// Strings of Kotlin.
    @Test(arguments: kotlin)
    func kotlinStrings(_ text: String, _ expected: [String?]) throws {
        #expect(try Self.literals(text, .kotlin) == expected)
    }

    /// A broken script with the place and a part of what is said.
    static let faults: [(String, GradleScript.Dialect, Int, Int, String)] = [
        ("a {\n  b {\n", .groovy, 2, 5, "never closed"), ("a }\n", .groovy, 1, 3, "closes nothing"), ("a(\n]", .groovy, 2, 1, "line 1"),
        ("x = 'a\n", .groovy, 1, 5, "on its line"), ("x = \"a", .kotlin, 1, 5, "never closed"), ("x = '''a", .groovy, 1, 5, "never closed"),
        ("x = \"\"\"a\n\n", .kotlin, 1, 5, "never closed"), ("/* a\n", .groovy, 1, 1, "comment"), ("a\n/* /* */", .kotlin, 2, 1, "comment"),
        ("x = \"${a", .groovy, 1, 5, "never closed"), ("x = \"${\"a\n\"}\"", .kotlin, 1, 5, "on its line"),
        ("x = 'C:\\d'", .groovy, 1, 8, "means nothing"),
        ("x = \"\\u12\"", .kotlin, 1, 6, "four hexadecimal"), ("x = $/a", .groovy, 1, 5, "never closed"),
        ("`a\n`", .kotlin, 1, 1, "backticks"),
        ("a\u{0}b", .groovy, 1, 2, "control character"), ("é {", .kotlin, 1, 3, "never closed"),
        ("a\n<<<<<<< HEAD\n", .groovy, 2, 1, "merge conflict"),
        ("[1, 2)", .kotlin, 1, 6, "cannot close"), ("{{{", .groovy, 1, 3, "never closed"),
        ("x = \"" + String(repeating: "${\"", count: 80), .groovy, 1, 5, "too deep"), ("\u{FEFF}{", .groovy, 1, 1, "never closed"),
    ]

    /// Every fault names its place.
    @Test(arguments: faults)
    func everyFault(_ text: String, _ dialect: GradleScript.Dialect, _ line: Int, _ column: Int, _ words: String) {
        let fault = #expect(throws: SyntaxFault.self) { try GradleScript(Array(text.utf8), dialect: dialect) }
        #expect(fault?.line == line && fault?.column == column && fault?.message.contains(words) == true, "\(fault.debugDescription)")
    }

    /// Bytes that are no UTF-8 are named.
    @Test func encoding() {
        let fault = #expect(throws: SyntaxFault.self) { try GradleScript([0x61, 0x0A, 0xFF], dialect: .groovy) }
        #expect(fault?.line == 2 && fault?.column == 1)
    }

    /// Statements end at ends of lines where nothing shows that they go on.
    @Test(arguments: [
        ("a\nb", 2), ("a; b;", 2), ("a\n  .b()\n  ?.c()", 1), ("a(\n1,\n2\n)", 1), ("a 1,\n 2", 1), ("x =\n 1", 1), ("x = 1 +\n 2\ny", 2),
        ("a { \n b \n }\nc", 2),
        ("import a.*\nb", 2), ("", 0), ("\n\n", 0), ("a\n\n\nb", 2), ("a ?:\n b", 1), ("a\n?: b", 1),
    ])
    func statements(_ text: String, _ count: Int) throws {
        let script = try GradleScript(Array(text.utf8), dialect: .kotlin)
        #expect(script.statements(in: 0..<script.tokens.count).count == count)
    }

    /// Chains of calls with their parts.
    @Test func chains() throws {
        let script = try GradleScript(Array("tasks.named<Jar>(\"jar\") { x }.y[0]?.z = 3".utf8), dialect: .kotlin)
        let statement = try #require(script.statements(in: 0..<script.tokens.count).first)
        #expect(statement.path == "tasks.named.y.z" && statement.value != nil)
        #expect(statement.links[1].arguments?.count == 1 && statement.links[1].block?.count == 1 && statement.links[2].index?.count == 1)
    }

    /// Scripts that are changed at random are read or refused, in time that grows with their length.
    @Test func mutations() {
        var generator = SeededGenerator(seed: 41)
        let seeds = [
            "plugins { id('a') version \"$v\" apply false }\ndependencies {\n  api(project(':a')) { x = /y/ }\n}\n// c\nversion = '''1'''",
            "include(\":a\", \"b\"); listOf(\"x\").forEach { include(\"${it}:y\") }\nval x by extra(\"1\") /* c */\nproject(\":a\").projectDir = file(\"$rootDir/z\")",
        ]
        let splices = [
            "{", "}", "(", ")", "[", "'", "\"", "\"\"\"", "${", "/*", "*/", "\\", "\n", "/", "$/", "`", ".", "=", "\u{0}", "é", "->",
        ].map { Array($0.utf8) }
        for round in 0..<6000 {
            var bytes = Array(seeds[round % 2].utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0...bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes.insert(contentsOf: splices.randomElement(using: &generator) ?? [], at: place)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...8, using: &generator)))
                default: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &generator) }
                }
            }
            for dialect in [GradleScript.Dialect.groovy, .kotlin] {
                guard let script = try? GradleScript(bytes, dialect: dialect) else { continue }
                #expect(script.tokens.allSatisfy { $0.span.start < $0.span.end && $0.span.end <= bytes.count })
                var names = GradleNames(folder: ".", root: ".", tree: SourceTree(root: "/nowhere", tracked: []))
                GradleWalk(script: script, path: "x").run(&names) { statement, context, names in
                    var reading = GradleReading(script: script, path: "x", statement: statement, context: context, names: names)
                    _ = reading.facts(catalog: GradleCatalog())
                }
            }
        }
    }

    /// Depth and length exhaust nothing.
    @Test(arguments: [
        "{", "(", "[", "a{", "a(", "\"${", "'", "/*", "a.", "a?.", "a + ", "[[", "x = [", "a<", "((a", "listOf(", "${", "a\n.", "{ a ->",
    ])
    func hostile(_ part: String) {
        let text = String(repeating: part, count: 20_000)
        let closing = part.hasSuffix("{") ? "}" : part.hasSuffix("(") ? ")" : part.hasSuffix("[") ? "]" : ""
        for tail in ["", String(repeating: closing, count: 20_000 * max(1, part.count { "([{".contains($0) }))] {
            guard let script = try? GradleScript(Array((text + tail).utf8), dialect: .groovy) else { continue }
            var names = GradleNames(folder: ".", root: ".", tree: SourceTree(root: "/nowhere", tracked: []))
            GradleWalk(script: script, path: "x").run(&names) { statement, context, names in
                var reading = GradleReading(script: script, path: "x", statement: statement, context: context, names: names)
                _ = reading.facts(catalog: GradleCatalog())
            }
        }
    }
}
