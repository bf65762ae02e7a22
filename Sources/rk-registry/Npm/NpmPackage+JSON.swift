import RKShared

extension NpmPackage {
    /// The package as it lies on disk.
    var json: JSON {
        var entries = JSONObject()
        for (text, version) in versions { entries[text] = version.json }
        var tagged = JSONObject()
        for (tag, version) in tags { tagged[tag] = .string(version) }
        return .object(
            JSONObject([
                "name": .string(name.text), "versions": .object(entries), "dist-tags": .object(tagged),
                "removed": .strings(removed.sorted { $0.precedes($1) }), "created": .string(created.description),
                "modified": .string(modified.description), "revision": .integer(revision), "readme": .string(readme),
            ]))
    }

    /// Reads a package; nil for what is none.
    init?(_ json: JSON) {
        guard let object = json.object, let name = object["name"]?.string.flatMap({ NpmName($0) }),
            let created = object["created"]?.string.flatMap({ Timestamp($0) }),
            let modified = object["modified"]?.string.flatMap({ Timestamp($0) }), let revision = object["revision"]?.integer,
            let entries = object["versions"]?.object, let tagged = object["dist-tags"]?.object, let removed = object["removed"]?.array
        else { return nil }
        self.init(name, created: created)
        for entry in entries.members {
            guard let version = Version(entry.value) else { return nil }
            versions[entry.key] = version
        }
        for entry in tagged.members {
            guard let version = entry.value.string, versions[version] != nil else { return nil }
            tags[entry.key] = version
        }
        self.removed = Set(removed.compactMap(\.string))
        self.modified = modified
        self.revision = revision
        readme = object["readme"]?.string ?? ""
    }
}

extension NpmPackage.Version {
    /// The version as it lies on disk.
    var json: JSON {
        .object(
            JSONObject([
                "manifest": .object(manifest), "integrity": .string(integrity), "shasum": .string(shasum), "size": .integer(size),
                "published": .string(published.description), "deprecated": deprecated.map { .string($0) }, "attestation": attestation,
            ]))
    }

    /// Reads a version; nil for what is none.
    init?(_ json: JSON) {
        guard let object = json.object, let manifest = object["manifest"]?.object, let integrity = object["integrity"]?.string,
            let shasum = object["shasum"]?.string, let size = object["size"]?.integer,
            let published = object["published"]?.string.flatMap({ Timestamp($0) })
        else { return nil }
        self.init(
            manifest: manifest, integrity: integrity, shasum: shasum, size: size, published: published,
            deprecated: object["deprecated"]?.string, attestation: object["attestation"])
    }
}
