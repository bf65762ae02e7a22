/// A pnpm-lock.yaml of lockfile version 5 to 9, as far as it repeats what manifests ask for: a frozen install compares that.
struct PnpmLock {
    /// The text.
    private let bytes: [UInt8]

    /// The keys of the top level that hold such texts; without importers they are of the one package in the lockfile's folder.
    private static let keys = ["importers", "specifiers", "dependencies", "devDependencies", "optionalDependencies"]
    /// The lists of an importer whose entries have a `specifier`.
    private static let lists = ["dependencies", "devDependencies", "optionalDependencies"]

    /// A lockfile.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The edits that give importers the specifiers of their manifests: only these scalars change.
    func edits(for members: [NodeMemberChange], below root: String) throws(SyntaxFault) -> [Edit] {
        var edits: [Edit] = []
        let byFolder = Dictionary(members.map { ($0.folder(below: root), $0) }) { first, _ in first }
        for section in sections() {
            let document: YAMLDocument
            do throws(SyntaxFault) {
                document = try YAMLDocument(Array(bytes[section]))
            } catch {
                var fault = error
                fault.line += bytes[..<section.lowerBound].count { $0 == 0x0A }
                throw fault
            }
            for entry in document.root?.mapping?.entries ?? [] {
                if entry.key.text == "importers" {
                    for importer in entry.value.mapping?.entries ?? [] {
                        guard let member = importer.key.text.flatMap({ byFolder[$0] }) else { continue }
                        for list in importer.value.mapping?.entries ?? [] {
                            edits += self.edits(of: member, in: list.value, named: list.key.text, at: section.lowerBound)
                        }
                    }
                } else if let member = byFolder["."] {
                    edits += self.edits(of: member, in: entry.value, named: entry.key.text, at: section.lowerBound)
                }
            }
        }
        return edits
    }

    /// The edits of one list: the texts of `specifiers`, or `specifier` of each entry. A text that is not the manifest's, as an override's
    /// is not, stays.
    private func edits(of member: NodeMemberChange, in list: YAMLNode, named name: String?, at start: Int) -> [Edit] {
        guard let name, name == "specifiers" || Self.lists.contains(name) else { return [] }
        return member.requirements.compactMap { requirement in
            let entry = list[requirement.name]
            guard let node = name == "specifiers" ? entry : entry?["specifier"], node.text == requirement.from else { return nil }
            return Edit(span: Span(start: start + node.span.start, end: start + node.span.end), replacement: Self.scalar(requirement.to))
        }
    }

    /// The bytes of each such key of the top level, with what is indented below it; a lockfile can hold two documents.
    private func sections() -> [Range<Int>] {
        var result: [Range<Int>] = []
        var (start, open) = (0, Int?.none)
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            if ![0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "#")].contains(bytes[start]) {
                if let begun = open { result.append(begun..<start) }
                let key = String(decoding: bytes[start..<end].prefix { $0 != UInt8(ascii: ":") && $0 != 0x0A }, as: UTF8.self)
                open = Self.keys.contains(key) ? start : nil
            }
            start = end
        }
        if let begun = open { result.append(begun..<bytes.count) }
        return result
    }

    /// A text as pnpm writes it: plain where it can be, else in single quotes.
    private static func scalar(_ text: String) -> String {
        let isPlain =
            text.first.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "^" || $0 == "~") } ?? false && text != "~"
            && !text.hasSuffix(":") && !text.hasSuffix(" ") && !text.contains(": ") && !text.contains(" #")
            && YAMLCore.isString(text)
        return isPlain ? text : "'" + text.replacing("'", with: "''") + "'"
    }
}
