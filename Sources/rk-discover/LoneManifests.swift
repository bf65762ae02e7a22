import RKShared

/// Manifests outside every workspace that nothing declares: each may be a package of its own, or nobody's.
struct LoneManifests {
    /// A manifest that was passed over.
    struct Entry {
        /// The ecosystem that would take it.
        let ecosystem: String
        /// Its folder.
        let folder: String
        /// Its path.
        let manifest: String
    }

    /// All of them, those of one family together, shallow ones first.
    var entries: [Entry] = []

    /// How many are shown as an example.
    private static let shown = 3

    /// A note that says how those of each ecosystem would be taken.
    var notes: [Diagnostic] {
        let names = entries.reduce(into: [String]()) { names, entry in if !names.contains(entry.ecosystem) { names.append(entry.ecosystem) }
        }
        return names.map { name in
            let own = entries.filter { $0.ecosystem == name }
            return Diagnostic(
                .note, .workspaceNested,
                own.count == 1
                    ? "`\(own[0].manifest)` stands alone below the root and is not taken"
                    : "\(own.count) manifests of \(name) stand alone below the root and are not taken, as `\(own[0].manifest)`",
                hint:
                    "declare every workspace that is released in \(Configuration.fileName), as\n\(Self.declaration(of: own[0], as: name))",
                at: Place(own[0].manifest))
        }
    }

    /// The tables of `releasekit.toml` that would declare the first of them; nil where there are none.
    var declarations: String? {
        guard !entries.isEmpty else { return nil }
        var names: Set<String> = []
        let tables = entries.prefix(Self.shown).map { entry in
            var name = Self.name(of: entry)
            while !names.insert(name).inserted { name += "-\(entry.ecosystem)" }
            return Self.declaration(of: entry, as: name)
        }
        let rest = entries.count - tables.count
        return tables.joined(separator: "\n") + (rest > 0 ? "\nand so on: there are \(rest) more manifests" : "")
    }

    /// The table that declares one.
    private static func declaration(of entry: Entry, as name: String) -> String {
        "[ecosystems.\(name)]\nworkspace_root = \(JSONText.quoted(entry.folder))"
    }

    /// A name for the table: the folder's last part as far as a key without quotes can have it, else the ecosystem's.
    private static func name(of entry: Entry) -> String {
        let last = RelativePath.name(of: entry.folder)
        let isPlain = last.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x5F }
        return isPlain ? last : entry.ecosystem
    }
}
