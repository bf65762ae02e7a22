import ArgumentParser
import RKShared

/// The options that choose packages.
struct SelectionOptions: ParsableArguments {
    /// Patterns of ids and names.
    @Option(name: .long, help: ArgumentHelp("Keep the packages whose id or name fits. Repeatable: any of them.", valueName: "glob"))
    var package: [String] = []

    /// Names of groups.
    @Option(
        name: .long, help: ArgumentHelp("Keep the packages of a group. Repeatable, and beside --package: any of them.", valueName: "name"))
    var group: [String] = []

    /// Whether what the chosen ones need is added.
    @Flag(name: .long, help: "Also keep all that the chosen packages need, transitively; dev dependencies do not count.")
    var withDependencies = false

    /// Whether what needs the chosen ones is added.
    @Flag(name: .long, help: "Also keep all that need the chosen packages, transitively; dev dependencies do not count.")
    var withDependents = false

    /// Ids or names of packages of which only what they need is kept.
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Keep only what this package needs, transitively and without itself (with itself: --package ID --with-dependencies).",
            valueName: "id"))
    var deps: [String] = []

    /// Ids or names of packages of which only what needs them is kept.
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Keep only what needs this package, transitively and without itself. With --deps: what lies between the two.", valueName: "id"))
    var rdeps: [String] = []

    /// Patterns of what is left out in the end.
    @Option(name: .long, help: ArgumentHelp("Leave out the packages whose id or name fits, at last. Repeatable.", valueName: "glob"))
    var exclude: [String] = []

    /// Refuses what would silently do nothing.
    func validate() throws {
        if (withDependencies || withDependents) && package.isEmpty && group.isEmpty {
            throw ValidationError("--with-dependencies and --with-dependents extend what --package or --group chose; give one of these")
        }
    }

    /// The selection that was asked for.
    var selection: Selection {
        Selection(
            packages: package.map { NameGlob($0) }, groups: group, withDependencies: withDependencies, withDependents: withDependents,
            dependenciesOf: deps, dependentsOf: rdeps, excluded: exclude.map { NameGlob($0) })
    }
}
