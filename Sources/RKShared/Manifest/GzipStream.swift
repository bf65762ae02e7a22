/// The expanded bytes of a gzip file (RFC 1952) from front to back: nothing that was read is kept, and nothing is expanded before it is asked for.
///
/// Checksums are not compared: who stops early cannot, and what is read here has a digest elsewhere.
struct GzipStream {
    /// The file.
    private let bytes: [UInt8]
    /// The most that it may expand to, in bytes.
    private let limit: Int
    /// The member that is being expanded.
    private var inflater: Inflater
    /// How much was expanded so far.
    private var expanded = 0
    /// What was expanded and not read.
    private var waiting: ArraySlice<UInt8> = []

    /// The stream of a file that may hold several members.
    /// - Throws: a `TarFault` when it begins with none.
    init(_ bytes: [UInt8], limit: Int) throws(TarFault) {
        self.bytes = bytes
        self.limit = limit
        inflater = Inflater(bytes, from: try Self.bodyStart(of: bytes, from: 0))
    }

    /// The next `count` bytes; fewer at the end.
    mutating func read(_ count: Int) throws(TarFault) -> [UInt8] {
        var result: [UInt8] = []
        while result.count < count {
            if waiting.isEmpty {
                try refill()
                if waiting.isEmpty { break }
            }
            let part = waiting.prefix(count - result.count)
            result += part
            waiting = waiting[part.endIndex...]
        }
        return result
    }

    /// Passes over `count` bytes; whether there were so many.
    mutating func skip(_ count: Int) throws(TarFault) -> Bool {
        var left = count
        while left > 0 {
            if waiting.isEmpty {
                try refill()
                if waiting.isEmpty { return false }
            }
            let step = min(left, waiting.count)
            waiting = waiting.dropFirst(step)
            left -= step
        }
        return true
    }

    /// Expands more; what waits stays empty at the end of the last member.
    private mutating func refill() throws(TarFault) {
        while waiting.isEmpty {
            waiting = []
            do throws(InflateFault) {
                waiting = try inflater.next()
            } catch {
                throw TarFault(reason: inflater.isAtEnd ? "ends too early" : "is damaged")
            }
            expanded += waiting.count
            guard expanded <= limit else { throw TarFault(reason: "expands to more than \(limit) bytes") }
            guard waiting.isEmpty else { return }
            let end = inflater.position + 8
            guard end <= bytes.count else { throw TarFault(reason: "ends too early") }
            guard bytes[end...].contains(where: { $0 != 0 }) else { return }
            inflater = Inflater(bytes, from: try Self.bodyStart(of: bytes, from: end))
        }
    }

    /// Where the compressed data of the member begins that begins at an offset (section 2.3).
    private static func bodyStart(of bytes: [UInt8], from offset: Int) throws(TarFault) -> Int {
        guard bytes.count - offset >= 18, bytes[offset...].starts(with: [0x1F, 0x8B, 8]) else {
            throw TarFault(reason: "is not compressed with gzip")
        }
        let flags = bytes[offset + 3]
        var start = offset + 10
        if flags & 4 != 0 { start += 2 + Int(bytes[start]) + Int(bytes[start + 1]) << 8 }
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            guard start < bytes.count, let end = bytes[start...].firstIndex(of: 0) else { throw TarFault(reason: "has a damaged header") }
            start = end + 1
        }
        if flags & 2 != 0 { start += 2 }
        guard start + 8 <= bytes.count else { throw TarFault(reason: "ends too early") }
        return start
    }
}
