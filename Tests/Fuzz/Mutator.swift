import Support

/// Makes damaged inputs out of whole ones; equal seeds and numbers make equal inputs.
struct Mutator {
    /// The whole inputs.
    let pool: [[UInt8]]
    /// What has a meaning in the format.
    let tokens: [[UInt8]]
    /// The longest input that is made, in bytes.
    private static let longest = 256 << 10

    /// A mutator of a parser's inputs.
    init(_ parser: FuzzedParser) {
        pool = Corpus.inputs(for: parser.seeds)
        tokens = parser.seeds.tokens.map { Array($0.utf8) } + [[0xEF, 0xBB, 0xBF], Array("\r\n".utf8), Array("9".utf8)]
    }

    /// The input of a number; every fourth is one of the pool as it is, while there are more.
    func input(seed: UInt64, number: Int) -> [UInt8] {
        if number % 4 == 0, number / 4 < pool.count { return pool[number / 4] }
        var random = SeededGenerator(seed: (seed &* 0x2545_F491_4F6C_DD1D) ^ UInt64(number))
        var bytes = start(&random)
        for _ in 0..<([1, 1, 1, 2, 3, 6].randomElement(using: &random) ?? 1) { mutate(&bytes, &random) }
        return bytes.count > Self.longest ? Array(bytes[..<Self.longest]) : bytes
    }

    /// What is damaged: an input, or of a long one mostly a part, as these say as much in less time.
    private func start(_ random: inout SeededGenerator) -> [UInt8] {
        let whole = pool[Int.random(in: 0..<pool.count, using: &random)]
        guard whole.count > 4096, Int.random(in: 0..<8, using: &random) > 0 else { return whole }
        let length = Int.random(in: 256...4096, using: &random)
        let from = Bool.random(using: &random) ? 0 : Int.random(in: 0..<whole.count - length, using: &random)
        return Array(whole[from..<from + length])
    }

    /// Damages an input once.
    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...12, using: &random))
        switch Int.random(in: 0..<20, using: &random) {
        case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
        case 1: if place < bytes.count { bytes[place] = Self.extremes.randomElement(using: &random) ?? 0 }
        case 2: bytes.removeSubrange(place...)
        case 3: bytes.removeSubrange(place..<end)
        case 4: bytes.removeSubrange(..<place)
        case 5:
            let other = pool[Int.random(in: 0..<pool.count, using: &random)]
            bytes = Array(bytes[..<place] + other[Int.random(in: 0...other.count, using: &random)...])
        case 6:
            let other = pool[Int.random(in: 0..<pool.count, using: &random)]
            let from = Int.random(in: 0...other.count, using: &random)
            bytes.insert(contentsOf: other[from..<min(other.count, from + 64)], at: place)
        case 7, 8: copyLine(&bytes, at: place, &random)
        case 9: nest(&bytes, at: place, &random)
        case 10:
            let count = [300, 5000, 70_000].randomElement(using: &random) ?? 300
            let byte = place < bytes.count ? bytes[place] : UInt8(ascii: "a")
            bytes.insert(contentsOf: [UInt8](repeating: byte, count: Int.random(in: 1...count, using: &random)), at: place)
        case 11: bytes.insert(contentsOf: Self.brokenUTF8.randomElement(using: &random) ?? [], at: place)
        case 12: numbers(&bytes, &random)
        case 13:
            let count = Int.random(in: 1...4, using: &random)
            for index in place..<min(bytes.count, place + count) { bytes[index] = Self.extremes.randomElement(using: &random) ?? 0 }
        case 14: bytes = Array(bytes.split(separator: 0x0A, omittingEmptySubsequences: false).joined(separator: [0x0D, 0x0A]))
        case 15: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
        default: bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: place)
        }
    }

    /// Copies the line of a place, seldom very often, or takes it away.
    private func copyLine(_ bytes: inout [UInt8], at place: Int, _ random: inout SeededGenerator) {
        let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let end = bytes[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
        let line = Array(bytes[start..<end])
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: bytes.removeSubrange(start..<end)
        case 2: for _ in 0..<min(2000, 40_000 / max(line.count, 1)) { bytes.insert(contentsOf: line, at: start) }
        case 3:
            let other = pool[Int.random(in: 0..<pool.count, using: &random)].split(separator: 0x0A)
            bytes.insert(contentsOf: (other.randomElement(using: &random) ?? []) + [0x0A], at: start)
        default: bytes.insert(contentsOf: line, at: start)
        }
    }

    /// Puts a token in many times over, with others between them.
    private func nest(_ bytes: inout [UInt8], at place: Int, _ random: inout SeededGenerator) {
        let one = tokens.randomElement(using: &random) ?? []
        let other = Bool.random(using: &random) ? tokens.randomElement(using: &random) ?? [] : []
        let count = [3, 60, 300, 20_000].randomElement(using: &random) ?? 3
        let pair = one + other
        bytes.insert(contentsOf: (0..<min(count, 100_000 / max(pair.count, 1))).flatMap { _ in pair }, at: place)
    }

    /// Makes the first number behind a place very long or very big.
    private func numbers(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
        guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
        let text = [
            "0", "00", "9223372036854775808", "18446744073709551616", "4294967295", "-1", "1e999", String(repeating: "9", count: 400),
        ]
        bytes.replaceSubrange(start..<end, with: (text.randomElement(using: &random) ?? "").utf8)
    }

    /// Bytes that readers make mistakes with.
    private static let extremes: [UInt8] = [0, 1, 9, 10, 13, 0x20, 0x22, 0x27, 0x5C, 0x7F, 0x80, 0xC0, 0xF4, 0xFE, 0xFF]
    /// What is no UTF-8, or hardly any: cut and overlong sequences, halves of pairs, marks, controls of direction.
    private static let brokenUTF8: [[UInt8]] = [
        [0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF, 0xFE],
        [0xEF, 0xBB, 0xBF], [0xE2, 0x80, 0xA8], [0xC2, 0x85], [0xE2, 0x80, 0xAE], [0xCC, 0x81], [0xF0, 0x9F, 0x87, 0xA6], [0x0D],
    ]
}
