/// Reads a YAML stream from its first byte to its last; stops at the first fault. Columns are offsets from the start of a line.
struct YAMLParser {
    /// An anchor and a tag in front of a value.
    struct Properties {
        /// The anchor's name.
        var anchor: String?
        /// The tag as written.
        var tag: String?
        /// The offset of the first of them.
        var start: Int
    }

    /// The deepest nesting that is read.
    static let maximumDepth = 128
    /// The most nodes that all aliases together may stand for.
    static let maximumExpansion = 100_000
    /// The longest key on one line, in bytes (YAML 1.2 has 1024 characters).
    static let maximumKey = 4096

    /// What to do where a key is not one.
    static let keyForm = "write `key: value` on one line"

    /// The text.
    let bytes: [UInt8]
    /// The offset of the next byte.
    var index = 0
    /// The offset of the first byte of the line.
    var lineStart = 0
    /// How many collections are open.
    var depth = 0
    /// What each anchor of the document stands for.
    var anchors: [String: YAMLNode] = [:]
    /// How many nodes aliases stood for so far.
    var expansion = 0

    /// A reader at the start of a text.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// All documents of the stream.
    mutating func parseStream() throws(SyntaxFault) -> [YAMLNode?] {
        try validate()
        if bytes.starts(with: TextEncoding.byteOrderMark) {
            index = 3
            lineStart = 3
        }
        var documents: [YAMLNode?] = []
        while true {
            anchors = [:]
            try skipDirectives()
            var isExplicit = false
            if isMarker("-") {
                index += 3
                isExplicit = true
            }
            try skip()
            if index == bytes.count && !isExplicit { break }
            var root: YAMLNode?
            if index < bytes.count && !isAtMarker {
                root = try blockNode(inside: -1, allowsCompact: true, allowsSequence: false)
                try skip()
                guard index == bytes.count || isAtMarker else { throw unexpected() }
            }
            documents.append(root)
            while isMarker(".") {
                index += 3
                try skip()
                guard index == bytes.count || isFirstOnLine else {
                    throw fault("only a comment may stand behind `...`", hint: "begin a new line here")
                }
            }
            if index == bytes.count { break }
        }
        return documents
    }

    /// Refuses what is no text: bytes that are no UTF-8, and control characters (YAML 1.2, section 5.1).
    private func validate() throws(SyntaxFault) {
        try TextEncoding.check(bytes)
        guard let bad = bytes.firstIndex(where: TextEncoding.isControl) else { return }
        throw SyntaxFault("a control character cannot stand in YAML", hint: "remove it", at: bad, in: bytes)
    }

    /// Passes over `%YAML` and `%TAG` lines, which need a `---` behind them.
    private mutating func skipDirectives() throws(SyntaxFault) {
        try skip()
        var start: Int?
        while index == lineStart, next == UInt8(ascii: "%") {
            start = start ?? index
            skipLine()
            try skip()
        }
        if let start, !isMarker("-") {
            throw fault(
                "a directive needs a `---` behind it", hint: "add a line `---`, or put a text with `%` in front in quotes", at: start)
        }
    }
}
