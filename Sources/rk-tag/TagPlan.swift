import RKShared

/// The tags of a release, and the pages of the forge that they get.
struct TagPlan {
    /// A tag with its page.
    struct Entry {
        /// The tag.
        let tag: Action.Tag
        /// The page.
        let page: Action.ForgeRelease
        /// The package that it is of; nil for the tag of the release as a whole.
        let package: String?
    }

    /// The most bytes that a page's text has; GitHub takes 125,000 characters.
    private static let maximumBody = 125_000

    /// The tags of the packages in their order, then that of the release as a whole.
    private(set) var entries: [Entry] = []
    /// Whether a tag is not there yet; a release that was tagged before may have a later label than that of this step.
    private(set) var isNew = false
    /// Tags that stand on another commit, and files that are not there.
    private(set) var findings: [Diagnostic] = []

    /// The plan for the versions of a document on a commit.
    /// - Parameter present: the commits of all tags, by their names.
    init(
        _ document: Document, on commit: String, in tree: SourceTree, beside present: [String: String], isSigned: Bool
    ) throws(Fault) {
        let packages = document.packagesByID
        let configuration = try Configuration.load(from: tree)
        let history = TagHistory(tags: present, configuration: configuration)
        let notes = Dictionary((document.changelog ?? []).map { ($0.package, $0) }) { first, _ in first }
        let versions = (document.versions ?? []).filter(\.isReleased)
        let umbrella = document.release?.umbrella
        var newest: String?
        for version in versions where umbrella == nil {
            if try history.isNewest(version, packages) { newest = version.tag }
        }
        let names = packages.mapValues(\.name)
        var seen: Set<String> = []
        for version in versions {
            guard let tag = version.tag, let next = version.next, seen.insert(tag).inserted else { continue }
            let sharers = versions.filter { $0.tag == tag }
            let texts = sharers.compactMap { notes[$0.package] }
            let body = texts.map { texts.count == 1 ? $0.markdown : $0.markdown(under: names[$0.package] ?? $0.package) }
            let title = "\(names[version.package] ?? version.package) \(next)"
            var assets: [String] = []
            for sharer in sharers {
                guard let package = packages[sharer.package] else { continue }
                let patterns = PackageSettings(of: package).assets
                assets += try files(patterns, version: sharer.next ?? next, of: sharer.package, below: package.path, in: tree)
            }
            entries.append(
                Entry(
                    tag: Action.Tag(name: tag, commit: commit, message: title, isSigned: isSigned),
                    page: Action.ForgeRelease(
                        tag: tag, title: title, body: Self.fitting(body.joined(separator: "\n"), else: texts, names: names),
                        isPrerelease: sharers.contains { TagHistory.isPrerelease($0, packages) }, isLatest: tag == newest, assets: assets),
                    package: version.package))
        }
        if let umbrella, seen.insert(umbrella.tag).inserted {
            let isPrerelease = versions.contains { $0.next == umbrella.version && TagHistory.isPrerelease($0, packages) }
            let all = document.changelog ?? []
            entries.append(
                Entry(
                    tag: Action.Tag(name: umbrella.tag, commit: commit, message: "Release \(umbrella.version)", isSigned: isSigned),
                    page: Action.ForgeRelease(
                        tag: umbrella.tag, title: umbrella.version,
                        body: Self.fitting(document.release?.notes ?? "", else: all, names: names), isPrerelease: isPrerelease,
                        isLatest: !isPrerelease && history.isNewest(umbrella),
                        assets: try files(configuration.assets, version: umbrella.version, of: nil, below: ".", in: tree)),
                    package: nil))
        }
        isNew = entries.contains { present[$0.tag.name] == nil }
        findings += conflicts(with: present)
    }

    /// The files that patterns name; one that names none is an error, since a page may never change after it is published.
    private mutating func files(
        _ patterns: [String], version: String, of package: String?, below folder: String, in tree: SourceTree
    ) throws(Fault) -> [String] {
        var result: [String] = []
        for pattern in patterns {
            guard let path = RelativePath.join(folder, pattern.replacing("{version}", with: version)) else { continue }
            let (home, glob) = (RelativePath.folder(of: path), Glob(RelativePath.name(of: path)))
            let found = Files.names(in: tree.absolute(home)).filter(glob.matches).sorted { $0.precedes($1) }
                .map { home == "." ? $0 : "\(home)/\($0)" }.filter { !Files.isFolder(tree.absolute($0)) && !result.contains($0) }
            for path in found { try tree.confine(path) }
            result += found
            if found.isEmpty {
                findings.append(
                    Diagnostic(
                        .error, .assetMissing, "there is no file `\(path)` for the page of \(package ?? "the release")",
                        hint: "build it first, or leave the pages out with --no-release", package: package))
            }
        }
        return result
    }

    /// The errors of tags that stand on another commit.
    private func conflicts(with present: [String: String]) -> [Diagnostic] {
        entries.compactMap { entry in
            guard let other = present[entry.tag.name], other != entry.tag.commit else { return nil }
            return Diagnostic(
                .error, .tagTaken,
                "the tag `\(entry.tag.name)` is on \(other.prefix(12)), not on \(entry.tag.commit.prefix(12)), the release",
                hint: "a tag that was published must not move: release \(entry.package ?? "it") as another version",
                package: entry.package)
        }
    }

    /// A text that the forges take; where it is too long, as many whole sections of the notes as fit.
    private static func fitting(_ text: String, else notes: [PackageNotes], names: [String: String]) -> String {
        text.utf8.count <= maximumBody ? text : UmbrellaNotes(notes, names: names).render(budget: maximumBody)
    }
}
