import RKShared

extension Graph {
    /// A graph together with what is wrong with it.
    struct Findings {
        /// The graph.
        var graph: Graph
        /// Self-dependencies, then cycles.
        var diagnostics: [Diagnostic]
    }

    /// The release graph of packages.
    /// - Parameters:
    ///   - packages: In any order: the graph is the same.
    ///   - former: The graph of an earlier run: what users wrote into it and into its edges is kept.
    /// - Throws: a `Fault` with the code `.packageDuplicate`.
    static func building(_ packages: [Package], former: Graph? = nil) throws(Fault) -> Findings {
        let index = try PackageIndex(packages)
        let edges = EdgeList(index)
        let topology = Topology(count: index.count, hard: edges.hard, soft: edges.soft)
        var graph = Graph(
            edges: edges.elements.map { Edge(from: index.packages[$0.from].id, to: index.packages[$0.to].id, kinds: $0.kinds) },
            order: index.ids(topology.order),
            levels: topology.levels.map { index.ids($0) },
            trees: topology.trees.map { index.ids($0) },
            cycles: topology.cycles.paths.map { index.ids($0) })
        if let former { graph.keepAnnotations(of: former) }
        let cycles = topology.cycles.paths.map { path in Diagnostic(cycle: path.map { index.packages[$0] }) }
        var diagnostics = edges.selfDependent.map { Diagnostic(selfDependency: index.packages[$0]) } + cycles
        if topology.cycles.unlisted > 0 { diagnostics.append(Diagnostic(unlisted: topology.cycles.unlisted)) }
        return Findings(graph: graph, diagnostics: diagnostics)
    }

    /// Takes over other programs' fields from an earlier graph and from its edges between the same packages.
    private mutating func keepAnnotations(of former: Graph) {
        rest = former.rest
        var annotations: [[String]: JSONObject] = [:]
        for edge in former.edges where !edge.rest.members.isEmpty { annotations[[edge.from, edge.to]] = edge.rest }
        guard !annotations.isEmpty else { return }
        for position in edges.indices {
            if let annotation = annotations[[edges[position].from, edges[position].to]] { edges[position].rest = annotation }
        }
    }
}
