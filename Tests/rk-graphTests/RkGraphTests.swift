import ArgumentParser
import RKShared
import Testing

@testable import rk_graph

/// The program from its options to its status, without its streams.
struct RkGraphTests {
    /// Runs the filter on a document as `perform` does; returns the status and what goes to stdout.
    private func run(_ arguments: [String], on document: inout Document) async throws -> (status: RKShared.ExitStatus, output: [UInt8]) {
        let program = try RkGraph.parse(arguments)
        let console = Console(program: RkGraph.stage, verbosity: .quiet, write: { _ in })
        document.begin(stage: RkGraph.stage)
        let status = try await program.transform(&document, Invocation(console: console, world: .live, environment: [:]))
        return (status, try program.render(document))
    }

    /// The section is added; packages stay in their order, whatever the graph.
    @Test func addsTheGraph() async throws {
        var document = Sketch("a -> z, m -> a").document
        let packages = document.packages
        let (status, output) = try await run([], on: &document)
        #expect(status == .done)
        #expect(document.packages == packages)
        #expect(document.graph?.order == ["z", "a", "m"])
        #expect(document.stages == ["rk-discover", "rk-graph"])
        #expect(output == document.bytes)
    }

    /// `--topo` puts packages in the order of the graph and changes nothing else.
    @Test func sortsPackages() async throws {
        var plain = Sketch("a -> z, m -> a").document
        var sorted = plain
        _ = try await run([], on: &plain)
        let (status, _) = try await run(["--topo"], on: &sorted)
        #expect(status == .done)
        #expect(sorted.packages?.map(\.id) == ["z", "a", "m"])
        sorted.packages = plain.packages
        #expect(sorted == plain)
    }

    /// A cycle that cannot be released is status 1, with the error and the whole document; twice gives the same.
    @Test(arguments: [[], ["--topo"]]) func cyclesAreFindings(options: [String]) async throws {
        var document = Sketch("a -> b, b -> a, c -> c").document
        let (status, output) = try await run(options, on: &document)
        #expect(status == .findings)
        #expect(document.diagnostics.map(\.code) == ["RK-GRAPH-SELF-DEPENDENCY", "RK-GRAPH-CYCLE"])
        #expect(document.holdsError)
        var again = try Document(parsing: output)
        #expect(try await run(options, on: &again).output == output)
    }

    /// A cycle that the registry bears is reported and is no failure; nor is an error of an earlier stage.
    @Test func bearableCyclesAreNoFailure() async throws {
        var document = Document()
        document.packages = Sketch("a -> b, b -> a").inEcosystems(["a": "npm", "b": "npm"])
        document.report([Diagnostic(.error, .manifestSyntax, "broken")], from: "rk-discover")
        #expect(try await run(["--topo"], on: &document).status == .done)
        #expect(document.diagnostics.map(\.severity) == [.error, .warning])
    }

    /// A selection takes packages out of the document and of the graph, and leaves later sections alone.
    @Test func selectionRemovesPackages() async throws {
        var document = Sketch("a -> b, b -> c, d").document
        document.versions = []
        document.rest["mine"] = .number("12345678901234567890.0")
        let (status, _) = try await run(["--package", "a", "--package", "b"], on: &document)
        #expect(status == .done)
        #expect(document.packages?.map(\.id) == ["a", "b"])
        #expect(document.packages?.last?.dependencies.first?.package == "c")
        #expect(document.graph?.edges.map(\.to) == ["b"])
        #expect(document.versions == [])
        #expect(document.rest["mine"] == .number("12345678901234567890.0"))
    }

    /// A picture replaces the document on stdout.
    @Test func picturesReplaceTheDocument() async throws {
        var document = Sketch("b -> a").document
        #expect(try await run(["--format", "levels"], on: &document).output == Array("a\nb\n".utf8))
    }

    /// A document without packages names the stage that is missing.
    @Test func missingPackagesNameTheStage() async throws {
        var document = Document()
        let fault = await #expect(throws: Fault.self) { try await run([], on: &document) }
        #expect(fault?.code == .sectionMissing)
        #expect(fault?.message.contains("rk-discover") == true)
    }

    /// An unknown format, and options that would do nothing, are wrong usage.
    @Test(arguments: [["--format", "svg"], ["--with-dependencies"], ["--topological"], ["extra"]]) func wrongUsage(arguments: [String]) {
        let error = #expect(throws: (any Error).self) { try RkGraph.parse(arguments) }
        if let error { #expect(RkGraph.exitCode(for: error) != .success) }
    }

    /// The help begins with examples and knows every format.
    @Test func helpShowsExamplesFirst() throws {
        let lines = RkGraph.helpMessage().split(separator: "\n")
        let examples = try #require(lines.firstIndex { $0.hasPrefix("EXAMPLES:") })
        let options = try #require(lines.firstIndex { $0.hasPrefix("OPTIONS:") })
        #expect(examples < options)
        for name in FormatName.allValueStrings { #expect(lines.contains { $0.contains(name) }) }
    }
}
