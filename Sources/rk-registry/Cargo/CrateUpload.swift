import RKShared

/// The body of a request that publishes a crate, checked.
struct CrateUpload: Sendable {
    /// The crate.
    let name: CrateName
    /// The version as its author spells it.
    let version: String
    /// What cargo says of the version.
    let metadata: JSONObject
    /// The archive.
    let archive: [UInt8]
    /// What the version needs, as the index has it.
    let dependencies: [CrateDependency]

    /// Reads two parts, each behind its length as four bytes, the lowest first: a JSON object, and the archive (cargo's web API, "Publish").
    init(_ body: [UInt8], limit: Int) throws(Refusal) {
        var rest = body[...]
        let head = try Self.part(&rest, "the metadata")
        let archive = try Self.part(&rest, "the crate")
        guard rest.isEmpty else { throw Refusal(400, "invalid upload: \(rest.count) bytes stand behind the crate") }
        guard archive.count <= limit else { throw UploadBody.tooLarge(limit) }
        let metadata = try Self.object(head)
        guard let name = metadata["name"]?.string, let crate = CrateName(name) else {
            throw Refusal(
                400,
                "invalid upload: '\((metadata["name"]?.string ?? "").prefix(100))' is no name of a crate: letters, digits, '-' and '_', a letter "
                    + "in front, 64 characters at most")
        }
        guard let version = metadata["vers"]?.string, SemVer(version) != nil else {
            throw Refusal(400, "invalid upload: '\((metadata["vers"]?.string ?? "").prefix(100))' is no version of semver")
        }
        guard let needs = metadata["deps"]?.array else { throw Refusal(400, "invalid upload: deps is no array") }
        var dependencies: [CrateDependency] = []
        for need in needs { dependencies.append(try CrateDependency(need)) }
        for feature in metadata["features"]?.object?.members ?? [] {
            guard let values = feature.value.array, values.allSatisfy({ $0.string != nil }) else {
                throw Refusal(400, "invalid upload: the feature '\(feature.key.prefix(100))' is no array of strings")
            }
        }
        self.name = crate
        self.version = version
        self.metadata = metadata
        self.archive = archive
        self.dependencies = dependencies
    }

    /// The JSON object of the first part.
    private static func object(_ bytes: [UInt8]) throws(Refusal) -> JSONObject {
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch {
            throw Refusal(400, "invalid upload: the metadata is no JSON: \(error.message)")
        }
        guard let object = json.object else { throw Refusal(400, "invalid upload: the metadata is no JSON object") }
        return object
    }

    /// Takes a length and so many bytes from the front.
    private static func part(_ rest: inout ArraySlice<UInt8>, _ what: String) throws(Refusal) -> [UInt8] {
        guard rest.count >= 4 else { throw Refusal(400, "invalid upload: it ends before the length of \(what)") }
        let length = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(4)
        guard rest.count >= length else {
            throw Refusal(400, "invalid upload: \(what) should have \(length) bytes, and \(rest.count) are left")
        }
        defer { rest = rest.dropFirst(length) }
        return Array(rest.prefix(length))
    }

    /// The version's line of the index, without `yanked`.
    var entry: JSONObject {
        var plain = JSONObject()
        var newer = JSONObject()
        for feature in metadata["features"]?.object?.members ?? [] {
            // What cargo before 1.60 cannot read goes where it does not look.
            let isNewer =
                feature.value.array?.contains { $0.string?.hasPrefix("dep:") == true || $0.string?.contains("?/") == true } ?? false
            if isNewer { newer[feature.key] = feature.value } else { plain[feature.key] = feature.value }
        }
        return JSONObject([
            "name": .string(name.text), "vers": .string(version), "deps": .array(dependencies.map(\.json)),
            "cksum": .string(Digest.sha256(archive)), "features": .object(plain),
            "features2": newer.members.isEmpty ? nil : .object(newer), "v": newer.members.isEmpty ? nil : .integer(2),
            "links": metadata["links"]?.string.map { .string($0) } ?? .null,
            "rust_version": metadata["rust_version"]?.string.map { .string($0) },
        ])
    }

    /// What crates.io would refuse and this registry does not mind, for cargo to show.
    var warnings: [String] {
        let missing = [
            metadata["description"]?.string?.isEmpty == false ? nil : "description",
            metadata["license"]?.string?.isEmpty == false || metadata["license_file"]?.string?.isEmpty == false ? nil : "license",
        ].compactMap { $0 }
        return missing.isEmpty
            ? [] : ["crates.io would refuse this crate: missing or empty metadata fields: \(missing.joined(separator: ", "))"]
    }
}
