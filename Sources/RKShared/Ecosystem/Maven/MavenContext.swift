/// The projects of a reactor with what is known of each, and what they mean when they name each other.
struct MavenContext: Sendable {
    /// A project with a name.
    struct Project: Sendable {
        /// The POM as it is built.
        let model: MavenModel
        /// `group:artifact`.
        let name: String
        /// The version; nil when it cannot be known.
        let version: String?
    }

    /// A use of one project by another.
    struct Link: Sendable {
        /// What is used.
        let use: MavenUse
        /// What it is needed for.
        let kind: Dependency.Kind
        /// The place in `projects` that Maven builds before; nil when there is no such edge.
        var target: Int?
        /// Why there is one, or none although a project has the name.
        var why: String?
    }

    /// The POMs.
    let reactor: MavenReactor
    /// The projects that have a name, in Maven's order.
    private(set) var projects: [Project] = []
    /// The places in `projects` by name; several where a name repeats.
    private(set) var byName: [String: [Int]] = [:]
    /// The uses of each project, in the order of `projects`.
    private(set) var links: [[Link]] = []

    /// Builds the models and finds the edges; what has no name is a finding.
    init(_ reactor: MavenReactor, overlay: [MavenSpot: String] = [:], findings: inout [Diagnostic]) {
        self.reactor = reactor
        for pom in reactor.modules {
            let model = MavenModel(of: pom, in: reactor, overlay: overlay)
            guard let name = Self.name(of: model, reactor.poms[pom], findings: &findings) else { continue }
            projects.append(Project(model: model, name: name, version: model.version))
        }
        byName = Dictionary(grouping: projects.indices) { projects[$0].name }
        links = projects.indices.map { uses(of: $0) }
        decide()
    }

    /// `group:artifact` of a model; nil, with a finding, when one of both is missing or cannot be.
    private static func name(of model: MavenModel, _ pom: MavenPom, findings: inout [Diagnostic]) -> String? {
        for (part, value) in [("artifactId", model.artifact), ("groupId", model.group)] {
            let element = pom.own(part)
            guard let value, isId(value) else {
                let message =
                    element == nil
                    ? "<project> has no <\(part)>\(part == "groupId" ? ", and no parent that could give it" : "")"
                    : value == nil
                        ? "<\(part)> is `\(XMLReader.excerpt(element?.text ?? ""))`, and no POM defines that property"
                        : "<\(part)> is `\(XMLReader.excerpt(value ?? ""))`, which is no valid name"
                findings.append(
                    Diagnostic(
                        .error, .manifestInvalid, message, hint: "letters, digits, `.`, `-` and `_`",
                        at: pom.place(element?.span ?? pom.document.root.span)))
                return nil
            }
        }
        return "\(model.group ?? ""):\(model.artifact ?? "")"
    }

