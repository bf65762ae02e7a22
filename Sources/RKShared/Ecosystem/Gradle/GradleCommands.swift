/// The calls of Gradle, by the build's own wrapper where it has one.
///
/// What the calls need of a package is in its field `gradle`: the project's path, the build's root, the wrapper, the artifact.
struct GradleCommands: PackageManager {
    /// Gradle's lockfiles pin what comes from outside, and no version of the build's own projects: there is nothing to check.
    func lockCheck(_ workspace: Workspace, root: String) -> Call? { nil }

    /// Publishes into a local repository below a folder: jars, POM and module metadata exactly as a registry would get them.
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call {
        var call = call(package, "publishToMavenLocal", ["-Dmaven.repo.local=\(folder)"], root: root)
        for (name, value) in environment { call.environment[name] = .some(value) }
        return call
    }

    /// `gradle :x:publish`: the build itself names the repositories that it publishes to; credentials travel as Gradle's own variables
    /// (`ORG_GRADLE_PROJECT_…`).
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call {
        var call = call(package, "publish", [], root: nil)
        for (name, value) in options.credentials { call.environment[name] = .some(value) }
        return call
    }

    /// None: a Maven repository has no client of its own that installs.
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async
        -> [Call]
    { [] }

    /// Whether a file is named for the artifact and the version, as Maven's repository layout demands.
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) async -> [String] {
        let name = package.rest["gradle"]?.object?["artifact"]?.string ?? package.name
        let stem = "\(name)-\(version)"
        guard artifact.name.hasPrefix(stem), let next = artifact.name.dropFirst(stem.count).first, next == "." || next == "-" else {
            return ["`\(artifact.name)` is not named for \(name) \(version)"]
        }
        return []
    }

    /// Maven's repository layout.
    func registry(at address: RegistryAddress) -> any Registry { MavenRepository(address: address) }

    /// A call of a task of the package's project, in the build's root.
    private func call(_ package: Package, _ task: String, _ options: [String], root: String?) -> Call {
        let details = package.rest["gradle"]?.object
        let project = details?["project"]?.string ?? package.name
        let folder = details?["root"]?.string ?? "."
        let directory = root.map { folder == "." ? $0 : "\($0)/\(folder)" } ?? (folder == "." ? nil : folder)
        let program = details?["wrapper"] == nil ? "gradle" : "./gradlew"
        let path = project == ":" ? ":\(task)" : "\(project):\(task)"
        return Call(program, ["--no-daemon", "--console=plain"] + options + [path], in: directory)
    }
}
