import ArgumentParser
import RKShared
import Testing

@testable import rk_graph

/// Options and the ids that they keep of one graph.
@Test(
    arguments: [
        ([], "app base cli core lone tool"),
        (["--package", "core"], "core"),
        (["--package", "pypi:c*"], "cli core"),
        (["--package", "c?re", "--package", "[l-t]o*e"], "core lone"),
        (["--package", "core", "--with-dependencies"], "base core"),
        (["--package", "core", "--with-dependents"], "app cli core"),
        (["--package", "core", "--with-dependents", "--with-dependencies"], "app base cli core"),
        (["--package", "tool", "--with-dependents"], "tool"),
        (["--group", "ends"], "app base"),
        (["--group", "ends", "--group", "middle", "--package", "lone"], "app base core lone"),
        (["--exclude", "c*"], "app base lone tool"),
        (["--exclude", "nothing*"], "app base cli core lone tool"),
        (["--package", "*", "--exclude", "*"], ""),
        (["--deps", "cli"], "base core"),
        (["--deps", "pypi:app"], "base cli core"),
        (["--rdeps", "core"], "app cli"),
        (["--deps", "base"], ""),
        (["--deps", "app", "--rdeps", "base"], "cli core"),
        (["--deps", "app", "--exclude", "base"], "cli core"),
        (["--deps", "core", "--rdeps", "cli"], ""),
    ] as [([String], String)])
func selections(options: [String], expected: String) throws {
    var sketch: Sketch = "pypi:app ~> pypi:cli, pypi:cli -> pypi:core, pypi:core => pypi:base, pypi:app .> pypi:tool, pypi:lone"
    for place in sketch.packages.indices {
        switch sketch.packages[place].name {
        case "app", "base": sketch.packages[place].group = "ends"
        case "core": sketch.packages[place].group = "middle"
        default: break
        }
    }
    let kept = try SelectionOptions.parse(options).selection.applied(to: sketch.packages)
    #expect(kept.map(\.name).sorted().joined(separator: " ") == expected)
}

/// What matches nothing is an error with the nearest word.
@Test(
    arguments: [
        (["--package", "widget-croe"], Code.packageUnknown, "did you mean `widget-core`?"),
        (["--package", "widget-core", "--package", "zzz*"], .packageUnknown, "rk-graph --format levels prints the ids of all packages"),
        (["--exclude", "pypi:widget-cor"], .packageUnknown, "did you mean `pypi:widget-core`?"),
        (["--deps", "widget-bas"], .packageUnknown, "did you mean `widget-base`?"),
        (["--rdeps", "same"], .usage, "give an id: npm:same, pypi:same"),
        (["--group", "libz"], .groupUnknown, "did you mean `libs`?"),
        (["--group", "elsewhere"], .groupUnknown, "groups: libs"),
    ] as [([String], Code, String)])
func selectionsOfNothing(options: [String], code: Code, hint: String) throws {
    var packages = Sketch("pypi:widget-core -> pypi:widget-base, pypi:same, npm:same").packages
    packages[0].group = "libs"
    let selection = try SelectionOptions.parse(options).selection
    let fault = #expect(throws: Fault.self) { try selection.applied(to: packages) }
    #expect(fault?.code == code)
    #expect(fault?.hint == hint)
    #expect(fault?.code.exitStatus == .usage)
}

/// A package on a cycle is not among its own dependencies, nor dependents.
@Test func narrowingLeavesTheRootOut() throws {
    let packages = Sketch("a -> b, b -> a, b -> c").packages
    #expect(try Selection(dependenciesOf: ["a"]).applied(to: packages).map(\.id) == ["b", "c"])
    #expect(try Selection(dependentsOf: ["a"]).applied(to: packages).map(\.id) == ["b"])
    #expect(try Selection(dependenciesOf: ["a", "b"]).applied(to: packages).map(\.id) == ["a", "b", "c"])
}

/// Extending a choice that was not made is refused.
@Test func extensionsNeedAChoice() {
    #expect(throws: (any Error).self) { try SelectionOptions.parse(["--with-dependents"]) }
}

/// A pattern that backtracking would need ages for is decided at once.
@Test func hostilePatternsAreQuick() throws {
    let pattern = NameGlob(String(repeating: "*a", count: 200) + "b")
    #expect(!pattern.matches(Sketch.package(String(repeating: "a", count: 5_000))))
}
