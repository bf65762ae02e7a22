/// The calls of `dart pub`, or of `flutter pub` for packages of Flutter.
struct DartCommands: PackageManager {
    /// `pub get` that refuses a lockfile which does not fit, and writes nothing.
    func lockCheck(_ workspace: Workspace, root: String) -> Call? {
        workspace.lockfile == nil
            ? nil : Call("dart", ["pub", "get", "--enforce-lockfile", "--dry-run"], in: folder(workspace.root, root))
    }

    /// `dart pub upgrade` of the package alone.
    func upgrade(_ name: String, to version: String?, in workspace: Workspace, members: [Package], root: String) -> [Action.CommandRun] {
        guard let lockfile = workspace.lockfile else { return [] }
        return [
            Action.CommandRun(argv: ["dart", "pub", "upgrade", "--no-precompile", name], directory: workspace.root, writes: [lockfile])
        ]
    }

    /// `dart pub get`, which keeps every version that still fits.
    func lockRefresh(_ workspace: Workspace, root: String) -> Call? {
        workspace.lockfile == nil ? nil : Call("dart", ["pub", "get"], in: folder(workspace.root, root))
    }

    /// The archive that would be published, packed without uploading it. Pub's own checks of a package are left out: they resolve it first,
    /// with packages that this release has only begun to publish.
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call {
        var call = Call(
            tool(package), ["pub", "publish", "--skip-validation", "--to-archive=\(folder)/\(RelativePath.name(of: package.name)).tar.gz"],
            in: self.folder(package.path, root))
        for (name, value) in environment { call.environment[name] = .some(value) }
        for name in PubTokens.variables { call.environment[name] = .some(nil) }
        return call
    }

    /// `dart pub token add`: pub takes tokens from its store alone, where a variable can be named. The store is one of the upload's folder,
    /// so that the user's own stays as it is.
    func login(for package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call? {
        guard let folder = options.folder, let token = options.credentials[PubTokens.variable] else { return nil }
        return tokenCall(tool(package), registry.upload, in: folder, variable: PubTokens.variable, token)
    }

    /// Uploads the archive that was built. Where it goes is `publish_to` of the manifest inside, else `PUB_HOSTED_URL`.
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call {
        var call = Call(tool(package), ["pub", "publish", "--force"] + files.map { "--from-archive=\($0)" }, in: options.folder)
        for (name, value) in options.credentials { call.environment[name] = .some(value) }
        if let folder = options.folder, options.credentials[PubTokens.variable] != nil { call.environment.merge(home(folder)) { $1 } }
        call.environment["PUB_HOSTED_URL"] = .some(registry.upload)
        return call
    }

    /// A new package that needs the published version, from the registry that it was published to: all that it needs is found and fetched.
    /// None for packages of Flutter, whose SDK is no package of a registry.
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async
        -> [Call]
    {
        guard tool(package) == "dart" else { return [] }
        var call = Call("dart", ["pub", "get"], in: folder)
        // What `publish_to` leads to is no registry of all packages: others come from where the user's own environment says.
        if package.rest["publish_to"] == nil { call.environment["PUB_HOSTED_URL"] = .some(registry.index) }
        call.environment["PUB_CACHE"] = .some("\(folder)/cache")
        for name in PubTokens.variables { call.environment[name] = .some(nil) }
        call.files["\(folder)/pubspec.yaml"] = Array(
            """
            name: rk_smoke_test
            publish_to: none
            environment:
              sdk: ">=3.0.0 <4.0.0"
            dependencies:
              \(package.name):
                hosted: "\(registry.index)"
                version: "\(version)"

            """.utf8)
        guard let token = registry.reading?.password else { return [call] }
        call.environment.merge(home(folder)) { $1 }
        call.environment[Self.readingVariable] = .some(token)
        return [tokenCall("dart", registry.index, in: folder, variable: Self.readingVariable, token), call]
    }

    /// The variable with which a smoke test reads; those of uploads are kept from it.
    private static let readingVariable = "RK_PUB_READING"

    /// The call that tells a store in a folder which variable has the token of a registry.
    private func tokenCall(_ tool: String, _ address: String, in folder: String, variable: String, _ token: String) -> Call {
        var call = Call(tool, ["pub", "token", "add", address, "--env-var", variable], in: folder, environment: home(folder))
        call.environment[variable] = .some(token)
        return call
    }

    /// The variables that make a folder the home of dart's settings, on Linux and on macOS.
    private func home(_ folder: String) -> [String: String?] { ["HOME": .some(folder), "XDG_CONFIG_HOME": .some("\(folder)/.config")] }

    /// What the manifest in an archive says otherwise.
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) async -> [String] {
        let bytes: [UInt8]
        do { bytes = try Files.read(artifact.path) } catch { return ["`\(artifact.name)` cannot be read: \(error)"] }
        let isManifest: (String) -> Bool = { $0 == "pubspec.yaml" || $0 == "./pubspec.yaml" }
        do {
            guard let file = try TarArchive.file(in: bytes, limits: Self.limits, accepts: isManifest) else {
                return ["`\(artifact.name)` has no pubspec.yaml"]
            }
            return Self.problems(try YAMLDocument(file), of: package, version: version, exact: exact).map { "`\(artifact.name)` \($0)" }
        } catch let fault as TarFault {
            return ["`\(artifact.name)` \(fault.reason)"]
        } catch let fault as SyntaxFault {
            return ["`\(artifact.name)` has a bad pubspec.yaml: \(fault.message)"]
        } catch {
            return ["`\(artifact.name)` cannot be read: \(error)"]
        }
    }

    /// The largest manifest, and the most that is expanded on the way to it, in bytes.
    private static let limits = TarArchive.Limits(file: 16 << 20, archive: 1 << 30)

    /// What a manifest says otherwise: the name, the version, requirements on packages of the repository.
    static func problems(_ document: YAMLDocument, of package: Package, version: String, exact: [String: String]) -> [String] {
        var problems: [String] = []
        let name = document.root?["name"]?.text ?? ""
        if name != package.name { problems.append("is of `\(name)`, not of `\(package.name)`") }
        let stated = document.root?["version"]?.text ?? ""
        if stated != version { problems.append("has the version `\(stated)`, not `\(version)`") }
        for dependency in package.dependencies where dependency.kind == .runtime {
            guard let wanted = dependency.package.flatMap({ exact[$0] }) else { continue }
            let value = document.root?["dependencies"]?[dependency.name]
            let requirement = (value?.mapping == nil ? value : value?["version"])?.text
            if requirement.flatMap({ Dart().exactVersion(of: $0) }) != wanted {
                problems.append("requires `\(dependency.name): \(requirement ?? "")`, not \(wanted)")
            }
        }
        return problems
    }

    /// pub.dev's protocol.
    func registry(at address: RegistryAddress) -> any Registry { PubRegistry(address: address) }

    /// The program whose `pub` knows a package's SDK.
    private func tool(_ package: Package) -> String { package.rest["flutter"] == .bool(true) ? "flutter" : "dart" }

    /// A path below the root.
    private func folder(_ path: String, _ root: String) -> String { path == "." ? root : "\(root)/\(path)" }
}
