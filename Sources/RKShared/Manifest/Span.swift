/// A half-open range of UTF-8 byte offsets in a text.
public struct Span: Sendable, Hashable {
    /// The offset of the first byte.
    public var start: Int
    /// The offset behind the last byte.
    public var end: Int

    /// A range from `start` up to, not including, `end`.
    public init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }
}

/// A replacement of one range of a text by other bytes.
public struct Edit: Sendable, Hashable {
    /// The bytes that go.
    public var span: Span
    /// What stands there afterwards.
    public var replacement: String

    /// An edit that puts `replacement` in the place of `span`.
    public init(span: Span, replacement: String) {
        self.span = span
        self.replacement = replacement
    }
}

extension [Edit] {
    /// The text with every edit made; the edits' spans do not overlap and refer to the text as it was.
    public func applied(to bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 64)
        var position = 0
        for edit in sorted(by: { $0.span.start < $1.span.start }) {
            precondition(edit.span.start >= position && edit.span.end <= bytes.count, "edits overlap or leave the text")
            result += bytes[position..<edit.span.start]
            result += edit.replacement.utf8
            position = edit.span.end
        }
        return result + bytes[position...]
    }
}

/// A place in a text as an editor shows it: both numbers start at 1.
public struct TextPosition: Sendable, Hashable {
    /// The line's number.
    public var line: Int
    /// The number of the Unicode scalar in the line.
    public var column: Int

    /// The position of a byte offset; offsets behind the end give the end.
    public init(of offset: Int, in bytes: [UInt8]) {
        var line = 1
        var lineStart = 0
        let end = Swift.min(offset, bytes.count)
        for index in 0..<end where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        self.line = line
        column = 1 + bytes[lineStart..<end].count { $0 & 0xC0 != 0x80 }
    }
}

/// Why a text is not what its format demands, and where.
public struct SyntaxFault: Error, Sendable, Hashable {
    /// One sentence, lower case, without a full stop.
    public var message: String
    /// What to do about it, when there is more to say than the message.
    public var hint: String?
    /// The line's number, from 1.
    public var line: Int
    /// The number of the Unicode scalar in the line, from 1.
    public var column: Int

    /// A fault at a byte offset of `bytes`.
    public init(_ message: String, hint: String? = nil, at offset: Int, in bytes: [UInt8]) {
        let position = TextPosition(of: offset, in: bytes)
        self.message = message
        self.hint = hint
        line = position.line
        column = position.column
    }
}
