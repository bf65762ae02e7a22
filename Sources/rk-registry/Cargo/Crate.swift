import RKShared

/// What the registry keeps of one crate.
struct Crate: PackageDocument {
    /// One published version.
    struct Version: Hashable, Sendable {
        /// The version as its author spells it.
        var text: String
        /// Its line in the index, without `yanked`.
        var entry: JSONObject
        /// Its length in bytes.
        var size: Int
        /// When it was published.
        var published: Timestamp
        /// Whether new projects pass it over.
        var isYanked = false

        /// The line of the index.
        var line: String {
            var entry = entry
            entry["yanked"] = .bool(isYanked)
            return JSON.object(entry).line
        }
    }

    /// The crate's name.
    let name: CrateName
    /// Versions in the order of their publication.
    var versions: [Version] = []
    /// Who may publish, by their login; what cargo shows and changes, and nobody checks.
    var owners = ["rk"]
    /// What the version that was published last says of the crate.
    var summary = ""
    /// When it changed last.
    var modified: Timestamp

    /// A crate without versions.
    init(_ name: CrateName, modified: Timestamp) {
        self.name = name
        self.modified = modified
    }

    /// Where a version is; build metadata does not tell versions apart.
    func index(of text: String) -> Int? {
        guard let version = SemVer(text) else { return nil }
        return versions.firstIndex { SemVer($0.text) == version }
    }

    /// The crate with what was published until then only.
    func shown(until time: Timestamp) -> Crate {
        var shown = self
        shown.versions = versions.filter { $0.published <= time }
        return shown
    }

    /// The file of the index: a line of JSON for each version.
    var file: String { versions.map { "\($0.line)\n" }.joined() }

    /// The highest version, one that is final and not yanked where there is one.
    var highest: String {
        let kept = versions.filter { !$0.isYanked }
        let texts = (kept.isEmpty ? versions : kept).compactMap { SemVer($0.text) }
        return (texts.filter { !$0.isPrerelease }.max() ?? texts.max())?.description ?? ""
    }
}

extension Crate {
    /// The crate as it lies on disk.
    var json: JSON {
        let entries = versions.map { version in
            JSON.object(
                JSONObject([
                    "version": .string(version.text), "index": .object(version.entry), "size": .integer(version.size),
                    "published": .string(version.published.description), "yanked": .bool(version.isYanked),
                ]))
        }
        return .object(
            JSONObject([
                "name": .string(name.text), "versions": .array(entries), "owners": .strings(owners), "description": .string(summary),
                "modified": .string(modified.description),
            ]))
    }

    /// Reads a crate; nil for what is none.
    init?(_ json: JSON) {
        guard let object = json.object, let name = object["name"]?.string.flatMap({ CrateName($0) }),
            let modified = object["modified"]?.string.flatMap({ Timestamp($0) }), let entries = object["versions"]?.array,
            let owners = object["owners"]?.array
        else { return nil }
        self.init(name, modified: modified)
        for entry in entries {
            guard let entry = entry.object, let text = entry["version"]?.string, SemVer(text) != nil, let line = entry["index"]?.object,
                let size = entry["size"]?.integer, let published = entry["published"]?.string.flatMap({ Timestamp($0) })
            else { return nil }
            versions.append(
                Version(text: text, entry: line, size: size, published: published, isYanked: entry["yanked"] == .bool(true)))
        }
        self.owners = owners.compactMap(\.string)
        summary = object["description"]?.string ?? ""
    }
}
