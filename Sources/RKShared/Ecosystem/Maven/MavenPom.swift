/// A pom.xml with its place in the repository.
struct MavenPom: Sendable {
    /// The path, relative to the repository's root.
    let path: String
    /// The folder that it stands in.
    let folder: String
    /// The text.
    let document: XMLDocument
    /// What it declares outside profiles.
    let base: MavenLayer
    /// Its profiles, in their order.
    let profiles: [MavenProfile]
    /// The parent; nil without one.
    let parent: MavenReference?

    /// The elements that a project has once; Maven refuses a second one.
    private static let single: Set<String> = [
        "parent", "groupId", "artifactId", "version", "packaging", "properties", "modules", "dependencies", "dependencyManagement", "build",
        "profiles",
    ]

    /// Reads the bytes of a POM.
    /// - Throws: a `Fault` with the place of what is wrong.
    init(_ bytes: [UInt8], path: String) throws(Fault) {
        self.path = path
        folder = RelativePath.folder(of: path)
        do {
            document = try XMLDocument(bytes, knowsHTMLNames: true)
        } catch {
            throw Fault(.manifestSyntax, error, in: path)
        }
        let root = document.root
        base = MavenLayer(root)
        profiles = root.list("profiles", "profile").map { MavenProfile($0) }
        parent = root["parent"].flatMap { MavenReference($0, .parent) }
        guard root.name == "project" else {
            throw Fault(
                .manifestInvalid, "the root element is <\(XMLReader.excerpt(root.name))>, not <project>", hint: "is this a POM?",
                at: place(root.span))
        }
        var seen: Set<String> = []
        for child in root.children where Self.single.contains(child.name) && !seen.insert(child.name).inserted {
            throw Fault(
                .manifestInvalid, "<\(child.name)> stands twice in <project>", hint: "Maven refuses it too: keep one", at: place(child.span)
            )
        }
        if let element = root["parent"], parent?.version == nil {
            throw Fault(
                .manifestInvalid, "<parent> must have <groupId>, <artifactId> and <version>", hint: "Maven 3 demands all three",
                at: place(element.span))
        }
    }

    /// Where some bytes of it are.
    func place(_ span: Span) -> Place {
        let position = document.position(span)
        return Place(path, line: position.line, column: position.column)
    }

    /// The own group, artifact or version; nil when it is not written there.
    func own(_ name: String) -> XMLElement? { document.root[name].flatMap { $0.text.isEmpty ? nil : $0 } }

    /// The text of `<relativePath>`; nil when it says that the parent is in no folder.
    var relativePath: String? {
        guard let element = document.root["parent"]?["relativePath"] else { return "../pom.xml" }
        return element.text.isEmpty ? nil : element.text
    }

    /// The layers that count for a project in a folder, strongest first: active profiles from the last to the first, then the POM.
    func layers(_ machine: MavenMachine, folder: String, in tree: SourceTree) -> [MavenLayer] {
        guard !profiles.isEmpty else { return [base] }
        let asked = profiles.map { profile in
            !machine.deactivated.contains(profile.id)
                && (machine.activated.contains(profile.id)
                    || profile.isTriggered(machine, folder: folder, properties: base.properties, in: tree))
        }
        let isByDefault = !asked.contains(true)
        let active = zip(profiles, asked).filter { profile, isAsked in
            isAsked || (isByDefault && profile.isActiveByDefault && !machine.deactivated.contains(profile.id))
        }
        return active.map(\.0.layer).reversed() + [base]
    }

    /// Every layer, whether its profile is active or not.
    var allLayers: [MavenLayer] { [base] + profiles.map(\.layer) }
}
