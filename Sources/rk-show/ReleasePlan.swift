import RKShared

/// What the formats show: the packages in the order of the release, what depends on what, and what was found.
struct ReleasePlan {
    /// A dependency between two rows that has a meaning for the release.
    struct Edge: Hashable {
        /// The row that depends.
        let from: Int
        /// The row that is depended on.
        let to: Int
        /// Whether the release waits for it.
        let isHard: Bool
    }

    /// The packages in the order of the release.
    let rows: [PlanRow]
    /// The dependencies, dev ones left out, by row.
    let edges: [Edge]
    /// Whether the document has a graph.
    let hasGraph: Bool
    /// Whether rk-publish has run.
    let hasResults: Bool
    /// The folders of packages that a selection of rk-graph took out.
    let leftOut: [String]
    /// The findings of all stages.
    let findings: [Diagnostic]
    /// The repository, where the document has one.
    let repository: Repository?

    /// The plan of a document.
    /// - Throws: a `Fault` that names rk-discover when there are no packages.
    init(_ document: Document) throws(Fault) {
        let packages = try document.requiredPackages(for: RkShow.stage)
        let graph = document.graph == nil ? nil : try document.requiredGraph(for: RkShow.stage)
        let places = Self.places(graph?.order ?? [])
        let levels = Dictionary((graph?.levels ?? []).enumerated().flatMap { level, ids in ids.map { ($0, level) } }) { first, _ in first }
        let versions = Dictionary((document.versions ?? []).map { ($0.package, $0) }) { first, _ in first }
        let results = Dictionary((document.results ?? []).map { ($0.package, $0) }) { first, _ in first }
        let sorted = packages.enumerated().sorted { left, right in
            (places[left.element.id] ?? .max, left.offset) < (places[right.element.id] ?? .max, right.offset)
        }
        rows = sorted.enumerated().map { index, entry in
            let package = entry.element
            return PlanRow(
                package, order: index + 1, level: levels[package.id], plan: versions[package.id], hasVersions: document.versions != nil,
                result: results[package.id])
        }
        let numbers = Self.places(rows.map(\.package.id))
        let found = (graph?.edges ?? []).filter { !$0.isInert }.compactMap { edge -> Edge? in
            guard let from = numbers[edge.from], let to = numbers[edge.to], from != to else { return nil }
            return Edge(from: from, to: to, isHard: edge.hard)
        }
        edges = found.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
        hasGraph = graph != nil
        hasResults = document.results != nil
        leftOut = graph?.leftOut ?? []
        findings = document.diagnostics
        repository = document.repository
    }

    /// Where each word stands first.
    private static func places(_ words: [String]) -> [String: Int] {
        Dictionary(words.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    /// How many packages have each status, in the order of the statuses; those that none has are left out.
    var counts: [(status: PlanRow.Status, count: Int)] {
        let counts = rows.reduce(into: [:]) { $0[$1.status, default: 0] += 1 }
        return PlanRow.Status.allCases.compactMap { status in counts[status].map { (status, $0) } }
    }

    /// The counts as a phrase, such as `3 included, 1 skipped`.
    var summary: String {
        rows.isEmpty ? "no packages" : counts.map { "\($0.count) \($0.status.rawValue)" }.joined(separator: ", ")
    }

    /// Errors and warnings as a phrase, such as `1 error, 2 warnings`; nil without any.
    var findingCounts: String? {
        let parts = [Diagnostic.Severity.error, .warning].compactMap { severity -> String? in
            let count = findings.count { $0.severity == severity }
            return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
