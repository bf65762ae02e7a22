/// What is wrong with an archive, as a clause that fits after "the archive".
public struct ZipFault: Error, Hashable {
    /// For instance `has no end record`.
    public var reason: String

    /// A fault with its reason.
    public init(reason: String) { self.reason = reason }
}

/// A ZIP archive read through its central directory (APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16), without ZIP64.
public struct ZipArchive: Sendable {
    /// Reads `length` bytes at an offset; shorter at the end of the file.
    public typealias Reader = @Sendable (_ offset: Int, _ length: Int) async throws -> [UInt8]

    /// One file as the central directory lists it.
    public struct Entry: Hashable, Sendable {
        /// The path in the archive.
        public var name: String
        /// 0 stored, 8 deflated.
        var method: Int
        /// The CRC-32 of the expanded bytes.
        var checksum: UInt32
        /// How many bytes stand in the archive.
        var compressedSize: Int
        /// How many bytes it expands to.
        public var size: Int
        /// Offset of the local header.
        var offset: Int
    }

    /// All files, in the directory's order.
    public let entries: [Entry]
    /// The archive's bytes.
    private let read: Reader

    /// Reads the directory of an archive of `size` bytes; at most 16 MiB of directory.
    public init(size: Int, read: @escaping Reader) async throws {
        self.read = read
        let tailStart = max(0, size - 65_557)
        let tail = try await read(tailStart, size - tailStart)
        guard let end = Self.findEnd(tail) else { throw ZipFault(reason: "has no end record") }
        let count = Self.word(tail, end + 10)
        let length = Self.long(tail, end + 12)
        let start = Self.long(tail, end + 16)
        guard length <= 16 << 20, start + length <= tailStart + end else {
            throw ZipFault(reason: "has a directory outside its bytes, or uses ZIP64")
        }
        let directory = try await read(start, length)
        var entries: [Entry] = []
        var offset = 0
        for _ in 0..<count {
            guard offset + 46 <= directory.count, Self.long(directory, offset) == 0x0201_4b50 else {
                throw ZipFault(reason: "has a damaged directory")
            }
            let nameEnd = offset + 46 + Self.word(directory, offset + 28)
            guard nameEnd <= directory.count else { throw ZipFault(reason: "has a damaged directory") }
            entries.append(
                Entry(
                    name: String(decoding: directory[offset + 46..<nameEnd], as: UTF8.self),
                    method: Self.word(directory, offset + 10), checksum: UInt32(Self.long(directory, offset + 16)),
                    compressedSize: Self.long(directory, offset + 20), size: Self.long(directory, offset + 24),
                    offset: Self.long(directory, offset + 42)))
            offset = nameEnd + Self.word(directory, offset + 30) + Self.word(directory, offset + 32)
        }
        self.entries = entries
    }

    /// The expanded bytes of one entry of at most `limit` bytes, checked against its CRC-32.
    public func contents(of entry: Entry, limit: Int) async throws -> [UInt8] {
        guard entry.size <= limit, entry.compressedSize <= limit else { throw ZipFault(reason: "holds a \(entry.name) that is too large") }
        let header = try await read(entry.offset, 30)
        guard header.count == 30, Self.long(header, 0) == 0x0403_4b50 else { throw ZipFault(reason: "has a damaged header") }
        let start = entry.offset + 30 + Self.word(header, 26) + Self.word(header, 28)
        let packed = try await read(start, entry.compressedSize)
        guard packed.count == entry.compressedSize else { throw ZipFault(reason: "ends inside of \(entry.name)") }
        let bytes: [UInt8]
        switch entry.method {
        case 0: bytes = packed
        case 8:
            do throws(InflateFault) {
                bytes = try inflate(packed, limit: entry.size)
            } catch {
                throw ZipFault(reason: "holds a damaged \(entry.name)")
            }
        default: throw ZipFault(reason: "compresses \(entry.name) with a method that is not DEFLATE")
        }
        guard bytes.count == entry.size, Self.crc32(bytes) == entry.checksum else {
            throw ZipFault(reason: "holds a damaged \(entry.name)")
        }
        return bytes
    }

    /// The offset of the last end record whose comment reaches exactly to the end.
    private static func findEnd(_ tail: [UInt8]) -> Int? {
        guard tail.count >= 22 else { return nil }
        return (0...(tail.count - 22)).reversed().first { offset in
            tail[offset] == 0x50 && long(tail, offset) == 0x0605_4b50 && offset + 22 + word(tail, offset + 20) == tail.count
        }
    }

    /// A little-endian number of 16 bits.
    private static func word(_ bytes: [UInt8], _ offset: Int) -> Int {
        Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
    }

    /// A little-endian number of 32 bits.
    private static func long(_ bytes: [UInt8], _ offset: Int) -> Int {
        word(bytes, offset) | word(bytes, offset + 2) << 16
    }

    /// The CRC-32 of ISO 3309, bit by bit.
    public static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xffff_ffff
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
        }
        return ~value
    }
}
