import RKShared

/// What the short form of a package's document has of a version: what an installer needs to choose and to plan.
private let installFields: Set<String> = [
    "name", "version", "dependencies", "optionalDependencies", "devDependencies", "bundleDependencies", "bundledDependencies",
    "peerDependencies", "peerDependenciesMeta", "acceptDependencies", "bin", "directories", "engines", "cpu", "os", "libc", "funding",
    "_hasShrinkwrap",
]

extension NpmPackage {
    /// The package with all that is known of it.
    /// - Parameter base: the address of the registry.
    func document(base: String) -> JSON {
        var entries = JSONObject()
        var times = JSONObject(["created": .string(created.milliseconds), "modified": .string(modified.milliseconds)])
        for (text, version) in versions {
            entries[text] = .object(version.manifest(of: name, text, base: base))
            times[text] = .string(version.published.milliseconds)
        }
        var object = JSONObject([
            "_id": .string(name.text), "_rev": .string(revisionName), "name": .string(name.text), "dist-tags": .object(tagged),
            "versions": .object(entries), "time": .object(times), "readme": .string(readme),
        ])
        let latest = tags["latest"].flatMap { versions[$0]?.manifest } ?? JSONObject()
        for key in ["description", "homepage", "keywords", "repository", "author", "bugs", "license", "maintainers", "contributors"] {
            object[key] = latest[key]
        }
        return .object(object)
    }

    /// The package as installers read it, `application/vnd.npm.install-v1+json`.
    func installDocument(base: String) -> JSON {
        var entries = JSONObject()
        for (text, version) in versions {
            let manifest = version.manifest(of: name, text, base: base)
            var short = JSONObject(["dist": manifest["dist"], "deprecated": manifest["deprecated"]])
            for member in manifest.members where installFields.contains(member.key) { short[member.key] = member.value }
            let scripts = manifest["scripts"]?.object ?? JSONObject()
            let runs = ["preinstall", "install", "postinstall"].contains { scripts[$0]?.string != nil }
            if runs { short["hasInstallScript"] = .bool(true) }
            entries[text] = .object(short)
        }
        return .object(
            JSONObject([
                "name": .string(name.text), "modified": .string(modified.milliseconds), "dist-tags": .object(tagged),
                "versions": .object(entries),
            ]))
    }

    /// The tags as an object.
    var tagged: JSONObject {
        var object = JSONObject()
        for (tag, version) in tags { object[tag] = .string(version) }
        return object
    }

    /// What a search shows of the package; nil when it has no version.
    var found: JSON? {
        guard let text = tags["latest"], let version = versions[text] else { return nil }
        let owner = JSON.object(JSONObject(["username": .string("rk"), "email": .string("rk@localhost")]))
        let package = JSONObject([
            "name": .string(name.text), "version": .string(text), "description": version.manifest["description"],
            "keywords": version.manifest["keywords"] ?? .array([]), "date": .string(version.published.milliseconds),
            "links": .object(JSONObject()), "publisher": owner, "maintainers": .array([owner]),
        ])
        let detail = JSONObject(["quality": .integer(1), "popularity": .integer(1), "maintenance": .integer(1)])
        return .object(
            JSONObject([
                "package": .object(package), "searchScore": .integer(1),
                "score": .object(JSONObject(["final": .integer(1), "detail": .object(detail)])),
            ]))
    }
}

extension NpmPackage.Version {
    /// The manifest with where the tarball is and what it is.
    func manifest(of name: NpmName, _ text: String, base: String) -> JSONObject {
        var dist = JSONObject([
            "integrity": .string(integrity), "shasum": .string(shasum), "tarball": .string("\(base)/\(name.text)/-/\(name.file(text))"),
        ])
        if let attestation {
            dist["attestations"] = .object(
                JSONObject([
                    "url": .string("\(base)/-/npm/v1/attestations/\(PercentText.segment(name.text))@\(PercentText.segment(text))"),
                    "provenance": .object(JSONObject(["predicateType": Self.predicateType(of: attestation)])),
                ]))
        }
        var manifest = manifest
        manifest["dist"] = .object(dist)
        manifest["deprecated"] = deprecated.map { .string($0) }
        return manifest
    }

    /// What a bundle attests, as its envelope's payload says.
    static func predicateType(of bundle: JSON) -> JSON {
        let payload = bundle.object?["dsseEnvelope"]?.object?["payload"]?.string.flatMap { Base64.decode($0) } ?? []
        return (try? JSON(parsing: payload))?.object?["predicateType"] ?? .null
    }
}
