/// Reads the words of directives that go.mod and go.work share.
struct GoModReader {
    /// The lines.
    private let syntax: GoModSyntax

    /// A reader of the words of a text.
    init(_ syntax: GoModSyntax) { self.syntax = syntax }

    /// A fault at an offset.
    private func fault(_ message: String, hint: String, at offset: Int) -> SyntaxFault {
        SyntaxFault(message, hint: hint, at: offset, in: syntax.bytes)
    }

    /// The fault of a verb that there is not.
    func unknown(_ line: GoModLine, known: [String]) -> SyntaxFault {
        let isConflict = ["<<<<<<<", "=======", ">>>>>>>"].contains { line.verb.text.hasPrefix($0) }
        return fault(
            "there is no directive `\(line.verb.text.prefix(60))`",
            hint: isConflict ? "a merge conflict is not resolved here" : "directives are \(known.joined(separator: ", "))",
            at: line.verb.span.start)
    }

    /// Refuses a directive that stands there already.
    func refuse(_ former: GoModWord?, _ line: GoModLine) throws(SyntaxFault) {
        guard let former else { return }
        let number = TextPosition(of: former.span.start, in: syntax.bytes).line
        throw fault("`\(line.verb.text)` stands here again", hint: "the first one is in line \(number); keep one of them", at: line.start)
    }

    /// The only word of a line, without quotes.
    func only(_ line: GoModLine, usage: String) throws(SyntaxFault) -> GoModWord {
        guard let first = line.words.first, line.words.count == 1 else { throw wrongCount(line, 1, usage: usage) }
        return try unquoted(first)
    }

    /// The path of a module and a version that fits it.
    func module(_ line: GoModLine) throws(SyntaxFault) -> (path: GoModWord, word: GoModWord, version: String) {
        guard line.words.count == 2 else { throw wrongCount(line, 2, usage: "\(line.verb.text) example.com/path v1.2.3") }
        let path = try unquoted(line.words[0])
        let (word, version) = try version(line.words[1], of: path, isChecked: true)
        return (path, word, version)
    }

    /// The word of a line `go`.
    func languageVersion(_ line: GoModLine) throws(SyntaxFault) -> GoModWord {
        guard let word = line.words.first, line.words.count == 1 else { throw wrongCount(line, 1, usage: "go 1.25.0") }
        guard Self.isLanguageVersion(word.text) else {
            throw fault("`\(word.text)` is no version of Go", hint: "write it like `go 1.25.0`", at: word.span.start)
        }
        return word
    }

    /// The word of a line `toolchain`.
    func toolchain(_ line: GoModLine) throws(SyntaxFault) -> GoModWord {
        guard let word = line.words.first, line.words.count == 1 else { throw wrongCount(line, 1, usage: "toolchain go1.25.0") }
        guard word.text == "default" || word.text == "go1" || word.text.hasPrefix("go1.") else {
            throw fault("`\(word.text)` is no toolchain", hint: "write it like `toolchain go1.25.0`", at: word.span.start)
        }
        return word
    }

    /// The word `key=value` of a line `godebug`.
    func setting(_ line: GoModLine) throws(SyntaxFault) -> GoModWord {
        let usage = "godebug key=value"
        guard let word = line.words.first, line.words.count == 1 else { throw wrongCount(line, 1, usage: usage) }
        guard word.text.contains("="), !word.text.contains(where: { "\"`',".contains($0) }) else {
            throw fault("`\(word.text)` is no setting", hint: "write `\(usage)`", at: word.span.start)
        }
        return word
    }

    /// A line of `replace`: `path [version] => folder`, or `path [version] => path version`.
    func replacement(_ line: GoModLine, number: Int) throws(SyntaxFault) -> GoMod.Replacement {
        let words = line.words
        let usage = "write `replace example.com/path [v1.2.3] => ../folder`, or `=> example.com/other v1.2.3`"
        let arrow = words.count >= 2 && words[1].text == "=>" ? 1 : 2
        guard words.count >= arrow + 2, words.count <= arrow + 3, words[arrow].text == "=>" else {
            throw fault("this is no replacement", hint: usage, at: line.start)
        }
        let path = try unquoted(words[0])
        var replaced: String?
        if arrow == 2 {
            replaced = try version(words[1], of: path, isChecked: true).version
        } else {
            try checkSuffix(path)
        }
        let target = try unquoted(words[arrow + 1])
        let isFolder = Self.isFolder(target.text)
        guard words.count == arrow + 3 else {
            guard isFolder else {
                let hint =
                    target.text.contains("@")
                    ? "write the version behind a blank, not behind `@`"
                    : "a folder begins with ./ or ../; a module needs a version behind it"
                throw fault("`\(target.text)` is neither a folder nor a module with a version", hint: hint, at: target.span.start)
            }
            guard !target.text.contains("\\") else {
                throw fault("`\(target.text)` is written with backslashes", hint: "write the folder with /", at: target.span.start)
            }
            return GoMod.Replacement(path: path, version: replaced, target: target, targetVersion: nil, line: number)
        }
        let chosen = try version(words[arrow + 2], of: target, isChecked: false).version
        guard !isFolder else {
            throw fault("the folder `\(target.text)` cannot have a version", hint: "remove it", at: words[arrow + 2].span.start)
        }
        return GoMod.Replacement(path: path, version: replaced, target: target, targetVersion: chosen, line: number)
    }

