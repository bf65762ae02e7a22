/// The new texts of the manifests and the lockfile of one workspace for the versions of a release.
struct CargoRelease {
    /// A version that a member gets, and for whom.
    private struct Claim {
        /// The version.
        let version: String
        /// The package that asked first.
        let owner: String
    }

    /// The packages that are released.
    private let packages: [Package]
    /// What changes in each, by id.
    private let rewrites: [String: Rewrite]
    /// The members.
    private let workspace: CargoWorkspace
    /// What tells which member a dependency means.
    private let context: CargoContext
    /// The repository's files.
    private let tree: SourceTree
    /// The members that take their version from the workspace.
    private let heirs: [CargoManifest]
    /// The versions that change, or are said to stay, by the member's name.
    private var claims: [String: Claim] = [:]
    /// The edits by manifest and place.
    private var edits: [String: [Span: Edit]] = [:]

    /// A release of members of a workspace.
    init(_ packages: [Package], _ rewrites: [String: Rewrite], in workspace: CargoWorkspace, of tree: SourceTree) {
        self.packages = packages
        self.rewrites = rewrites
        self.workspace = workspace
        self.tree = tree
        context = CargoContext(workspace)
        heirs = workspace.sorted.filter { $0.inherits("version") }
    }

    /// The edits of each package, by id.
    mutating func rewritings() throws(Fault) -> [String: Rewriting] {
        try chooseVersions()
        try writeVersions()
        var requirements: [String: [Pin.Requirement]] = [:]
        for member in workspace.sorted { requirements[member.path] = try writeRequirements(of: member) }
        let changes = try manifests()
        try check(changes)
        let all = changes + (try lockfile())
        var result: [String: Rewriting] = [:]
        for package in packages where rewrites[package.id] != nil {
            let own = all.filter { $0.path == package.manifest }
            result[package.id] = Rewriting(
                changes: own + all.filter { $0.path != package.manifest }, requirements: requirements[package.manifest] ?? [])
        }
        return result
    }

    /// The version that a member has now.
    private func current(_ member: CargoManifest) -> String? {
        var unheard: [Diagnostic] = []
        return context.version(of: member, findings: &unheard)
    }

    /// The version that a member will have.
    private func next(_ member: CargoManifest) -> String? { claims[member.name ?? ""]?.version ?? current(member) }

    /// Takes the versions of what is released, and of members that the released ones require in another version than they have: those
    /// were released before in the same run.
    private mutating func chooseVersions() throws(Fault) {
        for package in packages {
            guard let version = rewrites[package.id]?.version, let member = workspace.members[package.path] else { continue }
            try move(member, to: version, for: package)
        }
        for package in packages {
            for (id, version) in (rewrites[package.id]?.exact ?? [:]).sorted(by: { $0.key.precedes($1.key) }) {
                guard let member = context.member(named: CargoName.name(ofId: id)), next(member) != version else { continue }
                var unheard: [Diagnostic] = []
                guard CargoPublishPolicy(of: member, root: workspace.root, findings: &unheard).refusal == nil else { continue }
                try move(member, to: version, for: package)
            }
        }
    }

    /// Gives a member a version, and with it all that take theirs from the same place.
    private mutating func move(_ member: CargoManifest, to version: String, for package: Package) throws(Fault) {
        for mate in member.inherits("version") ? heirs : [member] {
            let name = mate.name ?? ""
            if let known = claims[name], known.version != version {
                let (manifest, span) =
                    member.inherits("version") ? (workspace.root, versionSpan(of: member)) : (member, versionSpan(of: member))
                throw Fault(
                    .pinImpossible, "\(known.owner) needs the version \(known.version) of `\(name)`, and \(package.id) needs \(version)",
                    hint: member.inherits("version")
                        ? "their version is written in [workspace.package]: give them one version, or each crate a version of its own"
                        : "give both what they require in one version",
                    at: span.map(manifest.place) ?? Place(manifest.path), package: package.id)
            }
            claims[name] = Claim(version: version, owner: package.id)
        }
    }

    /// Where a member's version is written.
    private func versionSpan(of member: CargoManifest) -> Span? { member.inherited("version", from: workspace.root)?.node.span }

    /// Writes the versions that change.
    private mutating func writeVersions() throws(Fault) {
        for member in workspace.sorted {
            guard let claim = claims[member.name ?? ""], claim.version != current(member) else { continue }
            guard let (node, manifest) = member.inherited("version", from: workspace.root), node.string != nil else {
                throw Fault(
                    .pinImpossible, "`\(member.name ?? "")` states no version that could become \(claim.version)",
                    hint: "add `version = \"\(claim.version)\"` to [package]", at: Place(member.path), package: claim.owner)
            }
            write(claim.version, over: node, in: manifest)
        }
    }

    /// Raises the requirements of a member on others, and returns what it requires of others otherwise than before.
    private mutating func writeRequirements(of member: CargoManifest) throws(Fault) -> [Pin.Requirement] {
        let package = packages.first { $0.manifest == member.path && rewrites[$0.id] != nil }
        let pinned = Set((package.flatMap { rewrites[$0.id]?.exact } ?? [:]).keys.map { CargoName.name(ofId: $0) })
        var result: [Pin.Requirement] = []
        for declared in CargoDependencies(member, root: workspace.root).declarations {
            guard let target = context.target(of: declared).member, let version = next(target) else { continue }
            let isPinned = declared.kind != .dev && pinned.contains(declared.name)
            let before = declared.requirement
            let after: String
            if let place = declared.version {
                guard let requirement = try? CargoRequirement(before), isPinned || !requirement.allows(version) else { continue }
                after = requirement.raised(to: version)
                guard after != before else { continue }
                write(after, over: place.entry.node, in: place.manifest)
            } else {
                guard isPinned, let path = declared.path else { continue }
                // A requirement has no use for build metadata.
                after = String(version.prefix { $0 != "+" })
                let edit = try declared.insertingVersion(after, beside: path)
                edits[path.manifest.path, default: [:]][edit.span] = edit
            }
            guard isPinned else { continue }
            var change = Pin.Requirement(name: declared.name, from: before, to: after)
            change.rest["kind"] = .string(declared.kind.rawValue)
            // A requirement that keeps its operator does not tell the version that it was written for.
            change.rest["version"] = .string(version)
            result.append(change)
        }
        return result
    }

