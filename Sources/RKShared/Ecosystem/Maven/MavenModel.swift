/// A place of a text in the POMs of a reactor: the POM, and the offset of an element in it.
struct MavenSpot: Hashable, Sendable {
    /// The place in `poms`.
    let pom: Int
    /// The first byte of the element.
    let offset: Int

    /// The place of an element.
    init(_ pom: Int, _ element: XMLElement) {
        self.pom = pom
        offset = element.span.start
    }
}

/// A POM as Maven sees it when it is built, as far as a release asks: with its profiles, its parents and its properties.
struct MavenModel: Sendable {
    /// A layer and the POM that it stands in.
    struct OwnedLayer: Sendable {
        /// The place in `poms`.
        let pom: Int
        /// The layer.
        let layer: MavenLayer
    }

    /// The place in `poms`.
    let pom: Int
    /// The POM and its parents in the repository.
    let lineage: [Int]
    /// What is declared, strongest first: profiles before their POM, a POM before its parent.
    let layers: [OwnedLayer]
    /// The POMs.
    private let reactor: MavenReactor
    /// Texts that elements will have, by where they stand.
    private let overlay: [MavenSpot: String]

    /// How deep properties may stand in properties.
    private static let maximumDepth = 16
    /// The longest text that a property may lead to, in bytes; doubling properties would else have no end.
    private static let maximumText = 4096

    /// The model of a POM; `overlay` has the texts of elements that are going to change.
    init(of pom: Int, in reactor: MavenReactor, overlay: [MavenSpot: String] = [:]) {
        self.pom = pom
        self.reactor = reactor
        self.overlay = overlay
        lineage = reactor.lineage(of: pom)
        let folder = reactor.poms[pom].folder
        layers = lineage.flatMap { owner in
            reactor.poms[owner].layers(reactor.machine, folder: folder, in: reactor.tree).map { OwnedLayer(pom: owner, layer: $0) }
        }
    }

    /// The group; nil when it is nowhere, or holds a property that is not defined.
    var group: String? { value("project.groupId").flatMap(resolve) }
    /// The artifact.
    var artifact: String? { value("project.artifactId").flatMap(resolve) }
    /// The version.
    var version: String? { value("project.version").flatMap(resolve) }
    /// The packaging; `jar` by default.
    var packaging: String { value("project.packaging").flatMap(resolve) ?? "jar" }

    /// The text of an element, or what it is going to be.
    func text(_ element: XMLElement, in pom: Int) -> String {
        overlay.isEmpty ? element.text : overlay[MavenSpot(pom, element)] ?? element.text
    }

    /// The element that states the version, in this POM or a parent; nil when it comes from a parent outside, or is missing.
    var versionElement: (pom: Int, element: XMLElement)? {
        for owner in lineage {
            if let element = reactor.poms[owner].own("version") { return (owner, element) }
        }
        return nil
    }

    /// The repository that releases are deployed to, and the POM that states it.
    var distribution: (pom: Int, element: XMLElement)? {
        for owned in layers {
            if let element = owned.layer.distribution { return (owned.pom, element) }
        }
        return nil
    }

    /// The element of a property.
    func property(_ name: String) -> (pom: Int, element: XMLElement)? {
        for owned in layers {
            if let element = owned.layer.properties[name] { return (owned.pom, element) }
        }
        return nil
    }

    /// The text of what `${name}` means, before properties in it are resolved; nil for what is not defined.
    private func value(_ name: String) -> String? {
        for prefix in ["project.", "pom."] where name.hasPrefix(prefix) {
            if let value = projectValue(name.dropFirst(prefix.utf8.count)) { return value }
        }
        if let value = reactor.machine.properties[name] { return value }
        if let (owner, element) = property(name) { return text(element, in: owner) }
        return reactor.machine.property(name) ?? projectValue(name[...])
    }

    /// What a POM says of itself.
    private func projectValue(_ name: Substring) -> String? {
        let own = reactor.poms[pom]
        switch name {
        case "groupId": return inherited("groupId") ?? outerParent?.group
        case "artifactId": return own.own("artifactId").map { text($0, in: pom) }
        case "version":
            if let (owner, element) = versionElement { return text(element, in: owner) }
            return outerParent?.version.map { text($0, in: lineage[lineage.count - 1]) }
        case "packaging": return own.own("packaging").map { text($0, in: pom) } ?? "jar"
        case "parent.groupId": return own.parent?.group
        case "parent.artifactId": return own.parent?.artifact
        case "parent.version": return own.parent?.version.map { text($0, in: pom) }
        default: return nil
        }
    }

    /// The text of an element of the POM or the nearest parent that has it.
    private func inherited(_ name: String) -> String? {
        for owner in lineage {
            if let element = reactor.poms[owner].own(name) { return text(element, in: owner) }
        }
        return nil
    }

    /// The parent outside the repository that the topmost parent inside names.
    private var outerParent: MavenReference? { reactor.poms[lineage[lineage.count - 1]].parent }

    /// A text with its properties; nil when one is not defined, or they have no end.
    func resolve(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        var budget = Self.maximumText
        return resolve(text, depth: 0, budget: &budget)
    }

    /// A text with its properties, as long as the budget lasts.
    private func resolve(_ text: String, depth: Int, budget: inout Int) -> String? {
        guard depth < Self.maximumDepth else { return nil }
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            let brace = rest.index(after: dollar)
            guard brace < rest.endIndex, rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else {
                result += rest[...dollar]
                rest = rest[brace...]
                continue
            }
            result += rest[..<dollar]
            guard let value = value(String(rest[rest.index(after: brace)..<end])) else { return nil }
            budget -= value.utf8.count + 1
            guard budget > 0, let meant = resolve(value, depth: depth + 1, budget: &budget) else { return nil }
            result += meant
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    /// A text with those of its properties that are defined; the others stay as they are written, which is how Maven leaves them.
    func expanded(_ text: String) -> String {
        if let meant = resolve(text) { return meant }
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            let whole = String(rest[start.lowerBound...end])
            result += rest[..<start.lowerBound] + (resolve(whole) ?? whole)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    /// The names of the properties in a text, as `revision` in `${revision}`.
    static func propertyNames(in text: String) -> [String] {
        var names: [String] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            names.append(String(rest[start.upperBound..<end]))
            rest = rest[rest.index(after: end)...]
        }
        return names
    }
}
