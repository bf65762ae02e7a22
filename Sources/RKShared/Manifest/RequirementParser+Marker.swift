extension RequirementParser {
    /// The variables of PEP 508 and its successors, the old dotted spellings included.
    private static let variables: Set<String> = [
        "python_version", "python_full_version", "os_name", "sys_platform", "platform_release", "platform_system", "platform_version",
        "platform_machine", "platform_python_implementation", "implementation_name", "implementation_version", "extra", "extras",
        "dependency_groups", "os.name", "sys.platform", "platform.version", "platform.machine", "platform.python_implementation",
        "python_implementation",
    ]

    /// Throws unless the rest of the text is a marker: comparisons joined by `and` and `or`, with parentheses.
    mutating func checkMarker() throws(SyntaxFault) {
        var open: [Int] = []
        while true {
            skipBlanks()
            while next == UInt8(ascii: "(") {
                open.append(position)
                position += 1
                skipBlanks()
            }
            try skipComparison()
            skipBlanks()
            while next == UInt8(ascii: ")") {
                guard open.popLast() != nil else { throw fault("the marker has a ')' without a '('", hint: "remove it") }
                position += 1
                skipBlanks()
            }
            if next == nil { break }
            guard skipWord("and") || skipWord("or") else {
                throw fault(
                    "expected 'and', 'or' or the end of the marker, found \(describe(position))",
                    hint: "join comparisons with 'and' or 'or'")
            }
        }
        if let parenthesis = open.last {
            throw fault("the parenthesis in the marker is never closed", hint: "add the missing ')'", at: parenthesis)
        }
    }

    /// Skips `left operator right`.
    private mutating func skipComparison() throws(SyntaxFault) {
        try skipOperand()
        skipBlanks()
        try skipOperator()
        skipBlanks()
        try skipOperand()
    }

    /// Skips a quoted text or a known variable.
    private mutating func skipOperand() throws(SyntaxFault) {
        let start = position
        if let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") {
            guard let end = bytes[(start + 1)...].firstIndex(of: quote) else {
                throw fault("the text in the marker is never closed", hint: "add the missing \(Character(Unicode.Scalar(quote)))")
            }
            position = end + 1
            return
        }
        let word = word(at: start)
        guard !word.isEmpty else {
            throw fault(
                "expected a variable or a quoted text in the marker, found \(describe(start))",
                hint: "write for example python_version < '3.13'")
        }
        guard Self.variables.contains(word) else {
            let isValue = word.utf8.first.map(Self.isDigit) == true
            throw fault(
                "'\(word)' is not a variable of markers",
                hint: isValue
                    ? "put values in quotes: '\(word)'"
                    : "variables are python_version, sys_platform, os_name, extra, and others; "
                        + "values need quotes")
        }
        position += word.utf8.count
    }

    /// Skips an operator between two operands.
    private mutating func skipOperator() throws(SyntaxFault) {
        for symbol in ["===", "==", "~=", "!=", "<=", ">=", "<", ">"] where bytes[position...].starts(with: symbol.utf8) {
            position += symbol.utf8.count
            return
        }
        let start = position
        if skipWord("in") { return }
        if skipWord("not") {
            let end = position
            skipBlanks()
            if position > end && skipWord("in") { return }
            throw fault("'not' in a marker must be followed by 'in'", hint: "write 'not in'", at: start)
        }
        throw fault(
            "expected an operator in the marker, found \(describe(start))",
            hint: next == UInt8(ascii: "=") ? "write '=='" : "operators are == != <= >= < > ~= === in, not in")
    }

    /// Skips a keyword if it comes next as a whole word.
    private mutating func skipWord(_ keyword: String) -> Bool {
        guard word(at: position) == keyword else { return false }
        position += keyword.utf8.count
        return true
    }

    /// The letters, digits, `_` and `.` from an offset on.
    private func word(at offset: Int) -> String {
        let word = bytes[offset...].prefix { Self.isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
        return String(decoding: word, as: UTF8.self)
    }
}
