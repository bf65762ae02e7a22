/// The calls of Gradle, by the repository's own wrapper where it has one, and those of Maven that upload and use what Gradle built.
///
/// What the calls need of a package is in its field `gradle`: the project's path, the build's root, the wrapper. To Maven's calls a package
/// has the name under which it is published.
struct GradleCommands: PackageManager {
    /// What uploads, checks and uses artifacts in Maven's layout.
    private let maven = MavenCommands()

    /// Gradle's lockfiles pin what comes from outside, and no version of the build's own projects: there is nothing to check.
    func lockCheck(_ workspace: Workspace, root: String) -> Call? { nil }

    /// `publishToMavenLocal` of one project with a folder as the local repository: jars, POM and module metadata as a repository gets them.
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call {
        let details = package.rest["gradle"]?.object
        let project = details?["project"]?.string ?? package.name
        let place = details?["root"]?.string ?? "."
        let task = project == ":" ? ":publishToMavenLocal" : "\(project):publishToMavenLocal"
        var call = Call(
            details?["wrapper"] == nil ? "gradle" : "./gradlew", ["--no-daemon", "--console=plain", "-Dmaven.repo.local=\(folder)", task],
            in: place == "." ? root : "\(root)/\(place)")
        call.environment = Dictionary(uniqueKeysWithValues: MavenCredentials.secrets.map { ($0, .none) })
        for (name, value) in environment { call.environment[name] = .some(value) }
        return call
    }

    /// The files of the version, without the list of versions that Gradle keeps beside them.
    func artifactPaths(below folder: String) -> [String]? { maven.artifactPaths(below: folder) }

    /// `mvn deploy:deploy-file` of what was built: what `gradle publish` uploads is built a second time, for repositories that the scripts
    /// choose.
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call {
        maven.publish(files, of: Self.published(package), to: registry, options: options)
    }

    /// `mvn compile` of an empty project that needs the version.
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async
        -> [Call]
    {
        var project = Self.published(package)
        let stem = MavenRepository.file(project.name, version, ".")
        let types = artifacts.map { RelativePath.name(of: $0) }.compactMap { $0.rest(behind: stem) }
        var details = JSONObject()
        details["packaging"] = .string(["jar", "aar", "war", "ear"].first { types.contains($0) } ?? (types.isEmpty ? "jar" : "pom"))
        project.rest["maven"] = .object(details)
        return await maven.smokeTest(project, version: version, from: registry, artifacts: artifacts, in: folder)
    }

    /// What an artifact's name and, of a POM, its text say otherwise.
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) async -> [String] {
        var wanted: [String: String] = [:]
        for dependency in package.dependencies {
            guard let version = dependency.package.flatMap({ exact[$0] }), let name = dependency.rest["published_as"]?.string else {
                continue
            }
            wanted["maven:\(name)"] = version
        }
        return await maven.problems(in: artifact, of: Self.published(package), version: version, exact: wanted)
    }

    /// Maven's repository layout.
    func registry(at address: RegistryAddress) -> any Registry { MavenRepository(address: address) }

    /// The package with its name in a repository.
    private static func published(_ package: Package) -> Package {
        var package = package
        package.name = package.registryName
        return package
    }
}
