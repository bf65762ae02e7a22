extension Action.FileWrite {
    /// The change of a file from what was read, nil where there is none, to what is to be there.
    public init(path: String, read: [UInt8]?, content: [UInt8]) {
        self.init(path: path, before: read.map { Self.digest($0) }, after: Self.digest(content), content: content)
    }

    /// The digest of bytes as actions have it.
    public static func digest(_ bytes: [UInt8]) -> String { "sha256:\(Digest.sha256(bytes))" }
}
