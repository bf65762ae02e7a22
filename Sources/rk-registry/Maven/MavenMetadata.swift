import RKShared

/// The `maven-metadata.xml` of an artifact: its versions in the order of their deployment (Maven's repository metadata, 1.1.0).
struct MavenMetadata: Hashable, Sendable {
    /// The group in dots.
    var group: String
    /// The artifact.
    var artifact: String
    /// Oldest first.
    var versions: [String]
    /// The time of the last deployment.
    var lastUpdated: Timestamp

    /// The file as Maven writes it; names hold nothing that XML escapes.
    var xml: String {
        let release = versions.last { !$0.hasSuffix("-SNAPSHOT") }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <metadata>
              <groupId>\(group)</groupId>
              <artifactId>\(artifact)</artifactId>
              <versioning>
                <latest>\(versions.last ?? "")</latest>
            \(release.map { "    <release>\($0)</release>\n" } ?? "")    <versions>
            \(versions.map { "      <version>\($0)</version>\n" }.joined())    </versions>
                <lastUpdated>\(lastUpdated.digits)</lastUpdated>
              </versioning>
            </metadata>

            """
    }

    /// Whether a client's metadata names exactly these versions, in any order: then it says more than can be worked out from files.
    func agrees(with bytes: [UInt8]) -> Bool {
        Set(Self.versions(in: bytes)) == Set(versions)
    }

    /// The texts of all elements `version` in metadata.
    static func versions(in bytes: [UInt8]) -> [String] {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split(separator: "<version>", omittingEmptySubsequences: false).dropFirst()
            .compactMap { piece in piece.firstIndex(of: "<").map { piece[..<$0].trimmed } }
    }

    /// Whether bytes look like metadata: text whose root is `metadata`.
    static func isPlausible(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self), !text.contains("\0") else { return false }
        return (text.contains("<metadata>") || text.contains("<metadata ")) && text.trimmed.hasSuffix("</metadata>")
    }
}
