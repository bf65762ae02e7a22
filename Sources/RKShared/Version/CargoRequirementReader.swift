/// Reads the text of a `CargoRequirement`.
struct CargoRequirementReader {
    /// The text.
    private let bytes: [UInt8]
    /// The next byte to read.
    private var position = 0

    /// The most conditions that Cargo reads.
    private static let maximumComparators = 32
    /// The longest text that is read, in bytes.
    private static let maximumLength = 4096

    /// A reader at the beginning of a text.
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The conditions; none for `*`.
    mutating func read() throws(SyntaxFault) -> [CargoRequirement.Comparator] {
        guard bytes.count <= Self.maximumLength else { throw fault("it is longer than \(Self.maximumLength) bytes") }
        skipBlanks()
        guard position < bytes.count else { throw fault("it is empty", hint: "write `*` for any version, or `1.2`") }
        if isWildcard {
            position += 1
            skipBlanks()
            guard position == bytes.count else { throw fault("nothing may stand behind `*`") }
            return []
        }
        var result: [CargoRequirement.Comparator] = []
        while true {
            guard result.count < Self.maximumComparators else { throw fault("it has more than \(Self.maximumComparators) conditions") }
            result.append(try comparator())
            skipBlanks()
            guard position < bytes.count else { return result }
            guard bytes[position] == UInt8(ascii: ",") else {
                throw fault("there is no `,` in front of the next condition", hint: "write it as `>=1.2, <2`")
            }
            position += 1
            skipBlanks()
        }
    }

    /// One condition.
    private mutating func comparator() throws(SyntaxFault) -> CargoRequirement.Comparator {
        let start = position
        var relation = relation()
        let operatorSpan = Span(start: start, end: position)
        skipBlanks()
        let versionStart = position
        var numbers: [Natural] = [try number()]
        var hasWildcard = false
        while numbers.count < 3, position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            if isWildcard {
                position += 1
                if operatorSpan.start == operatorSpan.end { relation = .wildcard }
                if hasWildcard { break }
                hasWildcard = true
            } else if hasWildcard {
                guard position < bytes.count, !(0x30...0x39).contains(bytes[position]) else { throw fault("a number stands behind `*`") }
                throw fault("a number or `*` is missing")
            } else {
                numbers.append(try number())
            }
        }
        let prerelease = numbers.count == 3 ? try word(behind: UInt8(ascii: "-")) : ""
        _ = numbers.count == 3 ? try word(behind: UInt8(ascii: "+")) : ""
        let release = (numbers + [.zero, .zero]).prefix(3).map(\.description).joined(separator: ".")
        guard let bound = SemVer(prerelease.isEmpty ? release : "\(release)-\(prerelease)") else {
            throw fault("`\(prerelease)` is no prerelease", at: versionStart)
        }
        return CargoRequirement.Comparator(
            relation: relation, numbers: numbers, bound: bound, operatorSpan: operatorSpan,
            span: Span(start: versionStart, end: position))
    }

    /// The operator that stands here; `.caret` for none.
    private mutating func relation() -> CargoRequirement.Relation {
        for relation in [CargoRequirement.Relation.greaterOrEqual, .lessOrEqual, .greater, .less, .exact, .tilde, .caret]
        where bytes[position...].starts(with: relation.rawValue.utf8) {
            position += relation.rawValue.utf8.count
            return relation
        }
        return .caret
    }

    /// A number without leading zeros that a machine integer can hold.
    private mutating func number() throws(SyntaxFault) -> Natural {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        let digits = bytes[start..<position]
        guard let number = Natural(digits: digits) else {
            guard position < bytes.count else { throw fault("a number is missing at the end") }
            throw fault(
                "`\(String(decoding: bytes[position...].prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self))` is no version",
                hint: "write it as `1.2` or `^1.2.3`")
        }
        guard digits.first != 0x30 || digits.count == 1 else { throw fault("a number begins with 0", at: start) }
        guard UInt64(number.description) != nil else { throw fault("a number is too large", at: start) }
        return number
    }

    /// The letters, digits, hyphens and dots behind a mark; empty without the mark.
    private mutating func word(behind mark: UInt8) throws(SyntaxFault) -> String {
        guard position < bytes.count, bytes[position] == mark else { return "" }
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."): position += 1
            default:
                guard position > start else { throw fault("a word is missing behind `\(Character(Unicode.Scalar(mark)))`") }
                return String(decoding: bytes[start..<position], as: UTF8.self)
            }
        }
        guard position > start else { throw fault("a word is missing behind `\(Character(Unicode.Scalar(mark)))`") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Whether `*`, `x` or `X` stands here.
    private var isWildcard: Bool { position < bytes.count && "*xX".utf8.contains(bytes[position]) }

    /// Goes behind blanks.
    private mutating func skipBlanks() {
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
    }

    /// A fault here, or at another place of the text.
    private func fault(_ message: String, hint: String? = nil, at offset: Int? = nil) -> SyntaxFault {
        SyntaxFault(message, hint: hint, at: offset ?? position, in: bytes)
    }
}
