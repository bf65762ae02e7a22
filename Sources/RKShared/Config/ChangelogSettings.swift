/// How notes are written: `[changelog]` of releasekit.toml.
public struct ChangelogSettings: Sendable, Hashable {
    /// What the notes of a final release hold after prereleases.
    public enum Prereleases: String, Sendable, Hashable, CaseIterable {
        /// The changes of all its prereleases too.
        case rollup
        /// Only what came after the last prerelease.
        case separate
    }

    /// The file in each package's folder.
    public var file = "CHANGELOG.md"
    /// Whether a final release repeats what its prereleases brought.
    public var prereleases = Prereleases.rollup
    /// The Mustache template of a package's notes; nil for the form of Keep a Changelog.
    public var template: Template?
    /// The Mustache template of the notes of a whole release; nil for those that rk-show composes.
    public var releaseTemplate: Template?
    /// The headings of types of commits, by type; an empty heading hides a type.
    public var types: [String: String] = [:]

    /// A template's file.
    public struct Template: Sendable, Hashable {
        /// The path, relative to the repository's root.
        public var path: String
        /// Where it is named.
        public var place: Place
    }

    /// The headings that everybody has, in their order.
    private static let standard = [("feat", "Features"), ("fix", "Bug Fixes"), ("perf", "Performance Improvements"), ("revert", "Reverts")]

    /// The defaults.
    public init() {}

    /// Takes the table of the configuration.
    init(in table: inout ConfigurationTable) throws(Fault) {
        guard var section = try table.subtable("changelog") else { return }
        file = try Self.path("file", "CHANGELOG.md", in: &section)?.path ?? file
        template = try Self.path("template", "notes.mustache", in: &section)
        releaseTemplate = try Self.path("release_template", "release.mustache", in: &section)
        prereleases = try section.choice("prereleases") ?? prereleases
        if var headings = try section.subtable("types") {
            for type in headings.table.entries.map(\.key) { types[type.lowercased()] = try headings.text(type) }
            try headings.finish()
        }
        try section.finish()
    }

    /// A path that leads nowhere else, with its place.
    private static func path(_ key: String, _ example: String, in table: inout ConfigurationTable) throws(Fault) -> Template? {
        guard let (name, place) = try table.stringWithPlace(key) else { return nil }
        guard let path = RelativePath.join(".", name), path != "." else {
            throw Fault(
                .configValue, "`\(key)` is `\(name)`, which leads outside the folder", hint: "write `\(key) = \"\(example)\"`", at: place)
        }
        return Template(path: path, place: place)
    }

    /// The headings in the order of the notes: the standard ones, then the user's own by their types.
    public var titles: [String] {
        var result: [String] = []
        let own = types.keys.sorted { $0.precedes($1) }.filter { type in !Self.standard.contains { $0.0 == type } }
        for title in Self.standard.map({ types[$0.0] ?? $0.1 }) + own.compactMap({ types[$0] })
        where !title.isEmpty && !result.contains(title) {
            result.append(title)
        }
        return result
    }

    /// The heading of a commit; nil for one that notes do not show.
    public func title(of change: Change) -> String? {
        let type = change.type ?? (change.subject.hasPrefix("Revert \"") ? "revert" : nil)
        return type.flatMap { title(ofType: $0) }
    }

    /// The heading of a type of commits; nil for one that notes do not show.
    public func title(ofType type: String) -> String? {
        let title = types[type] ?? Self.standard.first { $0.0 == type }?.1
        return title.flatMap { $0.isEmpty ? nil : $0 }
    }
}
