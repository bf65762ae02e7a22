import RKShared
import Support
import Testing

/// Tar archives made by hand, whole and hostile.
@Suite struct TarArchiveTests {
    /// A header block with what hostile archives write into it.
    private func block(_ name: String, size: String, type: UInt8 = UInt8(ascii: "0"), prefix: String = "") -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        block.replaceSubrange(0..<name.utf8.count, with: name.utf8)
        block.replaceSubrange(124..<124 + size.utf8.count, with: size.utf8)
        block[156] = type
        block.replaceSubrange(257..<262, with: "ustar".utf8)
        block.replaceSubrange(345..<345 + prefix.utf8.count, with: prefix.utf8)
        return block
    }

    /// The gzip member of a tar archive, stored.
    private func packed(_ tar: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        var rest = tar[...]
        repeat {
            let part = rest.prefix(65_535)
            rest = rest.dropFirst(part.count)
            let (low, high) = (UInt8(part.count & 0xFF), UInt8(part.count >> 8))
            bytes += [rest.isEmpty ? 1 : 0, low, high, ~low, ~high] + part
        } while !rest.isEmpty
        return bytes + [UInt8](repeating: 0, count: 8)
    }

    /// The first file that is asked for.
    private func file(_ tar: [UInt8], limit: Int = 1 << 20) throws -> String? {
        try TarArchive.file(in: packed(tar), limit: limit) { $0.hasSuffix("/PKG-INFO") }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// A file behind others, under a plain and a split path; links and folders of its name are none.
    @Test func files() throws {
        let other = block("a-1/setup.py", size: "00000000003\0") + Array("xyz".utf8) + [UInt8](repeating: 0, count: 509)
        let link = block("a-1/PKG-INFO", size: "00000000000\0", type: UInt8(ascii: "2"))
        let content = Array("Name: a".utf8) + [UInt8](repeating: 0, count: 505)
        #expect(try file(other + link + block("a-1/PKG-INFO", size: "00000000007 ") + content) == "Name: a")
        #expect(try file(block("PKG-INFO", size: "7", prefix: "a-1") + content) == "Name: a")
        #expect(try file(other + [UInt8](repeating: 0, count: 1024)) == nil)
        #expect(try file([]) == nil)
        #expect(try file([UInt8](repeating: 65, count: 100)) == nil)
    }

    /// Sizes that lie, and archives that are none.
    @Test(arguments: ["77777777777", "-1", "9", "zz", "0000000001 1"])
    func sizes(_ size: String) {
        #expect(throws: TarFault.self) { try file(block("a-1/PKG-INFO", size: size)) }
    }

    /// Compressed data with damaged or lying headers.
    @Test func gzip() {
        #expect(throws: TarFault.self) { try file([UInt8](repeating: 0, count: 5000), limit: 4999) }
        for bytes in [
            [], [0x1F, 0x8B, 8], [UInt8](repeating: 0, count: 40), [0x1F, 0x8B, 8, 4] + [UInt8](repeating: 0xFF, count: 30),
            [0x1F, 0x8B, 8, 0x18] + [UInt8](repeating: 1, count: 30), [0x1F, 0x8B, 8, 0x1E] + [UInt8](repeating: 0, count: 14),
        ] {
            #expect(throws: TarFault.self) { try TarArchive.file(in: bytes, limit: 100) { _ in true } }
        }
    }

    /// Random headers end in a result or a fault.
    @Test func noise() {
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<300 {
            var tar =
                block("a-1/x", size: "1") + [UInt8](repeating: 0, count: 512) + block("a-1/PKG-INFO", size: "2")
                + [UInt8](repeating: 7, count: 512)
            for _ in 0..<4 { tar[Int.random(in: 0..<tar.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator) }
            _ = try? file(Array(tar.prefix(Int.random(in: 0...tar.count, using: &generator))))
        }
    }
}
