import RKShared

/// A module of a repository: where it lies there, and which of the repository's tags are its versions.
struct GoModuleSource: Sendable {
    /// The repository.
    let repository: GoRepository
    /// The module's path.
    let module: GoModulePath
    /// The folder that the path names, without the major version's; empty for the root.
    let folder: String

    /// The module's place, as its path says it; nil when it does not belong to the repository.
    init?(_ module: GoModulePath, in repository: GoRepository) {
        self.repository = repository
        self.module = module
        if module.text == repository.prefix || module.prefix == repository.prefix {
            folder = ""
        } else if module.prefix.hasPrefix("\(repository.prefix)/") {
            folder = String(module.prefix.dropFirst(repository.prefix.count + 1))
        } else {
            return nil
        }
    }

    /// What stands before the version in the names of its tags.
    var tagPrefix: String { folder.isEmpty ? "" : "\(folder)/" }

    /// The tag of a version.
    func tag(of version: GoVersion) -> String {
        let text = version.description
        return tagPrefix + (version.isIncompatible ? String(text.dropLast("+incompatible".count)) : text)
    }

    /// The version that a tag stands for, if it is one of this module with a go.mod.
    func version(ofTag tag: String) -> GoVersion? {
        guard let version = anyVersion(ofTag: tag), module.accepts(version) else { return nil }
        return version
    }

    /// The version in a tag's name, whatever its major one; only the canonical spelling counts.
    private func anyVersion(ofTag tag: String) -> GoVersion? {
        guard tag.hasPrefix(tagPrefix) else { return nil }
        let text = String(tag.dropFirst(tagPrefix.count))
        guard let version = GoVersion(text), version.description == text, !version.isPseudo, !version.isIncompatible else { return nil }
        return version
    }

    /// The versions that have a tag, lowest first.
    func versions(among tags: [String]) async throws -> [GoVersion] {
        let versions = tags.compactMap { version(ofTag: $0) }.sorted()
        guard folder.isEmpty, module.majorSuffix.isEmpty else { return versions }
        if let last = versions.last, try await hasManifest(tag(of: last)) { return versions }
        return try await versions + incompatible(among: tags)
    }

    /// Versions from 2 on of a module that has no go.mod in them: by major version, as its highest one is.
    private func incompatible(among tags: [String]) async throws -> [GoVersion] {
        let others = tags.compactMap { anyVersion(ofTag: $0) }.filter { !module.accepts($0) }.sorted()
        var result: [GoVersion] = []
        for versions in Dictionary(grouping: others, by: { $0.release.first }).values {
            guard let last = versions.max(), try await !hasManifest(tag(of: last)) else { continue }
            result += versions.compactMap { GoVersion("\($0)+incompatible") }
        }
        return result.sorted()
    }

    /// Whether there is a go.mod at the root of what a tag names.
    private func hasManifest(_ tag: String) async throws -> Bool {
        guard let commit = try await repository.commit("refs/tags/\(tag)") else { return false }
        return try await repository.file("go.mod", at: commit) != nil
    }

    /// The version to take where there is none: the highest release, else the highest prerelease, else what is checked out.
    func latest(among tags: [String]) async throws -> GoRevision? {
        let versions = try await versions(among: tags)
        if let best = versions.last(where: { !$0.isPrerelease }) ?? versions.last { return try await revision(best.description) }
        guard let commit = try await repository.commit("HEAD") else { return nil }
        return try await revision(ofCommit: commit)
    }
}
