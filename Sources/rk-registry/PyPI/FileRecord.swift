import RKShared

/// What the registry keeps of one uploaded file, beside it as `FILE.json`.
struct FileRecord: Codable, Hashable, Sendable {
    /// The name of the file beside the record.
    var filename: String
    /// The project's name as the upload spelled it.
    var name: String
    /// The version as the upload spelled it.
    var version: String
    /// Wheel or source distribution.
    var filetype: DistributionFile.Kind
    /// `py3`, `source`, …
    var pyversion: String
    /// Bytes.
    var size: Int
    /// Of the file as it lies on disk.
    var digests: Digests
    /// When the upload was complete, in `Timestamp`'s form.
    var uploadTime: String
    /// A specifier such as `>=3.9`.
    var requiresPython: String?
    /// The SHA-256 of `FILE.metadata` (PEP 658), nil if there is none.
    var metadataDigest: String?
    /// Whether installers pass it over unless it is pinned (PEP 592).
    var yanked = false
    /// Why, in the words of whoever yanked it.
    var yankedReason: String?
    /// The other fields of the upload, by their name in the form.
    var fields: [String: [String]] = [:]

    /// Keys on disk.
    enum CodingKeys: String, CodingKey {
        case filename, name, version, filetype, pyversion, size, digests
        case uploadTime = "upload_time"
        case requiresPython = "requires_python"
        case metadataDigest = "metadata_sha256"
        case yanked
        case yankedReason = "yanked_reason"
        case fields
    }

    /// The version in its normal form, or as spelled if a hand has edited the record.
    var normalVersion: String { PEP440(version)?.description ?? version }
}
