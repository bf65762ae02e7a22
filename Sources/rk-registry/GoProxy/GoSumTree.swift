import Crypto

/// A Merkle tree of records that only grows (RFC 6962, section 2.1), with its hashes in tiles as the go command reads them
/// (golang.org/x/mod/sumdb/tlog).
struct GoSumTree: Sendable {
    /// A SHA-256.
    typealias Hash = [UInt8]

    /// How many levels of hashes a tile spans; go uses no other number.
    static let height = 8

    /// The hashes of all complete subtrees: of single records, of pairs of those, and so on.
    private var levels: [[Hash]] = []

    /// The number of records.
    var count: Int { levels.first?.count ?? 0 }

    /// Adds a record.
    mutating func append(_ record: [UInt8]) {
        add(Self.hash(0, record), at: 0)
        var level = 0
        while levels[level].count.isMultiple(of: 2) {
            let pair = levels[level].suffix(2)
            add(Self.hash(1, pair.first ?? [], pair.last ?? []), at: level + 1)
            level += 1
        }
    }

    /// Adds a hash to a level.
    private mutating func add(_ hash: Hash, at level: Int) {
        if level == levels.count { levels.append([]) }
        levels[level].append(hash)
    }

    /// The hash of the whole tree: of the complete subtrees that it comes to, folded from the right.
    var root: Hash {
        var root: Hash?
        for level in levels where !level.count.isMultiple(of: 2) {
            guard let left = level.last else { continue }
            root = root.map { Self.hash(1, left, $0) } ?? left
        }
        return root ?? Array(SHA256.hash(data: []))
    }

    /// The hashes of a tile, one after the other; nil where there are not as many.
    func tile(level: Int, number: Int, width: Int) -> [UInt8]? {
        let start = number << Self.height
        guard level * Self.height < levels.count, 1...(1 << Self.height) ~= width else { return nil }
        let hashes = levels[level * Self.height]
        guard start >> Self.height == number, start <= hashes.count - width else { return nil }
        return Array(hashes[start..<(start + width)].joined())
    }

    /// The hash of bytes with a mark in front, 0 for a record and 1 for an inner node.
    private static func hash(_ mark: UInt8, _ parts: [UInt8]...) -> Hash {
        var hash = SHA256()
        hash.update(data: [mark])
        for part in parts { hash.update(data: part) }
        return Array(hash.finalize())
    }
}

/// The place of a tile in an address: `tile/8/LEVEL/NUMBER` with the number in groups of three digits, all but the last behind an `x`, and
/// `.p/WIDTH` behind one that is not complete (golang.org/design/25530-sumdb).
struct GoSumTile: Hashable {
    /// The level in tiles; nil for the records themselves.
    let level: Int?
    /// The number in the level.
    let number: Int
    /// How many hashes it has.
    let width: Int

    /// Reads what stands behind `tile/`; nil for what names no tile.
    init?(_ path: String) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)[...]
        guard parts.popFirst() == "\(GoSumTree.height)", let level = parts.popFirst() else { return nil }
        if level == "data" {
            self.level = nil
        } else {
            guard let value = Self.number(level), value < 8 else { return nil }
            self.level = value
        }
        var width = 1 << GoSumTree.height
        if parts.count >= 2, let last = parts.last, parts[parts.endIndex - 2].hasSuffix(".p") {
            guard let value = Self.number(last), 1..<width ~= value else { return nil }
            width = value
            parts.removeLast()
            parts[parts.endIndex - 1].removeLast(2)
        }
        var number = 0
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            let digits = isLast ? part : part.dropFirst()
            guard digits.utf8.count == 3, isLast || part.first == "x", let value = Self.number(digits), number < 1 << 40 else { return nil }
            number = number * 1000 + value
        }
        guard !parts.isEmpty else { return nil }
        self.number = number
        self.width = width
    }

    /// A number of ASCII digits.
    private static func number(_ text: Substring) -> Int? {
        1...6 ~= text.utf8.count && text.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int(text) : nil
    }
}
