/// A key that equals another only when their bytes do; `String` would also equate composed and decomposed characters.
struct TOMLKey: Hashable, Sendable {
    /// The key without quotes.
    let text: String

    /// Equality of UTF-8 bytes.
    static func == (left: TOMLKey, right: TOMLKey) -> Bool {
        left.text.utf8.count == right.text.utf8.count && left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Feeds the bytes, without the normalization of `String`.
    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

/// The tables of a document while it is read, by number; a table's number is always larger than its parent's.
struct TOMLTree {
    /// How a table came to be, which decides who may still add to it (TOML 1.0, "Table").
    enum Origin {
        /// Named only inside a longer header.
        case implied
        /// Has a header of its own.
        case header
        /// Made by a dotted key.
        case dotted
        /// An inline table.
        case inline
    }

    /// What a key holds.
    enum Slot {
        /// A finished value, which nothing can add to.
        case value(TOMLNode)
        /// A table, by its number.
        case table(Int)
        /// An array of tables, by its number in `arrays`.
        case array(Int)
    }

    /// A key with what it holds so far.
    struct Entry {
        /// The key without its quotes.
        let key: String
        /// The key's bytes, quotes included.
        let keySpan: Span
        /// What it holds.
        let slot: Slot
    }

    /// A table that may still grow.
    struct Table {
        /// How it came to be; an implied table can still get a header.
        var origin: Origin
        /// The bytes that stand for the table: its header, or the key that named it first.
        var span: Span
        /// The number of containers around this table.
        let depth: Int
        /// Its keys in file order.
        var entries: [Entry] = []
        /// Where each key is in `entries`; filled once there are too many to search.
        var places: [TOMLKey: Int] = [:]
    }

    /// The number of entries up to which searching them one by one is the fastest.
    private static let searchable = 12

    /// All tables that are still open; the root is number 0.
    var tables: [Table] = []
    /// The numbers of the tables of each array of tables.
    var arrays: [[Int]] = []

    /// What `key` holds in a table.
    func entry(_ key: String, in table: Int) -> Entry? {
        let key = TOMLKey(text: key)
        if tables[table].places.isEmpty {
            return tables[table].entries.first { TOMLKey(text: $0.key) == key }
        }
        return tables[table].places[key].map { tables[table].entries[$0] }
    }

    /// Adds a key that the table does not have yet.
    mutating func insert(_ entry: Entry, into table: Int) {
        tables[table].entries.append(entry)
        let count = tables[table].entries.count
        if count > Self.searchable + 1 {
            tables[table].places[TOMLKey(text: entry.key)] = count - 1
        } else if count > Self.searchable {
            for (place, entry) in tables[table].entries.enumerated() {
                tables[table].places[TOMLKey(text: entry.key)] = place
            }
        }
    }

    /// Makes a table that no key holds yet, and gives its number.
    mutating func makeTable(_ origin: Origin, span: Span, depth: Int) -> Int {
        tables.append(Table(origin: origin, span: span, depth: depth))
        return tables.count - 1
    }

    /// Removes the tables from number `first` on, which are this table and all below it, and gives it with their values.
    mutating func close(_ first: Int) -> TOMLTable {
        var closed: [TOMLTable] = []
        // From the last to the first every table is finished before its parent asks for it.
        for table in tables[first...].reversed() {
            let entries = table.entries.map { entry in
                TOMLTable.Entry(key: entry.key, keySpan: entry.keySpan, node: node(of: entry.slot, closed: closed))
            }
            closed.append(TOMLTable(entries: entries, places: table.places))
        }
        tables.removeSubrange(first...)
        return closed[closed.count - 1]
    }

    /// The finished value of a slot; `closed` has the tables from the last one back.
    private func node(of slot: Slot, closed: [TOMLTable]) -> TOMLNode {
        let last = tables.count - 1
        switch slot {
        case .value(let node):
            return node
        case .table(let number):
            return TOMLNode(value: .table(closed[last - number]), span: tables[number].span)
        case .array(let number):
            let elements = arrays[number].map { TOMLNode(value: .table(closed[last - $0]), span: tables[$0].span) }
            return TOMLNode(value: .array(elements), span: elements[0].span)
        }
    }
}
