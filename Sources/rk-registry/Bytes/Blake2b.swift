/// BLAKE2b with a digest of 32 bytes, fed in pieces (RFC 7693); swift-crypto has none, and clients of PyPI send one.
///
/// The sixteen words of a compression stand in four vectors, the rows of the RFC's matrix.
struct Blake2b {
    /// The chained state, h[0..3] of the RFC; the parameter block says: no key, 32 bytes.
    private var low = Self.initial.0 ^ SIMD4(0x0101_0020, 0, 0, 0)
    /// The chained state, h[4..7].
    private var high = Self.initial.1
    /// Bytes that wait; the last full block too, because it is compressed differently.
    private var pending: [UInt8] = []
    /// Bytes compressed so far; 64 bits are enough for any upload.
    private var count: UInt64 = 0

    /// Adds bytes.
    mutating func update(_ bytes: [UInt8]) {
        pending += bytes
        var offset = 0
        while pending.count - offset > 128 {
            count &+= 128
            compress(at: offset, last: false)
            offset += 128
        }
        pending.removeFirst(offset)
    }

    /// The digest of everything added.
    consuming func finalize() -> [UInt8] {
        count &+= UInt64(pending.count)
        pending += repeatElement(0, count: 128 - pending.count)
        compress(at: 0, last: true)
        return (0..<32).map { UInt8(truncatingIfNeeded: low[$0 / 8] >> (8 * UInt64($0 % 8))) }
    }

    /// The compression function F (RFC 7693, section 3.2) over the block at an offset of `pending`.
    private mutating func compress(at offset: Int, last: Bool) {
        let message = (0..<16).map { word in
            (0..<8).reduce(UInt64(0)) { $0 | UInt64(pending[offset + word * 8 + $1]) << (8 * UInt64($1)) }
        }
        var (a, b) = (low, high)
        var (c, d) = (Self.initial.0, Self.initial.1 ^ SIMD4(count, 0, last ? .max : 0, 0))
        for round in 0..<12 {
            let place = round % 10 * 16
            Self.mix(&a, &b, &c, &d, message, place)
            b = SIMD4(b[1], b[2], b[3], b[0])
            c = SIMD4(c[2], c[3], c[0], c[1])
            d = SIMD4(d[3], d[0], d[1], d[2])
            Self.mix(&a, &b, &c, &d, message, place + 8)
            b = SIMD4(b[3], b[0], b[1], b[2])
            c = SIMD4(c[2], c[3], c[0], c[1])
            d = SIMD4(d[1], d[2], d[3], d[0])
        }
        low ^= a ^ c
        high ^= b ^ d
    }

    /// Four mixings G side by side (RFC 7693, section 3.1), with the message words that the schedule names from `place` on.
    private static func mix(
        _ a: inout SIMD4<UInt64>, _ b: inout SIMD4<UInt64>, _ c: inout SIMD4<UInt64>, _ d: inout SIMD4<UInt64>, _ message: [UInt64],
        _ place: Int
    ) {
        /// Every second word of the schedule.
        func words(_ start: Int) -> SIMD4<UInt64> {
            SIMD4(
                message[schedule[start]], message[schedule[start + 2]], message[schedule[start + 4]], message[schedule[start + 6]])
        }
        a = a &+ b &+ words(place)
        d = rotate(d ^ a, by: 32)
        c = c &+ d
        b = rotate(b ^ c, by: 24)
        a = a &+ b &+ words(place + 1)
        d = rotate(d ^ a, by: 16)
        c = c &+ d
        b = rotate(b ^ c, by: 63)
    }

    /// Rotates each word to the right.
    private static func rotate(_ words: SIMD4<UInt64>, by bits: UInt64) -> SIMD4<UInt64> {
        (words &>> bits) | (words &<< (64 - bits))
    }

    /// The initialization vector (RFC 7693, section 2.6).
    private static let initial = (
        SIMD4<UInt64>(0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1),
        SIMD4<UInt64>(0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179)
    )

    /// The message schedule SIGMA (RFC 7693, section 2.7), ten rows of sixteen.
    private static let schedule: [Int] = [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ]
}
