/// A go.sum: a line for each module at a version, with the digest of its files, and one with that of its go.mod.
public struct GoSum: Sendable {
    /// A line.
    public struct Entry: Sendable, Hashable {
        /// The module's path.
        public var path: String
        /// The version, with `/go.mod` behind it for the digest of that file alone.
        public var version: String
        /// The digest, as in `h1:…`.
        public var digest: String

        /// An entry.
        public init(path: String, version: String, digest: String) {
            self.path = path
            self.version = version
            self.digest = digest
        }

        /// The line without its end.
        var line: String { "\(path) \(version) \(digest)" }
    }

    /// The text.
    public let bytes: [UInt8]
    /// The lines that hold an entry, with their bytes, line end included.
    private let lines: [(entry: Entry, span: Span)]

    /// Reads a text; throws at the first line that is neither empty nor three words.
    public init(_ bytes: [UInt8]) throws(SyntaxFault) {
        self.bytes = bytes
        var lines: [(Entry, Span)] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let words = bytes[start..<end].split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            if words.count == 3 {
                let texts = words.map { String(decoding: $0, as: UTF8.self) }
                lines.append(
                    (Entry(path: texts[0], version: texts[1], digest: texts[2]), Span(start: start, end: min(end + 1, bytes.count))))
            } else if !words.isEmpty {
                throw SyntaxFault(
                    "a line of go.sum has three words, not \(words.count)", hint: Self.hint(for: words), at: words[0].startIndex, in: bytes)
            }
            start = end + 1
        }
        self.lines = lines
    }

    /// What to do about a line of other words: what is often wrong, else the general way.
    private static func hint(for words: [ArraySlice<UInt8>]) -> String {
        let first = String(decoding: words[0], as: UTF8.self)
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].contains(where: first.hasPrefix) {
            return "a merge conflict is not resolved here: keep the lines of both sides, `go mod tidy` removes what is too much"
        }
        if first.hasPrefix("//") || first.hasPrefix("#") { return "go.sum has no comments; remove the line" }
        if first.contains("\0") || first.hasPrefix("\u{FFFD}") { return "is it UTF-16? save it as UTF-8" }
        return "remove the line; `go mod tidy` writes what is missing"
    }

    /// The entries in file order.
    public var entries: [Entry] { lines.map(\.entry) }

    /// The digest of a module at a version.
    public func digest(_ path: String, _ version: String) -> String? {
        lines.first { $0.entry.path == path && $0.entry.version == version }?.entry.digest
    }

    /// The text with these entries, in the go command's order, instead of other digests for the same versions, and without the files'
    /// digests that `obsolete` names. Lines that are in order stay as they are.
    public func setting(_ entries: [Entry], removing obsolete: [Entry] = []) -> [UInt8] {
        let isCRLF = bytes.suffix(2).elementsEqual("\r\n".utf8)
        let end = isCRLF ? "\r\n" : "\n"
        var edits: [Edit] = []
        var wanted = entries.sorted(by: Self.precedes)
        for (entry, span) in lines {
            if let index = wanted.firstIndex(where: { $0.path == entry.path && $0.version == entry.version }) {
                if wanted[index].digest == entry.digest {
                    wanted.remove(at: index)
                } else {
                    edits.append(Edit(span: span, replacement: ""))
                }
            } else if obsolete.contains(where: { $0.path == entry.path && $0.version == entry.version }) {
                edits.append(Edit(span: span, replacement: ""))
            }
        }
        var insertions: [Int: String] = [:]
        for entry in wanted {
            let place = lines.first { Self.precedes(entry, $0.entry) }?.span.start ?? bytes.count
            insertions[place, default: ""] += entry.line + end
        }
        if let text = insertions[bytes.count], let last = bytes.last, last != UInt8(ascii: "\n") { insertions[bytes.count] = end + text }
        for (place, text) in insertions {
            if let index = edits.firstIndex(where: { $0.span.start == place }) {
                edits[index].replacement = text
            } else {
                edits.append(Edit(span: Span(start: place, end: place), replacement: text))
            }
        }
        return edits.applied(to: bytes)
    }

    /// The go command's order: by path, by version, the files' digest before that of go.mod.
    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        guard left.path.utf8.elementsEqual(right.path.utf8) else { return left.path.utf8.lexicographicallyPrecedes(right.path.utf8) }
        let (leftParts, rightParts) = (left.version.split(separator: "/", maxSplits: 1), right.version.split(separator: "/", maxSplits: 1))
        guard let one = leftParts.first, let other = rightParts.first, one != other else { return leftParts.count < rightParts.count }
        guard let older = GoVersion(String(one)), let newer = GoVersion(String(other)), older != newer else {
            return one.utf8.lexicographicallyPrecedes(other.utf8)
        }
        return older < newer
    }
}
