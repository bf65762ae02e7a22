import Crypto
import SystemPackage

/// SHA-256 as documents and journals write it: 64 lower-case hexadecimal digits; other algorithms where registries have them.
public enum Digest {
    /// A way to compute a digest.
    public enum Algorithm: String, Sendable, Hashable {
        /// What documents and most registries have.
        case sha256
        /// What npm has, as `integrity`.
        case sha512
        /// What npm has for versions of old.
        case sha1
        /// What proxies of Go have: the commit that a tag's text (git-mktag) names.
        case commit
    }

    /// The digest of bytes, in lower-case hexadecimal digits.
    public static func of(_ bytes: [UInt8], _ algorithm: Algorithm) -> String {
        switch algorithm {
        case .sha256: hexadecimal(SHA256.hash(data: bytes))
        case .sha512: hexadecimal(SHA512.hash(data: bytes))
        case .sha1: hexadecimal(Insecure.SHA1.hash(data: bytes))
        case .commit:
            String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }.split(separator: UInt8(ascii: " ")).last ?? [], as: UTF8.self)
        }
    }

    /// The digest of bytes.
    public static func sha256(_ bytes: [UInt8]) -> String { hexadecimal(SHA256.hash(data: bytes)) }

    /// The digest of bytes as Base64, as registries write it.
    public static func sha256Base64(_ bytes: [UInt8]) -> String { Base64.encode(SHA256.hash(data: bytes)) }

    /// The digest of a file of any size, which is never in memory as a whole; links are followed.
    public static func sha256(file path: String) throws(Files.Trouble) -> String {
        var hash = SHA256()
        do {
            let descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
            defer { try? descriptor.close() }
            var buffer = [UInt8](repeating: 0, count: 1 << 18)
            while true {
                let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
                if count == 0 { break }
                buffer.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            }
        } catch {
            throw Files.refusal(error)
        }
        return hexadecimal(hash.finalize())
    }

    /// Bytes as lower-case hexadecimal digits, two a byte.
    public static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
