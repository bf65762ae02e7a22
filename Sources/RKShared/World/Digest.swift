import Crypto
import SystemPackage

/// SHA-256 as documents and journals write it: 64 lower-case hexadecimal digits.
public enum Digest {
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
