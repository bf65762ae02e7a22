/// The projects that one `mvn` would build: a POM, its modules and theirs, with the parents that lie in the repository. Each POM is read once.
struct MavenReactor: Sendable {
    /// The repository's files.
    let tree: SourceTree
    /// What the defaults depend on.
    private(set) var machine = MavenMachine()
    /// Every POM that was read: modules, and parents that are none.
    private(set) var poms: [MavenPom] = []
    /// The places in `poms` of the projects that are built, each in front of its modules.
    private(set) var modules: [Int] = []
    /// The same, each behind its modules: the order in which Maven looks at what they need.
    private(set) var modulesFirst: [Int] = []
    /// The place in `poms` of each POM's parent; nil for one outside the repository, or none.
    private(set) var parents: [Int?] = []
    /// The place in `poms` by path; nil for a POM that cannot be read.
    private var places: [String: Int?] = [:]
    /// Texts to read in the place of files.
    private let overrides: [String: [UInt8]]

    /// How many projects a parent may stand below another one.
    static let maximumLineage = 64

    /// Reads the projects from the topmost POM on.
    /// - Throws: a `Fault` when that one cannot be read; what is wrong with another one is a finding.
    init(_ manifest: String, in tree: SourceTree, overrides: [String: [UInt8]] = [:], findings: inout [Diagnostic]) throws(Fault) {
        self.tree = tree
        self.overrides = overrides
        try readOptions(above: RelativePath.folder(of: manifest), findings: &findings)
        let root = try add(manifest)
        collect(root, findings: &findings)
        findParents(findings: &findings)
    }

    /// Reads `.mvn/maven.config` of the nearest folder that has one.
    private mutating func readOptions(above folder: String, findings: inout [Diagnostic]) throws(Fault) {
        var folder = folder
        while true {
            if let path = RelativePath.join(folder, ".mvn/maven.config"), let bytes = try tree.readIfPresent(path) {
                findings += machine.read(options: bytes, of: path)
                return
            }
            guard folder != "." else { return }
            folder = RelativePath.folder(of: folder)
        }
    }

    /// Reads a POM that is not known yet.
    private mutating func add(_ path: String) throws(Fault) -> Int {
        if let known = places[path], let place = known { return place }
        places[path] = .some(nil)
        let bytes: [UInt8]
        if let override = overrides[path] { bytes = override } else { bytes = try tree.read(path) }
        let pom = try MavenPom(bytes, path: path)
        poms.append(pom)
        parents.append(nil)
        places[path] = poms.count - 1
        return poms.count - 1
    }

    /// Follows modules, each before the next, those of a module right behind it.
    private mutating func collect(_ root: Int, findings: inout [Diagnostic]) {
        var open: [(pom: Int, above: [Int], isDone: Bool)] = [(root, [], false)]
        var seen: Set<Int> = []
        while let (pom, above, isDone) = open.popLast() {
            guard !isDone else {
                modulesFirst.append(pom)
                continue
            }
            guard seen.insert(pom).inserted else { continue }
            modules.append(pom)
            open.append((pom, [], true))
            let lineage = above + [pom]
            var inner: [Int] = []
            for element in moduleElements(of: pom) {
                guard let module = module(element, of: pom, findings: &findings) else { continue }
                if lineage.contains(module) {
                    findings.append(
                        Diagnostic(
                            .error, .workspaceInvalid, "the module `\(element.text)` of `\(poms[pom].path)` is above it",
                            hint: "Maven calls this an aggregation cycle: remove the line", at: poms[pom].place(element.span)))
                } else {
                    inner.append(module)
                }
            }
            open += inner.reversed().map { ($0, lineage, false) }
        }
    }

    /// The elements `<module>` that count for a POM, profiles' last.
    private func moduleElements(of pom: Int) -> [XMLElement] {
        poms[pom].layers(machine, folder: poms[pom].folder, in: tree).reversed().flatMap(\.modules)
    }

