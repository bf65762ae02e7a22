import RKShared

/// What the registry keeps of one version, beside its archive as `VERSION.json`.
struct PubRecord: Hashable, Sendable {
    /// The version.
    var version: PubVersion
    /// The SHA-256 of the archive.
    var digest: String
    /// When it was published.
    var published: Timestamp
    /// Whether solvers pass it over unless a lockfile names it.
    var isRetracted = false
    /// The pubspec as JSON.
    var pubspec: JSON

    /// The record as it lies on disk.
    var json: JSON {
        .object(
            JSONObject([
                "version": .string(version.text), "archive_sha256": .string(digest), "published": .string(published.description),
                "retracted": .bool(isRetracted), "pubspec": pubspec,
            ]))
    }

    /// Reads a record; nil for what is none.
    init?(_ bytes: [UInt8]) {
        guard let object = try? JSON(parsing: bytes).object, let version = object["version"]?.string.flatMap({ PubVersion($0) }),
            let digest = object["archive_sha256"]?.string, let published = object["published"]?.string.flatMap({ Timestamp($0) }),
            let pubspec = object["pubspec"], pubspec.object != nil
        else { return nil }
        self.init(
            version: version, digest: digest, published: published, isRetracted: object["retracted"] == .bool(true), pubspec: pubspec)
    }

    /// A record.
    init(version: PubVersion, digest: String, published: Timestamp, isRetracted: Bool = false, pubspec: JSON) {
        self.version = version
        self.digest = digest
        self.published = published
        self.isRetracted = isRetracted
        self.pubspec = pubspec
    }

    /// The version as an answer shows it.
    func listed(in package: String, base: String) -> JSON {
        .object(
            JSONObject([
                "version": .string(version.text), "retracted": isRetracted ? .bool(true) : nil,
                "archive_url": .string("\(base)/packages/\(package)/versions/\(PercentText.segment(version.text)).tar.gz"),
                "archive_sha256": .string(digest), "published": .string(published.description), "pubspec": pubspec,
            ]))
    }
}

/// What is said of a package as a whole, kept as `options.json`.
struct PubOptions: Hashable, Sendable {
    /// Whether it is no longer kept up.
    var isDiscontinued = false
    /// What to use instead.
    var replacement: String?

    /// The options as they lie on disk and as pub.dev's API has them.
    var json: JSON {
        .object(JSONObject(["isDiscontinued": .bool(isDiscontinued), "replacedBy": replacement.map { .string($0) }]))
    }
}

/// A package with its versions, lowest first.
struct PubPackage: Sendable {
    /// The name.
    let name: String
    /// The versions.
    let records: [PubRecord]
    /// What is said of it.
    let options: PubOptions

    /// The version to show first: the highest release that is not retracted, else the highest prerelease that is not, else the highest.
    var latest: PubRecord? {
        let kept = records.filter { !$0.isRetracted }
        return kept.last { !$0.version.isPrerelease } ?? kept.last ?? records.last
    }

    /// The answer to who asks for all versions.
    func json(base: String) -> JSON {
        .object(
            JSONObject([
                "name": .string(name), "isDiscontinued": options.isDiscontinued ? .bool(true) : nil,
                "replacedBy": options.replacement.map { .string($0) }, "latest": latest?.listed(in: name, base: base),
                "versions": .array(records.map { $0.listed(in: name, base: base) }),
            ]))
    }
}
