extension YAMLParser {
    /// What becomes of the line ends at the end of a block scalar.
    private enum Chomping {
        /// One stays.
        case clip
        /// `-`: none stays.
        case strip
        /// `+`: all stay.
        case keep
    }

    /// The text behind `|` or `>` (YAML 1.2, section 8.1), whose lines stand further right than `indent`.
    mutating func blockScalar(inside indent: Int) throws(SyntaxFault) -> YAMLNode {
        let start = index
        let isFolded = next == UInt8(ascii: ">")
        index += 1
        let (explicit, chomping) = try blockHeader()
        var end = index
        skipBlanks()
        if isAtComment { skipLine() }
        guard isAtLineEnd else { throw fault("unexpected text behind `\(isFolded ? ">" : "|")`", hint: "the text begins on the next line") }
        skipBreak()
        let margin: Int
        if let explicit { margin = max(indent, 0) + explicit } else { margin = try detectedMargin(inside: indent) }
        var lines: [ArraySlice<UInt8>] = []
        while index < bytes.count, !isAtMarker {
            let spaces = bytes[index...].prefix(margin).prefix { $0 == 0x20 }.count
            let content = index + spaces
            let isEmpty = content >= bytes.count || isBreak(bytes[content])
            guard spaces == margin || isEmpty else { break }
            index = content
            skipLine()
            lines.append(bytes[content..<index])
            if index > content { end = index }
            skipBreak()
        }
        let isOpen = index == end && end == bytes.count
        let text = Self.text(of: lines, isFolded: isFolded, isOpen ? .strip : chomping)
        return YAMLNode(.scalar(text, isFolded ? .folded : .literal), span: Span(start: start, end: end))
    }

    /// The indentation and the chomping that stand behind `|` or `>`.
    private mutating func blockHeader() throws(SyntaxFault) -> (indent: Int?, Chomping) {
        var indent: Int?
        var chomping: Chomping?
        while let byte = next {
            switch byte {
            case UInt8(ascii: "+") where chomping == nil: chomping = .keep
            case UInt8(ascii: "-") where chomping == nil: chomping = .strip
            case UInt8(ascii: "1")...UInt8(ascii: "9") where indent == nil: indent = Int(byte - 0x30)
            default: return (indent, chomping ?? .clip)
            }
            index += 1
        }
        return (indent, chomping ?? .clip)
    }

    /// The indentation of the first line with text, at least one more than that of the block around it.
    private func detectedMargin(inside indent: Int) throws(SyntaxFault) -> Int {
        var position = index
        var widest = 0
        while position < bytes.count {
            let line = position
            while position < bytes.count, bytes[position] == 0x20 { position += 1 }
            if position < bytes.count, !isBreak(bytes[position]) {
                let margin = position - line
                guard margin > indent else { break }
                guard widest <= margin else {
                    throw fault(
                        "an empty line in front of the text is longer than the text's indentation", hint: "remove its blanks", at: line)
                }
                return margin
            }
            widest = max(widest, position - line)
            position += 1
        }
        return max(indent + 1, widest, 1)
    }

    /// The text of lines without their indentation.
    private static func text(of lines: [ArraySlice<UInt8>], isFolded: Bool, _ chomping: Chomping) -> String {
        let count = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
        var text: [UInt8] = []
        var position = 0
        while position < count {
            text += lines[position]
            var following = position + 1
            while following < count, lines[following].isEmpty { following += 1 }
            guard following < count else { break }
            let breaks = following - position
            if isFolded, !isSpaced(lines[position]), !isSpaced(lines[following]), !lines[position].isEmpty {
                text += breaks == 1 ? [0x20] : [UInt8](repeating: 0x0A, count: breaks - 1)
            } else {
                text += [UInt8](repeating: 0x0A, count: breaks)
            }
            position = following
        }
        switch chomping {
        case .strip: break
        case .clip: if count > 0 { text.append(0x0A) }
        case .keep: text += [UInt8](repeating: 0x0A, count: lines.count - count + (count > 0 ? 1 : 0))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether a line begins with a blank, so that folding leaves its line ends alone.
    private static func isSpaced(_ line: ArraySlice<UInt8>) -> Bool { line.first == 0x20 || line.first == 0x09 }
}
