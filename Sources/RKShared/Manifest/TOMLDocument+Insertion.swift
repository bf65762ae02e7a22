extension TOMLDocument {
    /// The edit that puts a key with a string on a line of its own behind that of another key of the same table; nil where the other one
    /// shares its line, as in an inline table.
    public func insertion(of key: String, _ text: String, behind entry: TOMLTable.Entry) -> Edit? {
        var start = entry.keySpan.start
        let beginning = bytes.starts(with: TextEncoding.byteOrderMark) ? TextEncoding.byteOrderMark.count : 0
        while start > beginning, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        // Blanks, or the tables in front of a dotted key.
        let front = bytes[start..<entry.keySpan.start]
        var end = entry.node.span.end
        while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
        let isComment = end < bytes.count && bytes[end] == UInt8(ascii: "#")
        while isComment, end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        if isComment, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        let isAlone = end == bytes.count || bytes[end] == UInt8(ascii: "\n") || bytes[end] == UInt8(ascii: "\r")
        guard isAlone, !front.contains(where: { "={[#,".utf8.contains($0) }) else { return nil }
        let lineEnd = end < bytes.count && bytes[end] == UInt8(ascii: "\r") ? "\r\n" : "\n"
        let line = String(decoding: front, as: UTF8.self) + "\(key) = \(Self.quoted(text))"
        return Edit(span: Span(start: end, end: end), replacement: lineEnd + line)
    }

    /// The edit that takes an element out of an array with its comma; nil where a comment stands beside it.
    public func removal(of element: TOMLNode, from array: TOMLNode) -> Edit? {
        guard let elements = array.array, let index = elements.firstIndex(where: { $0.span == element.span }) else { return nil }
        var span = element.span
        if index + 1 < elements.count {
            span.end = elements[index + 1].span.start
        } else if index > 0 {
            span.start = elements[index - 1].span.end
        } else {
            span = Span(start: array.span.start + 1, end: array.span.end - 1)
        }
        let around = bytes[span.start..<element.span.start] + bytes[element.span.end..<span.end]
        return around.contains(UInt8(ascii: "#")) ? nil : Edit(span: span, replacement: "")
    }
}
