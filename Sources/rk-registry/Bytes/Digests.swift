import Crypto
import RKShared

/// The three digests of a file that PyPI's protocols speak of, lower-case hexadecimal.
struct Digests: Hashable, Sendable {
    /// 32 digits; only for clients that know nothing better.
    var md5: String
    /// 64 digits; the one that decides whether two files are the same.
    var sha256: String
    /// 64 digits.
    var blake2b256: String
}

extension Digests {
    /// The digests as PyPI's JSON API spells them.
    var json: JSON {
        .object(JSONObject(["md5": .string(md5), "sha256": .string(sha256), "blake2b_256": .string(blake2b256)]))
    }

    /// Reads digests; nil when one is missing.
    init?(_ json: JSON) {
        guard let object = json.object, let md5 = object["md5"]?.string, let sha256 = object["sha256"]?.string,
            let blake2b256 = object["blake2b_256"]?.string
        else { return nil }
        self.init(md5: md5, sha256: sha256, blake2b256: blake2b256)
    }
}

/// Computes all digests of a file in one pass while its bytes go by.
struct DigestStream {
    /// For old clients.
    private var md5 = Insecure.MD5()
    /// What everything else rests on.
    private var sha256 = SHA256()
    /// What twine and PyPI's messages use.
    private var blake2b = Blake2b()
    /// Bytes seen so far.
    private(set) var count = 0

    /// Adds the next bytes of the file.
    mutating func update(_ bytes: [UInt8]) {
        md5.update(data: bytes)
        sha256.update(data: bytes)
        blake2b.update(bytes)
        count += bytes.count
    }

    /// The digests of everything added.
    consuming func finish() -> Digests {
        Digests(
            md5: Digest.hexadecimal(md5.finalize()), sha256: Digest.hexadecimal(sha256.finalize()),
            blake2b256: Digest.hexadecimal(blake2b.finalize()))
    }
}
