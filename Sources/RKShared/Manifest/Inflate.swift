/// A compressed stream that cannot be expanded.
public enum InflateFault: Error, Hashable {
    /// The stream ends too early or breaks a rule of the format.
    case malformed
    /// The result would be longer than the caller allows.
    case oversized
}

/// Expands a raw DEFLATE stream (RFC 1951) of at most `limit` bytes.
public func inflate(_ bytes: [UInt8], limit: Int) throws(InflateFault) -> [UInt8] {
    var inflater = Inflater(bytes, from: 0)
    var result: [UInt8] = []
    while true {
        let chunk = try inflater.next()
        if chunk.isEmpty { return result }
        guard chunk.count <= limit - result.count else { throw .oversized }
        result += chunk
    }
}

/// Expands a raw DEFLATE stream (RFC 1951) chunk by chunk; keeps no more of the result than copies may reach back to.
struct Inflater {
    /// What the next byte of the result comes from.
    private enum Block {
        /// A block that has not begun.
        case next
        /// Bytes as they are, so many of them.
        case stored(Int)
        /// Symbols of these codes.
        case coded(literals: Huffman, distances: Huffman)
        /// Nothing: the last block is over.
        case over
    }

    /// How far copies reach back, in bytes.
    private static let window = 32 << 10
    /// How many bytes a chunk has at least, but for the last.
    private static let chunk = 64 << 10

    /// The compressed bytes, among others.
    private let input: [UInt8]
    /// The next byte of the input; at the end of the stream, the one behind it.
    private(set) var position: Int
    /// Bits taken from the input and not used yet, lowest first.
    private var bits: UInt32 = 0
    /// How many bits wait.
    private var bitCount = 0
    /// The codes of fixed blocks, once one has come.
    private var fixed: (Huffman, Huffman)?
    /// The block that goes on.
    private var block = Block.next
    /// Whether no block follows.
    private var isLast = false
    /// The window with the last chunk behind it.
    private var output: [UInt8] = []

    /// A stream that begins at a byte of the input and ends where it says so.
    init(_ input: [UInt8], from position: Int) {
        self.input = input
        self.position = position
    }

    /// Whether all input was taken.
    var isAtEnd: Bool { position >= input.count }

    /// The next bytes of the result; empty behind the last ones. Let go of a chunk before the next, or the window is copied.
    mutating func next() throws(InflateFault) -> ArraySlice<UInt8> {
        if output.count > Self.window { output.removeFirst(output.count - Self.window) }
        let start = output.count
        while output.count - start < Self.chunk {
            switch block {
            case .next: try begin()
            case .stored(let rest): copy(min(rest, Self.chunk), of: rest)
            case .coded(let literals, let distances):
                if try expand(literals, distances, upTo: start + Self.chunk) { block = isLast ? .over : .next }
            case .over: return output[start...]
            }
        }
        return output[start...]
    }

    /// Reads the head of a block (section 3.2.3).
    private mutating func begin() throws(InflateFault) {
        isLast = try take(1) == 1
        switch try take(2) {
        case 0: block = .stored(try storedLength())
        case 1:
            let (literals, distances) = try fixedTables()
            block = .coded(literals: literals, distances: distances)
        case 2:
            let (literals, distances) = try readTables()
            block = .coded(literals: literals, distances: distances)
        default: throw .malformed
        }
    }

    /// The codes of section 3.2.6, made once: a stream of nothing but short blocks must not cost a table each.
    private mutating func fixedTables() throws(InflateFault) -> (Huffman, Huffman) {
        if let fixed { return fixed }
        let tables = (try Huffman(fixedLiteralLengths), try Huffman([UInt8](repeating: 5, count: 30)))
        fixed = tables
        return tables
    }

    /// Takes `count` bits (at most 16), lowest first.
    private mutating func take(_ count: Int) throws(InflateFault) -> Int {
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
    private mutating func symbol(_ code: Huffman) throws(InflateFault) -> Int {
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

    /// The length of a block that is not compressed, all of which the input must hold (section 3.2.4).
    private mutating func storedLength() throws(InflateFault) -> Int {
        bits = 0
        bitCount = 0
        guard position + 4 <= input.count else { throw .malformed }
        let length = Int(input[position]) | Int(input[position + 1]) << 8
        let check = Int(input[position + 2]) | Int(input[position + 3]) << 8
        position += 4
        guard length == ~check & 0xffff, position + length <= input.count else { throw .malformed }
        return length
    }

    /// Takes over `count` of the `rest` bytes of a block that is not compressed.
    private mutating func copy(_ count: Int, of rest: Int) {
        output += input[position..<position + count]
        position += count
        block = count < rest ? .stored(rest - count) : isLast ? .over : .next
    }

    /// Expands literals and copies until the result has `end` bytes; whether the end symbol 256 came first.
    private mutating func expand(_ literals: Huffman, _ distances: Huffman, upTo end: Int) throws(InflateFault) -> Bool {
        while output.count < end {
            let value = try symbol(literals)
            if value < 256 {
                output.append(UInt8(value))
                continue
            }
            if value == 256 { return true }
            guard value - 257 < lengthBases.count else { throw .malformed }
            let length = lengthBases[value - 257] + (try take(lengthExtras[value - 257]))
            let place = try symbol(distances)
            guard place < distanceBases.count else { throw .malformed }
            let distance = distanceBases[place] + (try take(distanceExtras[place]))
            guard distance <= output.count else { throw .malformed }
            for _ in 0..<length { output.append(output[output.count - distance]) }
        }
        return false
    }

    /// The codes that a dynamic block brings along (section 3.2.7).
    private mutating func readTables() throws(InflateFault) -> (Huffman, Huffman) {
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
