import Support
import Testing

@testable import RKShared

/// Tar archives made by hand, whole and hostile.
@Suite struct TarArchiveTests {
    /// A header block with what hostile archives write into it, and its checksum.
    private func block(_ name: String, size: String, type: Character = "0", prefix: String = "", magic: String = "ustar") -> [UInt8] {
        block(name, size: Array(size.utf8), type: type, prefix: prefix, magic: magic)
    }

    /// The same with any bytes as its size.
    private func block(_ name: String, size: [UInt8], type: Character = "0", prefix: String = "", magic: String = "ustar") -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        block.replaceSubrange(0..<name.utf8.count, with: name.utf8)
        block.replaceSubrange(124..<124 + size.count, with: size)
        block[156] = type.asciiValue ?? 0
        block.replaceSubrange(257..<257 + magic.utf8.count, with: magic.utf8)
        block.replaceSubrange(345..<345 + prefix.utf8.count, with: prefix.utf8)
        let sum = block.reduce(8 * 0x20) { $0 + Int($1) }
        let digits = String(sum, radix: 8)
        block.replaceSubrange(148..<154, with: Array((String(repeating: "0", count: 6 - digits.count) + digits).utf8))
        block[155] = 0x20
        return block
    }

    /// Content filled up to whole blocks.
    private func padded(_ content: [UInt8]) -> [UInt8] { content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512) }

    /// An entry with its content.
    private func entry(_ name: String, _ content: String, type: Character = "0", magic: String = "ustar") -> [UInt8] {
        block(name, size: String(content.utf8.count, radix: 8), type: type, magic: magic) + padded(Array(content.utf8))
    }

    /// A record of a pax header with its own length in front.
    private func record(_ key: String, _ value: String) -> String {
        let body = " \(key)=\(value)\n"
        var length = body.utf8.count + 1
        while String(length).utf8.count + body.utf8.count != length { length += 1 }
        return "\(length)\(body)"
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

    /// A fixed block that begins with bytes below 144 and goes on with copies of the last one, 258 of them for each 13 bits.
    private func bomb(_ head: [UInt8], copies: Int) -> [UInt8] {
        var bits: [Bool] = [true, true, false]
        /// Appends a code, its highest bit first.
        func append(_ code: Int, _ length: Int) { for place in (0..<length).reversed() { bits.append(code >> place & 1 == 1) } }
        for byte in head { append(0x30 + Int(byte), 8) }
        for _ in 0..<copies {
            append(0xC5, 8)
            append(0, 5)
        }
        append(0, 7)
        var bytes = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
        for (place, bit) in bits.enumerated() where bit { bytes[place / 8] |= 1 << (place % 8) }
        return bytes
    }

    /// The first file that is asked for.
    private func file(_ tar: [UInt8], limit: Int = 1 << 20) throws -> String? { try file(gzip: packed(tar), limit: limit) }

    /// The same of a whole gzip file.
    private func file(gzip bytes: [UInt8], limit: Int = 1 << 20) throws -> String? {
        try TarArchive.file(in: bytes, limits: .init(file: 1000, archive: limit)) { $0.hasSuffix("/PKG-INFO") }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// A file behind others, under a plain and a split path; links and folders of its name are none.
    @Test func files() throws {
        let other = entry("a-1/setup.py", "xyz")
        let link = block("a-1/PKG-INFO", size: "00000000000\0", type: "2")
        let content = padded(Array("Name: a".utf8))
        #expect(try file(other + link + block("a-1/PKG-INFO", size: "00000000007 ") + content) == "Name: a")
        #expect(try file(block("PKG-INFO", size: "7", prefix: "a-1") + content) == "Name: a")
        #expect(try file(block("PKG-INFO", size: "7", type: "7", prefix: "a-1") + content) == "Name: a")
        #expect(try file(block("PKG-INFO", size: "7", prefix: "a-1", magic: "ustar ") + content) == nil)
        #expect(try file(block("a-1/PKG-INFO", size: [0x80] + [UInt8](repeating: 0, count: 10) + [7]) + content) == "Name: a")
        #expect(try file(other + [UInt8](repeating: 0, count: 1024)) == nil)
        #expect(try file([]) == nil)
        #expect(try file([UInt8](repeating: 65, count: 100)) == nil)
    }

    /// Long paths and sizes of pax headers and of GNU's tar hold for the next entry only; those of the whole archive are passed over.
    @Test func extendedHeaders() throws {
        let long = String(repeating: "d/", count: 300)
        let accepted = entry("short", "Name: a")
        #expect(try file(entry("pax", record("mtime", "1.5") + record("path", "\(long)PKG-INFO"), type: "x") + accepted) == "Name: a")
        #expect(try file(entry("././@LongLink", "\(long)PKG-INFO\0", type: "L", magic: "ustar ") + accepted) == "Name: a")
        #expect(try file(entry("pax", record("path", "a/PKG-INFO"), type: "g") + accepted) == nil)
        #expect(try file(entry("pax", record("path", "a/PKG-INFO"), type: "x") + entry("a/", "", type: "5") + accepted) == nil)
        let sized = entry("pax", record("size", "4"), type: "x") + block("a/PKG-INFO", size: "7") + padded(Array("Name: a".utf8))
        #expect(try file(sized) == "Name")
    }

    /// What the system's tar writes in each format, with a path that is too long for a plain header.
    @Test(arguments: ["ustar", "pax", "gnu"])
    func realArchives(_ format: String) async throws {
        let sandbox = try await Sandbox()
        let depth = format == "ustar" ? 1 : 9
        let folder = Array(repeating: String(repeating: "n", count: 40), count: depth).joined(separator: "/")
        try await sandbox.write("\(folder)/PKG-INFO", "Name: deep")
        try await sandbox.check(
            "echo x > a && tar --format=\(format) -czf x.tar.gz a nnn* || tar --format=gnutar -czf x.tar.gz a nnn*")
        let bytes = try Files.read("\(sandbox.folder)/x.tar.gz")
        #expect(try file(gzip: bytes) == "Name: deep")
    }

    /// Extended headers that are none.
    @Test(arguments: ["11 path=a\n", "8 path=a", "x path=a\n", "99 path=a\n", "2 \n", "0 path=a\n", "7 path\n", "8 size=\n", "9 size=x\n"])
    func damagedRecords(_ records: String) {
        #expect(throws: TarFault(reason: "has a damaged header")) { try file(entry("pax", records, type: "x") + entry("a", "")) }
    }

    /// What is read stands before anything else: what follows the wanted file may be damaged, or missing.
    @Test func stopsAtTheFile() throws {
        let tar = entry("a-1/PKG-INFO", "Name: a") + [UInt8](repeating: 0xFF, count: 5000)
        #expect(try file(tar) == "Name: a")
        #expect(try file(gzip: Array(packed(tar + [UInt8](repeating: 1, count: 140_000)).prefix(135_000))) == "Name: a")
    }

    /// Paths that lead out of where an archive is unpacked.
    @Test(arguments: ["/etc/PKG-INFO", "../PKG-INFO", "a/../../PKG-INFO", "..", "a/..", "../\u{301}a/PKG-INFO"])
    func outside(_ path: String) {
        #expect(throws: TarFault(reason: "holds `\(path)`, which leads outside of it")) { try file(entry(path, "")) }
        #expect(throws: TarFault.self) { try file(entry("pax", record("path", path), type: "x") + entry("a", "")) }
        #expect(throws: TarFault.self) { try file(entry("l", "\(path)\0", type: "L") + entry("a", "")) }
    }

    /// A zero in a path would end it for the system.
    @Test func zeroInAPath() {
        #expect(throws: TarFault.self) { try file(entry("pax", record("path", "a\0/PKG-INFO"), type: "x") + entry("a", "")) }
    }

    /// Any depth that a path may have; longer ones, and longer headers, are refused.
    @Test func depth() throws {
        let deep = "\(String(repeating: "d/", count: 2000))PKG-INFO"
        #expect(try file(entry("pax", record("path", deep), type: "x") + entry("a", "Name: a")) == "Name: a")
        #expect(throws: TarFault(reason: "holds a path of 8009 bytes")) {
            try file(entry("pax", record("path", "d\(deep)\(deep.prefix(4000))"), type: "x") + entry("a", ""))
        }
        #expect(throws: TarFault(reason: "holds `l` with more than 1048576 bytes")) { try file(block("l", size: "77777777", type: "L")) }
    }

    /// Sizes that lie, and archives that are none.
    @Test(arguments: ["77777777777", "-1", "9", "zz", "0000000001 1", "00000001750"])
    func sizes(_ size: String) {
        #expect(throws: TarFault.self) { try file(block("a-1/PKG-INFO", size: size)) }
        #expect(throws: TarFault.self) { try file(block("a-1/x", size: size)) }
    }

    /// Sizes in base 256 that no machine has.
    @Test(arguments: [
        [0x80, 1] + [UInt8](repeating: 0, count: 10), [UInt8](repeating: 0xFF, count: 12), [0x80] + [UInt8](repeating: 0xFF, count: 11),
    ])
    func hugeSizes(_ size: [UInt8]) {
        #expect(throws: TarFault.self) { try file(block("a-1/PKG-INFO", size: size)) }
        #expect(throws: TarFault.self) { try file(block("a-1/x", size: size)) }
        #expect(throws: TarFault.self) { try file(block("a-1/x", size: [0x80, 0, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 7))) }
    }

    /// A header whose checksum is wrong.
    @Test func checksum() {
        var tar = entry("a-1/PKG-INFO", "Name: a")
        tar[0] = UInt8(ascii: "b")
        #expect(throws: TarFault(reason: "has a damaged header")) { try file(tar) }
    }

    /// Compressed data with damaged or lying headers.
    @Test func gzip() {
        let zeros = entry("x", String(repeating: "x", count: 5000))
        #expect(throws: TarFault(reason: "expands to more than 4999 bytes")) { try file(zeros, limit: 4999) }
        for bytes in [
            [], [0x1F, 0x8B, 8], [UInt8](repeating: 0, count: 40), [0x1F, 0x8B, 8, 4] + [UInt8](repeating: 0xFF, count: 30),
            [0x1F, 0x8B, 8, 0x18] + [UInt8](repeating: 1, count: 30), [0x1F, 0x8B, 8, 0x1E] + [UInt8](repeating: 0, count: 14),
        ] {
            #expect(throws: TarFault.self) { try file(gzip: bytes, limit: 100) }
        }
    }

    /// Members one behind the other are one stream, with zeros behind them or not; other bytes are damage.
    @Test func members() throws {
        let tar = entry("x", "") + entry("a-1/PKG-INFO", "Name: a")
        let parts = packed(Array(tar.prefix(700))) + packed([]) + packed(Array(tar.dropFirst(700)))
        #expect(try file(gzip: parts) == "Name: a")
        #expect(try file(gzip: packed(entry("x", "")) + [0, 0, 0]) == nil)
        #expect(throws: TarFault(reason: "is not compressed with gzip")) { try file(gzip: packed(entry("x", "")) + Array("junk".utf8)) }
    }

    /// Every beginning of an archive ends in nothing or a fault, never in the file.
    @Test func truncated() {
        let whole = packed(entry("x", "abc") + entry("a-1/PKG-INFO", "Name: a"))
        for count in 0..<(whole.count - 8 - 505) {
            #expect((try? file(gzip: Array(whole.prefix(count)))) ?? nil == nil, "the first \(count) bytes")
        }
    }

    /// Archives that expand to a thousand times their size stop at the limit, whatever they hold, with little in memory.
    @Test(.timeLimit(.minutes(20))) func bombs() throws {
        let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        let tail = [UInt8](repeating: 0, count: 8)
        let large = block("a-1/big", size: "77777777777")
        #expect(throws: TarFault(reason: "expands to more than 1048576 bytes")) { try file(gzip: head + bomb(large, copies: 9000) + tail) }
        let wanted = block("a-1/PKG-INFO", size: "7777777")
        #expect(throws: TarFault(reason: "holds `a-1/PKG-INFO` with more than 1000 bytes")) {
            try file(gzip: head + bomb(wanted, copies: 9000) + tail)
        }
        let small = block("a-1/big", size: "1777777")
        #expect(throws: TarFault(reason: "has a damaged header")) {
            try file(gzip: head + bomb(small + [1], copies: 9000) + tail, limit: 1 << 30)
        }
        var inflater = Inflater(bomb([1], copies: 9000), from: 0)
        var total = 0
        while true {
            let chunk = try inflater.next()
            if chunk.isEmpty { break }
            total += chunk.count
            #expect(chunk.endIndex <= 200_000)
        }
        #expect(total == 1 + 9000 * 258)
    }

    /// Random headers end in a result or a fault.
    @Test func noise() {
        var generator = SeededGenerator(seed: 9)
        for round in 0..<600 {
            var tar = entry("pax", record("path", "a-1/y"), type: "x") + entry("a-1/x", "1") + entry("a-1/PKG-INFO", "12")
            for _ in 0..<4 { tar[Int.random(in: 0..<tar.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator) }
            tar = Array(tar.prefix(Int.random(in: 0...tar.count, using: &generator)))
            var bytes = packed(tar)
            if round % 2 == 0 { bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= UInt8.random(in: 0...255, using: &generator) }
            _ = try? file(gzip: bytes)
        }
    }
}
