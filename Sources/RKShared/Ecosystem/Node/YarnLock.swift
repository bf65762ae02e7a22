/// A yarn.lock of modern yarn, as far as it repeats what the members' manifests ask for. Classic yarn's has no members in it.
struct YarnLock {
    /// An entry: what asks for it, what it is, and what it asks for itself.
    private struct Entry {
        /// The bytes of the key, quotes included.
        var key: Span
        /// Each `name@range` that leads to it.
        var descriptors: [String]
        /// The `name@reference` that it is.
        var resolution = ""
        /// The lines of `dependencies` and `peerDependencies`.
        var lines: [Line] = []
    }

    /// A requirement of an entry.
    private struct Line {
        /// Whether it is one of a peer.
        let isPeer: Bool
        /// The name.
        let name: String
        /// What is asked for, as it stands.
        var value: String
        /// Its bytes, quotes included.
        let span: Span

        /// What it asks for, as keys can have it; nothing for a peer.
        var descriptors: [String] { isPeer ? [] : YarnLock.descriptors(name, value) }
    }

    /// What to do about a file that yarn did not leave so.
    private static let remedy = "take it from version control again, and let `yarn install` change it"

    /// The text.
    private let bytes: [UInt8]

    /// A lockfile.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The edits that give members' entries the requirements of their manifests, and the keys of what these lead to; none for classic yarn.
    /// - Throws: a `SyntaxFault` for a line that modern yarn could not read.
    func edits(for members: [NodeMemberChange], below root: String) throws(SyntaxFault) -> [Edit] {
        var entries = try self.entries()
        var edits: [Edit] = []
        var moves: [(from: [String], to: [String])] = []
        for member in members where !member.requirements.isEmpty {
            let suffix = "@workspace:\(member.folder(below: root))"
            guard let index = entries.firstIndex(where: { $0.resolution == member.package.name + suffix }) else { continue }
            for requirement in member.requirements {
                let isPeer = requirement.section == .peerDependencies
                guard let place = entries[index].lines.firstIndex(where: { $0.name == requirement.name && $0.isPeer == isPeer }) else {
                    continue
                }
                let line = entries[index].lines[place]
                // A resolution of the root's may stand in the place of what the manifest asks for.
                guard line.value == requirement.from || line.value == "npm:\(requirement.from)" else { continue }
                let isPrefixed = line.value != requirement.from || requirement.from.hasPrefix("workspace:") && !isPeer && prefixesRanges
                let value = isPrefixed && Self.isBare(requirement.to) ? "npm:\(requirement.to)" : requirement.to
                entries[index].lines[place].value = value
                edits.append(Edit(span: line.span, replacement: Self.quoted(value)))
                if !isPeer { moves.append((line.descriptors, Self.descriptors(line.name, value))) }
            }
        }
        guard !edits.isEmpty else { return [] }
        let asked = Set(entries.flatMap { $0.lines.flatMap(\.descriptors) })
        for index in entries.indices where entries[index].resolution.contains("@workspace:") {
            let old = entries[index].descriptors
            var new = old.filter { descriptor in asked.contains(descriptor) || !moves.contains { $0.from.contains(descriptor) } }
            for move in moves {
                for (form, from) in move.from.enumerated() where old.contains(from) {
                    let to = move.to[min(form, move.to.count - 1)]
                    if !new.contains(to) { new.append(to) }
                }
            }
            new.sort { $0.precedes($1) }
            guard new != old else { continue }
            edits.append(Edit(span: entries[index].key, replacement: "\"\(new.joined(separator: ", "))\""))
        }
        return edits
    }

    /// Whether ranges of the registry have `npm:` in front, as they do from lockfile version 8 on.
    private var prefixesRanges: Bool {
        let mark = Array("__metadata:\n  version: ".utf8)
        let head = bytes.prefix(512).filter { $0 != 0x0D }
        guard let start = head.firstRange(of: mark)?.upperBound else { return false }
        return (Int(String(decoding: head[start...].prefix { (0x30...0x39).contains($0) }, as: UTF8.self)) ?? 0) >= 8
    }

    /// A requirement as keys have it: a range of versions with `npm:` in front, or, for a member up to lockfile version 7, without.
    private static func descriptors(_ name: String, _ value: String) -> [String] {
        isBare(value) ? ["\(name)@npm:\(value)", "\(name)@\(value)"] : ["\(name)@\(value)"]
    }

    /// Whether a range names no protocol.
    private static func isBare(_ range: String) -> Bool { !range.contains(":") }

    /// A value as yarn writes it.
    private static func quoted(_ text: String) -> String {
        let isSimple =
            text.first.map { $0 == "^" || $0 == "~" || $0.isNumber && $0.isASCII } ?? false
            && text.allSatisfy { !",[]{}:#\"'%@`&*!|>? ".contains($0) }
        return isSimple ? text : "\"\(text)\""
    }

