import RKShared

/// Takes over `lerna.json`.
struct Lerna {
    /// What the tree tells.
    let survey: TreeSurvey

    /// The file's path.
    private static let path = Peer.lerna.file
    /// Why settings of the top have no equivalent.
    private static let reasons = [
        "packages": "packages are found by the package manager's own workspaces: `workspaces` of package.json, pnpm-workspace.yaml",
        "npmClient": "the lockfile and package.json tell which tool it is", "useWorkspaces": "workspaces are always read",
        "useNx": "nothing is run but builds of a release", "ignoreChanges": "every file in a package's folder belongs to it",
        "changelogPreset": "notes have one form; [changelog] gives types their headings", "stream": "it is about `lerna run`",
        "loglevel": "--verbose and --quiet of each program say it", "lerna": "it is not used any more",
        "concurrency": "--jobs of rk-publish says it", "npmClientArgs": "it is about installing",
        "nx": "nothing is run but builds of a release",
    ]
    /// Why settings of `command.version` and `command.publish` have no equivalent.
    private static let commandReasons = [
        "message": "the message of a release commit has one form", "allowBranch": "the pipeline's own file says on which branch it runs",
        "ignoreChanges": "every file in a package's folder belongs to it",
        "exact": "requirements keep their form; rk-pin makes them exact in what is published",
        "changelogPreset": "notes have one form; [changelog] gives types their headings",
        "changelog": "who wants no notes leaves rk-changelog out of the pipeline",
        "gitRemote": "--remote of rk-propose and rk-tag names it",
        "preid": "--prerelease of rk-version names it", "signGitTag": "--sign of rk-tag signs tags",
        "signGitCommit": "git's own `commit.gpgSign` signs commits", "forceGitTag": "a tag that was published never moves",
        "push": "--local of rk-propose and --no-push of rk-tag leave it out", "gitTagVersion": "--no-tag of rk-tag leaves tags out",
        "syncWorkspaceLock": "lockfiles always follow", "amend": "a release is always a commit of its own",
        "granularPathspec": "only files of the release are committed", "includeMergedTags": "every tag that HEAD can reach counts",
        "premajorVersionBump": "below 1.0.0 a feature gives a minor version, and so does a breaking change",
        "conventionalGraduate": "a release without --prerelease is the final one",
        "forcePublish": "--force-unchanged of rk-version does so",
        "npmClient": "the lockfile and package.json tell which tool it is",
        "conventionalPrerelease": "--prerelease of rk-version makes one",
        "canary": "there are no canary releases; --prerelease of rk-version makes prereleases", "yes": "nothing asks",
        "preDistTag": "a prerelease gets the dist-tag of its label", "contents": "`directory` in `publishConfig` of a package.json says it",
        "graphType": "kinds of dependencies are told apart by [propagation]", "noPrivate": "private packages are never published",
        "private": "private packages are never published", "verifyAccess": "rk-publish looks before it begins",
        "buildMetadata": "versions have no build metadata", "commitHooks": "--no-verify of rk-apply leaves hooks out",
        "gitDryRun": "--dry-run of rk-apply", "tempTag": "nothing is published under a tag for a while",
    ]

    /// The packages that it knows: those of npm's registry.
    private var known: [Int] {
        survey.packages.indices.filter { ["npm", "pnpm", "yarn"].contains(survey.packages[$0].ecosystem) }
    }

