import RKShared

/// What the proxy serves of one version.
struct GoModuleContent: Sendable {
    /// The JSON of `.info`.
    var info: [UInt8]
    /// The go.mod.
    var manifest: [UInt8]
    /// The archive.
    var archive: [UInt8]
    /// The archive's digest, as in go.sum.
    var digest: String
}

extension GoModuleSource {
    /// Where the module lies at a commit, and its go.mod: in its folder, or in one below that is named after the major version.
    /// - Throws: a `GoModuleProblem` when there is none.
    func place(at commit: String) async throws -> (folder: String, manifest: [UInt8]) {
        let own = try await repository.file("\(tagPrefix)go.mod", at: commit)
        let isOwn = own.map { isDeclared(in: $0) } ?? false
        if let major = module.major, module.majorSuffix.hasPrefix("/") {
            let below = try await repository.file("\(tagPrefix)\(major)/go.mod", at: commit)
            if let below, isDeclared(in: below) {
                guard !isOwn else { throw GoModuleProblem(reason: "has two go.mod files, in \(tagPrefix). and \(tagPrefix)\(major)") }
                return ("\(tagPrefix)\(major)", below)
            }
        }
        if let own {
            guard isOwn else { throw GoModuleProblem(reason: "has a go.mod of another major version") }
            return (folder.isEmpty ? "." : folder, own)
        }
        guard folder.isEmpty, module.majorSuffix.isEmpty || module.majorSuffix.hasPrefix(".") else {
            throw GoModuleProblem(reason: "has no \(tagPrefix)go.mod")
        }
        return (".", Array("module \(module.text)\n".utf8))
    }

    /// Whether a go.mod is of a module with this major version; its path is compared by the client.
    private func isDeclared(in manifest: [UInt8]) -> Bool {
        guard let declared = (try? GoMod(manifest))?.module.flatMap({ GoModulePath($0.text) }) else { return false }
        let (own, other) = (module.major ?? "", declared.major ?? "")
        return own.isEmpty ? ["", "v0", "v1"].contains(other) : own == other
    }

    /// Makes everything that is served of a revision.
    /// - Parameter limit: most bytes of all files below the module's folder.
    /// - Throws: a `GoModuleProblem` for what cannot be a module.
    func content(of revision: GoRevision, limit: Int) async throws -> GoModuleContent {
        let (folder, manifest) = try await place(at: revision.commit)
        let listed = try await repository.files(below: folder, at: revision.commit)
        let size = listed.reduce(0) { $0 + $1.size }
        guard size <= limit else { throw GoModuleProblem(reason: "has \(size) bytes below its folder, above the limit of \(limit)") }
        let language = (try? GoMod(manifest))?.goVersion?.text
        var files = listed
        let license =
            listed.contains { $0.name == "LICENSE" } || folder == "." ? nil : try await repository.file("LICENSE", at: revision.commit)
        if let license { files.append(GoModuleSelection.File(name: "LICENSE", isRegular: true, size: license.count)) }
        let selected = try GoModuleSelection(files, language: language).selection(files)
        let packed = try await repository.archive(of: folder, at: revision.commit)
        let entries = Dictionary(packed.entries.map { ($0.name, $0) }) { first, _ in first }
        var archive = GoArchive()
        for file in selected {
            let content: [UInt8]
            if file.name == "LICENSE", let license {
                content = license
            } else {
                let name = folder == "." ? file.name : "\(folder)/\(file.name)"
                guard let entry = entries[name] else { throw GoModuleProblem(reason: "has no \(name) in git's archive") }
                content = try await packed.contents(of: entry, limit: GoModuleSelection.sizeLimit)
            }
            archive.add("\(module.text)@\(revision.version)/\(file.name)", content)
        }
        let digest = archive.digest
        return GoModuleContent(info: revision.info(of: self), manifest: manifest, archive: archive.finish(), digest: digest)
    }
}
