extension XMLDocument {
    /// The edits that give an element another text. Blanks around the text, comments, processing instructions and the kind of section stay;
    /// none when it has the text already; nil when the element holds other elements.
    public func replacingText(of element: XMLElement, with text: String) -> [Edit]? {
        guard element.children.isEmpty else { return nil }
        guard !element.text.sameBytes(text) else { return [] }
        guard let first = element.pieces.first else { return [insertion(into: element, escaped(text))] }
        var edits = [Edit(span: core(of: first), replacement: first.isSection ? sectioned(text) : escaped(text))]
        for piece in element.pieces.dropFirst() where !piece.text.trimmed.isEmpty {
            edits.append(Edit(span: core(of: piece), replacement: ""))
        }
        return edits
    }

    /// The text as it stands between tags of this document.
    private func escaped(_ text: String) -> String { Self.escaped(text, in: encoding) }

    /// A text as it stands between tags.
    static func escaped(_ text: String, in encoding: Encoding = .utf8) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case _ where encoding == .latin1 && !scalar.isASCII: result += "&#\(scalar.value);"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text as it stands in a CDATA section, which `]]>` would end.
    private func sectioned(_ text: String) -> String { text.replacing("]]>", with: "]]]]><![CDATA[>") }

    /// The bytes of a piece without the blanks at both ends.
    private func core(of piece: XMLElement.Piece) -> Span {
        var span = piece.span
        while span.start < span.end, XMLReader.isBlank(bytes[span.start]) { span.start += 1 }
        while span.end > span.start, XMLReader.isBlank(bytes[span.end - 1]) { span.end -= 1 }
        return span
    }

    /// The edit that puts a text into an element without any.
    private func insertion(into element: XMLElement, _ text: String) -> Edit {
        guard element.isEmptyTag else {
            return Edit(span: Span(start: element.content.start, end: element.content.start), replacement: text)
        }
        let tag = Span(start: element.content.start, end: element.content.start + 2)
        return Edit(span: tag, replacement: ">\(text)</\(element.name)>")
    }
}
