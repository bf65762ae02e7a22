/// Projects of Gradle go to repositories in Maven's layout.
struct GradlePublishing: Publishing {
    /// What is the same for Maven's artifacts.
    private let maven = MavenPublishing()

    /// Maven Central.
    var knownRegistries: [String] { maven.knownRegistries }
    /// What every repository has beside its files, because every client uploads it.
    var digests: [Digest.Algorithm] { maven.digests }

    /// The repository that is named; else that of a variable; else the only one that the scripts publish a project to. There is none that
    /// everybody means: where nobody names one, `gradle publish` uploads nothing.
    func registries(of packages: [Package], in workspace: Workspace, named name: String?, from sources: RegistrySources) throws(Fault)
        -> [String: RegistryAddress]
    {
        for package in packages { try requirePublication(of: package) }
        let chosen = try maven.chosen(name, from: sources)
        var result: [String: RegistryAddress] = [:]
        for package in packages {
            if let chosen { result[package.id] = chosen } else { result[package.id] = try repository(of: package) }
        }
        return result
    }

    /// As with Maven.
    func completionByHand(at registry: RegistryAddress) -> String? { maven.completionByHand(at: registry) }

    /// Refuses a project that Gradle could not publish, or whose name in a repository is not known.
    private func requirePublication(of package: Package) throws(Fault) {
        guard package.rest["gradle"]?.object?["plugin"]?.string != nil else {
            throw Fault(
                .registryUnknown, "\(package.id) is to be released, but its build does not apply `maven-publish`",
                hint: "apply that plugin and declare a publication, or leave the project out with `publishable = false`",
                at: Place(package.manifest), package: package.id)
        }
        if let several = package.rest["gradle"]?.object?["publications"]?.string {
            throw Fault(
                .registryUnknown, "\(package.id) has several publications (\(several)), and rk-publish uploads one of a project",
                hint: "publish it with `gradle publish`, and leave it out with `publishable = false`, or declare one publication",
                at: Place(package.manifest), package: package.id)
        }
        guard package.rest["published_as"]?.string != nil else {
            throw Fault(
                .registryUnknown, "\(package.id) is to be released, but its group in a repository is not known without running the build",
                hint: "write `group = \"…\"` in a build script, or `group=…` in gradle.properties", at: Place(package.manifest),
                package: package.id)
        }
    }

    /// The repository that the scripts publish a project to.
    private func repository(of package: Package) throws(Fault) -> RegistryAddress {
        let stated = package.rest["gradle"]?.object?["repositories"]?.array ?? []
        guard stated.count == 1, let text = stated.first?.string else {
            throw Fault(
                .registryUnknown,
                stated.isEmpty
                    ? "no script says to which repository \(package.id) is published"
                    : stated.count > 1
                        ? "\(package.id) is published to \(stated.count) repositories"
                        : "only running the build tells to which repository \(package.id) is published",
                hint: "name it with --registry, or with `registry` in releasekit.toml", at: Place(package.manifest), package: package.id)
        }
        if text == GradleReading.central { return MavenPublishing.central }
        do throws(Fault) {
            return try MavenPublishing.repository(at: text, from: "the repository in `publishing`")
        } catch {
            throw Fault(error.code, error.message, hint: error.hint, at: Place(package.manifest), package: package.id)
        }
    }

    /// A settings file, variables, an entry of the user's own settings.
    func credentials(for registry: RegistryAddress, from sources: RegistrySources) -> UploadCredentials {
        maven.credentials(for: registry, from: sources)
    }

    /// Maven's, and properties of Gradle by the names that plugins give them; builds sign, and see what that takes.
    func exposure(of variable: String) -> Exposure? {
        if let known = maven.exposure(of: variable) { return known }
        guard let property = variable.rest(behind: "ORG_GRADLE_PROJECT_")?.lowercased() else { return nil }
        switch property {
        case "mavencentralpassword", "sonatypepassword", "ossrhpassword": return .secret
        case "mavencentralusername", "sonatypeusername", "ossrhusername": return .open
        default: return ["password", "token", "key", "secret"].contains { property.hasSuffix($0) } ? .reading : nil
        }
    }
}
