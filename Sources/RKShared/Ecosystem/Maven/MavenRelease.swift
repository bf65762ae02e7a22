/// The new texts of the POMs of one reactor for the versions of a release.
struct MavenRelease {
    /// What was asked of one place, and for whom.
    private struct Claim {
        /// The element.
        let element: XMLElement
        /// The text that it gets.
        let text: String
        /// The package.
        let owner: String
    }

    /// The packages that are released.
    private let packages: [Package]
    /// What changes in each, by id.
    private let rewrites: [String: Rewrite]
    /// The versions of what the packages need, by `group:artifact`.
    private let exact: [String: String]
    /// The topmost POM.
    private let manifest: String
    /// The repository's files.
    private let tree: SourceTree
    /// The projects as they are.
    private let before: MavenContext
    /// The places in `before.projects` by manifest.
    private let places: [String: Int]
    /// The texts that change, by place.
    private var claims: [MavenSpot: Claim] = [:]

    /// Reads the reactor.
    init(_ packages: [Package], _ rewrites: [String: Rewrite], reactor manifest: String, in tree: SourceTree) throws(Fault) {
        self.packages = packages
        self.rewrites = rewrites
        exact = Dictionary(rewrites.values.flatMap { $0.exact.map { (Maven.name(ofId: $0.key), $0.value) } }) { first, _ in first }
        self.manifest = manifest
        self.tree = tree
        var findings: [Diagnostic] = []
        let reactor = try MavenReactor(manifest, in: tree, findings: &findings)
        before = MavenContext(reactor, findings: &findings)
        let poms = reactor.poms
        places = Dictionary(before.projects.enumerated().map { (poms[$1.model.pom].path, $0) }) { first, _ in first }
    }

    /// The edits of each package, by id.
    mutating func rewritings() throws(Fault) -> [String: Rewriting] {
        for package in packages {
            guard let version = rewrites[package.id]?.version, let place = places[package.manifest] else { continue }
            if before.projects[place].version != version { try write(version, of: before.projects[place].model, for: package) }
        }
        let versions = try parentsAndVersions()
        try references(versions)
        var findings: [Diagnostic] = []
        let overlay = claims.mapValues(\.text)
        let after = MavenContext(before.reactor, overlay: overlay, findings: &findings)
        let changes = try self.changes()
        try check(changes, after)
        var result: [String: Rewriting] = [:]
        for package in packages {
            guard let place = places[package.manifest], rewrites[package.id] != nil else { continue }
            result[package.id] = Rewriting(changes: changes, requirements: requirements(of: place, after))
        }
        return result
    }

    /// Claims the place of a project's version.
    private mutating func write(_ version: String, of model: MavenModel, for package: Package) throws(Fault) {
        guard let place = MavenVersionPlace(of: model, before.reactor), let texts = place.texts(for: version) else {
            let element = model.versionElement?.element.text
            throw Fault(
                .pinImpossible,
                element.map { "the version of \(package.id) is written as `\($0)`, which cannot become `\(version)`" }
                    ?? "the version of \(package.id) comes from a parent outside the repository",
                hint: element == nil
                    ? "give the project a <version> of its own; or leave the package out, with exclude"
                    : "write it as ${revision}, with the property in <properties> of a POM",
                at: Place(package.manifest), package: package.id)
        }
        for (part, text) in zip(place.parts, texts) { try claim(part.pom, part.element, text, for: package.id) }
    }

    /// Asks for a text; two packages that want one place different cannot be released together.
    private mutating func claim(_ pom: Int, _ element: XMLElement, _ text: String, for owner: String) throws(Fault) {
        let spot = MavenSpot(pom, element)
        if let known = claims[spot] {
            guard known.text != text else { return }
            let pom = before.reactor.poms[pom]
            throw Fault(
                .pinImpossible, "\(known.owner) needs `\(known.text)` and \(owner) needs `\(text)` in one place of `\(pom.path)`",
                hint: "their version is written there: give them one version, or each project a <version> of its own",
                at: pom.place(element.span), package: owner)
        }
        claims[spot] = Claim(element: element, text: text, owner: owner)
    }

    /// Moves the versions in `<parent>` along with the parents, ranges only where the parents would leave them, and returns the versions that
    /// the projects will have.
    private mutating func parentsAndVersions() throws(Fault) -> [String?] {
        let reactor = before.reactor
        let overlay = claims.mapValues(\.text)
        var known: [Int: String?] = [:]
        for pom in reactor.poms.indices {
            guard let parent = reactor.parents[pom], let element = reactor.poms[pom].parent?.version else { continue }
            guard !element.text.contains("${") else { continue }
            let version = known[parent] ?? MavenModel(of: parent, in: reactor, overlay: overlay).version
            known[parent] = version
            guard let version, MavenRange(element.text)?.contains(version) != true else { continue }
            if version != element.text { try claim(pom, element, version, for: reactor.poms[pom].path) }
        }
        return before.projects.map { MavenModel(of: $0.model.pom, in: reactor, overlay: overlay).version }
    }

