/// The calls of npm, pnpm and yarn, and what their artifacts must say.
struct NodeCommands: PackageManager {
    /// The tool of the workspace.
    let tool: NodeTool

    /// Variables that let whoever has them upload; no code of packages, which builds and imports run, may see them.
    private static let secrets = [
        "NPM_TOKEN", "NODE_AUTH_TOKEN", "NPM_ID_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL",
        "SIGSTORE_ID_TOKEN",
        "YARN_NPM_AUTH_TOKEN",
    ]

    /// Compares lockfile and manifests without changing anything: `npm ci --dry-run`, `pnpm install --frozen-lockfile --lockfile-only`.
    /// Both yarns can only do so by an install, `--immutable` with `--mode=update-lockfile` is refused by the modern one: nil.
    func lockCheck(_ workspace: Workspace, root: String) -> Call? {
        guard workspace.lockfile != nil else { return nil }
        let folder = Self.folder(workspace.root, root)
        switch tool {
        case .npm:
            return Call(
                "npm", ["ci", "--dry-run", "--ignore-scripts", "--no-audit", "--no-fund"], in: folder, environment: Self.withoutSecrets)
        case .pnpm:
            return Call(
                "pnpm", ["install", "--frozen-lockfile", "--lockfile-only", "--ignore-scripts"], in: folder,
                environment: Self.withoutSecrets)
        case .yarn: return nil
        }
    }

    /// `npm update --package-lock-only`, `pnpm update --lockfile-only`, modern yarn's `up --recursive`; the classic one only installs.
    func upgrade(_ name: String, to version: String?, in workspace: Workspace, members: [Package], root: String) -> [Action.CommandRun] {
        guard let lockfile = workspace.lockfile else { return [] }
        let argv: [String]
        switch tool {
        case .npm: argv = ["npm", "update", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund", "--", name]
        case .pnpm: argv = ["pnpm", "update", "--recursive", "--lockfile-only", "--no-save", "--ignore-scripts", name]
        case .yarn: return []
        }
        return [Action.CommandRun(argv: argv, directory: workspace.root, writes: [lockfile])]
    }

    /// An install that writes the lockfile and nothing else; classic yarn has none.
    func lockRefresh(_ workspace: Workspace, root: String) -> Call? {
        guard workspace.lockfile != nil else { return nil }
        let folder = Self.folder(workspace.root, root)
        switch tool {
        case .npm: return Call("npm", ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"], in: folder)
        case .pnpm: return Call("pnpm", ["install", "--lockfile-only", "--no-frozen-lockfile", "--ignore-scripts"], in: folder)
        case .yarn: return nil
        }
    }

    /// `pnpm pack`, which also writes `catalog:` and `workspace:` of lists that do not ship, or `npm pack`, in the package's folder.
    func build(_ package: Package, root: String, into folder: String, environment: [String: String]) -> Call {
        let program = tool == .pnpm ? "pnpm" : "npm"
        var call = Call(
            program, ["pack", "--pack-destination", folder], in: Self.folder(package.path, root), environment: Self.withoutSecrets)
        for (name, value) in environment { call.environment[name] = .some(value) }
        return call
    }

    /// `npm publish` of the tarball, whatever packed it: it alone can publish without a token, for a trusted publisher. A prerelease gets
    /// the tag of its label, so that it does not become `latest`. The tag is always said: npm 11 refuses to guess it where a higher version
    /// is there. Npm's own variables for the registry and the tag are left out.
    func publish(_ files: [String], of package: Package, to registry: RegistryAddress, options: PublishOptions) -> Call {
        var arguments = ["publish", "--registry", registry.upload, "--ignore-scripts", "--no-audit", "--no-fund"]
        let tarballs = files.filter { $0.hasSuffix(".tgz") }
        let version = tarballs.first.flatMap { NodeArtifact.version(inName: RelativePath.name(of: $0), of: package) }
        arguments += ["--tag", options.tag ?? version.flatMap(Self.prereleaseTag) ?? "latest"]
        if let access = options.access { arguments += ["--access", access] }
        // As an option it counts more than `publishConfig` in the tarball's manifest, as a variable less.
        if let provenance = options.provenance { arguments.append("--provenance=\(provenance && options.attestations)") }
        var environment: [String: String?] = options.credentials.mapValues { .some($0) }
        if !options.attestations { environment["npm_config_provenance"] = .some("false") }
        for name in ["npm_config_registry", "npm_config_tag"] { environment[name] = .some(nil) }
        environment.merge(Self.quiet) { first, _ in first }
        return Call(
            "npm", arguments + ["--"] + tarballs.map { $0.hasPrefix("/") || $0.hasPrefix("./") ? $0 : "./\($0)" }, environment: environment)
    }

    /// The published version in a clean folder, and its entry point loaded as a module; a package without one is only looked at.
    func smokeTest(_ package: Package, version: String, from registry: RegistryAddress, artifacts: [String], in folder: String) async
        -> [Call]
    {
        let name = package.registryName
        let program = """
            import { readFileSync, existsSync } from 'node:fs';
            const [name, version] = process.argv.slice(1);
            const folder = `node_modules/${name}`;
            const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
            if (manifest.version !== version) throw new Error(`${name} is ${manifest.version}, not ${version}`);
            const hasEntry = manifest.exports !== undefined || manifest.main || existsSync(`${folder}/index.js`);
            if (hasEntry) await import(name).catch((error) => {
              if (error.code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error;
            });
            """
        return [
            Call(
                "npm",
                [
                    "install", "--prefix", folder, "--registry", registry.index, "--prefer-online", "--no-audit", "--no-fund", "--no-save",
                    "--",
                    "\(name)@\(version)",
                ], in: folder, environment: Self.withoutSecrets),
            Call("node", ["--input-type=module", "-e", program, "--", name, version], in: folder, environment: Self.withoutSecrets),
        ]
    }

    /// What a tarball's name and manifest say otherwise.
    func problems(in artifact: ArtifactFile, of package: Package, version: String, exact: [String: String]) async -> [String] {
        guard NodeArtifact.version(inName: artifact.name, of: package) == version else {
            return ["`\(artifact.name)` is not named for \(package.registryName) \(version)"]
        }
        return NodeArtifact(path: artifact.path).problems(of: package, version: version, exact: exact).map { "`\(artifact.name)` \($0)" }
    }

    /// The npm registry's protocol.
    func registry(at address: RegistryAddress) -> any Registry { NpmRegistry(address: address) }

    /// The dist-tag of a prerelease: its label where that is a word, else `next`; nil for a final version.
    static func prereleaseTag(_ version: String) -> String? {
        guard let parsed = SemVer(version), parsed.isPrerelease else { return nil }
        let label = parsed.prerelease?.label.prefix { $0 != "." && $0 != "-" } ?? ""
        let isWord = !label.isEmpty && label.allSatisfy { $0.isASCII && $0.isLetter } && label != "latest" && NpmRange(String(label)) == nil
        return isWord ? String(label) : "next"
    }

    /// The removal of every secret; npm asks no registry for its own newer versions.
    private static var withoutSecrets: [String: String?] {
        Dictionary(uniqueKeysWithValues: secrets.map { ($0, .none) }).merging(quiet) { first, _ in first }
    }

    /// What keeps npm from asking the registry about itself.
    private static let quiet: [String: String?] = ["npm_config_update_notifier": .some("false")]

    /// A path below the root.
    private static func folder(_ path: String, _ root: String) -> String { path == "." ? root : "\(root)/\(path)" }
}
