/// Where the version of a project is written.
struct MavenVersionPlace: Sendable {
    /// One element that holds the version, or a part of it.
    struct Part: Sendable {
        /// The place in `poms`.
        let pom: Int
        /// The element.
        let element: XMLElement
        /// The name of the property; nil for `<version>` itself.
        let property: String?
    }

    /// The parts, from the first of the version on.
    let parts: [Part]
    /// What stands in front of the first property and behind the last one in `<version>`.
    let fixed: (before: String, after: String)

    /// Finds the place; nil for a version that comes from a parent outside the repository, and for one with a property that no POM defines.
    init?(of model: MavenModel, _ reactor: MavenReactor) {
        guard let (owner, element) = model.versionElement else { return nil }
        let names = MavenModel.propertyNames(in: element.text)
        guard !names.isEmpty else {
            parts = [Part(pom: owner, element: element, property: nil)]
            fixed = ("", "")
            return
        }
        var parts: [Part] = []
        for name in names {
            guard reactor.machine.properties[name] == nil, let found = model.property(name) else { return nil }
            parts.append(Part(pom: found.pom, element: found.element, property: name))
        }
        let text = element.text
        let start = text.firstRange(of: "${")?.lowerBound ?? text.startIndex
        let end = text.lastIndex(of: "}").map { text.index(after: $0) } ?? text.endIndex
        let between = names.reduce(String(text[start..<end])) { $0.replacing("${\($1)}", with: "") }
        guard between.isEmpty else { return nil }
        self.parts = parts
        fixed = (String(text[..<start]), String(text[end...]))
    }

    /// The same for every project whose version stands here: the file, and the property where there is one.
    func key(_ reactor: MavenReactor) -> String {
        let path = reactor.poms[parts[0].pom].path
        return parts[0].property.map { "\(path)#\($0)" } ?? path
    }

    /// The texts that make a version of it: the first part gets all, the others, as `sha1` and `changelist`, nothing. Nil when fixed text
    /// around the properties does not fit.
    func texts(for version: String) -> [String]? {
        guard version.hasPrefix(fixed.before), version.hasSuffix(fixed.after),
            version.utf8.count > fixed.before.utf8.count + fixed.after.utf8.count
        else { return nil }
        let core = version.dropFirst(fixed.before.count).dropLast(fixed.after.count)
        return [String(core)] + [String](repeating: "", count: parts.count - 1)
    }
}
