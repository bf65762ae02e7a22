import RKShared

extension FuzzedParser {
    /// The readers of archives.
    static let archives: [FuzzedParser] = [
        FuzzedParser("inflate", Seeds(inputs: [sample(Samples.deflated)])) { bytes in
            if let expanded = try? inflate(bytes, limit: 1 << 20) {
                try Violation.unless(expanded.count <= 1 << 20, "the limit is passed")
            }
        },
        FuzzedParser("gzip", Seeds(inputs: [sample(Samples.gzipped)])) { try tar($0) },
        FuzzedParser(
            "tar",
            Seeds(
                inputs: [expanded(sample(Samples.gzipped))],
                tokens: [
                    "ustar", "0000644\0", "00000000017\0", "x", "g", "L", "path=", "30 path=a\n", "size=", "../", "/", "7777777777777",
                ])
        ) { try tar(stored($0)) },
        FuzzedParser("zip", Seeds(inputs: [sample(Samples.zipped)], tokens: ["PK\u{1}\u{2}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "\0\0\0\0"])) {
            bytes, _ in try await zip(bytes)
        },
    ]

    /// The bytes of a sample.
    private static func sample(_ text: String) -> [UInt8] { Base64.decode(text) ?? [] }

    /// The tar file in a sample.
    private static func expanded(_ bytes: [UInt8]) -> [UInt8] {
        (try? inflate(Array(bytes.dropFirst(10).dropLast(8)), limit: 1 << 20)) ?? []
    }

    /// Looks for a file at the front, for one at the end, and for none.
    private static func tar(_ bytes: [UInt8]) throws {
        let limits = TarArchive.Limits(file: 1 << 16, archive: 1 << 22)
        for suffix in ["", "PKG-INFO", "\0"] {
            let content = try? TarArchive.file(in: bytes, limits: limits) { $0.hasSuffix(suffix) }
            try Violation.unless(content?.count ?? 0 <= 1 << 16, "the limit is passed")
        }
    }

    /// Reads every entry.
    private static func zip(_ bytes: [UInt8]) async throws {
        let archive = try? await ZipArchive(size: bytes.count) { offset, length in
            Array(bytes[min(max(offset, 0), bytes.count)..<min(max(offset + length, 0), bytes.count)])
        }
        for entry in (archive?.entries ?? []).prefix(50) {
            let content = try? await archive?.contents(of: entry, limit: 1 << 16)
            try Violation.unless(content?.count ?? 0 <= 1 << 16, "the limit is passed")
        }
    }

    /// Bytes as a gzip file that compresses nothing.
    private static func stored(_ content: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        var rest = content[...]
        repeat {
            let part = rest.prefix(65_535)
            rest = rest.dropFirst(part.count)
            let (low, high) = (UInt8(part.count & 0xFF), UInt8(part.count >> 8))
            bytes += [rest.isEmpty ? 1 : 0, low, high, ~low, ~high] + part
        } while !rest.isEmpty
        return bytes + [UInt8](repeating: 0, count: 8)
    }
}

/// Archives that tools made, in Base64.
private enum Samples {
    /// DEFLATE with codes of its own.
    static let deflated = "800tSUxJLEnUDUstKs7Mz7NSMNIz5PJLzE21UkhMSkawIIjLl8bqAQ=="
    /// A tar file with three files, one of them with extended headers.
    static let gzipped = """
        H4sIAAAAAAACA+3XT0vDMBjH8Zz7KkLOLnmSdh0WBp78gzh38v5gg5uybrRRCuIL8nX4xowKE4ooHtrh/H0uaXPJoXx5GjYbvr7jG69vm3UlekFRnmXva9RdidL88/l
        t31I2dkKSGMB9E7iOx4v/6VFVvPKqUKwO1IOvm+W6im9Wkyb1JGDPaaPN0ZzbU8+lr/vr/4vut807m3b7d9YK2aL/3tn0UG44LKZsyh0xL886tCFBjDswxGf/9fxPr
        ZvkmP9DaL+FPva///n5yehsdnzZ3xk/9j/uzH+auJzQ/xAufOCSA4+uPv79C+m0TWbxTlBITrab8T6A+QwAAAAAAAAAAAAAAPAXvAJOLJlAACgAAA==
        """.filter { $0 != "\n" }
    /// A ZIP file with a compressed and a stored entry and a comment.
    static let zipped = """
        UEsDBBQAAAAIAAAAIQC2jYzJDQAAAEgAAAAKAAAAYS9NRVRBREFUQfNLzE21Ukjk8qOQBgBQSwMEFAAACAAAAAAhAAv5Q1YGAAAABgAAAAQAAABhL8Opc3RvcmVkUEs
        BAhQDFAAAAAgAAAAhALaNjMkNAAAASAAAAAoAAAAAAAAAAAAAAIABAAAAAGEvTUVUQURBVEFQSwECFAMUAAAIAAAAACEAC/lDVgYAAAAGAAAABAAAAAAAAAAAAAAAgA
        E1AAAAYS/DqVBLBQYAAAAAAgACAGoAAABdAAAABQBoZWxsbw==
        """.filter { $0 != "\n" }
}
