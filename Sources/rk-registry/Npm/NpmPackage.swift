import RKShared

/// What the registry keeps of one npm package.
struct NpmPackage: PackageDocument {
    /// One published version.
    struct Version: Hashable, Sendable {
        /// The manifest as it was published, without `dist`, `deprecated` and `readme`.
        var manifest: JSONObject
        /// The digests of the tarball, as Subresource Integrity has them.
        var integrity: String
        /// Its SHA-1, for clients of old.
        var shasum: String
        /// Its length in bytes.
        var size: Int
        /// When it was published.
        var published: Timestamp
        /// What installers are warned with, nil for none.
        var deprecated: String?
        /// The bundle that attests where it came from, as the client made it; nil for none.
        var attestation: JSON?
    }

    /// The package's name.
    let name: NpmName
    /// Published versions by their text.
    var versions: [String: Version] = [:]
    /// Versions by tag; `latest` is there as soon as there are versions.
    var tags: [String: String] = [:]
    /// Versions that were taken back; their numbers cannot be used again.
    var removed: Set<String> = []
    /// When the package was published first.
    var created: Timestamp
    /// When it changed last.
    var modified: Timestamp
    /// How often it changed.
    var revision = 0
    /// The readme of the version that was published last.
    var readme = ""

    /// A package without versions.
    init(_ name: NpmName, created: Timestamp) {
        self.name = name
        self.created = created
        modified = created
    }

    /// What a client sends back with a change that it bases on this state.
    var revisionName: String { "\(revision)-0" }

    /// The package after a change.
    mutating func touch(_ time: Timestamp) {
        revision += 1
        modified = time
    }

    /// The version of a text that is one, or that a tag names.
    func version(_ text: String) -> (text: String, version: Version)? {
        let text = tags[text] ?? text
        return versions[text].map { (text, $0) }
    }

    /// The versions, lowest first.
    var sortedVersions: [(text: String, version: Version)] {
        versions.map { (SemVer($0.key), $0.key, $0.value) }
            .sorted { left, right in
                guard let first = left.0, let second = right.0, first != second else { return left.1.precedes(right.1) }
                return first < second
            }
            .map { ($0.1, $0.2) }
    }

    /// The highest version, a final one where there is one.
    var highest: String? {
        let texts = sortedVersions.map(\.text)
        return texts.last { SemVer($0)?.isPrerelease == false } ?? texts.last
    }

    /// The package with what was published until then only.
    func shown(until time: Timestamp) -> NpmPackage {
        var shown = self
        shown.versions = versions.filter { $0.value.published <= time }
        shown.tags = tags.filter { shown.versions[$0.value] != nil }
        if shown.tags["latest"] == nil { shown.tags["latest"] = shown.highest }
        return shown
    }

    /// Takes versions back for good, with the tags that name them.
    mutating func remove(_ texts: some Sequence<String>) {
        for text in texts {
            versions[text] = nil
            removed.insert(text)
        }
        tags = tags.filter { versions[$0.value] != nil }
        if tags["latest"] == nil { tags["latest"] = highest }
    }
}