    /// All entries; none for a file of classic yarn.
    private func entries() throws(SyntaxFault) -> [Entry] {
        var entries: [Entry] = []
        guard bytes.prefix(4096).firstRange(of: Array("__metadata:".utf8)) != nil else { return [] }
        var list: String?
        var start = bytes.starts(with: TextEncoding.byteOrderMark) ? 3 : 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let line = bytes[start..<end]
            let indent = line.prefix { $0 == 0x20 }.count
            let content = line.dropFirst(indent)
            if content.isEmpty || content.first == UInt8(ascii: "#") || content.first == 0x0D {
                start = end + 1
                continue
            }
            // A key of more than 1,024 characters stands behind `? `, its `:` on the next line.
            if indent == 0, content.starts(with: "? ".utf8) || content.first == UInt8(ascii: ":") {
                let (key, span, _, _) = Self.pair(content.dropFirst(2))
                if content.first != UInt8(ascii: ":") {
                    entries.append(Entry(key: span, descriptors: key.split(separator: ",").map(\.trimmed)))
                }
                start = end + 1
                continue
            }
            let (key, keySpan, value, valueSpan) = Self.pair(content)
            try check(line, key: keySpan, value: valueSpan)
            switch indent {
            case 0:
                entries.append(Entry(key: keySpan, descriptors: key.split(separator: ",").map(\.trimmed)))
            case 2:
                list = value.isEmpty ? key : nil
                if key == "resolution", !entries.isEmpty { entries[entries.count - 1].resolution = value }
            case 4 where !entries.isEmpty && !value.isEmpty && (list == "dependencies" || list == "peerDependencies"):
                entries[entries.count - 1].lines.append(
                    Line(isPeer: list == "peerDependencies", name: key, value: value, span: valueSpan))
            default: break
            }
            start = end + 1
        }
        return entries
    }

    /// Refuses a line that is no key with or without a value, as an unresolved merge and a cut-off file leave them.
    private func check(_ line: ArraySlice<UInt8>, key: Span, value: Span) throws(SyntaxFault) {
        let indent = key.start - line.startIndex
        /// The fault at a byte.
        func fault(_ message: String, _ hint: String, at offset: Int) -> SyntaxFault {
            SyntaxFault(message, hint: hint, at: offset, in: bytes)
        }
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].contains(where: { line.starts(with: $0.utf8) }) {
            throw fault("a merge conflict is not resolved here", "yarn install resolves it", at: line.startIndex)
        }
        guard line[key.start] != 0x09 else { throw fault("a tab cannot indent a line", Self.remedy, at: key.start) }
        guard indent % 2 == 0 else { throw fault("this is indented by \(indent) blanks", Self.remedy, at: key.start) }
        let quote = UInt8(ascii: "\"")
        for span in [key, value] where span.end > span.start && bytes[span.start] == quote {
            guard span.end - span.start > 1, bytes[span.end - 1] == quote else {
                throw fault("the text in `\"` has no end", Self.remedy, at: span.start)
            }
        }
        guard key.end > key.start else { throw fault("a key is missing in front of `:`", Self.remedy, at: key.start) }
        guard key.end < line.endIndex, bytes[key.end] == UInt8(ascii: ":") else {
            throw fault("expected `:` behind the key", Self.remedy, at: min(key.end, bytes.count))
        }
        guard indent > 0 || value.end == value.start else {
            throw fault("unexpected text behind the key of an entry", Self.remedy, at: value.start)
        }
    }

    /// Key and value of a line, without quotes, and their bytes with them.
    private static func pair(_ line: ArraySlice<UInt8>) -> (key: String, keySpan: Span, value: String, valueSpan: Span) {
        let (key, keySpan) = word(line, until: UInt8(ascii: ":"))
        let rest = line[keySpan.end...].dropFirst().drop { $0 == 0x20 }
        let (value, valueSpan) = word(rest, until: 0x0D)
        return (key, keySpan, value, valueSpan)
    }

    /// The word that a line begins with: in quotes, or up to a byte.
    private static func word(_ line: ArraySlice<UInt8>, until end: UInt8) -> (text: String, span: Span) {
        let quote = UInt8(ascii: "\"")
        if line.first == quote, let close = line.dropFirst().firstIndex(of: quote) {
            return (String(decoding: line[(line.startIndex + 1)..<close], as: UTF8.self), Span(start: line.startIndex, end: close + 1))
        }
        let stop = line.firstIndex(of: end) ?? line.endIndex
        return (String(decoding: line[..<stop], as: UTF8.self), Span(start: line.startIndex, end: stop))
    }
}
