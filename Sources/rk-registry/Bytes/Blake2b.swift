/// BLAKE2b with a digest of 32 bytes, fed in pieces (RFC 7693); swift-crypto has none, and clients of PyPI send one.
struct Blake2b {
    /// The chained state, h[0..7] of the RFC.
    private var state: [UInt64]
    /// Bytes that wait for a full block of 128.
    private var block: [UInt8] = []
    /// Bytes compressed so far; 64 bits are enough for any upload.
    private var count: UInt64 = 0

    /// An unkeyed hash with a digest of 32 bytes.
    init() {
        state = Self.initial
        state[0] ^= 0x0101_0020
        block.reserveCapacity(128)
    }

    /// Adds bytes; the last full block waits, because the final one is compressed differently.
    mutating func update(_ bytes: some Collection<UInt8>) {
        for byte in bytes {
            if block.count == 128 {
                count &+= 128
                compress(last: false)
                block.removeAll(keepingCapacity: true)
            }
            block.append(byte)
        }
    }

    /// The digest of everything added.
    consuming func finalize() -> [UInt8] {
        count &+= UInt64(block.count)
        block.append(contentsOf: repeatElement(0, count: 128 - block.count))
        compress(last: true)
        return state.prefix(4).flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) } }
    }

    /// The compression function F (RFC 7693, section 3.2).
    private mutating func compress(last: Bool) {
        var v = state + Self.initial
        v[12] ^= count
        if last { v[14] = ~v[14] }
        var message = [UInt64](repeating: 0, count: 16)
        for index in 0..<128 {
            message[index >> 3] |= UInt64(block[index]) << (8 * UInt64(index & 7))
        }
        for round in 0..<12 {
            let order = Self.schedule[round % 10]
            for step in 0..<8 {
                let (a, b, c, d) = Self.lanes[step]
                v[a] = v[a] &+ v[b] &+ message[order[2 * step]]
                v[d] = Self.rotate(v[d] ^ v[a], by: 32)
                v[c] = v[c] &+ v[d]
                v[b] = Self.rotate(v[b] ^ v[c], by: 24)
                v[a] = v[a] &+ v[b] &+ message[order[2 * step + 1]]
                v[d] = Self.rotate(v[d] ^ v[a], by: 16)
                v[c] = v[c] &+ v[d]
                v[b] = Self.rotate(v[b] ^ v[c], by: 63)
            }
        }
        for index in 0..<8 { state[index] ^= v[index] ^ v[index + 8] }
    }

    /// Rotates to the right.
    private static func rotate(_ word: UInt64, by bits: UInt64) -> UInt64 {
        (word >> bits) | (word << (64 - bits))
    }

    /// The initialization vector (RFC 7693, section 2.6).
    private static let initial: [UInt64] = [
        0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
        0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
    ]

    /// The columns and diagonals that the eight mixings of a round work on.
    private static let lanes: [(Int, Int, Int, Int)] = [
        (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
        (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
    ]

    /// The message schedule SIGMA (RFC 7693, section 2.7).
    private static let schedule: [[Int]] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
        [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
        [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
        [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
        [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
    ]
}
