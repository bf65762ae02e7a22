/// A Cargo.lock as text: the packages that a workspace resolved to, of which some can get another version without cargo.
///
/// A package without a source is one of the workspace, or lies at a path. Where several packages have one name, dependencies name the
/// version too, and the source where several have the version as well; packages are sorted by name, version and source.
public struct CargoLock: Sendable {
    /// A package of the file.
    struct Entry: Sendable {
        /// Its name.
        let name: String
        /// The string with its version.
        let version: TOMLNode
        /// Where it comes from; nil for one of the workspace.
        let source: String?
        /// The strings that name what it depends on.
        let dependencies: [TOMLNode]
        /// Where its table begins.
        let start: Int
    }

    /// The text.
    let document: TOMLDocument
    /// The packages, in the file's order.
    let entries: [Entry]
    /// The packages of the workspace that stand in for others and that nothing uses.
    private let unused: [Entry]
    /// Whether dependencies always name versions and sources, as they did in the first version of the format.
    private let isOldest: Bool

    /// Reads a file.
    /// - Throws: a `SyntaxFault` for what is no TOML, and for packages without name and version.
    public init(_ bytes: [UInt8]) throws(SyntaxFault) {
        document = try TOMLDocument(bytes)
        if let format = document.node("version"), (format.integer ?? 0) < 1 {
            throw SyntaxFault("`version` is no version of the format", hint: Self.remedy, at: format.span.start, in: bytes)
        }
        if let node = document.node("package"), node.array == nil {
            throw SyntaxFault("`package` is \(node.kindName), not [[package]]", hint: Self.remedy, at: node.span.start, in: bytes)
        }
        let tables = (document.node("root").map { [$0] } ?? []) + (document.node("package")?.array ?? [])
        entries = try Self.entries(tables, in: bytes)
        try Self.refuseDuplicates(entries, in: bytes)
        unused = try Self.entries(document.node("patch", "unused")?.array ?? [], in: bytes)
        isOldest = document.node("metadata") != nil && document.node("version") == nil && Self.namesSources(entries)
    }

    /// The version of a package of the workspace; nil when the file has none of this name, or several.
    public func version(ofLocal name: String) -> String? {
        let found = entries.filter { $0.name == name && $0.source == nil }
        return found.count == 1 ? found[0].version.string : nil
    }

    /// The bytes with other versions for packages of the workspace: from what each has now to what it gets, by name. What names them
    /// follows, and so does the order; all other bytes stay.
    public func replacing(_ versions: [String: (from: String, to: String)]) -> [UInt8] {
        /// The version that an entry gets.
        func next(_ entry: Entry) -> String {
            let old = entry.version.string ?? ""
            guard entry.source == nil, let change = versions[entry.name], change.from == old else { return old }
            return change.to
        }
        let after = entries.map(next)
        let moved = Set(zip(entries, after).filter { $0.version.string != $1 }.map(\.0.name))
        var edits: [Edit] = []
        for (entry, version) in zip(entries + unused, after + unused.map(next)) where entry.version.string != version {
            edits.append(document.replacingString(entry.version, with: version))
        }
        guard !moved.isEmpty else { return edits.applied(to: document.bytes) }
        let places = Dictionary(grouping: entries.indices.filter { moved.contains(entries[$0].name) }) { entries[$0].name }
        for entry in entries { edits += self.edits(ofDependencies: entry.dependencies, places, after) }
        let bytes = edits.applied(to: document.bytes)
        guard places.values.contains(where: { $0.count > 1 }), let lock = try? CargoLock(bytes) else { return bytes }
        return lock.sorting(moved).applied(to: bytes)
    }

    /// The edits of the strings that name packages of which some have another version now; those of one name stay sorted.
    private func edits(ofDependencies nodes: [TOMLNode], _ places: [String: [Int]], _ after: [String]) -> [Edit] {
        var edits: [Edit] = []
        var index = 0
        while index < nodes.count {
            let name = Self.name(in: nodes[index])
            var end = index + 1
            while end < nodes.count, Self.name(in: nodes[end]) == name { end += 1 }
            defer { index = end }
            guard let places = places[name] else { continue }
            let texts = nodes[index..<end].map { renamed($0.string ?? "", places, after) }
            let sorted = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            for (node, text) in zip(nodes[index..<end], sorted) where node.string != text {
                edits.append(document.replacingString(node, with: text))
            }
        }
        return edits
    }

