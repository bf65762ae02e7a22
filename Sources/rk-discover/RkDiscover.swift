import ArgumentParser
import RKShared

/// The source of every pipeline: reads the repository and writes a document with its packages.
@main
struct RkDiscover: Program {
    /// The stage's name.
    static let stage = "rk-discover"

    static let configuration = CommandConfiguration(
        commandName: "rk-discover",
        abstract: "Find the packages of a repository and write the release document.",
        discussion: """
            EXAMPLES
              rk-discover                          the repository of the working directory
              rk-discover path/to/repository | jq -r '.packages[].id'
              rk-discover | rk-graph --format ascii

            Reads manifests and releasekit.toml; changes nothing. Workspaces are found below the root, unless [ecosystems] in \
            releasekit.toml declares them. A manifest that cannot be used is a finding in `diagnostics`: exit status 1, and the other \
            packages are listed.

            Programs rk-ecosystem-NAME on PATH add ecosystems of your own; one runs only where releasekit.toml names it.
            """,
        version: Toolkit.version)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The repository's folder.")
    var root = "."

    func perform(_ invocation: Invocation, output: inout [UInt8]) async throws -> ExitStatus {
        let survey = try await Survey(of: root, invocation)
        let document = try await survey.document()
        invocation.console.show(document.diagnostics)
        invocation.console.detail("\(document.packages?.count ?? 0) packages in \(document.workspaces?.count ?? 0) workspaces")
        output = document.bytes
        return document.holdsError ? .findings : .done
    }
}
