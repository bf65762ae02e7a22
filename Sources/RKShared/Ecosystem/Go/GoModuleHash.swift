/// The digests of go.sum, of files that no tag names yet: `h1:` and the SHA-256 of a list of the files' own (golang.org/x/mod/sumdb/dirhash, Hash1).
public enum GoModuleHash {
    /// A file of a list.
    public struct File: Sendable, Hashable {
        /// The name in the list.
        public var name: String
        /// The lower-case hexadecimal SHA-256 of its bytes.
        public var digest: String

        /// A file.
        public init(name: String, digest: String) {
            self.name = name
            self.digest = digest
        }
    }

    /// The digest of a list of files, in any order.
    public static func digest(of files: [File]) -> String {
        var list: [UInt8] = []
        for file in files.sorted(by: { $0.name.precedes($1.name) }) {
            list += "\(file.digest)  \(file.name)\n".utf8
        }
        return "h1:" + Digest.sha256Base64(list)
    }

    /// The digest of a go.mod alone.
    public static func digest(ofManifest bytes: [UInt8]) -> String { digest(of: [File(name: "go.mod", digest: Digest.sha256(bytes))]) }
}
