extension YAMLParser {
    /// A value in a block: nothing, when the next line stands no further right than `indent` (or, for a list, than allowed).
    /// `allowsCompact` says whether a collection may begin on this line, `allowsSequence` whether a list may stand right at `indent`.
    mutating func blockNode(inside indent: Int, allowsCompact: Bool, allowsSequence: Bool) throws(SyntaxFault) -> YAMLNode {
        let origin = index
        try skip()
        guard stands(inside: indent, allowsSequence: allowsSequence) else { return empty(at: origin) }
        let allowsBlock = allowsCompact || isFirstOnLine
        guard let properties = try properties() else {
            return try blockContent(inside: indent, at: index, allowsBlock: allowsBlock, own: nil)
        }
        let behind = index
        skipBlanks()
        guard isAtLineEnd || isAtComment else {
            if isIndicator("-") || isIndicator("?") {
                throw fault("a list or mapping with an anchor or a tag begins on the next line", hint: "begin a new line here")
            }
            return try blockContent(inside: indent, at: properties.start, allowsBlock: allowsBlock, own: properties)
        }
        try skip()
        guard stands(inside: indent, allowsSequence: allowsSequence) else { return try register(empty(at: behind), properties) }
        guard next != UInt8(ascii: "&"), next != UInt8(ascii: "!") else {
            // Only the first key of a mapping can have properties of its own here.
            try descend()
            let inner = try blockNode(inside: indent, allowsCompact: true, allowsSequence: allowsSequence)
            depth -= 1
            guard inner.mapping != nil else {
                throw fault("a value can have one anchor and one tag only", hint: "remove one", at: properties.start)
            }
            return try register(inner, properties)
        }
        return try register(try blockContent(inside: indent, at: index, allowsBlock: true, own: nil), properties)
    }

    /// Whether what comes next still belongs to a block that must stand further right than `indent`.
    private func stands(inside indent: Int, allowsSequence: Bool) -> Bool {
        guard index < bytes.count, !isAtMarker else { return false }
        guard isFirstOnLine else { return true }
        return column > indent || (allowsSequence && column == indent && isIndicator("-"))
    }

    /// The value that begins at the next byte. `own` are properties on the same line: of the value, or of the key that it turns out to be.
    private mutating func blockContent(
        inside indent: Int, at start: Int, allowsBlock: Bool, own: Properties?
    ) throws(SyntaxFault) -> YAMLNode {
        let column = start - lineStart
        if isIndicator("-") {
            guard allowsBlock else { throw fault("a list cannot begin on this line", hint: "put its first `-` on a line of its own") }
            return try blockSequence(at: column, inside: indent)
        }
        if isIndicator("?") {
            guard allowsBlock else { throw fault("a mapping cannot begin on this line", hint: "put its first key on a line of its own") }
            return try blockMapping(at: column, first: nil)
        }
        if isIndicator(":") { throw fault("a key is missing in front of `:`", hint: Self.keyForm) }
        if next == UInt8(ascii: "|") || next == UInt8(ascii: ">") { return try register(try blockScalar(inside: indent), own) }
        let line = lineStart
        let isPlain = !startsMarked
        let node = try lineNode()
        let behind = index
        skipBlanks()
        guard isIndicator(":") else {
            index = behind
            return try register(isPlain ? try continuedPlain(node, inside: indent) : node, own)
        }
        guard line == lineStart, behind - start <= Self.maximumKey else {
            throw fault("a key must stand on one line", hint: Self.keyForm, at: start)
        }
        guard allowsBlock else {
            throw fault("a second `:` on one line", hint: "put the text in quotes, or the inner key on a line of its own")
        }
        return try blockMapping(at: column, first: try register(node, own))
    }

    /// The list whose first `-` comes next.
    private mutating func blockSequence(at column: Int, inside indent: Int) throws(SyntaxFault) -> YAMLNode {
        let start = index
        var elements: [YAMLNode] = []
        try descend()
        while true {
            index += 1
            elements.append(try blockNode(inside: column, allowsCompact: true, allowsSequence: false))
            guard try stays(at: column) else { break }
            guard isIndicator("-") else {
                if column == indent { break }
                throw fault("expected `- `", hint: "indent it like the entry above, or further left")
            }
        }
        depth -= 1
        let end = elements.last?.span.end ?? start
        return YAMLNode(
            .sequence(elements), span: Span(start: start, end: end), weight: elements.reduce(1) { saturated($0, $1.weight) })
    }

