import RKShared

extension FileRecord {
    /// The record as it lies on disk.
    var json: JSON {
        var others = JSONObject()
        for (name, values) in fields { others[name] = .strings(values) }
        return .object(
            JSONObject([
                "filename": .string(filename), "name": .string(name), "version": .string(version), "filetype": .string(filetype.rawValue),
                "pyversion": .string(pyversion), "size": .integer(size), "digests": digests.json, "upload_time": .string(uploadTime),
                "requires_python": requiresPython.map { .string($0) }, "metadata_sha256": metadataDigest.map { .string($0) },
                "yanked": .bool(yanked), "yanked_reason": yankedReason.map { .string($0) }, "fields": .object(others),
            ]))
    }

    /// Reads a record; nil for what is none, as a hand may have left it.
    init?(_ bytes: [UInt8]) {
        guard let object = try? JSON(parsing: bytes).object, let filename = object["filename"]?.string, let name = object["name"]?.string,
            let version = object["version"]?.string, let kind = object["filetype"]?.string.flatMap({ DistributionFile.Kind(rawValue: $0) }),
            let pyversion = object["pyversion"]?.string, let size = object["size"]?.integer,
            let digests = object["digests"].flatMap({ Digests($0) }), let uploadTime = object["upload_time"]?.string,
            let others = object["fields"]?.object
        else { return nil }
        self.init(
            filename: filename, name: name, version: version, filetype: kind, pyversion: pyversion, size: size, digests: digests,
            uploadTime: uploadTime, requiresPython: object["requires_python"]?.string, metadataDigest: object["metadata_sha256"]?.string,
            yanked: object["yanked"] == .bool(true), yankedReason: object["yanked_reason"]?.string)
        for member in others.members { fields[member.key] = member.value.array?.compactMap(\.string) ?? [] }
    }
}
