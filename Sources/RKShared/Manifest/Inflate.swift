/// A compressed stream that cannot be expanded.
public enum InflateFault: Error, Hashable {
    /// The stream ends too early or breaks a rule of the format.
    case malformed
    /// The result would be longer than the caller allows.
    case oversized
}

/// Expands a raw DEFLATE stream (RFC 1951) of at most `limit` bytes.
public func inflate(_ bytes: [UInt8], limit: Int) throws(InflateFault) -> [UInt8] {
    var inflater = Inflater(input: bytes, limit: limit)
    return try inflater.run()
}

/// The state of one expansion.
private struct Inflater {
    /// The compressed bytes.
    let input: [UInt8]
    /// The longest result allowed, in bytes.
    let limit: Int
    /// The next byte of the input.
    var position = 0
    /// Bits taken from the input and not used yet, lowest first.
    var bits: UInt32 = 0
    /// How many bits wait.
    var bitCount = 0
    /// The codes of fixed blocks, once one has come.
    var fixed: (Huffman, Huffman)?
    /// What has been expanded; also the window for copies.
    var output: [UInt8] = []

    /// Starts at the first block.
    init(input: [UInt8], limit: Int) {
        self.input = input
        self.limit = limit
    }

    /// Expands block after block up to the one marked as last.
    mutating func run() throws(InflateFault) -> [UInt8] {
        var last = false
        while !last {
            last = try take(1) == 1
            switch try take(2) {
            case 0: try copyStored()
            case 1:
                let (literals, distances) = try fixedTables()
                try expand(literals: literals, distances: distances)
            case 2:
                let (literals, distances) = try readTables()
                try expand(literals: literals, distances: distances)
            default: throw .malformed
            }
        }
        return output
    }

    /// The codes of section 3.2.6, made once: a stream of nothing but short blocks must not cost a table each.
    mutating func fixedTables() throws(InflateFault) -> (Huffman, Huffman) {
        if let fixed { return fixed }
        let tables = (try Huffman(fixedLiteralLengths), try Huffman([UInt8](repeating: 5, count: 30)))
        fixed = tables
        return tables
    }

    /// Takes `count` bits (at most 16), lowest first.
    mutating func take(_ count: Int) throws(InflateFault) -> Int {
        while bitCount < count {
            guard position < input.count else { throw .malformed }
            bits |= UInt32(input[position]) << UInt32(bitCount)
            position += 1
            bitCount += 8
        }
        let value = bits & ((1 << UInt32(count)) - 1)
        bits >>= UInt32(count)
        bitCount -= count
        return Int(value)
    }

    /// Takes one symbol of a Huffman code.
    mutating func symbol(_ code: Huffman) throws(InflateFault) -> Int {
        var value = 0
        var first = 0
        var index = 0
        for length in 1...15 {
            value |= try take(1)
            let count = code.counts[length]
            if value - count < first { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        throw .malformed
    }

    /// Appends one byte within the limit.
    mutating func emit(_ byte: UInt8) throws(InflateFault) {
        guard output.count < limit else { throw .oversized }
        output.append(byte)
    }

    /// A block that is not compressed (section 3.2.4).
    mutating func copyStored() throws(InflateFault) {
        bits = 0
        bitCount = 0
        guard position + 4 <= input.count else { throw .malformed }
        let length = Int(input[position]) | Int(input[position + 1]) << 8
        let check = Int(input[position + 2]) | Int(input[position + 3]) << 8
        position += 4
        guard length == ~check & 0xffff, position + length <= input.count else { throw .malformed }
        for byte in input[position..<position + length] { try emit(byte) }
        position += length
    }

    /// A compressed block: literals and copies up to the end symbol 256.
    mutating func expand(literals: Huffman, distances: Huffman) throws(InflateFault) {
        while true {
            let value = try symbol(literals)
            if value < 256 {
                try emit(UInt8(value))
                continue
            }
            if value == 256 { return }
            guard value - 257 < lengthBases.count else { throw .malformed }
            let length = lengthBases[value - 257] + (try take(lengthExtras[value - 257]))
            let place = try symbol(distances)
            guard place < distanceBases.count else { throw .malformed }
            let distance = distanceBases[place] + (try take(distanceExtras[place]))
            guard distance <= output.count else { throw .malformed }
            for _ in 0..<length { try emit(output[output.count - distance]) }
        }
    }

    /// The codes that a dynamic block brings along (section 3.2.7).
    mutating func readTables() throws(InflateFault) -> (Huffman, Huffman) {
        let literalCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        let lengthCount = try take(4) + 4
        guard literalCount <= 286, distanceCount <= 30 else { throw .malformed }
        var lengths = [UInt8](repeating: 0, count: 19)
        for place in codeOrder.prefix(lengthCount) { lengths[place] = UInt8(try take(3)) }
        let code = try Huffman(lengths)
        var all: [UInt8] = []
        while all.count < literalCount + distanceCount {
            let value = try symbol(code)
            switch value {
            case 0..<16: all.append(UInt8(value))
            case 16:
                guard let previous = all.last else { throw .malformed }
                all.append(contentsOf: repeatElement(previous, count: 3 + (try take(2))))
            case 17: all.append(contentsOf: repeatElement(0, count: 3 + (try take(3))))
            default: all.append(contentsOf: repeatElement(0, count: 11 + (try take(7))))
            }
        }
        guard all.count == literalCount + distanceCount, all[256] != 0 else { throw .malformed }
        return (try Huffman(Array(all[..<literalCount])), try Huffman(Array(all[literalCount...])))
    }
}

/// A canonical Huffman code as the number of codes of each length and the symbols in code order (section 3.2.2).
private struct Huffman {
    /// Codes of each length, 0 to 15 bits.
    var counts = [Int](repeating: 0, count: 16)
    /// Symbols in the order of their codes.
    var symbols: [Int] = []

    /// The code for symbols with these code lengths, 0 for unused; refuses more codes than the lengths can tell apart.
    init(_ lengths: [UInt8]) throws(InflateFault) {
        for length in lengths where length > 0 { counts[Int(length)] += 1 }
        var left = 1
        for length in 1...15 {
            left = left << 1 - counts[length]
            guard left >= 0 else { throw .malformed }
        }
        var places = [Int](repeating: 0, count: 16)
        for length in 1..<15 { places[length + 1] = places[length] + counts[length] }
        symbols = [Int](repeating: 0, count: places[15] + counts[15])
        for (symbol, length) in lengths.enumerated() where length > 0 {
            symbols[places[Int(length)]] = symbol
            places[Int(length)] += 1
        }
    }
}

/// Code lengths of the fixed literal code (section 3.2.6).
private let fixedLiteralLengths: [UInt8] =
    Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112) + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8)
/// Shortest copy of each length symbol from 257.
private let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]
/// Extra bits of each length symbol from 257.
private let lengthExtras = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
/// Shortest distance of each distance symbol.
private let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385,
    24577,
]
/// Extra bits of each distance symbol.
private let distanceExtras = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]
/// The order in which a dynamic block lists the lengths of its own code.
private let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
