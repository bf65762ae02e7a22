import RKShared
import Support
import Testing

/// DEFLATE streams, made by hand: what is right comes out, what is not is refused in bounded time and memory.
@Suite struct InflateTests {
    /// Streams with their text.
    static let whole: [([UInt8], String)] = [
        ([0x01, 0x03, 0x00, 0xFC, 0xFF, 0x61, 0x62, 0x63] as [UInt8], "abc"),
        ([0x4B, 0x4C, 0x4A, 0x06, 0x00], "abc"),
        ([0x4B, 0x4C, 0x44, 0x00, 0x00], "aaaaaaaaaaaa"),
        (
            [
                0x2B, 0xC9, 0x48, 0x55, 0x28, 0x2C, 0xCD, 0x4C, 0xCE, 0x56, 0x48, 0x2A, 0xCA, 0x2F, 0xCF, 0x53, 0x48, 0xCB, 0xAF, 0xD0,
                0x51, 0x28, 0x01, 0x0A, 0xE6, 0x24, 0x56, 0x55, 0x2A, 0xA4, 0xE4, 0xA7, 0x43, 0x78, 0x68, 0x4A, 0x14, 0xB2, 0x4A, 0x73,
                0x0B, 0x8A, 0x15, 0xF2, 0xCB, 0x52, 0x8B, 0x50, 0x14, 0x2B, 0x24, 0xE6, 0xA5, 0x60, 0x55, 0x9F, 0x98, 0x9E, 0x98, 0x99,
                0x07, 0x00,
            ],
            "the quick brown fox, the lazy dog, the quick brown fox jumps over the lazy dog and the quick brown fox again"
        ),
        ([0x03, 0x00], ""),
    ]

    /// The stored, fixed and dynamic blocks of a text.
    @Test(arguments: whole)
    func streams(_ bytes: [UInt8], _ expected: String) throws {
        #expect(String(decoding: try inflate(bytes, limit: 200), as: UTF8.self) == expected)
    }

    /// Streams with what is wrong with them.
    static let broken: [([UInt8], InflateFault)] = [
        ([] as [UInt8], InflateFault.malformed), ([0x07], .malformed), ([0x01, 0x03, 0x00, 0xFC, 0xFE, 0x61], .malformed),
        ([0x4B], .malformed),
        ([0x03, 0x02, 0x00], .malformed), ([0x01, 0x06, 0x00, 0xF9, 0xFF, 1, 2, 3, 4, 5, 6], .oversized),
        ([0x4B, 0x4C, 0x44, 0x00, 0x00], .oversized),
        ([0xED, 0xFD, 0xFF, 0xFF], .malformed),
    ]

    /// What ends too early, contradicts itself, points before the beginning or grows beyond the limit.
    @Test(arguments: broken)
    func refusals(_ bytes: [UInt8], _ fault: InflateFault) {
        #expect(throws: fault) { try inflate(bytes, limit: 5) }
    }

    /// A megabyte of nothing but empty fixed blocks costs no table each.
    @Test(.timeLimit(.minutes(20))) func emptyBlocks() throws {
        #expect(throws: InflateFault.malformed) { try inflate([UInt8](repeating: 0x02, count: 200_000), limit: 5) }
        #expect(throws: InflateFault.self) { try inflate([UInt8](repeating: 0x08, count: 200_000) + [0], limit: 5) }
    }

    /// Random bytes end in a result or a fault.
    @Test func noise() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = try? inflate([UInt8(bytes.count % 2) * 2 + 3] + bytes, limit: 10_000)
            _ = try? inflate(bytes, limit: 10_000)
        }
    }
}
