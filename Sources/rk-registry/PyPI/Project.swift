import RKShared

/// A project and its files as one answer shows them.
struct Project: Sendable {
    /// The normalized name.
    let name: String
    /// Files by name, in the order of their versions, then names.
    let files: [FileRecord]

    /// Versions in their normal form, oldest first.
    var versions: [String] {
        files.map(\.normalVersion).reduce(into: []) { versions, version in
            if versions.last != version { versions.append(version) }
        }
    }

    /// Files of one version, however it is spelled.
    func files(of version: PEP440) -> [FileRecord] {
        files.filter { PEP440($0.version) == version }
    }

    /// The version to show first: the newest final one that is not yanked, else the newest one.
    var latest: PEP440? {
        let versions = files.compactMap { file in PEP440(file.version).map { (version: $0, yanked: file.yanked) } }
        let kept = versions.filter { !$0.yanked }.map(\.version)
        return kept.last { !$0.isPrerelease } ?? kept.last ?? versions.last?.version
    }

    /// Orders the files.
    init(name: String, files: some Collection<FileRecord>) {
        self.name = name
        self.files =
            files.map { (version: PEP440($0.version), file: $0) }
            .sorted { left, right in
                guard let first = left.version, let second = right.version, first != second else {
                    return left.file.filename < right.file.filename
                }
                return first < second
            }
            .map(\.file)
    }
}
