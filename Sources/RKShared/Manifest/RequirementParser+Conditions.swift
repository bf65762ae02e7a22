extension RequirementParser {
    /// The operators of PEP 440, each before those that it begins with.
    private static let operators = ["===", "~=", "==", "!=", "<=", ">=", "<", ">"]

    /// The conditions without their parentheses; nil if there are neither.
    mutating func parseConditions() throws(SyntaxFault) -> Span? {
        let open = position
        let hasParentheses = next == UInt8(ascii: "(")
        if hasParentheses {
            position += 1
            skipBlanks()
        }
        let start = position
        var end = start
        while let name = nextOperator() {
            position += name.utf8.count
            skipBlanks()
            try parseVersion(after: name)
            end = position
            skipBlanks()
            guard next == UInt8(ascii: ",") else { break }
            // Installers accept a comma behind the last condition, so manifests have it.
            position += 1
            end = position
            skipBlanks()
        }
        guard hasParentheses else {
            position = end
            return end > start ? Span(start: start, end: end) : nil
        }
        guard next == UInt8(ascii: ")") else {
            throw fault("the parenthesis around the conditions is never closed", hint: "add the missing ')'", at: open)
        }
        position += 1
        return Span(start: start, end: end)
    }

    /// The operator that comes next.
    private func nextOperator() -> String? {
        Self.operators.first { bytes[position...].starts(with: $0.utf8) }
    }

    /// Skips one version and checks its form.
    private mutating func parseVersion(after name: String) throws(SyntaxFault) {
        let start = position
        var sample: [UInt8] = []
        while let byte = next, !Self.isBlank(byte), byte != UInt8(ascii: ","), byte != UInt8(ascii: ";"), byte != UInt8(ascii: ")") {
            // A template can fill in anything from one number to a whole version, for which a short version stands in.
            if let end = endOfTemplate() {
                sample += "1.0".utf8
                position = end
            } else {
                sample.append(byte)
                position += 1
            }
        }
        guard position > start else {
            throw fault("expected a version after '\(name)', found \(describe(position))", hint: "write for example \(name)1.4")
        }
        guard name != "===" else { return }
        let version = VersionShape(sample)
        let written = text(Span(start: start, end: position))
        guard version.isValid else {
            throw fault("'\(written)' is not a version", hint: "PEP 440 versions look like 1.4, 2.0rc1, or 1!3.0.post2", at: start)
        }
        guard name != "~=" || version.releaseCount >= 2 else {
            throw fault("'~=' needs at least two numbers, found '\(written)'", hint: "write ~=\(written).0", at: start)
        }
        guard name == "==" || name == "!=" || !(version.isPrefix || version.isLocal) else {
            let what = version.isPrefix ? "a version that ends in '.*'" : "a local version"
            throw fault("\(what) can only follow '==' or '!=', not '\(name)'", hint: "write == or !=, or another version", at: start)
        }
    }
}

/// What a requirement must know of a version: whether PEP 440 allows it and which operators can stand before it.
private struct VersionShape {
    /// Whether the text is a version, also one that ends in `.*`.
    private(set) var isValid = false
    /// The count of numbers in the release, 2 in `1.4rc1`.
    private(set) var releaseCount = 0
    /// Whether it ends in `.*`.
    private(set) var isPrefix = false
    /// Whether it has a part behind `+`.
    private(set) var isLocal = false
    /// What is left to read, in lower case.
    private var rest: ArraySlice<UInt8>

    /// Reads a version in any of the spellings that PEP 440 normalizes.
    init(_ version: [UInt8]) {
        rest = version.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }[...]
        if rest.first == UInt8(ascii: "v") { rest.removeFirst() }
        guard skipDigits() else { return }
        if rest.first == UInt8(ascii: "!") {
            rest.removeFirst()
            guard skipDigits() else { return }
        }
        releaseCount = 1
        while rest.first == UInt8(ascii: "."), let digit = rest.dropFirst().first, RequirementParser.isDigit(digit) {
            rest.removeFirst()
            releaseCount += skipDigits() ? 1 : 0
        }
        if rest.elementsEqual(".*".utf8) {
            isPrefix = true
            isValid = true
            return
        }
        skipPart(["alpha", "beta", "preview", "pre", "rc", "a", "b", "c"])
        if rest.first == UInt8(ascii: "-"), let digit = rest.dropFirst().first, RequirementParser.isDigit(digit) {
            rest.removeFirst()
            _ = skipDigits()
        } else {
            skipPart(["post", "rev", "r"])
        }
        skipPart(["dev"])
        if rest.first == UInt8(ascii: "+") {
            isLocal = true
            let labels = rest.dropFirst().split(omittingEmptySubsequences: false, whereSeparator: Self.isSeparator)
            isValid = labels.allSatisfy { !$0.isEmpty && $0.allSatisfy(RequirementParser.isAlphanumeric) }
        } else {
            isValid = rest.isEmpty
        }
    }

    /// Skips digits; whether there were any.
    private mutating func skipDigits() -> Bool {
        let digits = rest.prefix(while: RequirementParser.isDigit)
        rest = rest[digits.endIndex...]
        return !digits.isEmpty
    }

    /// Skips one of the words, if it comes next, with separators on either side and a number.
    private mutating func skipPart(_ words: [String]) {
        let word = rest.first.map(Self.isSeparator) == true ? rest.dropFirst() : rest
        guard let found = words.first(where: { word.starts(with: $0.utf8) }) else { return }
        rest = word.dropFirst(found.utf8.count)
        if let byte = rest.first, Self.isSeparator(byte) { rest.removeFirst() }
        _ = skipDigits()
    }

    /// Whether a byte can stand between the parts of a version.
    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
