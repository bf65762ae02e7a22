/// The calls of Maven, by the repository's own wrapper where it has one, and what its artifacts must say.
///
/// What the calls need of a package is in its field `maven`: the topmost POM, the packaging, whether there is a wrapper.
struct MavenCommands: PackageManager {
    /// None: Maven has no lockfile.
    func lockCheck(_ workspace: Workspace, root: String) -> Call? { nil }

    /// `mvn deploy` of one project into a repository below a folder: what a registry would get, with its layout.
    ///
    /// The phase installs too, so that projects which are built later find this one in the local repository.
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call {
        var call = call(
            package, ["-pl", package.name, "-DskipTests", "-DaltDeploymentRepository=rk::default::file://\(folder)", "deploy"], root)
        call.environment = Dictionary(uniqueKeysWithValues: MavenCredentials.secrets.map { ($0, .none) })
        for (name, value) in environment { call.environment[name] = .some(value) }
        return call
    }

    /// The files of the version: the build's folder is a repository, with checksums and metadata that the upload makes anew.
    func artifactPaths(below folder: String) -> [String]? {
        var found: [String] = []
        var open = [""]
        while let prefix = open.popLast() {
            for name in Files.names(in: "\(folder)/\(prefix)") {
                if Files.isRealFolder("\(folder)/\(prefix)\(name)") {
                    open.append("\(prefix)\(name)/")
                } else if !MavenFiles.isChecksum(name), !name.hasPrefix("maven-metadata") {
                    found.append(prefix + name)
                }
            }
        }
        return found.sorted { $0.precedes($1) }
    }

    /// `mvn deploy:deploy-file` of the files of one version; the POM goes along, signatures as files of their own type. The repository's id
    /// is the registry's name: `<server>` of that id in the settings has the credentials.
    ///
    /// The settings of the environment, or those that name its variables, are the global ones, so that the user's own count too. The call
    /// stands in a folder without a POM: no project decides anything.
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call {
        let set = MavenFiles(files, of: package)
        var arguments = ["-Durl=\(registry.upload)", "-DrepositoryId=\(MavenCredentials.serverId(of: registry))", "-DgeneratePom=false"]
        arguments += set.pom.map { ["-DpomFile=\($0)"] } ?? []
        arguments += set.main.map { ["-Dfile=\($0)", "-Dpackaging=\(set.packaging)"] } ?? []
        if !set.attached.isEmpty {
            arguments.append("-Dfiles=\(set.attached.map(\.path).joined(separator: ","))")
            arguments.append("-Dclassifiers=\(set.attached.map(\.classifier).joined(separator: ","))")
            arguments.append("-Dtypes=\(set.attached.map(\.type).joined(separator: ","))")
        }
        var call = Call("mvn", [], in: options.folder)
        var settings = options.credentials[MavenCredentials.settingsVariable]
        if settings == nil, !options.credentials.isEmpty, let folder = options.folder {
            settings = "\(folder)/settings.xml"
            call.files["\(folder)/settings.xml"] = MavenCredentials.settings(for: registry)
        }
        call.arguments = ["-B", "-ntp"] + (settings.map { ["-gs", $0] } ?? []) + ["deploy:deploy-file"] + arguments
        for (name, value) in options.credentials { call.environment[name] = .some(value) }
        return call
    }