    /// The POM that a `<module>` means: a folder with a pom.xml, or a file.
    private mutating func module(_ element: XMLElement, of pom: Int, findings: inout [Diagnostic]) -> Int? {
        let parent = poms[pom]
        guard !element.text.isEmpty else { return nil }
        let place = parent.place(element.span)
        var name = element.text.replacing("\\", with: "/")
        if name.contains("${") {
            guard let meant = moduleName(name, of: pom) else {
                findings.append(
                    Diagnostic(
                        .error, .manifestInvalid, "the module `\(name)` holds a property that no POM defines",
                        hint: "define it in <properties>",
                        at: place))
                return nil
            }
            name = meant
        }
        guard let path = RelativePath.join(parent.folder, name) else {
            findings.append(
                Diagnostic(
                    .error, .pathOutside, "the module `\(name)` leads outside the repository",
                    hint: "modules must lie below the repository's root", at: place))
            return nil
        }
        let manifest = Files.isFolder(tree.absolute(path)) ? RelativePath.join(path, "pom.xml") ?? path : path
        let isKnown = places[manifest] != nil
        do throws(Fault) {
            guard Files.exists(tree.absolute(manifest)) else {
                throw Fault(
                    .manifestUnreadable, "the module `\(name)` of `\(parent.path)` does not exist: there is no `\(manifest)`",
                    hint: "correct or remove the line", at: place)
            }
            if isKnown, places[manifest] == .some(nil) { return nil }
            return try add(manifest)
        } catch {
            findings.append(Diagnostic(.error, error))
            return nil
        }
    }

    /// A module's name with its properties; nil when one of them is not defined.
    private mutating func moduleName(_ name: String, of pom: Int) -> String? {
        var chain = [pom]
        while chain.count < Self.maximumLineage, let last = chain.last, let parent = nearParent(of: last), !chain.contains(parent) {
            parents[last] = parent
            chain.append(parent)
        }
        return MavenModel(of: pom, in: self).resolve(name)
    }

    /// The parent that the relative path of a POM leads to; nil when what stands there is not the parent, as Maven looks at it.
    private mutating func nearParent(of pom: Int) -> Int? {
        let child = poms[pom]
        guard let reference = child.parent, let relative = child.relativePath?.replacing("\\", with: "/"),
            let path = RelativePath.join(child.folder, relative)
        else { return nil }
        let manifest = Files.isFolder(tree.absolute(path)) ? RelativePath.join(path, "pom.xml") ?? path : path
        guard places[manifest] != nil || Files.exists(tree.absolute(manifest)), let parent = try? add(manifest), parent != pom else {
            return nil
        }
        return isParent(parent, by: reference) ? parent : nil
    }

    /// Whether a POM is what a `<parent>` names, texts compared as written; the version may be a range.
    private func isParent(_ pom: Int, by reference: MavenReference) -> Bool {
        let candidate = poms[pom]
        guard candidate.own("artifactId")?.text == reference.artifact,
            (candidate.own("groupId")?.text ?? candidate.parent?.group) == reference.group
        else { return false }
        guard let version = candidate.own("version")?.text ?? candidate.parent?.version?.text, let wanted = reference.version?.text else {
            return true
        }
        return version == wanted || MavenRange(wanted)?.contains(version) == true
    }

    /// Finds all parents: by their relative path, else among the modules.
    private mutating func findParents(findings: inout [Diagnostic]) {
        var next = 0
        while next < poms.count {
            if let parent = nearParent(of: next) { parents[next] = parent }
            next += 1
        }
        let byArtifact = Dictionary(grouping: modules) { poms[$0].own("artifactId")?.text ?? "" }
        for pom in poms.indices where parents[pom] == nil {
            guard let reference = poms[pom].parent else { continue }
            parents[pom] = byArtifact[reference.artifact]?.first { $0 != pom && isParent($0, by: reference) }
        }
        for pom in poms.indices where isOwnAncestor(pom) {
            parents[pom] = nil
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "`\(poms[pom].path)` is a parent of itself", hint: "correct <parent>",
                    at: poms[pom].place(poms[pom].parent?.span ?? Span(start: 0, end: 0))))
        }
    }

    /// Whether following the parents of a POM leads back to it.
    private func isOwnAncestor(_ pom: Int) -> Bool {
        var current = parents[pom]
        var count = 0
        while let parent = current, count < poms.count {
            if parent == pom { return true }
            current = parents[parent]
            count += 1
        }
        return false
    }

    /// A POM and its parents in the repository, the POM first.
    func lineage(of pom: Int) -> [Int] {
        var result = [pom]
        while let last = result.last, let parent = parents[last], result.count < Self.maximumLineage { result.append(parent) }
        return result
    }
}