    /// Whether a text is a group or an artifact (Maven's `[A-Za-z0-9_\-.]+`).
    private static func isId(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 256
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                    || $0 == UInt8(ascii: ".")
            }
    }

    /// The place of the project of a name and a version; any of that name without one.
    func project(_ name: String, _ version: String?) -> Int? {
        let candidates = byName[name] ?? []
        guard let version, Self.isSpecific(version) else { return candidates.first }
        return candidates.first { projects[$0].version == version }
    }

    /// Whether a version means one version: it is no range.
    static func isSpecific(_ version: String) -> Bool { !version.isEmpty && !version.hasPrefix("[") && !version.hasPrefix("(") }

    /// What the dependency management of a bill of materials among the projects says of a key. Of a bill that was asked for this key already
    /// nothing is to be had: bills that import each other, which Maven refuses, would else be asked without end.
    func imported(_ bill: String, _ version: String?, _ key: MavenLayer.Key, asked: inout Set<Int>, depth: Int = 0)
        -> MavenManaged?
    {
        guard let project = project(bill, version), depth < 32, asked.insert(project).inserted else { return nil }
        return projects[project].model.managed(key) { imported($0, $1, $2, asked: &asked, depth: depth + 1) }
    }

    /// Everything that a project uses: own dependencies, inherited ones on projects, its parent, its build.
    private func uses(of index: Int) -> [Link] {
        let project = projects[index]
        var links: [Link] = []
        let imports: MavenModel.Imports = { bill, version, key in
            var asked: Set<Int> = []
            return imported(bill, version, key, asked: &asked)
        }
        for use in project.model.dependencies(imports: imports) where matters(use, to: project) {
            links.append(Link(use: use, kind: Self.kind(use), target: nil, why: nil))
        }
        if let parent = reactor.poms[project.model.pom].parent, let use = project.model.parentUse(parent) {
            links.append(Link(use: use, kind: .build, target: nil, why: nil))
        }
        for use in project.model.buildUses() where matters(use, to: project) {
            links.append(Link(use: use, kind: .build, target: nil, why: nil))
        }
        return links
    }

    /// Whether a use is worth listing: it is the project's own, or names a project.
    private func matters(_ use: MavenUse, to project: Project) -> Bool {
        byName[use.name] != nil ? use.name != project.name || use.reference.origin == .dependency : use.pom == project.model.pom
    }

    /// The kind of a dependency: tests are for development, whatever is not optional is needed to run.
    private static func kind(_ use: MavenUse) -> Dependency.Kind {
        use.scope == "test" ? .dev : use.isOptional ? .optional : .runtime
    }

    /// Decides which uses are edges, as Maven's ProjectSorter does: dependencies and parents of the very version; plugins and extensions
    /// where they close no circle. Whatever else names a project that is built before is needed in another version.
    private mutating func decide() {
        var before = [Set<Int>](repeating: [], count: projects.count)
        var parent = [Int?](repeating: nil, count: projects.count)
        for index in projects.indices {
            for link in links[index] where link.use.reference.origin == .parent {
                parent[index] = target(of: link.use, from: index)
                if let target = parent[index] { before[index].insert(target) }
            }
        }
        for index in projects.indices {
            for link in links[index] where link.use.reference.origin == .dependency {
                for target in targets(of: link.use) where target != index && parent[target] != index { before[index].insert(target) }
            }
        }
        let places = Dictionary(projects.enumerated().map { ($1.model.pom, $0) }) { first, _ in first }
        for index in reactor.modulesFirst.compactMap({ places[$0] }) {
            for link in links[index] where link.kind == .build && link.use.reference.origin != .parent {
                for target in targets(of: link.use) where target != index && !before[index].contains(target) {
                    if !Self.leads(from: target, to: index, before) { before[index].insert(target) }
                }
            }
        }
        links = links.indices.map { index in links[index].map { explained($0, of: index, before[index], parent) } }
    }

    /// The projects that a use means: those of its version, or all of its name where it states none.
    private func targets(of use: MavenUse) -> [Int] {
        guard !use.isMavensOwn else { return [] }
        let candidates = byName[use.name] ?? []
        guard let version = use.version, Self.isSpecific(version) else { return candidates }
        return candidates.filter { projects[$0].version == version }
    }

    /// The first project that a use means, but not the project itself.
    private func target(of use: MavenUse, from index: Int) -> Int? { targets(of: use).first { $0 != index } }

    /// Whether what is built before a project, and before that, holds another one.
    private static func leads(from start: Int, to end: Int, _ before: [Set<Int>]) -> Bool {
        var seen: Set<Int> = [start]
        var open = [start]
        while let current = open.popLast() {
            if current == end { return true }
            for next in before[current] where seen.insert(next).inserted { open.append(next) }
        }
        return false
    }

    /// A use with whether it is an edge, and why.
    private func explained(_ link: Link, of index: Int, _ before: Set<Int>, _ parent: [Int?]) -> Link {
        var link = link
        guard let candidates = byName[link.use.name] else { return link }
        let what = Self.words(link.use, from: reactor.poms[projects[index].model.pom].path, reactor)
        let exact = targets(of: link.use)
        if candidates.contains(index), exact.contains(index) || link.use.reference.origin == .dependency {
            link.target = link.use.reference.origin == .dependency && exact.contains(index) ? index : nil
            link.why = "the project itself"
        } else if let target = exact.first(where: before.contains) {
            link.target = target
            link.why = "\(what), a project of this reactor"
        } else if let target = candidates.first(where: before.contains) {
            link.target = target
            let version = link.use.isMavensOwn ? "the version of Maven's defaults" : "version \(link.use.version ?? "?")"
            link.why = "\(what) in \(version), not the one of this reactor, which is built before anyway"
        } else if let target = exact.first {
            link.why =
                parent[target] == index
                ? "\(what), but a child of this project: no edge, as Maven takes the parent first"
                : "\(what), but it would close a circle: Maven takes it from a repository"
        } else {
            let versions = candidates.map { projects[$0].version ?? "unknown" }.joined(separator: ", ")
            let version = link.use.isMavensOwn ? "the version of Maven's defaults" : "version \(link.use.version ?? "?")"
            link.why = "\(what) in \(version); this reactor has \(versions): external"
        }
        return link
    }

    /// What a use is, in words.
    private static func words(_ use: MavenUse, from path: String, _ reactor: MavenReactor) -> String {
        var text = use.reference.origin == .dependency ? "dependency (\(use.scope))" : use.reference.origin.rawValue
        if reactor.poms[use.pom].path != path { text += " inherited from \(reactor.poms[use.pom].path)" }
        if let managedBy = use.managedBy { text += ", version managed by \(reactor.poms[managedBy].path)" }
        return text
    }
}