    /// `mvn compile` of an empty project that needs the version, with a local repository of its own: everything comes from the registry, else
    /// from where the user's settings say.
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async
        -> [Call]
    {
        let packaging = package.rest["maven"]?.object?["packaging"]?.string ?? "jar"
        let type = ["pom", "war", "ear", "rar", "aar"].contains(packaging) ? packaging : "jar"
        let name = package.name.split(separator: ":").map(String.init)
        var call = Call("mvn", ["-B", "-ntp", "-U", "-Dmaven.repo.local=\(folder)/repository", "compile"], in: folder)
        call.environment = Dictionary(uniqueKeysWithValues: MavenCredentials.secrets.map { ($0, .none) })
        call.files["\(folder)/pom.xml"] = Array(
            """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>rk</groupId>
              <artifactId>smoke-test</artifactId>
              <version>1</version>
              <repositories>
                <repository>
                  <id>\(MavenCredentials.serverId(of: registry))</id>
                  <url>\(XMLDocument.escaped(registry.index))</url>
                </repository>
              </repositories>
              <dependencies>
                <dependency>
                  <groupId>\(name.first ?? "")</groupId>
                  <artifactId>\(name.last ?? "")</artifactId>
                  <version>\(version)</version>
                  <type>\(type)</type>
                </dependency>
              </dependencies>
            </project>

            """.utf8)
        return [call]
    }

    /// What an artifact's name and, of a POM, its text say otherwise.
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) async -> [String] {
        let name = artifact.name
        let id = package.name.split(separator: ":").last.map(String.init) ?? package.name
        let stem = "\(id)-\(version)"
        let tail = name.dropFirst(stem.count)
        guard name.hasPrefix(stem), let next = tail.first, next == "-" || (next == "." && tail.dropFirst().first?.isNumber == false) else {
            return ["`\(name)` is not named for \(id) \(version)"]
        }
        guard name == "\(stem).pom" else { return [] }
        guard let bytes = try? Files.read(artifact.path), let pom = try? MavenPom(bytes, path: name) else {
            return ["`\(name)` is no POM that can be read"]
        }
        return Self.problems(in: pom, of: package, version: version, exact: exact).map { "`\(name)` \($0)" }
    }

    /// What a POM says otherwise: its coordinates, properties that its users cannot resolve, and projects of the repository that it needs in
    /// other versions.
    static func problems(in pom: MavenPom, of package: Package, version: String, exact: [String: String]) -> [String] {
        var problems: [String] = []
        let stated = pom.own("version")?.text ?? pom.parent?.version?.text ?? ""
        let name = "\(pom.own("groupId")?.text ?? pom.parent?.group ?? ""):\(pom.own("artifactId")?.text ?? "")"
        for text in [name, stated, pom.parent?.version?.text ?? ""] where text.contains("${") && !isStandalone(text, in: pom) {
            problems.append("holds `\(text)`, which its users cannot resolve: flatten-maven-plugin writes the values")
        }
        if !name.contains("${"), name != package.name { problems.append("is of `\(name)`, not of `\(package.name)`") }
        if !stated.contains("${"), stated != version { problems.append("has the version `\(stated)`, not `\(version)`") }
        for (id, wanted) in exact.sorted(by: { $0.key.precedes($1.key) }) {
            let target = Maven.name(ofId: id)
            for reference in pom.base.dependencies where "\(reference.group):\(reference.artifact)" == target && reference.scope != "test" {
                guard let found = reference.version?.text, !found.contains("${"), found != wanted else { continue }
                problems.append("requires `\(target):\(found)`, not `\(wanted)`")
            }
        }
        return problems
    }

    /// Whether the properties of a text are defined in the POM itself.
    private static func isStandalone(_ text: String, in pom: MavenPom) -> Bool {
        pom.parent == nil && MavenModel.propertyNames(in: text).allSatisfy { pom.base.properties[$0] != nil }
    }

    /// Maven's repository layout.
    func registry(at address: RegistryAddress) -> any Registry { MavenRepository(address: address) }

    /// A call in the folder of the topmost POM.
    private func call(_ package: Package, _ arguments: [String], _ root: String) -> Call {
        let details = package.rest["maven"]?.object
        let manifest = details?["reactor"]?.string ?? package.manifest
        let folder = RelativePath.folder(of: manifest)
        let program = details?["wrapper"] == .bool(true) ? "./mvnw" : "mvn"
        let file = RelativePath.name(of: manifest)
        return Call(
            program, ["-B", "-ntp"] + (file == "pom.xml" ? [] : ["-f", file]) + arguments, in: folder == "." ? root : "\(root)/\(folder)")
    }
}
