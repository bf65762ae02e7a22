import Testing

@testable import RKShared

/// Positions of many offsets, against those of each alone.
@Suite struct TextPositionsTests {
    /// They are the same for every offset, also around the marks between which the text is read.
    @Test(arguments: ["", "\u{FEFF}"], ["", "a", "é\n", "{}\r\n", "x = 'ÄÖ' # 日本\n"])
    func same(_ mark: String, _ line: String) {
        for count in [0, 1, 400, 5000] {
            let bytes = Array((mark + String(repeating: line, count: count)).utf8)
            let positions = TextPositions(bytes)
            for offset in stride(from: 0, through: bytes.count + 2, by: count > 1 ? 61 : 1) {
                #expect(positions[offset] == TextEncoding.position(of: offset, in: bytes), "\(offset) of \(bytes.count)")
            }
            for offset in [4094, 4095, 4096, 4097, 8192, bytes.count] where offset <= bytes.count {
                #expect(positions[offset] == TextEncoding.position(of: offset, in: bytes), "\(offset) of \(bytes.count)")
            }
        }
    }
}
