import RKShared

/// What the registry keeps of one uploaded file, beside it as `FILE.json`.
struct FileRecord: Hashable, Sendable {
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

    /// The version in its normal form, or as spelled if a hand has edited the record.
    var normalVersion: String { PEP440(version)?.description ?? version }
}
