/// Where the offsets of a text are, as an editor shows them: a byte order mark takes no column. The time for one does not grow with the text,
/// so that a manifest with many findings, all in one long line too, is told of as fast as it is read.
struct TextPositions: Sendable {
    /// How many bytes lie between two marks.
    private static let stride = 4096

    /// The text.
    private let bytes: [UInt8]
    /// The positions of offset 0 and of every so many bytes behind it, without regard to a byte order mark.
    private let marks: [TextPosition]
    /// Whether the text begins with a byte order mark.
    private let isMarked: Bool

    /// Reads a text once.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        isMarked = bytes.starts(with: TextEncoding.byteOrderMark)
        var marks = [TextPosition(of: 0, in: bytes)]
        marks.reserveCapacity(bytes.count / Self.stride + 1)
        while marks.count * Self.stride <= bytes.count {
            let end = marks.count * Self.stride
            marks.append(marks[marks.count - 1].moved(over: bytes[(end - Self.stride)..<end]))
        }
        self.marks = marks
    }

    /// The position of an offset; offsets behind the end give the end.
    subscript(offset: Int) -> TextPosition {
        let offset = min(offset, bytes.count)
        let mark = offset / Self.stride
        var position = marks[mark].moved(over: bytes[(mark * Self.stride)..<offset])
        if isMarked, position.line == 1, offset >= TextEncoding.byteOrderMark.count { position.column -= 1 }
        return position
    }
}

extension TextPosition {
    /// The position behind some bytes that begin here.
    fileprivate func moved(over bytes: ArraySlice<UInt8>) -> TextPosition {
        var position = self
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                position.line += 1
                position.column = 1
            } else if byte & 0xC0 != 0x80 {
                position.column += 1
            }
        }
        return position
    }
}
