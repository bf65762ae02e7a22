/// The calls of `dart pub`, or of `flutter pub` for packages of Flutter.
struct DartCommands: PackageManager {
    /// `pub get` that refuses a lockfile which does not fit, and writes nothing.
    func lockCheck(_ workspace: Workspace, root: String) -> Call? {
        workspace.lockfile == nil
            ? nil : Call("dart", ["pub", "get", "--enforce-lockfile", "--dry-run"], in: folder(workspace.root, root))
    }

    /// The archive that would be published, made without uploading it.
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call {
        var call = Call(
            tool(package), ["pub", "publish", "--skip-validation", "--to-archive=\(folder)/\(package.name).tar.gz"],
            in: self.folder(package.path, root))
        for (name, value) in environment { call.environment[name] = .some(value) }
        call.environment["PUB_TOKEN"] = .some(nil)
        return call
    }

    /// Uploads the archive that was built. Where it goes is `publish_to` of the manifest, else PUB_HOSTED_URL.
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call {
        var call = Call(tool(package), ["pub", "publish", "--force"] + files.map { "--from-archive=\($0)" })
        for (name, value) in options.credentials { call.environment[name] = .some(value) }
        call.environment["PUB_HOSTED_URL"] = .some(registry.upload)
        return call
    }

    /// A new program that depends on the published version, from the registry that it was published to; none for packages of Flutter.
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async
        -> [Call]
    {
        guard tool(package) == "dart" else { return [] }
        let environment: [String: String?] = [
            "PUB_HOSTED_URL": .some(registry.index), "PUB_CACHE": .some("\(folder)/cache"), "PUB_TOKEN": .none,
        ]
        return [
            Call("dart", ["create", "--no-pub", "--template=console", "\(folder)/smoke"], in: folder, environment: environment),
            Call("dart", ["pub", "add", "\(package.name):\(version)"], in: "\(folder)/smoke", environment: environment),
        ]
    }

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
