import RKShared

/// The fields of an upload's form, checked.
struct UploadForm: Sendable {
    /// Compared with the file's name and its METADATA.
    let project: ProjectName
    /// Compared in the same way; never a local one.
    let version: PEP440
    /// The project's name as spelled.
    let name: String
    /// The version as spelled.
    let versionText: String
    /// Agrees with the file's extension.
    let filetype: DistributionFile.Kind
    /// `source` for source distributions.
    let pyversion: String
    /// The file's name; safe on disk.
    let file: DistributionFile
    /// Everything that was sent, the fields above included.
    let fields: [String: [String]]

    /// Fields that have a place of their own and are not kept as metadata.
    static let protocolFields: Set<String> = [
        ":action", "protocol_version", "name", "version", "filetype", "pyversion", "md5_digest", "sha256_digest", "blake2_256_digest",
        "content", "gpg_signature", "attestations", "comment", "requires_python",
    ]

    /// Checks the fields and the file's name in the order in which PyPI does.
    init(fields: [String: [String]], filename: String) throws(Refusal) {
        /// The first value of a field, nil if it is empty.
        func value(_ name: String) -> String? {
            let text = fields[name]?.first.map { $0.trimmed }
            return text?.isEmpty == false ? text : nil
        }
        guard value(":action") == "file_upload" else { throw Refusal(400, "Invalid or missing :action, only file_upload is supported") }
        guard value("protocol_version") == "1" else { throw Refusal(400, "Unknown protocol version") }
        guard let name = value("name") else { throw Refusal(400, "name: This field is required") }
        guard let project = ProjectName(name) else {
            throw Refusal(
                400, "name: '\(name.prefix(100))' is an invalid value: letters, digits, '.', '_' and '-', letters or digits at both ends")
        }
        guard let versionText = value("version") else { throw Refusal(400, "version: This field is required") }
        guard let version = PEP440(versionText) else {
            throw Refusal(400, "version: '\(versionText.prefix(100))' is an invalid value: it is no version of PEP 440")
        }
        guard !version.description.contains("+") else {
            throw Refusal(400, "version: '\(versionText.prefix(100))' is an invalid value: local versions cannot be uploaded")
        }
        guard let filetypeText = value("filetype") else { throw Refusal(400, "filetype: This field is required") }
        guard let filetype = DistributionFile.Kind(rawValue: filetypeText) else {
            throw Refusal(400, "filetype: '\(filetypeText.prefix(40))' is an invalid value: use sdist or bdist_wheel")
        }
        let pyversion = value("pyversion") ?? (filetype == .sdist ? "source" : nil)
        guard let pyversion else { throw Refusal(400, "pyversion: Python version is required for binary distribution uploads") }
        guard filetype == .wheel || pyversion == "source" else {
            throw Refusal(400, "pyversion: Use 'source' as Python version for an sdist")
        }
        guard value("metadata_version") != nil else { throw Refusal(400, "metadata_version: This field is required") }
        guard value("sha256_digest") != nil || value("md5_digest") != nil || value("blake2_256_digest") != nil else {
            throw Refusal(400, "Include at least one message digest")
        }
        guard let file = DistributionFile(filename) else {
            throw Refusal(400, "Invalid file name '\(filename.prefix(100))': use .whl, .tar.gz or .zip, and no path or special characters")
        }
        guard file.kind == filetype else { throw Refusal(400, "Invalid file extension: '\(file.name)' is no \(filetype.rawValue)") }
        guard file.belongs(to: project, version) else {
            throw Refusal(400, "Invalid file name '\(file.name)': it does not belong to version \(version) of '\(project.normalized)'")
        }
        (self.name, self.project, self.versionText, self.version) = (name, project, versionText, version)
        (self.filetype, self.pyversion, self.file, self.fields) = (filetype, pyversion, file, fields)
    }

    /// Refuses a file whose digests are not the ones that the form names.
    func check(_ digests: Digests) throws(Refusal) {
        let claims = [("md5_digest", digests.md5), ("sha256_digest", digests.sha256), ("blake2_256_digest", digests.blake2b256)]
        for (field, digest) in claims {
            guard let claim = fields[field]?.first.map({ $0.trimmed }), !claim.isEmpty else { continue }
            guard claim.lowercased() == digest else {
                throw Refusal(400, "The digest supplied does not match a digest calculated from the uploaded file (\(field))")
            }
        }
    }

    /// The record of a stored file.
    func record(size: Int, digests: Digests, metadata: [UInt8]?, time: Timestamp) -> FileRecord {
        let requirement = fields["requires_python"]?.first.map { $0.trimmed } ?? ""
        return FileRecord(
            filename: file.name, name: name, version: versionText, filetype: filetype, pyversion: pyversion, size: size, digests: digests,
            uploadTime: time.description, requiresPython: requirement.isEmpty ? nil : requirement,
            metadataDigest: metadata.map { Digest.sha256($0) },
            fields: fields.filter { !Self.protocolFields.contains($0.key) })
    }
}
