import ArgumentParser
import RKShared

/// The filter that adds the release graph.
@main
struct RkGraph: Filter {
    static let stage = "rk-graph"
    static let configuration = CommandConfiguration(
        commandName: stage, abstract: "Add the release graph to the document, or print it.", discussion: manual, version: Toolkit.version)

    /// Whether `packages` is sorted too.
    @Flag(help: "Also put the packages of the document in dependency order.")
    var topo = false

    /// What goes to stdout.
    @Option(help: ArgumentHelp("Print the graph in this format instead of the document.", valueName: "format"))
    var format = FormatName.document

    /// Which packages stay.
    @OptionGroup(title: "Selection")
    var selection: SelectionOptions

    /// The options of every program.
    @OptionGroup(title: "Common options")
    var common: CommonOptions

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        let all = try document.requiredPackages(for: Self.stage)
        let kept = try selection.selection.applied(to: all)
        if kept.count < all.count { invocation.console.detail("\(kept.count) of \(all.count) packages are selected") }
        let findings = try Graph.building(kept, former: document.graph)
        document.graph = findings.graph
        let ids = Set(kept.map(\.id))
        let gone = Set(all.filter { !ids.contains($0.id) }.map(\.path) + (document.graph?.leftOut ?? []))
        document.graph?.leftOut = gone.subtracting(kept.map(\.path)).sorted { $0.precedes($1) }
        document.packages = topo ? Self.sorted(kept, by: findings.graph.order) : kept
        document.report(findings.diagnostics, from: Self.stage)
        return findings.diagnostics.contains { $0.severity == .error } ? .findings : .done
    }

    func render(_ document: Document) throws -> [UInt8] {
        guard let format = format.format, let packages = document.packages, let graph = document.graph else { return document.bytes }
        return Array(format.render(try GraphView(packages, graph)).utf8)
    }

    /// The packages in the order of their ids.
    private static func sorted(_ packages: [Package], by order: [String]) -> [Package] {
        let places = Dictionary(zip(order, order.indices), uniquingKeysWith: { first, _ in first })
        return packages.sorted { places[$0.id] ?? 0 < places[$1.id] ?? 0 }
    }
}