    /// Takes over what has an equivalent.
    func migrate(into scaffold: inout Scaffold, _ wishes: inout Wishes) throws(Fault) {
        var root = try PeerObject(Self.path, of: .lerna, in: survey.tree)
        let version = try root.string("version")
        var commands = try root.object("command")
        var versioning = try commands?.object("version")
        var publishing = try commands?.object("publish")
        try addTags(isIndependent: version == "independent", &versioning, &publishing, &scaffold, &wishes)
        if version != "independent" { addVersion(version, at: root.place("version"), &scaffold) }
        if let forge = versioning?.stringIfOne("createRelease") { wishes.forge = ForgeSite.Kind(rawValue: forge) }
        if try versioning?.bool("conventionalCommits") != true {
            scaffold.lose(
                "command.version.conventionalCommits",
                "it is not set, but here versions always come from Conventional Commits, and nothing asks",
                at: Place(Self.path))
        }
        addNpm(&publishing, &scaffold)
        versioning?.lose(Self.commandReasons, to: &scaffold)
        publishing?.lose(Self.commandReasons, to: &scaffold)
        for (name, command) in try commands?.entries() ?? [] where name != "version" && name != "publish" {
            scaffold.lose("command.\(name)", "there is no such command", at: command.origin)
        }
        root.lose(Self.reasons, to: &scaffold)
    }

    /// The form of tags: `name@version` of packages with versions of their own, `v1.0.0` of all together.
    private func addTags(
        isIndependent: Bool, _ versioning: inout PeerObject?, _ publishing: inout PeerObject?, _ scaffold: inout Scaffold,
        _ wishes: inout Wishes
    ) throws(Fault) {
        let older = try publishing?.string("tagVersionPrefix")
        let mark = try versioning?.string("tagVersionPrefix") ?? older ?? "v"
        let separator = try versioning?.string("tagVersionSeparator") ?? "@"
        for index in known where survey.packages[index].path != "." || survey.packages[index].publish {
            wishes.prefixes[index] = isIndependent ? "\(survey.packages[index].name)\(separator)" : mark
        }
    }

    /// One version of all packages.
    private func addVersion(_ version: String?, at place: Place, _ scaffold: inout Scaffold) {
        guard known.count == survey.packages.count else {
            survey.addGroup(
                "lerna", known, to: &scaffold, because: "`version` of \(Self.path) is that of all packages of npm.")
            return
        }
        _ = scaffold.set(
            "synchronize", "true",
            because: "`version` of \(Self.path) is that of all packages. Here all of them are released then, not only those that changed.")
        let stated = Set(known.filter { survey.packages[$0].publish }.compactMap { survey.packages[$0].version })
        if let version, !stated.isEmpty, stated != [version] {
            scaffold.lose(
                "version",
                "it is \(version), but packages state \(stated.sorted { $0.precedes($1) }.joined(separator: ", ")), which counts", at: place
            )
        }
    }

    /// Where npm's packages go, and how.
    private func addNpm(_ publishing: inout PeerObject?, _ scaffold: inout Scaffold) {
        var values: [(key: String, value: String)] = []
        if let access = publishing?.stringIfOne("access") { values.append(("access", TOMLDocument.quoted(access))) }
        if let tag = publishing?.stringIfOne("distTag") { values.append(("tag", TOMLDocument.quoted(tag))) }
        if !values.isEmpty, !scaffold.table("npm", values, because: "`command.publish` of \(Self.path).") {
            scaffold.lose("command.publish", "access or distTag is none that npm knows", at: Place(Self.path))
        }
        addRegistry(&publishing, &scaffold)
    }

    /// The registry that they go to.
    private func addRegistry(_ publishing: inout PeerObject?, _ scaffold: inout Scaffold) {
        guard let place = publishing?.place("registry"), let registry = publishing?.stringIfOne("registry") else { return }
        let host = WebAddress(registry)?.host
        guard host != "registry.npmjs.org", let ecosystem = known.first.map({ survey.packages[$0].ecosystem }) else { return }
        let quoted = TOMLDocument.quoted(registry)
        let values = [("upload", quoted), ("index", quoted), ("ecosystem", TOMLDocument.quoted(ecosystem))]
        if !scaffold.table("registries.internal", values, because: "`command.publish.registry` of \(Self.path).") {
            scaffold.lose("command.publish.registry", "it is no plain web address", at: place)
        }
    }
}
