/// Where versions are written, as `path:line:column`: what a document says of a place, and the bytes that are there.
struct GradlePlaces {
    /// The repository's files.
    let tree: SourceTree
    /// Places by their bytes.
    private var known: [GradleOrigin: String] = [:]

    /// No place yet.
    init(tree: SourceTree) { self.tree = tree }

    /// A place as a document says it.
    mutating func text(_ origin: GradleOrigin) -> String? {
        if let text = known[origin] { return text }
        guard let bytes = try? tree.read(origin.path) else { return nil }
        let position = TextPosition(of: origin.span.start, in: bytes)
        let text = "\(origin.path):\(position.line):\(position.column)"
        known[origin] = text
        return text
    }

    /// A place as a finding says it.
    func place(_ origin: GradleOrigin) -> Place? {
        guard let bytes = try? tree.read(origin.path) else { return nil }
        let position = TextPosition(of: origin.span.start, in: bytes)
        return Place(origin.path, line: position.line, column: position.column)
    }

    /// The file of a place, and the bytes of the literal that begins there; nil when there is none, as in a file that was edited since.
    static func find(_ text: String, in tree: SourceTree) throws(Fault) -> (path: String, bytes: [UInt8], span: Span)? {
        let parts = text.split(separator: ":")
        guard parts.count >= 3, let column = Int(parts[parts.count - 1]), let line = Int(parts[parts.count - 2]) else { return nil }
        let path = parts.dropLast(2).joined(separator: ":")
        guard RelativePath.join(".", path) == path else { return nil }
        let bytes = try tree.read(path)
        guard let offset = offset(line: line, column: column, in: bytes) else { return nil }
        return literal(at: offset, in: bytes, path).map { (path, bytes, $0) }
    }

    /// The offset of a line and a column.
    private static func offset(line: Int, column: Int, in bytes: [UInt8]) -> Int? {
        var start = 0
        for _ in 1..<max(line, 1) {
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            start = end + 1
        }
        var offset = start
        var rest = column - 1
        while rest > 0, offset < bytes.count {
            offset += 1
            while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            rest -= 1
        }
        return line > 0 && column > 0 && rest == 0 && offset < bytes.count ? offset : nil
    }

    /// The literal whose text begins at an offset, read in the file's own format.
    private static func literal(at offset: Int, in bytes: [UInt8], _ path: String) -> Span? {
        if path.hasSuffix(".gradle") || path.hasSuffix(".kts") {
            let script = try? GradleScript(bytes, path: path)
            return script?.tokens.first { $0.kind == .string && $0.inner.start == offset && $0.literal != nil }?.inner
        }
        if path.hasSuffix(".properties") {
            guard let entry = (try? PropertiesDocument(bytes))?.entries.first(where: { $0.valueSpan.start == offset }) else { return nil }
            let end = bytes[entry.valueSpan.start..<entry.valueSpan.end].lastIndex { $0 != 0x20 && $0 != 0x09 }
            return Span(start: offset, end: (end ?? offset - 1) + 1)
        }
        if path.hasSuffix(".toml") {
            guard let document = try? TOMLDocument(bytes) else { return nil }
            var open = document.root.entries.map(\.node)
            while let node = open.popLast() {
                if node.string != nil, node.span.start + 1 == offset { return Span(start: offset, end: node.span.end - 1) }
                open += node.table?.entries.map(\.node) ?? []
            }
            return nil
        }
        return VersionLine.whole(bytes).flatMap { $0.start == offset ? $0 : nil }
    }
}
