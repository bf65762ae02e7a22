extension MavenMachine {
    /// Options whose value may stand in a word of its own.
    private static let valued: Set<Substring> = [
        "-T", "--threads", "-b", "--builder", "-s", "--settings", "-gs", "--global-settings", "-ps", "--project-settings", "-is",
        "--install-settings", "-t", "--toolchains", "-gt", "--global-toolchains", "-f", "--file", "-l", "--log-file", "-pl", "--projects",
        "-rf", "--resume-from", "--color", "-emp", "--encrypt-master-password", "-ep", "--encrypt-password",
    ]

    /// A word of the options.
    private struct Word {
        /// The text.
        let text: Substring
        /// Its line, from 1.
        let line: Int
        /// Its column, from 1.
        let column: Int
    }

    /// Takes over what `.mvn/maven.config` says: `-Dname=value` and `-Pid,!id`, in one word or two; lines with `#` in front are comments.
    /// - Returns: what Maven refuses, with its place.
    mutating func read(options bytes: [UInt8], of path: String) -> [Diagnostic] {
        do throws(SyntaxFault) {
            try TextEncoding.check(bytes)
            if let bad = bytes.firstIndex(where: { TextEncoding.isControl($0) && $0 != 0x0C }) {
                throw SyntaxFault("the options hold a control character", hint: "remove it; is this a text file?", at: bad, in: bytes)
            }
        } catch {
            return [Diagnostic(.error, Fault(.manifestSyntax, error, in: path))]
        }
        let text = String(decoding: bytes, as: UTF8.self)
        var words = Self.words(of: text)[...]
        var findings: [Diagnostic] = []
        /// Notes what is wrong with a word.
        func refuse(_ message: String, hint: String, _ word: Word) {
            findings.append(
                Diagnostic(.error, .manifestInvalid, message, hint: hint, at: Place(path, line: word.line, column: word.column)))
        }
        while let word = words.popFirst() {
            let option = word.text
            let isDefinition = option == "-D" || option == "--define"
            let isSwitch = option == "-P" || option == "--activate-profiles"
            guard isDefinition || isSwitch || Self.valued.contains(option) else {
                if option.hasPrefix("-D") {
                    if !define(option.dropFirst(2), with: &words, on: word.line) {
                        refuse("`\(option)` names no property", hint: "write -Dname=value", word)
                    }
                } else if option.hasPrefix("-P") {
                    if !switchProfiles(option.dropFirst(2)) { refuse("`\(option)` names no profile", hint: "write -Pid", word) }
                } else if !option.hasPrefix("-") {
                    refuse(
                        "`\(XMLReader.excerpt(String(option)))` is no option",
                        hint: "options begin with `-`; goals stand in the command alone", word)
                }
                continue
            }
            guard let value = words.popFirst() else {
                refuse("`\(option)` has no value", hint: "write it behind the option, or remove the option", word)
                break
            }
            if isDefinition, !define(value.text, with: &words, on: value.line) {
                refuse("`\(value.text)` names no property", hint: "write -Dname=value", value)
            }
            if isSwitch, !switchProfiles(value.text) { refuse("`\(value.text)` names no profile", hint: "write -Pid", value) }
        }
        return findings
    }

    /// The words of all lines that are no comments.
    private static func words(of text: String) -> [Word] {
        var words: [Word] = []
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.endsLine).enumerated() {
            guard line.first != "#" else { continue }
            for word in line.split(whereSeparator: \.isWhitespace) {
                let column = line.unicodeScalars.distance(from: line.startIndex, to: word.startIndex) + 1
                words.append(Word(text: word, line: number + 1, column: column))
            }
        }
        return words
    }

    /// Sets a property from `name=value`, with what follows on its line up to the next option; a name alone is true. Whether there is a name.
    private mutating func define(_ text: Substring, with words: inout ArraySlice<Word>, on line: Int) -> Bool {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty else { return false }
        var value = parts.count == 2 ? String(parts[1]) : "true"
        while parts.count == 2, let next = words.first, next.line == line, !next.text.hasPrefix("-") {
            value += " \(next.text)"
            words.removeFirst()
        }
        properties[String(name)] = value
        return true
    }

    /// Switches profiles on (`id`, `+id`, `?id`) and off (`!id`, `-id`); whether there is one.
    private mutating func switchProfiles(_ text: Substring) -> Bool {
        let parts = text.split(separator: ",")
        for part in parts {
            if part.hasPrefix("!") || part.hasPrefix("-") {
                deactivated.insert(part.dropFirst().drop { $0 == "?" }.trimmed)
            } else {
                activated.insert(part.drop { $0 == "+" || $0 == "?" }.trimmed)
            }
        }
        return !parts.isEmpty
    }
}
