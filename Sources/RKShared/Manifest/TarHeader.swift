/// The header of an entry of a tar archive (POSIX ustar, GNU's base-256 numbers), with what extended headers before it said.
struct TarHeader {
    /// What an entry is, as far as reading files goes.
    enum Kind {
        /// A regular file.
        case file
        /// The path of the entry that follows, as GNU's tar writes long ones.
        case path
        /// Records about the entry that follows (pax).
        case records
        /// A folder, a link, a device, records about the whole archive.
        case other
    }

    /// The length of a header, and what all lengths are rounded up to, in bytes.
    static let blockLength = 512
    /// The longest path, in bytes: no system has longer ones.
    private static let maximumPath = 4096

    /// What the entry is.
    let kind: Kind
    /// The path, as the archive has it.
    private(set) var path: String
    /// How many bytes of content follow.
    private(set) var size: Int

    /// The header in a block; nil for the block of zeros that ends an archive.
    /// - Throws: a `TarFault` for a wrong checksum or a number that is none.
    init?(_ block: [UInt8]) throws(TarFault) {
        guard block.contains(where: { $0 != 0 }) else { return nil }
        let sum = block.reduce(0) { $0 + Int($1) } - block[148..<156].reduce(0) { $0 + Int($1) } + 8 * 0x20
        guard Self.number(block[148..<156]) == sum, let size = Self.number(block[124..<136]) else {
            throw TarFault(reason: "has a damaged header")
        }
        let name = Self.text(block[0..<100])
        let prefix = block[257..<262].elementsEqual("ustar".utf8) && block[262] == 0 ? Self.text(block[345..<500]) : ""
        path = prefix.isEmpty ? name : "\(prefix)/\(name)"
        self.size = size
        kind =
            switch block[156] {
            case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): .file
            case UInt8(ascii: "L"): .path
            case UInt8(ascii: "x"): .records
            default: .other
            }
    }

    /// Takes what extended headers said of this entry.
    mutating func apply(path: String?, size: Int?) {
        self.path = path ?? self.path
        self.size = size ?? self.size
    }

    /// Refuses an entry that would be written outside of where the archive is unpacked.
    func confine() throws(TarFault) {
        guard path.utf8.count <= Self.maximumPath else { throw TarFault(reason: "holds a path of \(path.utf8.count) bytes") }
        let leaves =
            path.utf8.first == UInt8(ascii: "/") || path.utf8.contains(0)
            || path.utf8.split(separator: 0x2F).contains { $0.elementsEqual("..".utf8) }
        if leaves { throw TarFault(reason: "holds `\(path)`, which leads outside of it") }
    }

    /// The path and the size that records of a pax header give: `LENGTH KEY=VALUE\n`, the last of a key.
    /// - Throws: a `TarFault` for what are no records.
    static func records(_ bytes: [UInt8]) throws(TarFault) -> (path: String?, size: Int?) {
        let fault = TarFault(reason: "has a damaged header")
        var result: (path: String?, size: Int?) = (nil, nil)
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: 0x20), let length = decimal(rest[..<space]), length <= rest.count,
                rest.startIndex + length > space + 1, rest[rest.startIndex + length - 1] == UInt8(ascii: "\n")
            else { throw fault }
            let record = rest[(space + 1)..<(rest.startIndex + length - 1)]
            guard let equals = record.firstIndex(of: UInt8(ascii: "=")) else { throw fault }
            let value = record[(equals + 1)...]
            if record[..<equals].elementsEqual("path".utf8) { result.path = String(decoding: value, as: UTF8.self) }
            if record[..<equals].elementsEqual("size".utf8) {
                guard let size = decimal(value) else { throw fault }
                result.size = size
            }
            rest = rest[(rest.startIndex + length)...]
        }
        return result
    }

    /// The text up to the first NUL.
    static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }

    /// A number of a header: octal digits between blanks, or in base 256 behind a byte 0x80; nil for what is none, or too large.
    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        if field.first == 0x80 {
            guard field.dropLast(7).dropFirst().allSatisfy({ $0 == 0 }) else { return nil }
            return field.suffix(7).reduce(0) { $0 << 8 | Int($1) }
        }
        let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
        guard field[digits.endIndex...].allSatisfy({ $0 == 0 || $0 == 0x20 }) else { return nil }
        return digits.reduce(Int?.some(0)) { value, digit in
            (0x30...0x37).contains(digit) ? value.map { $0 << 3 | Int(digit - 0x30) } : nil
        }
    }

    /// A decimal number of at most 18 digits.
    private static func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...18).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