    /// Moves the versions that declarations state of projects, and of packages of other repositories that were asked for, wherever they are
    /// written.
    private mutating func references(_ versions: [String?]) throws(Fault) {
        let reactor = before.reactor
        let released = Set(packages.map(\.manifest))
        // What shares its place with a release has the release's version, also where a run before wrote it.
        let shared = Set(
            packages.filter { rewrites[$0.id]?.version != nil }.compactMap { package in
                places[package.manifest].flatMap { MavenVersionPlace(of: before.projects[$0].model, reactor)?.key(reactor) }
            })
        var targets: [Int: String] = [:]
        for (place, project) in before.projects.enumerated() {
            let next = versions[place]
            let isShared = MavenVersionPlace(of: project.model, reactor).map { shared.contains($0.key(reactor)) } ?? false
            let wanted = next != project.version || isShared ? next : exact[project.name] ?? project.version
            if let wanted, wanted != project.version { targets[place] = wanted }
        }
        for _ in 0..<3 {
            var isStable = true
            let overlay = claims.mapValues(\.text)
            for (index, pom) in reactor.poms.enumerated() {
                let old = MavenModel(of: index, in: reactor)
                var new: MavenModel?
                for reference in pom.allLayers.flatMap(\.references) {
                    guard let element = reference.version, let name = old.name(of: reference) else { continue }
                    let candidates = before.byName[name] ?? []
                    if candidates.isEmpty, exact[name] == nil { continue }
                    let stated = old.resolve(element.text)
                    let isRange = !MavenContext.isSpecific(stated ?? "")
                    let target: String?
                    if candidates.isEmpty {
                        target = isRange ? nil : exact[name]
                    } else if isRange {
                        target = stated != nil && released.contains(pom.path) ? candidates.first.flatMap { versions[$0] } : nil
                    } else {
                        let place = candidates.first { before.projects[$0].version == stated }
                        target = place.map { targets[$0] ?? before.projects[$0].version } ?? nil
                    }
                    guard let target else { continue }
                    let model = new ?? MavenModel(of: index, in: reactor, overlay: overlay)
                    new = model
                    let now = claims[MavenSpot(index, element)]?.text ?? element.text
                    guard model.resolve(now) != target else { continue }
                    isStable = false
                    try move(reference, element, in: index, to: target, old, stated: stated)
                }
            }
            if isStable { return }
        }
    }

    /// Claims the property that a version is written as, where that holds nothing else, and else the version itself.
    private mutating func move(
        _ reference: MavenReference, _ element: XMLElement, in pom: Int, to target: String, _ model: MavenModel, stated: String?
    ) throws(Fault) {
        let owner = before.reactor.poms[pom].path
        let names = MavenModel.propertyNames(in: element.text)
        if names.count == 1, element.text == "${\(names[0])}", claims[MavenSpot(pom, element)] == nil,
            before.reactor.machine.properties[names[0]] == nil, let found = model.property(names[0]), found.element.text == stated,
            claims[MavenSpot(found.pom, found.element)] == nil
        {
            return try claim(found.pom, found.element, target, for: owner)
        }
        claims[MavenSpot(pom, element)] = Claim(element: element, text: target, owner: owner)
    }

    /// The files with all claims, by path.
    private func changes() throws(Fault) -> [Rewriting.FileChange] {
        var edits: [Int: [Edit]] = [:]
        for (spot, claim) in claims {
            let pom = before.reactor.poms[spot.pom]
            guard let made = pom.document.replacingText(of: claim.element, with: claim.text) else {
                throw Fault(
                    .manifestInvalid, "<\(claim.element.name)> holds elements where a version should stand",
                    hint: "write the version alone",
                    at: pom.place(claim.element.span))
            }
            edits[spot.pom, default: []] += made
        }
        return edits.map { pom, edits in
            let pom = before.reactor.poms[pom]
            return Rewriting.FileChange(path: pom.path, before: pom.document.bytes, after: edits.applied(to: pom.document.bytes))
        }.filter { $0.before != $0.after }.sorted { $0.path.precedes($1.path) }
    }

    /// The requirements of a project on others that become other versions.
    private func requirements(of place: Int, _ after: MavenContext) -> [Pin.Requirement] {
        guard after.links.count == before.links.count, after.links[place].count == before.links[place].count else { return [] }
        var seen: Set<String> = []
        var result: [Pin.Requirement] = []
        for (old, new) in zip(before.links[place], after.links[place]) {
            guard old.target != nil || exact[old.use.name] != nil, let from = old.use.version, let to = new.use.version, from != to else {
                continue
            }
            guard seen.insert("\(old.use.name) \(old.kind.rawValue)").inserted else { continue }
            var change = Pin.Requirement(name: old.use.name, from: from, to: to)
            change.rest["kind"] = .string(old.kind.rawValue)
            result.append(change)
        }
        return result
    }

    /// Refuses texts that do not parse, or of which the projects, their versions or their edges are not the intended ones.
    private func check(_ changes: [Rewriting.FileChange], _ intended: MavenContext) throws(Fault) {
        var findings: [Diagnostic] = []
        let texts = Dictionary(uniqueKeysWithValues: changes.map { ($0.path, $0.after) })
        var problem: String?
        do throws(Fault) {
            let reactor = try MavenReactor(manifest, in: tree, overrides: texts, findings: &findings)
            let found = MavenContext(reactor, findings: &findings)
            if found.projects.map(\.name) != before.projects.map(\.name) {
                problem = "other projects would be found"
            } else if let place = found.projects.indices.first(where: { found.projects[$0].version != intended.projects[$0].version }) {
                problem = "\(found.projects[place].name) would have the version `\(found.projects[place].version ?? "none")`"
            } else if found.links.map({ $0.map(\.target) }) != intended.links.map({ $0.map(\.target) }) {
                problem = "other edges would be found"
            }
        } catch {
            problem = "it would not parse: \(error.message)"
        }
        guard let problem else { return }
        throw Fault(
            .defect, "the edit of `\(manifest)` and its modules went wrong: \(problem)", hint: "please report this with the files",
            at: Place(manifest))
    }
}
