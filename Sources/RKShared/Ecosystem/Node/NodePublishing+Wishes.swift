extension NodePublishing {
    /// Lockfiles of a workspace are nothing that a package is packed from, but a shrinkwrap of its own is packed with it.
    func reads(_ path: String, toBuild package: Package) -> Bool {
        switch RelativePath.name(of: path) {
        case "package-lock.json", "pnpm-lock.yaml", "yarn.lock": false
        case "npm-shrinkwrap.json": RelativePath.folder(of: path) == package.path
        default: true
        }
    }

    /// Each setting by itself from the first that has it: `[npm]` of the package's releasekit.toml, `publishConfig` of its manifest, `[npm]` of
    /// the root's, the tool's own files. A prerelease has the tag of its label without any.
    ///
    /// On loopback no origin is attested, whatever they say: there npm could only fail.
    /// - Throws: a `Fault` for `restricted` where npm knows no such thing, and for a tag that it refuses.
    func wishes(
        for package: Package, version: String, at registry: RegistryAddress, in workspace: Workspace, from sources: RegistrySources
    ) throws(Fault) -> UploadWishes {
        let own = PackageSettings(of: package).npm
        let manifest = try PackageJSON(reading: package.manifest, in: sources.tree)
        let files = Npmrc.files(below: workspace.root, from: sources)
        let yarn = YarnSettings(of: workspace, in: sources.tree)
        var wishes = UploadWishes()
        let declared = manifest["publishConfig", "tag"]
        wishes.tag = own.tag ?? declared?.string ?? sources.npm.tag ?? files["tag"] ?? NodeCommands.prereleaseTag(version)
        if own.tag == nil, let declared, let text = declared.string, let problem = NpmSettings.problem(inTag: text) {
            throw Fault(
                .manifestInvalid, "`publishConfig.tag` is `\(text)`, \(problem)", hint: "give a word, such as `next` or `release-1.x`",
                at: manifest.place(declared.span), package: package.id)
        }
        let isScoped = package.registryName.hasPrefix("@")
        let ownAccess = own.access?.rawValue ?? manifest["publishConfig", "access"]?.string
        guard isScoped || ownAccess != NpmSettings.Access.restricted.rawValue else {
            throw Fault(
                .configValue, "\(package.id) has no scope, and only packages with one can be restricted",
                hint: "leave `access` out, or give the package a name with a scope: @acme/\(package.registryName)",
                at: Place(package.manifest), package: package.id)
        }
        let access = ownAccess ?? sources.npm.access?.rawValue ?? files["access"] ?? yarn.access
        wishes.access = isScoped || access == NpmSettings.Access.public.rawValue ? access : nil
        let provenance =
            own.provenance ?? manifest["publishConfig", "provenance"]?.boolean ?? sources.npm.provenance
            ?? files["provenance"].map { $0 == "true" || $0.isEmpty } ?? yarn.provenance
        wishes.provenance = provenance.map { $0 && WebAddress(registry.upload)?.isLoopback != true }
        return wishes
    }

    /// The tag of a release that nothing gives one: `latest`, unless the registry's `latest` is a higher version.
    func completion(of wishes: UploadWishes, for package: Package, version: String, at registry: RegistryAddress) -> Query<UploadWishes>? {
        guard wishes.tag == nil else { return nil }
        let query = NpmRegistry(address: registry).document(of: package.registryName)
        return Query(query.request) { (response) throws(Fault) in
            var wishes = wishes
            let latest = try query.parse(response)?["dist-tags"]?.object?["latest"]?.string
            wishes.tag = latest.flatMap { Self.maintenanceTag(of: version, beside: $0) } ?? "latest"
            return wishes
        }
    }

    /// The dist-tag of a version below `latest`: `release-1.x` for an older major version, `release-1.2.x` for an older minor one; nil for
    /// a version that is not below. npm refuses `1.x` itself, which could be a version.
    static func maintenanceTag(of version: String, beside latest: String) -> String? {
        guard let version = SemVer(version), let latest = SemVer(latest), version < latest else { return nil }
        let (major, minor) = (version.release[0], version.release[1])
        return major == latest.release[0] ? "release-\(major).\(minor).x" : "release-\(major).x"
    }

    /// A package with a scope that npmjs.com has never seen, of which nothing says who may see it.
    func objections(to uploads: [PlannedUpload], in tree: SourceTree, world: World?) async -> [Diagnostic] {
        guard let world else { return [] }
        var findings: [Diagnostic] = []
        for upload in uploads {
            guard let query = firstScopedPublish(upload) else { continue }
            // A registry that does not answer now is a matter of the upload, which is tried again.
            if let finding = try? await world.ask(query) { findings.append(finding) }
        }
        return findings
    }

    /// The question whether an upload is one that npmjs.com would refuse with E402; nil where it cannot be.
    func firstScopedPublish(_ upload: PlannedUpload) -> Query<Diagnostic?>? {
        let name = upload.package.registryName
        guard name.hasPrefix("@"), upload.wishes.access == nil, WebAddress(upload.registry.upload)?.host == "registry.npmjs.org" else {
            return nil
        }
        let query = NpmRegistry(address: upload.registry).document(of: name)
        return Query(query.request) { (response) throws(Fault) in
            guard try query.parse(response) == nil else { return nil }
            return Diagnostic(
                .error, .accessMissing,
                "\(upload.package.id) \(upload.version) would be the first version of a package with a scope, and nothing says who may see it",
                hint:
                    "write `[npm]` and `access = \"public\"` into releasekit.toml, or \"publishConfig\": {\"access\": \"public\"} into the manifest",
                package: upload.package.id, at: Place(upload.package.manifest))
        }
    }
}

/// What modern yarn's `.yarnrc.yml` says of uploads.
private struct YarnSettings {
    /// `npmPublishAccess`.
    var access: String?
    /// `npmPublishProvenance`.
    var provenance: Bool?

    /// Reads the file of a workspace; one that cannot be read says nothing.
    init(of workspace: Workspace, in tree: SourceTree) {
        guard workspace.ecosystem == NodeTool.yarn.rawValue, let path = RelativePath.join(workspace.root, ".yarnrc.yml"),
            let bytes = try? tree.readIfPresent(path), let root = try? YAMLDocument(bytes).root
        else { return }
        access = root["npmPublishAccess"]?.text
        provenance = root["npmPublishProvenance"]?.boolean
    }
}
