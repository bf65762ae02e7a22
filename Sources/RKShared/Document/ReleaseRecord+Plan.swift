extension ReleaseRecord {
    /// What a document decides to release, in its order; the changelogs are those of its notes.
    public static func entries(of document: Document) -> [Entry] {
        let notes = Dictionary((document.changelog ?? []).map { ($0.package, $0) }) { first, _ in first }
        return (document.versions ?? []).filter(\.isReleased).compactMap { version in
            guard let next = version.next, let tag = version.tag else { return nil }
            return Entry(
                package: version.package, from: version.current, version: next, bump: version.bump, tag: tag,
                changelog: notes[version.package]?.path)
        }
    }
}
