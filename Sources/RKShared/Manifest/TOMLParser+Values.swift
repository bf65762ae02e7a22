extension TOMLParser {
    /// An array or inline table whose closing bracket has not come yet.
    private struct Container {
        /// The offset of its opening bracket.
        let start: Int
        /// The number of containers around and with this one.
        let depth: Int
        /// The number of the inline table; nil for an array.
        let table: Int?
        /// The elements of an array so far.
        var elements: [TOMLNode] = []
        /// The key whose value comes next in an inline table.
        var key: [KeyPart] = []
        /// The table that gets that key, which dotted keys put below `table`.
        var holder = 0
    }

    /// A value of any kind inside `depth` containers; `key` serves the messages.
    mutating func parseValue(depth: Int, after key: [KeyPart]) throws(SyntaxFault) -> TOMLNode {
        var open: [Container] = []
        while true {
            var node: TOMLNode
            switch next {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                let outer = open.last.map { $0.table == nil ? $0.depth : tree.tables[$0.holder].depth } ?? depth
                try checkDepth(outer + 1, at: position)
                guard let empty = try openContainer(&open, depth: outer + 1) else { continue }
                node = empty
            default:
                node = try parseScalar(after: open.last?.key ?? key)
            }
            // A finished value can finish the containers around it, from the innermost outwards.
            while !open.isEmpty {
                guard let finished = try add(node, to: &open) else { break }
                node = finished
            }
            if open.isEmpty { return node }
        }
    }

    /// Opens the array or inline table that begins here and is the container number `depth`; gives it at once if it is empty.
    private mutating func openContainer(_ open: inout [Container], depth: Int) throws(SyntaxFault) -> TOMLNode? {
        let start = position
        let isArray = next == UInt8(ascii: "[")
        position += 1
        guard !isArray else {
            try skipBlanksAndLines()
            guard next == UInt8(ascii: "]") else {
                guard next != nil else { throw unclosedArray(start) }
                open.append(Container(start: start, depth: depth, table: nil))
                return nil
            }
            position += 1
            return TOMLNode(value: .array([]), span: Span(start: start, end: position))
        }
        let table = tree.makeTable(.inline, span: Span(start: start, end: start), depth: depth)
        skipBlanks()
        if next == UInt8(ascii: "}") {
            position += 1
            return TOMLNode(value: .table(tree.close(table)), span: Span(start: start, end: position))
        }
        var container = Container(start: start, depth: depth, table: table)
        try parseInlineKey(&container, table)
        open.append(container)
        return nil
    }

    /// The key of an inline table and its '='.
    private mutating func parseInlineKey(_ container: inout Container, _ table: Int) throws(SyntaxFault) {
        skipBlanks()
        try rejectLineEnd(start: container.start)
        container.key = try parseKey()
        try expectEquals(after: container.key)
        container.holder = try openHolder(of: container.key, in: table)
    }

    /// Puts a finished value into the innermost container; gives the container if it ends here, else stops before its next value.
    private mutating func add(_ node: TOMLNode, to open: inout [Container]) throws(SyntaxFault) -> TOMLNode? {
        let last = open.count - 1
        let start = open[last].start
        let value: TOMLValue?
        if let table = open[last].table {
            insert(node, open[last].key, into: open[last].holder)
            value = try endInline(&open[last], table).map(TOMLValue.table)
        } else {
            open[last].elements.append(node)
            value = try endsArray(start) ? .array(open[last].elements) : nil
        }
        guard let value else { return nil }
        open.removeLast()
        return TOMLNode(value: value, span: Span(start: start, end: position))
    }

    /// Whether ']' comes behind an element; else skips the comma up to the next element.
    private mutating func endsArray(_ start: Int) throws(SyntaxFault) -> Bool {
        try skipBlanksAndLines()
        let hasComma = next == UInt8(ascii: ",")
        if hasComma {
            position += 1
            try skipBlanksAndLines()
        }
        guard next == UInt8(ascii: "]") else {
            if !hasComma || next == nil { throw unclosedArray(start) }
            return false
        }
        position += 1
        return true
    }

    /// The inline table if '}' comes behind a value; else skips the comma, the next key and its '='.
    private mutating func endInline(_ container: inout Container, _ table: Int) throws(SyntaxFault) -> TOMLTable? {
        skipBlanks()
        switch next {
        case UInt8(ascii: "}"):
            position += 1
            return tree.close(table)
        case UInt8(ascii: ","):
            let comma = position
            position += 1
            skipBlanks()
            guard next != UInt8(ascii: "}") else {
                throw fault("an inline table must not end in a comma", hint: "remove the comma", at: comma)
            }
            try parseInlineKey(&container, table)
            return nil
        default:
            try rejectLineEnd(start: container.start)
            throw fault("expected ',' or '}' in the inline table, found \(describe(position))", hint: "separate its keys with commas")
        }
    }

    /// The fault for an array in which neither ',' nor ']' follows an element.
    private func unclosedArray(_ start: Int) -> SyntaxFault {
        if next == nil {
            return fault("the array is never closed", hint: "add the missing ']'", at: start)
        }
        var end = position
        while end < bytes.count, Self.isBareKey(bytes[end]) { end += 1 }
        let hint = isKey(before: end) ? "the array that begins on line \(line(of: start)) has no ']'" : "separate elements with commas"
        return fault("expected ',' or ']' in the array, found \(describe(position))", hint: hint)
    }

    /// Throws at a line end or a comment, which TOML 1.0 does not allow inside an inline table.
    private func rejectLineEnd(start: Int) throws(SyntaxFault) {
        switch next {
        case nil:
            throw fault("the inline table is never closed", hint: "add the missing '}'", at: start)
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"):
            throw fault(
                "an inline table must end on the line where its '{' is",
                hint: "write it on one line, or as a [table] with its keys below", at: position)
        default:
            return
        }
    }

    /// A value without brackets.
    private mutating func parseScalar(after key: [KeyPart]) throws(SyntaxFault) -> TOMLNode {
        let start = position
        let value: TOMLValue
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            value = .string(try parseString())
        default:
            value = try parseWord(after: key)
        }
        return TOMLNode(value: value, span: Span(start: start, end: position))
    }
}
