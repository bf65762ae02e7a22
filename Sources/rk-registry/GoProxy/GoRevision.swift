import RKShared

/// A version of a module and the commit that it is made from.
struct GoRevision: Hashable, Sendable {
    /// In canonical form.
    var version: String
    /// The commit's full id.
    var commit: String
    /// The commit's time.
    var time: Timestamp
    /// The full name of the tag, nil for a version of a commit.
    var reference: String?

    /// What the proxy tells of it.
    func info(of source: GoModuleSource) -> [UInt8] {
        let origin = JSONObject([
            "VCS": .string("git"), "URL": .string("https://\(source.repository.prefix)"),
            "Subdir": source.folder.isEmpty ? nil : .string(source.folder), "Hash": .string(commit), "Ref": reference.map { .string($0) },
        ])
        let info = JSONObject(["Version": .string(version), "Time": .string(time.inSeconds), "Origin": .object(origin)])
        return Array(JSON.object(info).line.utf8)
    }
}

extension Timestamp {
    /// The moment without its fraction, as RFC 3339 has it.
    var inSeconds: String { "\(description.prefix(19))Z" }

    /// The moment as it stands in pseudo-versions and in Maven's metadata: `yyyymmddhhmmss`.
    var digits: String { String(description.prefix(19).filter { $0.isNumber }) }
}

extension GoModuleSource {
    /// What a version, a branch or a commit stands for; nil when there is none.
    func revision(_ text: String) async throws -> GoRevision? {
        guard let version = GoVersion(text), version.description == text else {
            if let commit = try await repository.commit("refs/heads/\(text)") { return try await revision(ofCommit: commit) }
            let isId = 7...64 ~= text.utf8.count && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
            guard isId, let commit = try await repository.commit(text), commit.hasPrefix(text) else { return nil }
            return try await revision(ofCommit: commit)
        }
        if let pseudo = version.pseudo { return try await revision(version, of: pseudo) }
        let isFit = module.accepts(version) || (version.isIncompatible && folder.isEmpty && module.majorSuffix.isEmpty)
        let reference = "refs/tags/\(tag(of: version))"
        guard isFit, let commit = try await repository.commit(reference) else { return nil }
        if version.isIncompatible, try await repository.file("go.mod", at: commit) != nil { return nil }
        return GoRevision(version: text, commit: commit, time: try await time(of: commit), reference: reference)
    }

    /// The commit of a pseudo-version, if its time and the tag before it are right (golang.org/ref/mod, "Pseudo-versions").
    private func revision(_ version: GoVersion, of pseudo: GoVersion.Pseudo) async throws -> GoRevision? {
        guard module.accepts(version), pseudo.commit.utf8.count == 12, pseudo.commit.utf8.allSatisfy({ $0 != UInt8(ascii: "^") }),
            let commit = try await repository.commit(pseudo.commit), commit.hasPrefix(pseudo.commit)
        else { return nil }
        let time = try await time(of: commit)
        guard time.digits == pseudo.time else { return nil }
        if let base = pseudo.base.flatMap({ GoVersion($0) }) {
            guard let older = try await repository.commit("refs/tags/\(tag(of: base))"), try await repository.isAncestor(older, of: commit)
            else { return nil }
        }
        return GoRevision(version: version.description, commit: commit, time: time)
    }

    /// The version of a commit: its highest tag, else a pseudo-version behind the highest tag before it.
    func revision(ofCommit commit: String) async throws -> GoRevision? {
        let time = try await time(of: commit)
        if let version = try await repository.tags("--points-at=\(commit)").compactMap({ version(ofTag: $0) }).max() {
            return GoRevision(version: version.description, commit: commit, time: time, reference: "refs/tags/\(tag(of: version))")
        }
        let base = try await repository.tags("--merged=\(commit)").compactMap { version(ofTag: $0) }.max()
        let end = "\(time.digits)-\(commit.prefix(12))"
        guard let base else {
            return GoRevision(version: "\(module.major ?? "v0").0.0-\(end)", commit: commit, time: time)
        }
        let release = base.release.map(\.description)
        let text =
            base.isPrerelease
            ? "\(base).0.\(end)" : "v\(release[0]).\(release[1]).\(base.release[2].successor)-0.\(end)"
        return GoRevision(version: text, commit: commit, time: time)
    }

    /// When a commit was made.
    private func time(of commit: String) async throws -> Timestamp {
        Timestamp(microseconds: try await repository.time(of: commit) * 1_000_000)
    }
}
