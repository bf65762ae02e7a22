extension YAMLParser {
    /// The next byte; nil at the end.
    var next: UInt8? { index < bytes.count ? bytes[index] : nil }
    /// How far the next byte stands from the start of its line, in bytes.
    var column: Int { index - lineStart }
    /// Whether the next byte begins the line's text: nothing but spaces stands in front.
    var isFirstOnLine: Bool { bytes[lineStart..<index].allSatisfy { $0 == 0x20 } }
    /// Whether the line ends here.
    var isAtLineEnd: Bool { index >= bytes.count || isBreak(bytes[index]) }
    /// Whether a comment begins here: `#` at the start of a line or behind a blank.
    var isAtComment: Bool { next == UInt8(ascii: "#") && (index == lineStart || isBlank(bytes[index - 1])) }
    /// Whether the line begins with `---` or `...`.
    var isAtMarker: Bool { isMarker("-") || isMarker(".") }

    /// Whether the line begins with three of a character and nothing joins them.
    func isMarker(_ character: Unicode.Scalar) -> Bool {
        let mark = UInt8(ascii: character)
        guard index == lineStart, index + 3 <= bytes.count, bytes[index..<index + 3].allSatisfy({ $0 == mark }) else { return false }
        return index + 3 == bytes.count || isSpace(bytes[index + 3])
    }

    /// Whether the next byte is this one and a blank, a line end or the end stands behind it.
    func isIndicator(_ character: Unicode.Scalar) -> Bool {
        next == UInt8(ascii: character) && (index + 1 == bytes.count || isSpace(bytes[index + 1]))
    }

    /// Whether a byte is a space or a tab.
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    /// Whether a byte ends a line.
    func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
    /// Whether a byte is a blank or ends a line.
    func isSpace(_ byte: UInt8) -> Bool { isBlank(byte) || isBreak(byte) }

    /// Passes over spaces and tabs.
    mutating func skipBlanks() {
        while index < bytes.count, isBlank(bytes[index]) { index += 1 }
    }

    /// Passes over the rest of the line, not over its end.
    mutating func skipLine() {
        while index < bytes.count, !isBreak(bytes[index]) { index += 1 }
    }

    /// Passes over one line end, of any of the three kinds.
    mutating func skipBreak() {
        guard index < bytes.count else { return }
        let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
        index += isPair ? 2 : 1
        lineStart = index
    }

    /// Passes over blanks, comments and line ends up to the next token; a tab must not indent one that is in a block.
    mutating func skip(inFlow: Bool = false) throws(SyntaxFault) {
        while index < bytes.count {
            skipBlanks()
            if isAtComment { skipLine() }
            guard index < bytes.count, isBreak(bytes[index]) else { break }
            skipBreak()
        }
        guard !inFlow, index < bytes.count else { return }
        let blanks = bytes[lineStart..<index]
        guard blanks.allSatisfy(isBlank), let tab = blanks.firstIndex(of: 0x09) else { return }
        throw fault("a tab cannot indent a line", hint: "use spaces", at: tab)
    }

    /// The anchor and the tag that come next, in any order; nil when neither does.
    mutating func properties() throws(SyntaxFault) -> Properties? {
        var result: Properties?
        while let byte = next, byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!") {
            let start = index
            var properties = result ?? Properties(start: start)
            if byte == UInt8(ascii: "&") {
                guard properties.anchor == nil else { throw fault("a value can have one anchor only", hint: "remove one") }
                properties.anchor = try name("anchor")
            } else {
                guard properties.tag == nil else { throw fault("a value can have one tag only", hint: "remove one") }
                properties.tag = tag()
            }
            result = properties
            guard index < bytes.count, !isSpace(bytes[index]), !isFlowIndicator(bytes[index]) else {
                let behind = index
                skipBlanks()
                if next != UInt8(ascii: "&"), next != UInt8(ascii: "!") { index = behind }
                continue
            }
            throw fault("a blank is missing behind the anchor or the tag", hint: "a text with `&` or `!` in front needs quotes")
        }
        return result
    }

    /// The name behind `&` or `*`.
    mutating func name(_ kind: String) throws(SyntaxFault) -> String {
        let start = index + 1
        index = start
        while index < bytes.count, !isSpace(bytes[index]), !isFlowIndicator(bytes[index]) { index += 1 }
        guard index > start else {
            throw fault("the \(kind) has no name", hint: "a text with `&` or `*` in front needs quotes", at: start - 1)
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// The tag that comes next.
    private mutating func tag() -> String {
        let start = index
        let isVerbatim = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "<")
        while index < bytes.count, !isSpace(bytes[index]), isVerbatim || !isFlowIndicator(bytes[index]) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// Whether a byte has a meaning inside of `[…]` and `{…}`.
    func isFlowIndicator(_ byte: UInt8) -> Bool { ",[]{}".utf8.contains(byte) }

    /// A value with its tag; its anchor is known from here on.
    mutating func register(_ node: YAMLNode, _ properties: Properties?) throws(SyntaxFault) -> YAMLNode {
        guard let properties else { return node }
        guard !node.isAlias else { throw fault("an alias can have no anchor and no tag", hint: "remove it", at: properties.start) }
        let tagged = YAMLNode(node.value, span: node.span, tag: properties.tag ?? node.tag, weight: node.weight)
        if let anchor = properties.anchor { anchors[anchor] = tagged }
        return tagged
    }

    /// What the alias that comes next stands for.
    mutating func alias() throws(SyntaxFault) -> YAMLNode {
        let start = index
        let name = try name("alias")
        guard let node = anchors[name] else {
            throw fault("there is no anchor `&\(name)` in front of this", hint: "an anchor stands before its aliases", at: start)
        }
        expansion = saturated(expansion, node.weight)
        guard expansion <= Self.maximumExpansion else {
            throw fault("the aliases stand for more than \(Self.maximumExpansion) values", hint: "write them out", at: start)
        }
        return YAMLNode(node.value, span: Span(start: start, end: index), tag: node.tag, isAlias: true, weight: node.weight)
    }

    /// Nothing, at an offset.
    func empty(at offset: Int) -> YAMLNode { YAMLNode(.scalar("", .plain), span: Span(start: offset, end: offset)) }

    /// Opens a collection.
    mutating func descend() throws(SyntaxFault) {
        depth += 1
        guard depth <= Self.maximumDepth else {
            throw fault("nested deeper than \(Self.maximumDepth) levels", hint: "is this really a manifest?")
        }
    }

    /// A fault at the next byte or at an offset.
    func fault(_ message: String, hint: String, at offset: Int? = nil) -> SyntaxFault {
        var fault = SyntaxFault(message, hint: hint, at: offset ?? index, in: bytes)
        let position = TextEncoding.position(of: offset ?? index, in: bytes)
        (fault.line, fault.column) = (position.line, position.column)
        return fault
    }

    /// The fault of text behind a finished value.
    func unexpected() -> SyntaxFault {
        isIndicator(":")
            ? fault("a second `:` on one line", hint: "put the text in quotes, or the inner key on a line of its own")
            : fault("unexpected text behind the value", hint: "a comment needs a blank in front of `#`; a text that goes on needs quotes")
    }
}
