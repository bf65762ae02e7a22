/// Reads one XML 1.0 text from its first byte to its last; open elements stand on a stack of its own, so depth costs no recursion.
struct XMLReader {
    /// How many elements may be nested in each other, so that users of the tree can recurse safely.
    static let nestingLimit = 256

    /// The whole text.
    let bytes: [UInt8]
    /// Whether names of HTML's characters are known.
    let knowsHTMLNames: Bool
    /// The offset of the next byte to read.
    var position = 0
    /// How the bytes stand for characters.
    var encoding = XMLDocument.Encoding.utf8
    /// The elements that are open, outermost first.
    var open: [XMLElement] = []
    /// The element that holds everything, once it is closed.
    var root: XMLElement?
    /// The names of entities that the document type declares.
    var declared: Set<String> = []
    /// Whether there was a document type.
    var hasDoctype = false

    /// A reader at the beginning of `bytes`.
    init(_ bytes: [UInt8], knowsHTMLNames: Bool) {
        self.bytes = bytes
        self.knowsHTMLNames = knowsHTMLNames
    }

    /// The next byte; nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Whether a text comes next.
    func comes(_ text: StaticString) -> Bool {
        guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
        for index in 0..<text.utf8CodeUnitCount where bytes[position + index] != text.utf8Start[index] { return false }
        return true
    }

    /// The document's root element.
    mutating func readDocument() throws(SyntaxFault) -> XMLElement {
        if bytes.starts(with: TextEncoding.byteOrderMark) { position = TextEncoding.byteOrderMark.count }
        try readDeclaration()
        try checkCharacters()
        while position < bytes.count {
            if next == UInt8(ascii: "<") {
                try readMarkup()
            } else if open.isEmpty {
                try readOutside()
            } else {
                try readText()
            }
        }
        if let unclosed = open.last {
            throw fault(
                "the element <\(Self.excerpt(unclosed.name))> is never closed", hint: "close it with </\(Self.excerpt(unclosed.name))>",
                at: unclosed.span.start)
        }
        guard let root else { throw fault("there is no element", hint: "is the file empty, or no XML?") }
        return root
    }

    /// Reads what begins with `<`.
    private mutating func readMarkup() throws(SyntaxFault) {
        if comes("<!--") {
            try readComment()
        } else if comes("<![CDATA[") {
            try readSection()
        } else if comes("<!DOCTYPE") {
            try readDoctype()
        } else if comes("<?") {
            try readInstruction()
        } else if comes("</") {
            try readEndTag()
        } else if comes("<!") {
            throw fault("expected a comment, a CDATA section or the document type behind `<!`", hint: Self.markRemedy)
        } else {
            try readStartTag()
        }
    }

    /// Reads blanks outside the root element.
    private mutating func readOutside() throws(SyntaxFault) {
        guard let byte = next, Self.isBlank(byte) else {
            let isMerge = comes("=======") || comes(">>>>>>>")
            throw fault(
                "expected an element, found \(describe(position))",
                hint: isMerge
                    ? "this looks like an unresolved merge"
                    : root == nil ? "is this XML? it begins with `<`" : "a document has one root element")
        }
        skipBlanks()
    }

    /// Skips blanks and line ends; whether there were any.
    @discardableResult
    mutating func skipBlanks() -> Bool {
        let start = position
        while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
        return position > start
    }

    /// The offset of the next occurrence of a text from an offset on; nil when there is none.
    func find(_ text: StaticString, from start: Int) -> Int? {
        let count = text.utf8CodeUnitCount
        var offset = start
        while offset + count <= bytes.count {
            var index = 0
            while index < count, bytes[offset + index] == text.utf8Start[index] { index += 1 }
            if index == count { return offset }
            offset += 1
        }
        return nil
    }

    /// Reads a comment (section 2.5).
    private mutating func readComment() throws(SyntaxFault) {
        guard let end = find("--", from: position + 4) else { throw fault("the comment is never closed", hint: "close it with `-->`") }
        guard end + 2 < bytes.count, bytes[end + 2] == UInt8(ascii: ">") else {
            throw fault("a comment must not contain `--`", hint: "put a blank between the hyphens", at: end)
        }
        position = end + 3
    }

    /// Reads a processing instruction (section 2.6).
    private mutating func readInstruction() throws(SyntaxFault) {
        let start = position
        position += 2
        let target = try readName("the name of a processing instruction")
        guard target.lowercased() != "xml" else {
            throw fault("the XML declaration stands only at the very beginning", hint: "remove what is in front of it", at: start)
        }
        guard let end = find("?>", from: position) else {
            throw fault("the processing instruction is never closed", hint: "close it with `?>`", at: start)
        }
        position = end + 2
    }

    /// Reads a start tag (section 3.1).
    private mutating func readStartTag() throws(SyntaxFault) {
        let start = position
        position += 1
        if next == UInt8(ascii: "<") { throw fault("expected a name behind `<`", hint: "is this an unresolved merge?", at: start) }
        let name = try readName("a name behind `<`")
        guard root == nil else { throw fault("a second root element <\(Self.excerpt(name))>", hint: "a document has one", at: start) }
        guard open.count < Self.nestingLimit else {
            throw fault("elements are nested more than \(Self.nestingLimit) deep", hint: "is this really a manifest?", at: start)
        }
        var attributes: [XMLElement.Attribute] = []
        while true {
            let hadBlanks = skipBlanks()
            let isEmptyTag = comes("/>")
            if isEmptyTag || next == UInt8(ascii: ">") {
                let inside = position
                position += isEmptyTag ? 2 : 1
                let content = isEmptyTag ? Span(start: inside, end: inside) : Span(start: position, end: position)
                let element = XMLElement(
                    name: name, attributes: attributes, span: Span(start: start, end: position), content: content, isEmptyTag: isEmptyTag)
                if isEmptyTag { close(element) } else { open.append(element) }
                return
            }
            guard next != nil else { throw fault("the tag <\(Self.excerpt(name))> is never closed", hint: "close it with `>`", at: start) }
            guard hadBlanks else {
                throw fault(
                    "expected a blank, `>` or `/>` in the tag <\(Self.excerpt(name))>, found \(describe(position))", hint: Self.markRemedy)
            }
            try readAttribute(into: &attributes)
        }
    }

    /// Reads an end tag.
    private mutating func readEndTag() throws(SyntaxFault) {
        let start = position
        position += 2
        let name = try readName("a name behind `</`")
        skipBlanks()
        guard next == UInt8(ascii: ">") else {
            throw fault(
                "expected `>` in the tag </\(Self.excerpt(name))>, found \(describe(position))", hint: "an end tag holds a name alone")
        }
        position += 1
        guard var element = open.popLast() else { throw fault("</\(Self.excerpt(name))> closes no element", hint: "remove it", at: start) }
        guard element.name.sameBytes(name) else {
            let line = TextPosition(of: element.span.start, in: bytes).line
            throw fault(
                "</\(Self.excerpt(name))> stands where <\(Self.excerpt(element.name))> of line \(line) must be closed",
                hint: "write </\(Self.excerpt(element.name))>", at: start)
        }
        element.content.end = start
        element.span.end = position
        close(element)
    }

    /// Gives a finished element to the one around it.
    private mutating func close(_ element: XMLElement) {
        if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }
}
