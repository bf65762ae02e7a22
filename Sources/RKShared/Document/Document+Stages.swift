extension Document {
    /// Marks a stage as run and takes its earlier findings away, so that running it twice gives the same document.
    public mutating func begin(stage: String) {
        if !stages.contains(stage) { stages.append(stage) }
        diagnostics.removeAll { $0.stage == stage }
    }

    /// Adds findings of a stage.
    public mutating func report(_ findings: [Diagnostic], from stage: String) {
        diagnostics += findings.map { finding in
            var finding = finding
            finding.stage = stage
            return finding
        }
    }

    /// The packages.
    /// - Throws: a `Fault` that names rk-discover when there is no such section.
    public func requiredPackages(for stage: String) throws(Fault) -> [Package] {
        guard let packages else { throw Self.missing("packages", for: stage, from: "rk-discover") }
        return packages
    }

    /// The packages by id; none where there is no such section.
    public var packagesByID: [String: Package] { (packages ?? []).byID }

    /// The packages' names by id.
    public var packageNames: [String: String] { packagesByID.mapValues(\.name) }

    /// The repository.
    /// - Throws: a `Fault` that names rk-discover when there is no such section.
    public func requiredRepository(for stage: String) throws(Fault) -> Repository {
        guard let repository else { throw Self.missing("repository", for: stage, from: "rk-discover") }
        return repository
    }

    /// The graph without the packages that are gone: a user may remove packages between two stages.
    /// - Throws: a `Fault` that names rk-graph when there is no such section.
    public func requiredGraph(for stage: String) throws(Fault) -> Graph {
        let present = Set(try requiredPackages(for: stage).map(\.id))
        guard var graph else { throw Self.missing("graph", for: stage, from: "rk-graph") }
        graph.edges.removeAll { !present.contains($0.from) || !present.contains($0.to) }
        graph.order.removeAll { !present.contains($0) }
        graph.levels = graph.levels.map { $0.filter(present.contains) }.filter { !$0.isEmpty }
        graph.trees = graph.trees.map { $0.filter(present.contains) }.filter { !$0.isEmpty }
        graph.cycles.removeAll { !$0.allSatisfy(present.contains) }
        return graph
    }

    /// The fault of a section that an earlier stage should have written.
    public static func missing(_ section: String, for stage: String, from earlier: String) -> Fault {
        Fault(.sectionMissing, "no \(section) in the document; put \(earlier) before \(stage)", hint: "\(earlier) … | \(stage) …")
    }

    /// Refuses a document that holds an error of an earlier stage.
    /// - Parameter consequence: what is not done therefore, as in `nothing is planned`.
    public func requireNoError(else consequence: String) throws(Fault) {
        guard holdsError else { return }
        throw Fault(
            .documentHoldsError, "the document holds an error of an earlier stage; \(consequence)",
            hint: "the stage's message is above, and in the document's `diagnostics`")
    }

    /// Whether a finding forbids effects.
    public var holdsError: Bool { diagnostics.contains { $0.severity == .error } }
}
