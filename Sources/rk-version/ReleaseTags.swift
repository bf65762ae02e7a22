import RKShared

/// A tag and the commit that it names.
struct TagReference: Hashable {
    /// The name without `refs/tags/`.
    let name: String
    /// The full id of the commit; of a tag that names no commit, of what it names.
    var commit: String
    /// Whether it names another tag, so that `commit` is that one's id: git before 2.45 looks through one only.
    let isNested: Bool

    /// What git is asked for.
    static let format = "--format=%(refname:strip=2)%00%(objectname)%00%(*objectname)%00%(*objecttype)"

    /// Reads the output of `git for-each-ref refs/tags` with that format, sorted by name.
    static func read(_ output: [UInt8]) -> [TagReference] {
        output.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let fields = line.split(separator: 0, omittingEmptySubsequences: false)
            guard fields.count == 4, let name = String(validating: fields[0], as: UTF8.self) else { return nil }
            let commit = String(decoding: fields[2].isEmpty ? fields[1] : fields[2], as: UTF8.self)
            return TagReference(name: name, commit: commit, isNested: fields[3].elementsEqual("tag".utf8))
        }.sorted { $0.name.precedes($1.name) }
    }
}

/// A release of a package, as a tag tells of it.
struct Release: Hashable {
    /// The version in the scheme's normal form.
    let version: String
    /// The tag.
    let tag: TagReference
    /// The commit's number in the graph; nil when HEAD cannot reach it.
    let commit: Int?
}

/// Which tags are releases of which package.
struct ReleaseTags {
    /// The releases that HEAD can reach, per package index, in tag order.
    private(set) var reachable: [[Release]]
    /// The releases that HEAD can reach from before a package's name changed with its major version, per package index.
    private(set) var former: [[Release]]
    /// All tag names of the repository.
    let names: Set<String>
    /// All tags, in name order.
    private let tags: [TagReference]

    /// Assigns tags to packages: a tag that several packages' formats fit belongs to the one with the longest text in front of the version.
    /// - Parameter tags: in name order.
    init(_ tags: [TagReference], packages: [Package], formats: [TagFormat], schemes: [VersionScheme], graph: CommitGraph) {
        names = Set(tags.map(\.name))
        self.tags = tags
        var claims: [String: (length: Int, owners: [(package: Int, release: Release)])] = [:]
        var predecessors: [(package: Int, release: Release)] = []
        for (index, package) in packages.enumerated() {
            let fixed = Catalog.ecosystem(package.ecosystem) as? any VersionInTags
            let mark = schemes[index].mark
            var (prefix, suffix) = formats[index].prefixAndSuffix(name: package.tagName, label: package.workspace, path: package.path)
            if !prefix.hasSuffix(mark) { prefix += mark }
            for tag in Self.slice(tags, prefix: prefix) {
                guard let text = TagFormat.version(in: tag.name, prefix: prefix, suffix: suffix) else { continue }
                guard let version = schemes[index].normalized(mark + text) else { continue }
                let release = Release(version: version, tag: tag, commit: graph.number(of: tag.commit))
                if let fixed {
                    guard version == mark + text else { continue }
                    guard fixed.accepts(version, for: package) else {
                        if release.commit != nil, fixed.isFormer(version, of: package) { predecessors.append((index, release)) }
                        continue
                    }
                }
                let length = prefix.utf8.count
                if length > claims[tag.name]?.length ?? -1 {
                    claims[tag.name] = (length, [(index, release)])
                } else if length == claims[tag.name]?.length {
                    claims[tag.name]?.owners.append((index, release))
                }
            }
        }
        former = Array(repeating: [], count: packages.count)
        for (package, release) in predecessors where claims[release.tag.name] == nil { former[package].append(release) }
        reachable = Array(repeating: [], count: packages.count)
        for (_, claim) in claims.sorted(by: { $0.key.precedes($1.key) }) {
            for (package, release) in claim.owners where release.commit != nil { reachable[package].append(release) }
        }
    }

    /// The tag that keeps git from having another one, since references lie in folders as files do; nil for none.
    func obstacle(to tag: String) -> String? {
        let parents = tag.indices.lazy.filter { tag[$0] == "/" }.map { String(tag[..<$0]) }
        return parents.first { names.contains($0) } ?? Self.slice(tags, prefix: "\(tag)/").first?.name
    }

    /// The tags that begin with a text, from tags in name order.
    private static func slice(_ tags: [TagReference], prefix: String) -> ArraySlice<TagReference> {
        var low = 0
        var high = tags.count
        while low < high {
            let middle = (low + high) / 2
            if tags[middle].name.precedes(prefix) { low = middle + 1 } else { high = middle }
        }
        let end = tags[low...].firstIndex { !$0.name.utf8.starts(with: prefix.utf8) } ?? tags.count
        return tags[low..<end]
    }
}
