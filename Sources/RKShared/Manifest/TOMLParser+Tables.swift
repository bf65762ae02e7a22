extension TOMLParser {
    /// A `[table]` or `[[array of tables]]` header, which becomes the section for the lines below it.
    mutating func parseHeader() throws(SyntaxFault) {
        let start = position
        let isArray = peek(1) == UInt8(ascii: "[")
        position += isArray ? 2 : 1
        skipBlanks()
        if next == UInt8(ascii: "]") {
            throw fault("the header has no name", hint: "write \(isArray ? "[[name]]" : "[name]")")
        }
        let key = try parseKey()
        guard next == UInt8(ascii: "]"), !isArray || peek(1) == UInt8(ascii: "]") else {
            throw fault(
                "expected '\(isArray ? "]]" : "]")' to close the header, found \(describe(position))",
                hint: "write \(isArray ? "[[name]]" : "[name]"); a name with other characters than A-Z, digits, '-' and '_' needs quotes")
        }
        position += isArray ? 2 : 1
        let parent = try openParent(of: key)
        let span = Span(start: start, end: position)
        section = isArray ? try openElement(key[key.count - 1], in: parent, span: span) : try openTable(key, in: parent, span: span)
    }

    /// The table that holds the last part of a header's key; makes the ones that are missing.
    private mutating func openParent(of key: [KeyPart]) throws(SyntaxFault) -> Int {
        var table = 0
        for part in key.dropLast() {
            guard let entry = tree.entry(part.text, in: table) else {
                table = try makeTable(.implied, part, in: table, span: part.span)
                continue
            }
            switch entry.slot {
            case .table(let number):
                table = number
            case .array(let number):
                table = tree.arrays[number].last ?? table
            case .value(let node):
                throw closed(part, entry, node)
            }
        }
        return table
    }

    /// The table of a `[header]`, which no earlier line may have defined.
    private mutating func openTable(_ key: [KeyPart], in parent: Int, span: Span) throws(SyntaxFault) -> Int {
        let part = key[key.count - 1]
        guard let entry = tree.entry(part.text, in: parent) else {
            return try makeTable(.header, part, in: parent, span: span)
        }
        guard case .table(let number) = entry.slot, tree.tables[number].origin == .implied else {
            var hint = "write its keys below the first one"
            if case .array = entry.slot { hint = "write [[\(excerpt(key[0].span.start, part.span.end))]] to add another table" }
            throw duplicate(part, entry, hint: hint)
        }
        tree.tables[number].origin = .header
        tree.tables[number].span = span
        return number
    }

    /// A new table at the end of an array of tables.
    private mutating func openElement(_ part: KeyPart, in parent: Int, span: Span) throws(SyntaxFault) -> Int {
        let depth = tree.tables[parent].depth + 2
        try checkDepth(depth, at: span.start)
        guard let entry = tree.entry(part.text, in: parent) else {
            let number = tree.makeTable(.header, span: span, depth: depth)
            tree.arrays.append([number])
            tree.insert(TOMLTree.Entry(key: part.text, keySpan: part.span, slot: .array(tree.arrays.count - 1)), into: parent)
            return number
        }
        guard case .array(let array) = entry.slot else {
            throw duplicate(part, entry, hint: "a key is either one [table] or an array of [[tables]]")
        }
        let number = tree.makeTable(.header, span: span, depth: depth)
        tree.arrays[array].append(number)
        return number
    }

    /// A line `key = value` of a section.
    mutating func parseKeyValue(into table: Int) throws(SyntaxFault) {
        let key = try parseKey()
        try expectEquals(after: key)
        let holder = try openHolder(of: key, in: table)
        let node = try parseValue(depth: tree.tables[holder].depth, after: key)
        insert(node, key, into: holder)
    }

    /// The table that holds the last part of a dotted key, which must be free; makes the ones that are missing.
    mutating func openHolder(of key: [KeyPart], in first: Int) throws(SyntaxFault) -> Int {
        var table = first
        for part in key.dropLast() {
            guard let entry = tree.entry(part.text, in: table) else {
                table = try makeTable(.dotted, part, in: table, span: part.span)
                continue
            }
            switch entry.slot {
            case .table(let number) where tree.tables[number].origin != .header:
                tree.tables[number].origin = .dotted
                table = number
            case .table:
                throw duplicate(part, entry, hint: "move the key below the table's own header")
            case .array:
                throw duplicate(part, entry, hint: "remove one of them")
            case .value(let node):
                throw closed(part, entry, node)
            }
        }
        let part = key[key.count - 1]
        if let entry = tree.entry(part.text, in: table) { throw duplicate(part, entry, hint: "remove one of them") }
        return table
    }

    /// Sets a key that `openHolder` found to be free.
    mutating func insert(_ node: TOMLNode, _ key: [KeyPart], into table: Int) {
        let part = key[key.count - 1]
        tree.insert(TOMLTree.Entry(key: part.text, keySpan: part.span, slot: .value(node)), into: table)
    }

    /// A new table below another one.
    private mutating func makeTable(_ origin: TOMLTree.Origin, _ part: KeyPart, in parent: Int, span: Span) throws(SyntaxFault) -> Int {
        let depth = tree.tables[parent].depth + 1
        try checkDepth(depth, at: part.span.start)
        let number = tree.makeTable(origin, span: span, depth: depth)
        tree.insert(TOMLTree.Entry(key: part.text, keySpan: part.span, slot: .table(number)), into: parent)
        return number
    }

    /// Throws when a container would be nested too deeply.
    func checkDepth(_ depth: Int, at offset: Int) throws(SyntaxFault) {
        guard depth <= Self.nestingLimit else {
            throw fault("values are nested more than \(Self.nestingLimit) levels deep", hint: "is this really a manifest?", at: offset)
        }
    }

    /// The fault for a key that was set or a table that was defined before.
    private func duplicate(_ part: KeyPart, _ entry: TOMLTree.Entry, hint: String) -> SyntaxFault {
        let what: String
        switch entry.slot {
        case .value: what = "set"
        case .table: what = "defined as a table"
        case .array: what = "defined as an array of tables"
        }
        let line = line(of: entry.keySpan.start)
        return fault("the key '\(part.text)' is already \(what) on line \(line)", hint: hint, at: part.span.start)
    }

    /// The fault for a key below a value that cannot be added to.
    private func closed(_ part: KeyPart, _ entry: TOMLTree.Entry, _ node: TOMLNode) -> SyntaxFault {
        let line = line(of: entry.keySpan.start)
        let isTable = node.table != nil
        return fault(
            "the key '\(part.text)' is already set to \(isTable ? "an inline table" : "a value") on line \(line) and cannot be added to",
            hint: isTable ? "write the new key inside its braces" : "remove one of them", at: part.span.start)
    }
}
