import RKShared

/// A module's files as an archive, uncompressed and without times: the same files give the same bytes.
struct GoArchive {
    /// The local entries so far.
    private(set) var bytes: [UInt8] = []
    /// The central directory so far.
    private var directory: [UInt8] = []
    /// The lines of the digest so far: the file's digest and its name.
    private var lines: [GoModuleHash.File] = []

    /// Adds a file (APPNOTE 6.3, sections 4.3.7 and 4.3.12).
    mutating func add(_ name: String, _ content: [UInt8]) {
        let offset = bytes.count
        let stem = Array(name.utf8)
        // Names are UTF-8; the date is the first one that the format has.
        let common =
            Self.little(20, 2) + Self.little(0x800, 2) + Self.little(0, 2) + Self.little(0x0021_0000, 4)
            + Self.little(Int(ZipArchive.crc32(content)), 4) + Self.little(content.count, 4) + Self.little(content.count, 4)
            + Self.little(stem.count, 2) + Self.little(0, 2)
        bytes += Self.little(0x0403_4b50, 4) + common + stem + content
        directory += Self.little(0x0201_4b50, 4) + Self.little(20, 2) + common + Self.little(0, 10) + Self.little(offset, 4) + stem
        lines.append(GoModuleHash.File(name: name, digest: Digest.sha256(content)))
    }

    /// The whole archive (section 4.3.16).
    consuming func finish() -> [UInt8] {
        let start = bytes.count
        bytes += directory
        bytes += Self.little(0x0605_4b50, 4) + Self.little(0, 4) + Self.little(lines.count, 2) + Self.little(lines.count, 2)
        bytes += Self.little(directory.count, 4) + Self.little(start, 4) + Self.little(0, 2)
        return bytes
    }

    /// The digest of go.sum for these files.
    var digest: String { GoModuleHash.digest(of: lines) }

    /// A number in little-endian bytes.
    private static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
