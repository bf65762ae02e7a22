extension YAMLParser {
    /// Whether the next byte begins a value that its own marks end: an alias, quotes, `[…]` or `{…}`.
    var startsMarked: Bool { next.map { "*\"'[{".utf8.contains($0) } ?? false }

    /// The value that comes next on this line, as a key may be one; of plain text no further line is read.
    mutating func lineNode() throws(SyntaxFault) -> YAMLNode {
        switch next {
        case UInt8(ascii: "*"): return try alias()
        case UInt8(ascii: "\""): return try doubleQuoted()
        case UInt8(ascii: "'"): return try singleQuoted()
        case UInt8(ascii: "["), UInt8(ascii: "{"): return try flowCollection()
        default: return try plain(inFlow: false)
        }
    }

    /// The plain text that comes next, up to the end of the line at most.
    mutating func plain(inFlow: Bool) throws(SyntaxFault) -> YAMLNode {
        let start = index
        guard let first = next else { throw fault("expected a value", hint: "the file is cut off: restore its end") }
        guard index > lineStart || !bytes[index...].starts(with: "<<<<<<< ".utf8) else {
            throw fault("a merge conflict is not resolved here", hint: "choose one side and remove the marks")
        }
        if "-?:".utf8.contains(first) {
            let second = index + 1 < bytes.count ? bytes[index + 1] : 0x20
            guard !isSpace(second), !inFlow || !isFlowIndicator(second) else {
                throw fault("`\(Character(Unicode.Scalar(first)))` cannot stand here", hint: "put the text in quotes")
            }
        } else if ",[]{}#&*!|>'\"%@`".utf8.contains(first) {
            throw fault("a text cannot begin with `\(Character(Unicode.Scalar(first)))`", hint: "put it in quotes")
        }
        let end = plainEnd(inFlow: inFlow)
        index = end
        return YAMLNode(.scalar(String(decoding: bytes[start..<end], as: UTF8.self), .plain), span: Span(start: start, end: end))
    }

    /// Where plain text on this line ends: at `: `, ` #`, the line's end, in flow also at `,[]{}`; blanks at its end do not count.
    private func plainEnd(inFlow: Bool) -> Int {
        var position = index
        var end = index
        while position < bytes.count {
            let byte = bytes[position]
            if isBreak(byte) || inFlow && isFlowIndicator(byte) { break }
            if byte == UInt8(ascii: "#"), position > index, isBlank(bytes[position - 1]) { break }
            if byte == UInt8(ascii: ":") {
                guard position + 1 < bytes.count else { break }
                let following = bytes[position + 1]
                if isSpace(following) || inFlow && isFlowIndicator(following) { break }
            }
            position += 1
            if !isBlank(byte) { end = position }
        }
        return end
    }

    /// Plain text with the lines that follow it: in a block those further right than `indent`, in flow (nil) all.
    mutating func continuedPlain(_ first: YAMLNode, inside indent: Int?) throws(SyntaxFault) -> YAMLNode {
        var text = first.text ?? ""
        var end = first.span.end
        while true {
            let (savedIndex, savedLine) = (index, lineStart)
            skipBlanks()
            guard index < bytes.count, isBreak(bytes[index]) else {
                if isAtComment { (index, lineStart) = (savedIndex, savedLine) }
                break
            }
            let blankLines = skipEmptyLines()
            let reaches = indent.map { spacesInFront > $0 } ?? true
            let ends = index >= bytes.count || isAtMarker || next == UInt8(ascii: "#") || !reaches
            let stop = indent == nil && (next.map { isFlowIndicator($0) } ?? true || isFlowColon)
            guard !ends, !stop, !(isIndicator(":")) else {
                (index, lineStart) = (savedIndex, savedLine)
                break
            }
            let start = index
            let lineEnd = plainEnd(inFlow: indent == nil)
            text += blankLines == 0 ? " " : String(repeating: "\n", count: blankLines)
            text += String(decoding: bytes[start..<lineEnd], as: UTF8.self)
            index = lineEnd
            end = lineEnd
        }
        index = end
        return YAMLNode(.scalar(text, .plain), span: Span(start: first.span.start, end: end))
    }

    /// Whether a `:` comes next that ends a key in flow.
    var isFlowColon: Bool {
        guard next == UInt8(ascii: ":") else { return false }
        return index + 1 == bytes.count || isSpace(bytes[index + 1]) || isFlowIndicator(bytes[index + 1])
    }

    /// The spaces in front of the line's text.
    private var spacesInFront: Int { bytes[lineStart..<index].prefix { $0 == 0x20 }.count }

    /// Passes over a line end and the empty lines behind it, up to the text of the next line; gives how many were empty.
    private mutating func skipEmptyLines() -> Int {
        var count = -1
        while index < bytes.count, isBreak(bytes[index]) {
            skipBreak()
            skipBlanks()
            count += 1
        }
        return count
    }

    /// The text in single quotes that comes next, where `''` is a quote.
    mutating func singleQuoted() throws(SyntaxFault) -> YAMLNode {
        let start = index
        index += 1
        var text: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "'") {
                index += 1
                guard next == UInt8(ascii: "'") else {
                    return YAMLNode(.scalar(String(decoding: text, as: UTF8.self), .singleQuoted), span: Span(start: start, end: index))
                }
                text.append(byte)
                index += 1
            } else if isBreak(byte) {
                try fold(into: &text, keeping: 0, from: start)
            } else {
                text.append(byte)
                index += 1
            }
        }
        throw fault("the text in `'` has no end", hint: "close it with `'`", at: start)
    }

    /// The text in double quotes that comes next.
    mutating func doubleQuoted() throws(SyntaxFault) -> YAMLNode {
        let start = index
        index += 1
        var text: [UInt8] = []
        // Blanks that escapes made stay when a line is folded.
        var kept = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return YAMLNode(.scalar(String(decoding: text, as: UTF8.self), .doubleQuoted), span: Span(start: start, end: index))
            case UInt8(ascii: "\\"):
                index += 1
                if isAtLineEnd, index < bytes.count {
                    let emptyLines = skipEmptyLines()
                    guard !isAtMarker else { throw fault("the text in `\"` has no end", hint: "close it with `\"`", at: start) }
                    text += [UInt8](repeating: 0x0A, count: emptyLines)
                } else {
                    text += String(try escape()).utf8
                }
                kept = text.count
            case 0x0A, 0x0D: try fold(into: &text, keeping: kept, from: start)
            default:
                text.append(byte)
                index += 1
            }
        }
        throw fault("the text in `\"` has no end", hint: "close it with `\"`", at: start)
    }

    /// Folds the line end that comes next: blanks around it go, one becomes a space, each further one a line end.
    private mutating func fold(into text: inout [UInt8], keeping kept: Int, from start: Int) throws(SyntaxFault) {
        while text.count > kept, let last = text.last, isBlank(last) { text.removeLast() }
        let emptyLines = skipEmptyLines()
        let isEnd = index >= bytes.count || column == 0 && isAtMarker
        let quote = Character(Unicode.Scalar(bytes[start]))
        guard !isEnd else { throw fault("the text in `\(quote)` has no end", hint: "close it with `\(quote)`", at: start) }
        text += emptyLines == 0 ? [0x20] : [UInt8](repeating: 0x0A, count: emptyLines)
    }

    /// The character of the escape whose `\` was just read (YAML 1.2, section 5.7).
    private mutating func escape() throws(SyntaxFault) -> Unicode.Scalar {
        guard let byte = next else { throw fault("the text in `\"` has no end", hint: "close it with `\"`") }
        index += 1
        switch Unicode.Scalar(byte) {
        case "0": return "\u{0}"
        case "a": return "\u{7}"
        case "b": return "\u{8}"
        case "t", "\t": return "\t"
        case "n": return "\n"
        case "v": return "\u{B}"
        case "f": return "\u{C}"
        case "r": return "\r"
        case "e": return "\u{1B}"
        case " ", "\"", "/", "\\": return Unicode.Scalar(byte)
        case "N": return "\u{85}"
        case "_": return "\u{A0}"
        case "L": return "\u{2028}"
        case "P": return "\u{2029}"
        case "x": return try codePoint(digits: 2)
        case "u": return try surrogates(try number(digits: 4))
        case "U": return try codePoint(digits: 8)
        default: throw fault("no such escape", hint: "write `\\\\` for a backslash, or use single quotes", at: index - 2)
        }
    }

    /// The character of a `\u` number; two of them may be a surrogate pair, as in JSON.
    private mutating func surrogates(_ high: UInt32) throws(SyntaxFault) -> Unicode.Scalar {
        if let scalar = Unicode.Scalar(high) { return scalar }
        let start = index - 6
        if high < 0xDC00, bytes[index...].starts(with: "\\u".utf8) {
            index += 2
            let low = try number(digits: 4)
            if (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)) {
                return scalar
            }
        }
        throw fault("half of a surrogate pair", hint: "write the character itself", at: start)
    }

    /// The character of a number of hexadecimal digits.
    private mutating func codePoint(digits: Int) throws(SyntaxFault) -> Unicode.Scalar {
        let start = index - 2
        guard let scalar = Unicode.Scalar(try number(digits: digits)) else {
            throw fault("there is no such character", hint: "write the character itself", at: start)
        }
        return scalar
    }

    /// The number of so many hexadecimal digits.
    private mutating func number(digits: Int) throws(SyntaxFault) -> UInt32 {
        let end = index + digits
        guard end <= bytes.count, let value = UInt32(String(decoding: bytes[index..<end], as: UTF8.self), radix: 16),
            bytes[index..<end].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
        else { throw fault("expected \(digits) hexadecimal digits", hint: "write `\\\\` for a backslash, or use single quotes") }
        index = end
        return value
    }
}
