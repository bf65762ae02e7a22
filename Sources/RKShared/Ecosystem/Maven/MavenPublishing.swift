/// Artifacts of Maven go to repositories in Maven's layout.
struct MavenPublishing: Publishing {
    /// Maven Central.
    var knownRegistries: [String] { [Self.central.name] }
    /// What every repository has beside its files, because every client uploads it.
    var digests: [Digest.Algorithm] { [.sha1] }

    /// Maven Central: it takes uploads of `mvn deploy` at its staging service.
    static let central = RegistryAddress(
        name: "central", base: "https://repo1.maven.org/maven2/",
        upload: "https://ossrh-staging-api.central.sonatype.com/service/local/staging/deploy/maven2/",
        index: "https://repo1.maven.org/maven2/")

    /// The variables that name a repository, the first one that is set: the user's, that of a registry around this program.
    static let variables = ["RK_MAVEN_REGISTRY", "RK_MAVEN_URL"]

    /// The repository that is named; else that of a variable; else `distributionManagement/repository` of each project as Maven sees it; else
    /// Maven Central.
    func registries(of packages: [Package], in workspace: Workspace, named name: String?, from sources: RegistrySources) throws(Fault)
        -> [String: RegistryAddress]
    {
        if let address = try chosen(name, from: sources) {
            return Dictionary(packages.map { ($0.id, address) }) { first, _ in first }
        }
        var findings: [Diagnostic] = []
        let reactor = try MavenReactor(workspace.manifest, in: sources.tree, findings: &findings)
        let places = Dictionary(reactor.poms.enumerated().map { ($1.path, $0) }) { first, _ in first }
        var result: [String: RegistryAddress] = [:]
        for package in packages {
            result[package.id] =
                try places[package.manifest].flatMap { pom throws(Fault) in
                    try distribution(of: MavenModel(of: pom, in: reactor), in: reactor)
                } ?? Self.central
        }
        return result
    }

    /// The repository for all packages that is named, else that of a variable; nil where nobody says one.
    func chosen(_ name: String?, from sources: RegistrySources) throws(Fault) -> RegistryAddress? {
        if let name { return try named(name, sources) }
        for variable in Self.variables {
            guard let text = sources.environment[variable] else { continue }
            if sources.declared[text] != nil || text == Self.central.name { return try named(text, sources) }
            return try Self.repository(at: text, from: "the variable \(variable)")
        }
        return nil
    }

    /// The repository that a project's POM deploys to; nil when none does.
    private func distribution(of model: MavenModel, in reactor: MavenReactor) throws(Fault) -> RegistryAddress? {
        guard let (owner, element) = model.distribution, let url = element["url"], !url.text.isEmpty else { return nil }
        let place = reactor.poms[owner].place(url.span)
        guard let text = model.resolve(url.text) else {
            throw Fault(
                .registryUnknown, "<url> of <distributionManagement> is `\(XMLReader.excerpt(url.text))`, and no POM defines that property",
                hint: "define it in <properties>, or name the repository with --registry", at: place)
        }
        do throws(Fault) {
            var address = try Self.repository(at: text, from: "<url> of <distributionManagement>")
            if let id = element["id"].flatMap({ model.resolve($0.text) }), !id.isEmpty { address.name = id }
            return address
        } catch {
            throw Fault(error.code, error.message, hint: error.hint, at: place)
        }
    }

    /// A repository by its name or address; shown by where it is read.
    private func named(_ name: String, _ sources: RegistrySources) throws(Fault) -> RegistryAddress {
        var address = try sources.registry(name, known: Self.central) { text, origin throws(Fault) in
            try Self.repository(at: text, from: origin)
        }
        address.base = address.index
        return address
    }

    /// The repository of an address; files are read where they are uploaded, but for Maven Central's services.
    /// - Throws: a `Fault` with the code `.registryUnknown` for what is no address of the web.
    static func repository(at text: String, from origin: String) throws(Fault) -> RegistryAddress {
        guard let address = WebAddress(text) else {
            throw Fault(
                .registryUnknown, "\(origin) holds `\(WebAddress.redacted(text))`, which is no address of the web",
                hint: "it begins with https://; name another repository with --registry")
        }
        switch address.host {
        case "ossrh-staging-api.central.sonatype.com", "repo1.maven.org", "repo.maven.apache.org": return central
        default: break
        }
        let base = WebAddress.joined(address.text, "")
        return RegistryAddress(name: base, base: base, upload: base, index: base)
    }

    /// The request that hands uploads from the staging service to the Portal: it is about a namespace, which no POM tells.
    func completionByHand(at registry: RegistryAddress) -> String? {
        registry.upload != Self.central.upload
            ? nil
            : "hand the upload over to the Portal, as docs/maven.md shows for Maven Central; when it is there, run the same command again"
    }

    /// A settings file, variables, an entry of the user's own settings.
    func credentials(for registry: RegistryAddress, from sources: RegistrySources) -> UploadCredentials {
        let found = MavenCredentials(environment: sources.environment, registry: registry)
        let isMissing =
            found.areMissing && !MavenCredentials.userSettings(sources.environment, know: MavenCredentials.serverId(of: registry))
        let id = MavenCredentials.serverId(of: registry)
        return UploadCredentials(
            variables: found.variables,
            remedy: isMissing
                ? "set RK_MAVEN_USERNAME and RK_MAVEN_PASSWORD, or give ~/.m2/settings.xml a <server> with the id `\(id)`; never give a password on the command line"
                : nil)
    }

    /// What this toolkit, Maven's actions and Central's guides name them; signatures are made by builds, which see the passphrase.
    func exposure(of variable: String) -> Exposure? {
        switch variable {
        case "RK_MAVEN_PASSWORD", "RK_MAVEN_TOKEN", "MAVEN_PASSWORD", "MAVEN_CENTRAL_TOKEN": .secret
        case "RK_MAVEN_USERNAME", "RK_MAVEN_SETTINGS", "MAVEN_USERNAME", "MAVEN_CENTRAL_USERNAME": .open
        case "MAVEN_GPG_PASSPHRASE": .reading
        default: nil
        }
    }
}
