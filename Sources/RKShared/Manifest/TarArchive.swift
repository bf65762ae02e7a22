/// A compressed tar archive that cannot be read.
public struct TarFault: Error, Hashable {
    /// As a clause that fits behind "the archive".
    public var reason: String
}

/// Reads single files out of `.tar.gz` archives (RFC 1952, POSIX ustar), bounded in what they expand to.
public enum TarArchive {
    /// The bytes of the first regular file whose path is accepted; nil when there is none. Paths that pax headers give are not needed here.
    public static func file(in bytes: [UInt8], limit: Int, accepts: (String) -> Bool) throws(TarFault) -> [UInt8]? {
        let tar = try expanded(bytes, limit: limit)
        var offset = 0
        while offset + 512 <= tar.count, tar[offset] != 0 {
            let name = text(tar[offset..<offset + 100])
            let isUstar = tar[(offset + 257)..<(offset + 262)].elementsEqual("ustar".utf8)
            let prefix = isUstar ? text(tar[(offset + 345)..<(offset + 500)]) : ""
            guard let size = Int(text(tar[(offset + 124)..<(offset + 136)]).trimmed, radix: 8), size >= 0 else {
                throw TarFault(reason: "has a damaged header")
            }
            let start = offset + 512
            guard start + size <= tar.count else { throw TarFault(reason: "ends inside of \(name)") }
            let type = tar[offset + 156]
            if type == 0 || type == UInt8(ascii: "0"), accepts(prefix.isEmpty ? name : "\(prefix)/\(name)") {
                return Array(tar[start..<start + size])
            }
            offset = start + (size + 511) / 512 * 512
        }
        return nil
    }

    /// The bytes of a gzip member.
    static func expanded(_ bytes: [UInt8], limit: Int) throws(TarFault) -> [UInt8] {
        guard bytes.count >= 18, bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[2] == 8 else {
            throw TarFault(reason: "is not compressed with gzip")
        }
        let flags = bytes[3]
        var start = 10
        if flags & 4 != 0 { start += 2 + Int(bytes[10]) + Int(bytes[11]) << 8 }
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            guard start < bytes.count, let end = bytes[start...].firstIndex(of: 0) else { throw TarFault(reason: "has a damaged header") }
            start = end + 1
        }
        if flags & 2 != 0 { start += 2 }
        guard start + 8 <= bytes.count else { throw TarFault(reason: "ends too early") }
        do throws(InflateFault) {
            return try inflate(Array(bytes[start..<(bytes.count - 8)]), limit: limit)
        } catch {
            throw TarFault(reason: error == .oversized ? "expands to more than \(limit) bytes" : "is damaged")
        }
    }

    /// The text up to the first NUL.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
}
