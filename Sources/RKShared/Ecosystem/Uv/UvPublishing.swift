/// Python packages go to indexes with PyPI's protocols.
struct UvPublishing: Publishing {
    /// The index and its twin for tests.
    var knownRegistries: [String] { UvRegistries.known.keys.sorted() }

    /// One registry for the whole workspace, whose settings stand in its root's manifest.
    func registries(of packages: [Package], in workspace: Workspace, named name: String?, from sources: RegistrySources) throws(Fault)
        -> [String: RegistryAddress]
    {
        let manifest = try? TOMLDocument(try sources.tree.read(workspace.manifest))
        let resolver = UvRegistries(
            declared: sources.declared.mapValues { (upload: $0.upload, index: $0.index) }, environment: sources.environment)
        let address = try resolver.address(named: name, manifest: manifest)
        return Dictionary(packages.map { ($0.id, address) }) { first, _ in first }
    }

    /// uv's variables, else twine's.
    func credentials(for registry: RegistryAddress, from sources: RegistrySources) -> UploadCredentials {
        let found = UvCredentials(environment: sources.environment, registry: registry)
        return UploadCredentials(
            variables: found.variables,
            remedy: found.areMissing ? "set UV_PUBLISH_TOKEN, or use a trusted publisher; never give a token on the command line" : nil)
    }

    /// What uv and twine read, and the passwords of private indexes.
    func exposure(of variable: String) -> Exposure? {
        switch variable {
        case "UV_PUBLISH_TOKEN", "UV_PUBLISH_PASSWORD", "TWINE_PASSWORD", "PYPI_ID_TOKEN", "TESTPYPI_ID_TOKEN": .secret
        case "UV_PUBLISH_URL", "UV_PUBLISH_USERNAME", "TWINE_USERNAME": .open
        default: variable.hasPrefix("UV_INDEX_") && variable.hasSuffix("_PASSWORD") ? .reading : nil
        }
    }

    /// A wheel without a source distribution, or the other way round.
    func isIncomplete(_ release: RegistryRelease) -> Bool { Set(release.digests.keys.map { $0.hasSuffix(".whl") }).count == 1 }
}
