import ArgumentParser
import RKShared

/// The filter that adds the release graph.
@main
struct RkGraph: Filter {
    static let stage = "rk-graph"
    static let configuration = CommandConfiguration(commandName: "rk-graph", abstract: "Add the release graph to the document.", version: Toolkit.version)
    @OptionGroup var common: CommonOptions

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        .done
    }
}