    /// A line of `retract`: a version, or `[low, high]`.
    func retraction(_ line: GoModLine, number: Int) throws(SyntaxFault) -> GoMod.Retraction {
        let rationale = syntax.comments(of: line).joined(separator: "\n")
        let words = line.words
        guard let first = words.first else { throw wrongCount(line, 1, usage: "retract v1.2.3") }
        guard first.text == "[" else {
            let version = try version(first, of: nil, isChecked: false).version
            guard words.count == 1 else {
                throw fault(
                    "`\(words[1].text)` follows the version", hint: "write one version a line, or `[low, high]`", at: words[1].span.start)
            }
            return GoMod.Retraction(low: version, high: version, rationale: rationale, line: number)
        }
        guard words.count == 5, words[2].text == ",", words[4].text == "]" else {
            throw fault("this is no range of versions", hint: "write `retract [v1.0.0, v1.9.9]`", at: first.span.start)
        }
        let (low, high) = (
            try version(words[1], of: nil, isChecked: false).version, try version(words[3], of: nil, isChecked: false).version
        )
        return GoMod.Retraction(low: low, high: high, rationale: rationale, line: number)
    }

    /// The paragraph of the comments of a line that begins with `Deprecated:`.
    func deprecation(of line: GoModLine) -> String? {
        var paragraphs: [[String]] = [[]]
        for comment in syntax.comments(of: line) {
            if comment.isEmpty { paragraphs.append([]) } else { paragraphs[paragraphs.count - 1].append(comment) }
        }
        for paragraph in paragraphs where paragraph.first?.hasPrefix("Deprecated:") == true {
            return String(paragraph.joined(separator: "\n").dropFirst("Deprecated:".count).drop { $0 == " " })
        }
        return nil
    }
}

extension GoModReader {
    /// The fault of a line with too few or too many words.
    private func wrongCount(_ line: GoModLine, _ count: Int, usage: String) -> SyntaxFault {
        let expected = count == 1 ? "one word" : "\(count) words"
        return fault(
            "`\(line.verb.text)` takes \(expected), not \(line.words.count)", hint: "write `\(usage)`",
            at: line.words.count > count ? line.words[count].span.start : line.start)
    }

    /// A word without its quotes. Only double quotes are known, and no quotes in the middle, as the go command has it.
    private func unquoted(_ word: GoModWord) throws(SyntaxFault) -> GoModWord {
        if word.text.utf8.first == UInt8(ascii: "\"") {
            guard let text = GoQuote.unquoted(word.text) else {
                throw fault("\(word.text) holds an escape that Go does not know", hint: "write it without quotes", at: word.span.start)
            }
            return GoModWord(text: text, span: word.span)
        }
        guard !word.text.utf8.contains(where: Self.isQuote) else {
            throw fault("\(word.text) holds a quotation mark", hint: "write it without quotes, or in double ones", at: word.span.start)
        }
        return word
    }

    /// Whether a byte is a quotation mark of Go.
    private static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
    }

    /// A version in canonical form, checked against the path of its module where that is asked for.
    private func version(_ word: GoModWord, of path: GoModWord?, isChecked: Bool) throws(SyntaxFault) -> (word: GoModWord, version: String)
    {
        let plain = try unquoted(word)
        guard plain.text.hasPrefix("v"), let version = GoVersion(plain.text) else {
            throw fault(
                "`\(plain.text)` is no version", hint: "write it like v1.2.3; `go mod tidy` replaces the name of a branch or a commit",
                at: word.span.start)
        }
        guard isChecked, let path else { return (plain, version.description) }
        let module = try checkSuffix(path)
        guard module.allowsRequirement(of: version) else {
            let expected = module.major ?? "v0 or v1"
            throw fault(
                "the path `\(path.text)` is of the versions \(expected), not of \(plain.text)",
                hint: module.major == nil
                    ? "write `\(path.text)/v\(version.release.first?.description ?? "2")`, or `\(plain.text)+incompatible` for a module without a go.mod"
                    : "correct the path or the version", at: word.span.start)
        }
        return (plain, version.description)
    }

    /// The parts of a path whose suffix is in order.
    @discardableResult
    private func checkSuffix(_ path: GoModWord) throws(SyntaxFault) -> GoModulePath {
        guard let module = GoModulePath(path.text) else {
            throw fault(
                "the path `\(path.text)` ends in a major version that no path has",
                hint: "suffixes are /v2, /v3 and so on; below gopkg.in .v0, .v1 and so on", at: path.span.start)
        }
        return module
    }

    /// Whether a replacement is a folder: it begins with `.`, `..` or a root, of Unix or of Windows.
    static func isFolder(_ text: String) -> Bool {
        if text == "." || text == ".." { return true }
        if ["./", ".\\", "../", "..\\", "/", "\\"].contains(where: { text.hasPrefix($0) }) { return true }
        let start = Array(text.utf8.prefix(2))
        return start.count == 2 && (0x61...0x7A).contains(start[0] | 0x20) && start[1] == UInt8(ascii: ":")
    }

    /// Whether a text is a version of Go: `1.21`, `1.21.0`, `1.21rc1`.
    static func isLanguageVersion(_ text: String) -> Bool {
        let numbers = text.utf8.prefix { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        let parts = numbers.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, parts[0].first != 0x30 else { return false }
        guard parts.allSatisfy({ !$0.isEmpty && ($0.first != 0x30 || $0.count == 1) }) else { return false }
        let rest = text.utf8.dropFirst(numbers.count)
        guard !rest.isEmpty else { return true }
        let letters = rest.prefix { (0x61...0x7A).contains($0) }
        let digits = rest.dropFirst(letters.count)
        return !letters.isEmpty && !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
    }
}
