import RKShared

@testable import rk_graph

/// A graph as text: `a -> b` runtime, `a => b` build, `a ~> b` optional, `a ?> b` peer, `a .> b` dev, `a` alone; separated by commas
/// or lines.
struct Sketch: ExpressibleByStringLiteral {
    /// The kinds of the arrows.
    private static let arrows: [(String, Dependency.Kind)] = [
        (" -> ", .runtime), (" => ", .build), (" ~> ", .optional), (" ?> ", .peer), (" .> ", .dev),
    ]

    /// The packages in the order in which the text names them.
    var packages: [Package] = []

    /// Reads a sketch.
    init(stringLiteral text: String) {
        for part in text.split(whereSeparator: { ",\n".contains($0) }) {
            let words = part.split(separator: " ")
            guard words.count == 3, let kind = Self.arrows.first(where: { $0.0 == " \(words[1]) " })?.1 else {
                for word in words { add(String(word)) }
                continue
            }
            add(String(words[0]), String(words[2]), kind)
        }
    }

    /// An empty graph.
    init() {}

    /// Adds a package unless it is there.
    mutating func add(_ id: String) {
        guard !packages.contains(where: { $0.id == id }) else { return }
        packages.append(Self.package(id))
    }

    /// Adds a dependency between two packages.
    mutating func add(_ from: String, _ to: String, _ kind: Dependency.Kind) {
        add(from)
        add(to)
        guard let place = packages.firstIndex(where: { $0.id == from }) else { return }
        packages[place].dependencies.append(Dependency(name: to, kind: kind, requirement: "", package: to))
    }

    /// A package without dependencies whose name is its id behind the first colon.
    static func package(_ id: String, ecosystem: String = "uv") -> Package {
        let name = id.split(separator: ":", maxSplits: 1).last.map(String.init) ?? id
        return Package(
            id: id, name: name, ecosystem: ecosystem, workspace: "w", path: "packages/\(name)", manifest: "packages/\(name)/pyproject.toml",
            version: "1.0.0")
    }

    /// Packages of which each needs the one before, in this order.
    static func chain(_ ids: [String]) -> [Package] {
        var packages = ids.map { package($0) }
        for place in packages.indices.dropFirst() {
            packages[place].dependencies = [Dependency(name: ids[place - 1], kind: .runtime, requirement: "", package: ids[place - 1])]
        }
        return packages
    }

    /// The graph.
    func graph() throws -> Graph { try Graph.building(packages).graph }
}

extension Sketch {
    /// The packages with an ecosystem for some of them.
    func inEcosystems(_ ecosystems: [String: String]) -> [Package] {
        packages.map { package in
            var package = package
            package.ecosystem = ecosystems[package.id] ?? package.ecosystem
            return package
        }
    }

    /// A document of the packages, as rk-discover would have written it.
    var document: Document {
        var document = Document()
        document.begin(stage: "rk-discover")
        document.packages = packages
        return document
    }
}