    /// The mapping whose first key was just read, so that its `:` comes next; or, with nil, whose first `?` comes next.
    private mutating func blockMapping(at column: Int, first: YAMLNode?) throws(SyntaxFault) -> YAMLNode {
        var entries = YAMLEntries()
        var key = first
        let start = first?.span.start ?? index
        try descend()
        while true {
            index += 1
            if let key {
                let value = try blockNode(inside: column, allowsCompact: false, allowsSequence: true)
                try entries.add(key, value, in: bytes)
            } else {
                let key = try blockNode(inside: column, allowsCompact: true, allowsSequence: true)
                var value = empty(at: key.span.end)
                try skip()
                if isFirstOnLine, self.column == column, isIndicator(":") {
                    index += 1
                    value = try blockNode(inside: column, allowsCompact: true, allowsSequence: true)
                }
                try entries.add(key, value, in: bytes)
            }
            guard try stays(at: column) else { break }
            key = isIndicator("?") ? nil : try nextKey()
        }
        depth -= 1
        return entries.node(from: start)
    }

    /// Whether another entry of the collection at this column follows; throws for what stands between its columns.
    private mutating func stays(at column: Int) throws(SyntaxFault) -> Bool {
        try skip()
        guard index < bytes.count, !isAtMarker else { return false }
        guard isFirstOnLine else { throw unexpected() }
        guard self.column <= column else { throw fault("this stands too far right", hint: "indent it like the entry above") }
        return self.column == column
    }

    /// The next key of a mapping; its `:` comes next.
    private mutating func nextKey() throws(SyntaxFault) -> YAMLNode {
        let start = index
        let line = lineStart
        if isIndicator("-") { throw fault("expected a key, found `-`", hint: "a list stands below the key that it belongs to") }
        let properties = try properties()
        skipBlanks()
        guard !isIndicator(":") else { throw fault("a key is missing in front of `:`", hint: Self.keyForm) }
        guard !isAtLineEnd, next != UInt8(ascii: "|"), next != UInt8(ascii: ">") else {
            throw fault("expected a key", hint: Self.keyForm, at: start)
        }
        let node = try register(try lineNode(), properties)
        guard line == lineStart, index - start <= Self.maximumKey else {
            throw fault("a key must stand on one line", hint: Self.keyForm, at: start)
        }
        skipBlanks()
        guard isIndicator(":") else {
            throw fault("expected `:` behind the key", hint: "a key is followed by `: `; further lines of a text are indented", at: start)
        }
        return node
    }
}

/// The entries of a mapping while it is read.
struct YAMLEntries {
    /// The entries so far.
    private(set) var entries: [YAMLMapping.Entry] = []
    /// The keys so far.
    private var keys: Set<String> = []

    /// Adds a key that is not there yet; merge keys may repeat.
    mutating func add(_ key: YAMLNode, _ value: YAMLNode, in bytes: [UInt8]) throws(SyntaxFault) {
        if let text = key.text, text != "<<", !keys.insert(text).inserted {
            throw SyntaxFault("the key `\(text)` stands twice in this mapping", hint: "remove one", at: key.span.start, in: bytes)
        }
        entries.append(YAMLMapping.Entry(key: key, value: value))
    }

    /// The mapping from an offset up to its last value, or to a given end.
    func node(from start: Int, to end: Int? = nil) -> YAMLNode {
        let weight = entries.reduce(1) { saturated(saturated($0, $1.key.weight), $1.value.weight) }
        let last = entries.last.map { max($0.key.span.end, $0.value.span.end) }
        return YAMLNode(
            .mapping(YAMLMapping(entries: entries)), span: Span(start: start, end: end ?? last ?? start), weight: weight)
    }
}

/// A sum that stops at the largest integer.
func saturated(_ left: Int, _ right: Int) -> Int {
    let (sum, overflows) = left.addingReportingOverflow(right)
    return overflows ? .max : sum
}