    /// A dependency's text, where the packages of its name get other versions.
    private func renamed(_ text: String, _ places: [Int], _ after: [String]) -> String {
        let parts = text.split(separator: " ", maxSplits: 2)
        guard parts.count > 1 else { return text }
        let source = parts.count > 2 ? String(parts[2].dropFirst().dropLast()) : nil
        let candidates = places.filter { entries[$0].version.string.map { $0 == parts[1] } == true }
        guard let place = candidates.first(where: { entries[$0].source == source }) ?? candidates.first else { return text }
        let isNamed = isOldest ? source != nil : places.count { after[$0] == after[place] } > 1
        guard isNamed, let source = entries[place].source else { return "\(parts[0]) \(after[place])" }
        return "\(parts[0]) \(after[place]) (\(source))"
    }

    /// The edits that sort the packages of some names, which stand side by side, by version and source.
    private func sorting(_ names: Set<String>) -> [Edit] {
        var edits: [Edit] = []
        let headers = (entries.map(\.start) + document.root.entries.map(\.node.span.start)).sorted()
        var index = 0
        while index < entries.count {
            var end = index + 1
            while end < entries.count, entries[end].name == entries[index].name { end += 1 }
            defer { index = end }
            guard end > index + 1, names.contains(entries[index].name) else { continue }
            let spans = entries[index..<end].map { body(from: $0.start, before: headers.first(where: $0.start.isLess)) }
            let order = (index..<end).sorted { Self.precedes(entries[$0], entries[$1]) }
            for (slot, place) in zip(spans, order) where slot != spans[place - index] {
                let bytes = document.bytes[spans[place - index].start..<spans[place - index].end]
                edits.append(Edit(span: slot, replacement: String(decoding: bytes, as: UTF8.self)))
            }
        }
        return edits
    }

    /// The bytes of a table up to another or the end, without the line ends behind.
    private func body(from start: Int, before next: Int?) -> Span {
        var end = next ?? document.bytes.count
        while end > start, [0x0A, 0x0D, 0x20].contains(document.bytes[end - 1]) { end -= 1 }
        return Span(start: start, end: end)
    }

    /// Cargo's order of two packages of one name: by version, those of the workspace first.
    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        if let one = SemVer(left.version.string ?? ""), let other = SemVer(right.version.string ?? ""), one != other { return one < other }
        return (left.source ?? "").utf8.lexicographicallyPrecedes((right.source ?? "").utf8)
    }

    /// The first word of a dependency.
    private static func name(in node: TOMLNode) -> String { String((node.string ?? "").prefix { $0 != " " }) }

    /// Whether a dependency on a package with a source that is the only one of its name names the version all the same.
    private static func namesSources(_ entries: [Entry]) -> Bool {
        entries.contains { $0.dependencies.contains { $0.string?.contains(" (") == true } }
            || entries.allSatisfy { $0.dependencies.allSatisfy { $0.string?.contains(" ") == true } }
    }

    /// What helps with a file that nobody writes by hand.
    static let remedy = "cargo writes this file: bring back the one of the last commit, or make it anew with `cargo generate-lockfile`"

    /// Refuses a package that is there twice.
    private static func refuseDuplicates(_ entries: [Entry], in bytes: [UInt8]) throws(SyntaxFault) {
        var known: Set<[String]> = []
        for entry in entries where !known.insert([entry.name, entry.version.string ?? "", entry.source ?? ""]).inserted {
            throw SyntaxFault(
                "the package `\(entry.name)` \(entry.version.string ?? "") is there twice", hint: remedy, at: entry.start, in: bytes)
        }
    }

    /// The packages of some tables.
    private static func entries(_ tables: [TOMLNode], in bytes: [UInt8]) throws(SyntaxFault) -> [Entry] {
        var result: [Entry] = []
        for node in tables {
            guard let table = node.table, let name = table["name"]?.string, let version = table["version"], version.string != nil else {
                throw SyntaxFault("a package without name and version", hint: remedy, at: node.span.start, in: bytes)
            }
            guard SemVer(version.string ?? "") != nil else {
                throw SyntaxFault(
                    "`\(version.string ?? "")` of the package `\(name)` is no version", hint: remedy, at: version.span.start, in: bytes)
            }
            if let node = table["source"], node.string == nil {
                throw SyntaxFault("`source` of the package `\(name)` is \(node.kindName)", hint: remedy, at: node.span.start, in: bytes)
            }
            if let node = table["dependencies"], node.array?.allSatisfy({ $0.string != nil }) != true {
                throw SyntaxFault(
                    "`dependencies` of the package `\(name)` is no array of strings", hint: remedy, at: node.span.start, in: bytes)
            }
            result.append(
                Entry(
                    name: name, version: version, source: table["source"]?.string,
                    dependencies: (table["dependencies"]?.array ?? []).filter { $0.string != nil }, start: node.span.start))
        }
        return result
    }
}

extension Int {
    /// Whether another number is greater.
    fileprivate func isLess(_ other: Int) -> Bool { self < other }
}