    /// Notes the edit of a string.
    private mutating func write(_ text: String, over node: TOMLNode, in manifest: CargoManifest) {
        edits[manifest.path, default: [:]][node.span] = manifest.document.replacingString(node, with: text)
    }

    /// The manifests that change, by path.
    private func manifests() throws(Fault) -> [Rewriting.FileChange] {
        var known = Dictionary(workspace.members.values.map { ($0.path, $0) }) { first, _ in first }
        known[workspace.root.path] = workspace.root
        return edits.compactMap { path, edits in
            guard let bytes = known[path]?.document.bytes else { return nil }
            return Rewriting.FileChange(path: path, before: bytes, after: Array(edits.values).applied(to: bytes))
        }.filter { $0.before != $0.after }.sorted { $0.path.precedes($1.path) }
    }

    /// The change of a lockfile that version control keeps; none where there is no such file, or its members are not of now.
    private func lockfile() throws(Fault) -> [Rewriting.FileChange] {
        guard let path = RelativePath.join(workspace.root.folder, Cargo.lockfile), tree.holds(path),
            let bytes = try tree.readIfPresent(path)
        else { return [] }
        var versions: [String: (from: String, to: String)] = [:]
        for (name, claim) in claims {
            guard let member = context.member(named: name), let old = current(member), old != claim.version else { continue }
            versions[name] = (old, claim.version)
        }
        guard !versions.isEmpty else { return [] }
        let lock: CargoLock
        do {
            lock = try CargoLock(bytes)
        } catch {
            var fault = Fault(.manifestSyntax, error, in: path)
            fault.hint = fault.hint ?? CargoLock.remedy
            throw fault
        }
        let after = lock.replacing(versions)
        return after == bytes ? [] : [Rewriting.FileChange(path: path, before: bytes, after: after)]
    }

    /// Refuses texts that do not parse, or of which versions and requirements are not the intended ones.
    private func check(_ changes: [Rewriting.FileChange]) throws(Fault) {
        var texts: [String: CargoManifest] = [:]
        for change in changes {
            do throws(Fault) { texts[change.path] = try CargoManifest(change.after, path: change.path) } catch {
                throw defect(change.path, "it would not parse: \(error.message)")
            }
        }
        let root = texts[workspace.root.path] ?? workspace.root
        for member in workspace.sorted {
            let after = texts[member.path] ?? member
            let version = after.inherited("version", from: root)?.node.string
            guard version == next(member) else { throw defect(member.path, "the version would be `\(version ?? "")`") }
            let (old, new) = (CargoDependencies(member, root: workspace.root), CargoDependencies(after, root: root))
            guard old.declarations.map(\.key) == new.declarations.map(\.key) else {
                throw defect(member.path, "it would need other crates")
            }
            for (before, after) in zip(old.declarations, new.declarations) where before.requirement != after.requirement {
                guard let target = context.target(of: before).member, let version = next(target),
                    (try? CargoRequirement(after.requirement))?.allows(version) == true
                else { throw defect(member.path, "`\(after.key)` would be `\(after.requirement)`") }
            }
        }
    }

    /// An edit that went wrong.
    private func defect(_ path: String, _ problem: String) -> Fault {
        Fault(.defect, "the edit of `\(path)` went wrong: \(problem)", hint: "please report this with the file", at: Place(path))
    }
}

extension CargoDeclaration {
    /// The edit that states a version beside a path, in the form of the declaration: an inline table, a table, or dotted keys.
    fileprivate func insertingVersion(_ version: String, beside path: Place) throws(Fault) -> Edit {
        let bytes = path.manifest.document.bytes
        let text = "version = \(TOMLDocument.quoted(version))"
        let value = path.entry.node.span
        if bytes[stated.entry.node.span.start] == UInt8(ascii: "{") {
            return Edit(span: Span(start: value.end, end: value.end), replacement: ", \(text)")
        }
        let key = path.entry.keySpan.start
        var start = key
        while start > 0, bytes[start - 1] != UInt8(ascii: "\n"), bytes[start - 1] < 0x80 { start -= 1 }
        let front = bytes[start..<key]
        guard !front.contains(where: { "={[#".utf8.contains($0) }) else {
            throw Fault(
                .pinImpossible, "the dependency `\(self.key)` has a path, but no version, which its users need",
                hint: "add \(text)", at: path.manifest.place(path.entry.keySpan))
        }
        let lineEnd = bytes[value.end...].firstIndex(of: UInt8(ascii: "\n")) ?? value.end
        let isWindows = lineEnd > value.end && bytes[lineEnd - 1] == UInt8(ascii: "\r")
        return Edit(
            span: Span(start: start, end: start), replacement: String(decoding: front, as: UTF8.self) + text + (isWindows ? "\r\n" : "\n"))
    }
}
