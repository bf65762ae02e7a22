import ArgumentParser
import RKShared

/// The program: a package registry on loopback, a folder served.
@main
struct RkRegistry: Tool {
    static let configuration = CommandConfiguration(
        commandName: "rk-registry", abstract: "A package registry on loopback: a folder, served with PyPI's protocols.",
        discussion: """
            Releases can be rehearsed against it with the real clients (uv, pip, twine). Everything lies in one folder: copy it, keep it, \
            delete it.
            """,
        version: Toolkit.version, subcommands: [ServeCommand.self, RunCommand.self])
}
