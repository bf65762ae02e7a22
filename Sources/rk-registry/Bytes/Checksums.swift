import Crypto
import RKShared

/// The digests that lie beside the files of a Maven repository, lower-case hexadecimal.
struct Checksums: Hashable, Sendable {
    /// The kinds; the raw value is the extension of the file that holds one.
    enum Kind: String, CaseIterable, Sendable {
        /// 32 digits.
        case md5
        /// 40 digits.
        case sha1
        /// 64 digits; the one that decides whether two files are the same.
        case sha256
        /// 128 digits.
        case sha512
    }

    /// The digests by kind, all kinds present.
    private let values: [Kind: String]

    /// The digest of a kind.
    subscript(_ kind: Kind) -> String { values[kind] ?? "" }

    /// Computes all of them in one pass while a file's bytes go by.
    struct Stream {
        /// For old clients.
        private var md5 = Insecure.MD5()
        /// What Maven itself compares by default.
        private var sha1 = Insecure.SHA1()
        /// For clients of today.
        private var sha256 = SHA256()
        /// For clients of today.
        private var sha512 = SHA512()
        /// Bytes seen so far.
        private(set) var count = 0

        /// Adds the next bytes of the file.
        mutating func update(_ bytes: [UInt8]) {
            md5.update(data: bytes)
            sha1.update(data: bytes)
            sha256.update(data: bytes)
            sha512.update(data: bytes)
            count += bytes.count
        }

        /// The digests of everything added.
        consuming func finish() -> Checksums {
            Checksums(values: [
                .md5: Digest.hexadecimal(md5.finalize()), .sha1: Digest.hexadecimal(sha1.finalize()),
                .sha256: Digest.hexadecimal(sha256.finalize()), .sha512: Digest.hexadecimal(sha512.finalize()),
            ])
        }
    }

    /// The digests of bytes in memory.
    static func of(_ bytes: [UInt8]) -> Checksums {
        var stream = Stream()
        stream.update(bytes)
        return stream.finish()
    }
}
