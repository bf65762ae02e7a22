/// The release graph, as rk-graph found it.
public struct Graph: Sendable, Hashable {
    /// A dependency of one package on another, all kinds between the two together.
    public struct Edge: Sendable, Hashable {
        /// The package that depends.
        public var from: String
        /// The package that is depended on.
        public var to: String
        /// The kinds, in the order of `Dependency.Kind`.
        public var kinds: [Dependency.Kind]
        /// Whether one of the kinds is runtime or build.
        public var hard: Bool
        /// Fields of other programs.
        public var rest = JSONObject()

        /// An edge; `hard` follows from the kinds.
        public init(from: String, to: String, kinds: [Dependency.Kind]) {
            self.from = from
            self.to = to
            self.kinds = kinds
            hard = kinds.contains { $0.isHard }
        }

        /// Whether all kinds are dev: the edge orders nothing and propagates nothing.
        public var isInert: Bool { kinds.allSatisfy { $0.isInert } }
    }

    /// The edges by `from`, then `to`.
    public var edges: [Edge]
    /// All ids, dependencies first; ties by id.
    public var order: [String]
    /// Kahn levels over hard edges, each in id order.
    public var levels: [[String]]
    /// Connected components over edges that are not inert, each in id order.
    public var trees: [[String]]
    /// The cycles over hard edges, each in path order from its smallest id.
    public var cycles: [[String]]
    /// Fields of other programs.
    public var rest = JSONObject()

    /// A graph.
    public init(edges: [Edge], order: [String], levels: [[String]], trees: [[String]], cycles: [[String]]) {
        self.edges = edges
        self.order = order
        self.levels = levels
        self.trees = trees
        self.cycles = cycles
    }
}

extension Graph {
    /// The folders of the packages that a selection took out of the document: their files belong to no other package.
    public var leftOut: [String] {
        get { rest["left_out"]?.array?.compactMap(\.string) ?? [] }
        set { rest["left_out"] = newValue.isEmpty ? nil : .array(newValue.map { .string($0) }) }
    }
}

extension Graph.Edge: Section {
    init(from fields: inout Fields) throws(Fault) {
        from = try fields.string("from")
        to = try fields.string("to")
        var kinds: [Dependency.Kind] = []
        for word in try fields.strings("kinds") {
            guard let kind = Dependency.Kind(rawValue: word) else {
                throw Fields.fault("\(fields.path).kinds holds `\(word)`, which is no kind")
            }
            kinds.append(kind)
        }
        self.kinds = kinds
        hard = try fields.bool("hard", default: kinds.contains { $0.isHard })
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["from"] = .string(from)
        object["to"] = .string(to)
        object["kinds"] = .strings(kinds.map(\.rawValue))
        object["hard"] = .bool(hard)
        return object
    }
}

extension Graph: Section {
    init(from fields: inout Fields) throws(Fault) {
        edges = try fields.sections("edges")
        order = try fields.strings("order")
        levels = try fields.stringLists("levels")
        trees = try fields.stringLists("trees")
        cycles = try fields.stringLists("cycles")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["edges"] = .array(edges.map(\.json))
        object["order"] = .strings(order)
        object["levels"] = .array(levels.map { .strings($0) })
        object["trees"] = .array(trees.map { .strings($0) })
        object["cycles"] = .array(cycles.map { .strings($0) })
        return object
    }
}
