extension YAMLParser {
    /// The `[…]` or `{…}` that comes next.
    mutating func flowCollection() throws(SyntaxFault) -> YAMLNode {
        let start = index
        try descend()
        let node = bytes[index] == UInt8(ascii: "[") ? try flowSequence() : try flowMapping()
        depth -= 1
        return YAMLNode(node.value, span: Span(start: start, end: index), weight: node.weight)
    }

    /// The `[…]` that comes next; `a: b` in it is a mapping of one key, and so is `? a`.
    private mutating func flowSequence() throws(SyntaxFault) -> YAMLNode {
        let start = index
        index += 1
        var elements: [YAMLNode] = []
        while try !flowEnds(UInt8(ascii: "]"), from: start) {
            let element = index
            let isExplicit = takeFlowQuestion()
            if isExplicit { try skip(inFlow: true) }
            let key = try flowNode()
            let line = lineStart
            try skip(inFlow: true)
            if startsFlowValue(behind: key, sameLine: line == lineStart) {
                index += 1
                var entries = YAMLEntries()
                try entries.add(key, try flowValue(), in: bytes)
                elements.append(entries.node(from: element))
            } else if isExplicit {
                var entries = YAMLEntries()
                try entries.add(key, empty(at: key.span.end), in: bytes)
                elements.append(entries.node(from: element))
            } else {
                elements.append(key)
            }
            try separator(before: UInt8(ascii: "]"), from: start)
        }
        return YAMLNode(
            .sequence(elements), span: Span(start: start, end: index), weight: elements.reduce(1) { saturated($0, $1.weight) })
    }

    /// The `{…}` that comes next.
    private mutating func flowMapping() throws(SyntaxFault) -> YAMLNode {
        let start = index
        index += 1
        var entries = YAMLEntries()
        while try !flowEnds(UInt8(ascii: "}"), from: start) {
            if takeFlowQuestion() { try skip(inFlow: true) }
            let key = try flowNode()
            try skip(inFlow: true)
            if startsFlowValue(behind: key, sameLine: true) {
                index += 1
                try entries.add(key, try flowValue(), in: bytes)
            } else {
                try entries.add(key, empty(at: key.span.end), in: bytes)
            }
            try separator(before: UInt8(ascii: "}"), from: start)
        }
        return entries.node(from: start, to: index)
    }

    /// Takes the `?` of an explicit key.
    private mutating func takeFlowQuestion() -> Bool {
        guard isIndicator("?") else { return false }
        index += 1
        return true
    }

    /// Whether the `:` of a value comes next; directly behind quotes and brackets it needs no blank.
    private func startsFlowValue(behind key: YAMLNode, sameLine: Bool) -> Bool {
        guard next == UInt8(ascii: ":"), sameLine else { return false }
        let last = key.span.end > key.span.start ? bytes[key.span.end - 1] : 0
        return isFlowColon || key.span.end == index && "\"']}".utf8.contains(last)
    }

    /// Whether the collection ends here; its end is taken.
    private mutating func flowEnds(_ close: UInt8, from start: Int) throws(SyntaxFault) -> Bool {
        try skip(inFlow: true)
        try stays(from: start)
        guard next == close else { return false }
        index += 1
        return true
    }

    /// Takes the `,` between two entries; in front of the end there need not be one.
    private mutating func separator(before close: UInt8, from start: Int) throws(SyntaxFault) {
        try skip(inFlow: true)
        try stays(from: start)
        if next == UInt8(ascii: ",") {
            index += 1
        } else if next != close {
            throw fault(
                "expected `,` or `\(Character(Unicode.Scalar(close)))`",
                hint: "separate elements with commas; a text with `: ` needs quotes")
        }
    }

    /// Throws when the text or the document ends inside of the collection that began at an offset.
    private func stays(from start: Int) throws(SyntaxFault) {
        guard index < bytes.count, !isAtMarker else {
            let open = Character(Unicode.Scalar(bytes[start]))
            throw fault("`\(open)` is never closed", hint: "close it with `\(open == "[" ? "]" : "}")`", at: start)
        }
    }

    /// The value behind a `:` in flow.
    private mutating func flowValue() throws(SyntaxFault) -> YAMLNode {
        let origin = index
        try skip(inFlow: true)
        guard let byte = next, !",]}".utf8.contains(byte) else { return empty(at: origin) }
        return try flowNode()
    }

    /// A value in flow; nothing in front of a `,` or a `:`.
    private mutating func flowNode() throws(SyntaxFault) -> YAMLNode {
        let properties = try properties()
        if properties != nil { try skip(inFlow: true) }
        guard let byte = next else { return empty(at: index) }
        if properties != nil, ",]}".utf8.contains(byte) || isFlowColon { return try register(empty(at: index), properties) }
        if isFlowColon { return empty(at: index) }
        guard !startsMarked else { return try register(try lineNode(), properties) }
        return try register(try continuedPlain(try plain(inFlow: true), inside: nil), properties)
    }
}
