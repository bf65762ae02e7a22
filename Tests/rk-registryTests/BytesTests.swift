import RKShared
import Testing

@testable import rk_registry

/// Bytes from hexadecimal digits.
private func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal)
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
}

/// The text that the short streams hold.
private let text = Array(String(repeating: "Metadata-Version: 2.4\nName: acme\n", count: 6).utf8)

/// A stream with a fixed code, one without compression and one with its own code.
private let streams: [(packed: [UInt8], plain: [UInt8])] = [
    (bytes("f34d2d494c492c49d40d4b2d2acecccfb35230d233e1f24bcc4db552484cce4de5f21d0a0a00"), text),
    ([0x01, 0xc6, 0x00, 0x39, 0xff] + text, text),
    (
        bytes(
            "1d8fb90d04310cc47255e1d664cbfaacafffe8161773400cef31eaea106a8cc432a58588802189a3d5a04fb51c13889dd6e4"
                + "887b4fecd6487ef04e0df1c46becedc13c8a02a031ef957d9eb90392bb1fc864bf7c08b00a95810fd83e070b4d8df8f961b6"
                + "61f35add841e2bc5c8e67ba21877734d824ee9e087b65fd97e8e3ba75d842dc5b3431e494a53f834ae706459f72f0a78f0e5"
                + "9c7d2e3388adb1b716b9f6055a3b4fdcbb28ce37b1e74065b41df1246dd164aa1f"),
        bytes(
            "656369646f6e6f6c67646f616c6d616e696864206161610a616c676d6170686e6f0a686b68686e6a616d0a64666a6420706d70676a6a6f706c626f68"
                + "6c6d666b0a6b636e706466706c6b6f616f626a6c6666706861670a0a686c706b6b6e690a616c7065700a676d626f6b0a67706d6f6b6d6b610a0a206e"
                + "6168660a66630a69626363616e6169686964666b6a636666697066696a6e206f6f64616a6c206d6769646970676d6168616c6562666e706d0a68706e"
                + "6870616c206d626a6567626a63636a6a666d6965610a62676e6670626c676b64676d676f646c6a706f61206c6a6166672065206d6769646c0a6b0a6f"
                + "0a686362636566660a67692070696b2020646a686f650a6420626d636c656520646c630a6863696b6a0a646e6964626a6161636d646267686d66646e"
        )
    ),
]

/// Streams of all three kinds of blocks expand; cut short or over the limit they are refused.
@Test func inflateStreams() throws {
    for (packed, plain) in streams {
        #expect(try inflate(packed, limit: plain.count) == plain)
        #expect(throws: InflateFault.oversized) { try inflate(packed, limit: plain.count - 1) }
        for length in 0..<packed.count { #expect(throws: InflateFault.malformed) { try inflate(Array(packed[..<length]), limit: 1000) } }
    }
}

/// Damaged streams end in a result or an error, never in a crash or without end.
@Test func inflateDamaged() {
    var generator = SystemRandomNumberGenerator()
    for (packed, _) in streams {
        for _ in 0..<2000 {
            var damaged = packed
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            let result = try? inflate(damaged, limit: 10_000)
            #expect((result?.count ?? 0) <= 10_000)
        }
    }
}

/// Digests of known texts, fed in pieces of several sizes.
@Test(arguments: [1, 7, 64, 127, 128, 129, 1000]) func digests(pieceSize: Int) {
    let long = (0..<1000).map { UInt8($0 % 251) }
    let table: [([UInt8], String)] = [
        ([], "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"),
        (Array("abc".utf8), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"),
        (Array(long[..<128]), "c3582f71ebb2be66fa5dd750f80baae97554f3b015663c8be377cfcb2488c1d1"),
        (long, "b372d0608f720c8c3dd41e9c8eecb10143b41abe520b616607e754bf79c08331"),
    ]
    for (input, blake2b) in table {
        var stream = DigestStream()
        for start in stride(from: 0, to: input.count, by: pieceSize) {
            stream.update(Array(input[start..<min(start + pieceSize, input.count)]))
        }
        #expect(stream.count == input.count)
        let digests = stream.finish()
        #expect(digests.blake2b256 == blake2b)
        #expect(digests.sha256 == Digest.sha256(input))
    }
    #expect(Digest.sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
}

/// The vectors of RFC 4648.
@Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
])
func base64Vectors(_ text: String, _ expected: String) {
    #expect(Base64.encode(Array(text.utf8)) == expected)
}

/// Moments and how they are written, both ways.
@Test(
    arguments: [
        (0, "1970-01-01T00:00:00.000000Z"), (951_782_400_000_001, "2000-02-29T00:00:00.000001Z"),
        (1_795_226_500_123_456, "2026-11-21T02:01:40.123456Z"),
        (4_107_542_399_999_999, "2100-02-28T23:59:59.999999Z"), (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
    ] as [(Int64, String)])
func timestamp(_ microseconds: Int64, _ text: String) {
    #expect(Timestamp(microseconds: microseconds).description == text)
    #expect(Timestamp(text)?.microseconds == microseconds)
    #expect(Timestamp(String(text.dropLast())) == nil)
}

/// Archives that are none, each with a part of the reason.
@Test func damagedArchives() async throws {
    let wheel = zip([("a-1.dist-info/METADATA", Array("Name: a\n".utf8))])
    /// Opens an archive in memory and reads its first entry.
    func read(_ bytes: [UInt8]) async throws -> [UInt8] {
        let archive = try await ZipArchive(size: bytes.count) { offset, length in
            Array(bytes[min(offset, bytes.count)..<min(offset + length, bytes.count)])
        }
        guard let entry = archive.entries.first else { throw ZipFault(reason: "is empty") }
        return try await archive.contents(of: entry, limit: 100)
    }
    #expect(try await read(wheel) == Array("Name: a\n".utf8))
    for length in 0..<wheel.count { await #expect(throws: ZipFault.self) { try await read(Array(wheel[..<length])) } }
    for index in wheel.indices {
        var damaged = wheel
        damaged[index] ^= 0xff
        _ = try? await read(damaged)
    }
    await #expect(throws: ZipFault.self) { try await read(zip([("big", [UInt8](repeating: 1, count: 101))])) }
}
