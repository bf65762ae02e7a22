import RKShared

/// Takes over `.changeset/config.json`.
struct Changesets {
    /// What the tree tells.
    let survey: TreeSurvey

    /// The folder of its files.
    private static let folder = ".changeset"
    /// The name under which it has settings that may change.
    private static let experimental = "___experimentalUnsafeOptions_WILL_CHANGE_IN_PATCH"
    /// Why settings have no equivalent.
    private static let reasons = [
        "commit": "a release is always one commit, on a branch of its own",
        "baseBranch": "the branch that is checked out counts; --base of rk-propose names another one",
        "changelog": "notes have one form; who wants none leaves rk-changelog out of the pipeline",
        "updateInternalDependencies": "a requirement changes where it would not take the new version, whatever the bump",
        "bumpVersionsWithWorkspaceProtocolOnly": "requirements are followed that the package manager links",
        "snapshot": "there are no snapshots; --prerelease of rk-version makes prereleases",
        "prettier": "only the bytes of a value change, so nothing is formatted",
        "privatePackages": "private packages are not released and not tagged; their requirements follow",
        "format": "only the bytes of a value change, so nothing is formatted",
    ]

    /// The packages that it knows: those of npm's registry.
    private var known: [Int] {
        survey.packages.indices.filter { ["npm", "pnpm", "yarn"].contains(survey.packages[$0].ecosystem) }
    }

    /// Takes over what has an equivalent.
    func migrate(into scaffold: inout Scaffold, _ wishes: inout Wishes) throws(Fault) {
        let path = Peer.changesets.file
        var root = try PeerObject(path, of: .changesets, in: survey.tree)
        let packages = survey.packages
        let isAlone = known.count == 1 && packages[known[0]].path == "."
        for index in known { wishes.prefixes[index] = isAlone ? "v" : "\(packages[index].name)@" }
        for (number, names) in try root.lists("fixed").enumerated() {
            let members = indices(of: names, "fixed", at: root.place("fixed"), &scaffold)
            let name = Self.name(of: members.map { packages[$0].name }, number)
            let left = survey.addGroup(name, members, to: &scaffold, because: "`fixed` of \(path): \(names.joined(separator: ", ")).")
            for package in left { loseGroup(package, "fixed", at: root.place("fixed"), &scaffold) }
        }
        let ignored = try root.strings("ignore") ?? []
        for index in indices(of: ignored, "ignore", at: root.place("ignore"), &scaffold) where packages[index].publish {
            guard !scaffold.put("publishable", "false", for: packages[index]) else { continue }
            loseGroup(packages[index], "ignore", at: root.place("ignore"), &scaffold)
        }
        if let access = root.stringIfOne("access"),
            !scaffold.table("npm", [("access", TOMLDocument.quoted(access))], because: "`access` of \(path).")
        {
            scaffold.lose("access", "`\(access)` is neither public nor restricted", at: root.place("access"))
        }
        var options = try root.object(Self.experimental)
        addPropagation(
            always: try options?.string("updateInternalDependents") == "always",
            peersInRange: try options?.bool("onlyUpdatePeerDependentsWhenOutOfRange") ?? false, root, path, &scaffold)
        options?.lose([:], to: &scaffold)
        if try !root.lists("linked").isEmpty {
            scaffold.lose(
                "linked", "packages that share a version only when they are released together do not exist here; a group always shares one",
                at: root.place("linked"))
        }
        root.lose(Self.reasons, to: &scaffold)
        losePending(&scaffold)
    }

    /// When a release of a package is one of those that need it: changesets' rules.
    private func addPropagation(always: Bool, peersInRange: Bool, _ root: PeerObject, _ path: String, _ scaffold: inout Scaffold) {
        let when = always ? "any" : "out-of-range"
        var values = ["runtime", "optional"].map { (key: $0, value: TOMLDocument.quoted(when)) }
        values.append(("peer", "{ when = \"out-of-range\", bump = \"major\" }"))
        _ = scaffold.table(
            "propagation", values,
            because: always
                ? "`updateInternalDependents` is `always`."
                : "A release of a package is one of those that need it where their requirement does not take it, as with changesets.")
        guard !peersInRange else { return }
        scaffold.lose(
            "\(Self.experimental).onlyUpdatePeerDependentsWhenOutOfRange",
            "it is not set, so changesets gave a major version to whoever has a peer with a minor one; here only where its range does not take it",
            at: Place(path))
    }

    /// The packages of names and globs.
    private func indices(of names: [String], _ key: String, at place: Place, _ scaffold: inout Scaffold) -> [Int] {
        var found: [Int] = []
        for name in names {
            let glob = Glob(name)
            let fitting = known.filter { glob.matches(survey.packages[$0].name) }
            if fitting.isEmpty { scaffold.lose("\(key): \(name)", "there is no such package", at: place) }
            found += fitting.filter { !found.contains($0) }
        }
        return found
    }

    /// Notes a package that can have no file of its own.
    private func loseGroup(_ package: Package, _ key: String, at place: Place, _ scaffold: inout Scaffold) {
        scaffold.lose("\(key): \(package.name)", Scaffold.rootless, at: place)
    }

    /// A name for a group: what its packages' names begin with, up to a sign between words.
    private static func name(of names: [String], _ number: Int) -> String {
        let words = names.map { $0.split { !$0.isLetter && !$0.isNumber }.map(String.init) }
        let common = (words.first ?? []).enumerated().prefix { index, word in words.allSatisfy { $0.count > index && $0[index] == word } }
        let name = common.map(\.element).joined(separator: "-")
        return "\(name.isEmpty ? "fixed" : name)\(number == 0 ? "" : "-\(number + 1)")"
    }

    /// Says that changesets which wait are not read: versions come from commits.
    private func losePending(_ scaffold: inout Scaffold) {
        let names = Files.names(in: survey.tree.absolute(Self.folder))
        let pending = names.filter { $0.hasSuffix(".md") && $0.lowercased() != "readme.md" }
        if let first = pending.sorted(by: { $0.precedes($1) }).first {
            scaffold.lose(
                pending.count == 1 ? "\(Self.folder)/\(first)" : "\(pending.count) changesets that wait, such as \(Self.folder)/\(first)",
                "versions come from Conventional Commits; release what waits with `changeset version` first",
                at: Place("\(Self.folder)/\(first)"))
        }
        if names.contains("pre.json") {
            scaffold.lose(
                "\(Self.folder)/pre.json", "there is no mode for prereleases; --prerelease of rk-version makes one",
                at: Place("\(Self.folder)/pre.json"))
        }
    }
}
