/// A version as Maven compares it (`org.apache.maven.artifact.versioning.ComparableVersion` of Maven 3.8.7): numbers, words, and lists that open
/// at hyphens, at changes between digits and letters, and at words in front of a digit or the end.
///
/// As in Maven, three versions can go round in a circle: `1.sp.1` > `1` > `1-alpha` > `1.sp.1`. Versions of numbers with one label do not.
struct MavenOrder: Sendable, Hashable, Comparable {
    /// A number or a word, and how deep in lists it stands: a list that is opened is the rest of the version, so lists never close.
    private enum Item: Sendable, Hashable {
        /// Digits.
        case number(Natural)
        /// Lower-case letters, with the usual abbreviations written out.
        case word(String)
    }

    /// The items of each list from the outermost on; the next list stands behind the last item of the one before.
    private let lists: [[Item]]

    /// The words with a place of their own, in order; a final version is the empty word.
    private static let qualifiers = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"]

    /// Splits a version.
    init(_ text: String) {
        var lists: [[Item]] = [[]]
        var word: [UInt8] = []
        var isNumber = false
        /// Puts what was read into the innermost list.
        func finish(isFollowedByDigit: Bool = false) {
            lists[lists.count - 1].append(Self.item(word, isNumber: isNumber, isFollowedByDigit: isFollowedByDigit))
            word = []
        }
        /// Puts a word that a digit follows, or nothing, into a list of its own: `1.rc1` is `1-rc1`.
        func finishWord(isFollowedByDigit: Bool) {
            if lists.last?.isEmpty == false { lists.append([]) }
            finish(isFollowedByDigit: isFollowedByDigit)
        }
        for byte in text.lowercased().utf8 {
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "-"):
                if word.isEmpty { lists[lists.count - 1].append(.number(.zero)) } else { finish() }
                if byte == UInt8(ascii: "-") { lists.append([]) }
            case 0x30...0x39:
                if !isNumber, !word.isEmpty {
                    finishWord(isFollowedByDigit: true)
                    lists.append([])
                }
                isNumber = true
                word.append(byte)
            default:
                if isNumber, !word.isEmpty {
                    finish()
                    lists.append([])
                }
                isNumber = false
                word.append(byte)
            }
        }
        if !word.isEmpty {
            if isNumber { finish() } else { finishWord(isFollowedByDigit: false) }
        }
        self.lists = Self.normalized(lists)
    }

    /// The item of some bytes.
    private static func item(_ bytes: [UInt8], isNumber: Bool, isFollowedByDigit: Bool) -> Item {
        if isNumber { return .number(Natural(digits: bytes) ?? .zero) }
        let word = String(decoding: bytes, as: UTF8.self)
        switch word {
        case "a" where isFollowedByDigit: return .word("alpha")
        case "b" where isFollowedByDigit: return .word("beta")
        case "m" where isFollowedByDigit: return .word("milestone")
        case "cr": return .word("rc")
        case "ga", "final", "release": return .word("")
        default: return .word(word)
        }
    }

    /// The lists without what means nothing at their ends: zeros, final words, and lists of nothing else.
    private static func normalized(_ lists: [[Item]]) -> [[Item]] {
        var result = lists.map { list in
            var list = list
            while let last = list.last, last == .number(.zero) || last == .word("") { list.removeLast() }
            return list
        }
        while result.count > 1, result.last?.isEmpty == true { result.removeLast() }
        return result
    }

    /// What stands at a place of a list.
    private enum Element {
        /// A number or a word.
        case item(Item)
        /// The next list.
        case list
        /// Nothing: the list ended before.
        case nothing
    }

    /// What stands at an index of a list.
    private func element(_ index: Int, of depth: Int) -> Element {
        guard depth < lists.count else { return .nothing }
        if index < lists[depth].count { return .item(lists[depth][index]) }
        return index == lists[depth].count && depth + 1 < lists.count ? .list : .nothing
    }

    /// -1, 0 or 1.
    static func compare(_ left: MavenOrder, _ right: MavenOrder) -> Int {
        var depth = 0
        var index = 0
        while true {
            switch (left.element(index, of: depth), right.element(index, of: depth)) {
            case (.nothing, .nothing): return 0
            case (.list, .list):
                depth += 1
                index = 0
                continue
            case (.item(let one), .item(let other)):
                let order = compare(one, other)
                if order != 0 { return order }
            case (.list, .item(.number)): return -1
            case (.list, .item(.word)): return 1
            case (.item(.number), .list): return 1
            case (.item(.word), .list): return -1
            case (.item(let item), .nothing):
                let order = compareToNothing(item)
                if order != 0 { return order }
            case (.nothing, .item(let item)):
                let order = -compareToNothing(item)
                if order != 0 { return order }
            case (.list, .nothing): return left.sign(from: depth + 1)
            case (.nothing, .list): return -right.sign(from: depth + 1)
            }
            index += 1
        }
    }

    /// How the list at a depth compares to nothing.
    private func sign(from depth: Int) -> Int {
        for list in lists[depth...] {
            for item in list {
                let order = Self.compareToNothing(item)
                if order != 0 { return order }
            }
        }
        return 0
    }

    /// How an item compares to nothing: a number above 0 is greater, a word by its place.
    private static func compareToNothing(_ item: Item) -> Int {
        switch item {
        case .number(let number): number == .zero ? 0 : 1
        case .word(let word): compare(word, "")
        }
    }

    /// Numbers by value and behind words; words by their place.
    private static func compare(_ left: Item, _ right: Item) -> Int {
        switch (left, right) {
        case (.number(let one), .number(let other)): one == other ? 0 : one < other ? -1 : 1
        case (.number, .word): 1
        case (.word, .number): -1
        case (.word(let one), .word(let other)): compare(one, other)
        }
    }

    /// The known words in their order, then the others by their bytes.
    private static func compare(_ left: String, _ right: String) -> Int {
        let (one, other) = (qualifiers.firstIndex(of: left), qualifiers.firstIndex(of: right))
        switch (one, other) {
        case (let one?, let other?): return one == other ? 0 : one < other ? -1 : 1
        case (_?, nil): return -1
        case (nil, _?): return 1
        case (nil, nil): return left.sameBytes(right) ? 0 : left.precedes(right) ? -1 : 1
        }
    }

    /// Equal in Maven's order: `1` and `1.0-ga` are.
    static func == (left: MavenOrder, right: MavenOrder) -> Bool { compare(left, right) == 0 }

    /// Maven's order.
    static func < (left: MavenOrder, right: MavenOrder) -> Bool { compare(left, right) < 0 }

    /// Only the first number, which equal versions share.
    func hash(into hasher: inout Hasher) { hasher.combine(lists.first?.first) }
}
