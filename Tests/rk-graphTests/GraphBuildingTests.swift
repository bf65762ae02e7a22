import RKShared
import Testing

@testable import rk_graph

/// Several declarations between two packages are one edge with all kinds; a soft edge is not hard, a mixed one is.
@Test func edgesJoinTheirKinds() throws {
    let graph = try Sketch("a ~> b, a => b, a -> b, a .> c, c ?> b").graph()
    #expect(
        graph.edges == [
            Graph.Edge(from: "a", to: "b", kinds: [.runtime, .build, .optional]),
            Graph.Edge(from: "a", to: "c", kinds: [.dev]),
            Graph.Edge(from: "c", to: "b", kinds: [.peer]),
        ])
    #expect(graph.edges.map(\.hard) == [true, false, false])
    #expect(graph.edges.map(\.isInert) == [false, true, false])
}

/// A dependency without an id, and one on a package that the document does not hold, are external.
@Test func dependenciesOnAbsentPackagesAreExternal() throws {
    var packages = Sketch("a -> b, a -> gone").packages
    packages.removeAll { $0.id == "gone" }
    packages[0].dependencies.append(Dependency(name: "httpx", kind: .runtime, requirement: ">=1"))
    #expect(try Graph.building(packages).graph.edges.map(\.to) == ["b"])
}

/// A package that needs itself is a warning with its place, and no edge, whatever it declares beside.
@Test func selfDependencyIsAWarning() throws {
    let findings = try Graph.building(Sketch("pypi:a -> pypi:a, pypi:a ~> pypi:a, pypi:a -> pypi:b").packages)
    #expect(findings.graph.edges.map(\.to) == ["pypi:b"])
    #expect(findings.graph.cycles.isEmpty)
    let finding = try #require(findings.diagnostics.first)
    #expect(findings.diagnostics.count == 1)
    #expect(finding.severity == .warning)
    #expect(finding.code == "RK-GRAPH-SELF-DEPENDENCY")
    #expect(finding.package == "pypi:a")
    #expect(finding.place == Place("packages/a/pyproject.toml"))
}

/// Two packages of one id cannot be told apart: nothing is built.
@Test func duplicateIDsAreRefused() throws {
    let packages = [Sketch.package("a"), Sketch.package("b"), Sketch.package("a")]
    let fault = #expect(throws: Fault.self) { try Graph.building(packages) }
    #expect(fault?.code == .packageDuplicate)
    #expect(fault?.package == "a")
}

/// What a user wrote into the graph or into an edge is there after a second run; of edges that are gone it goes too.
@Test func annotationsSurviveARerun() throws {
    let packages = Sketch("a -> b, b -> c").packages
    var former = try Graph.building(packages).graph
    former.rest["owner"] = .string("me")
    former.edges[0].rest["note"] = .number("1e400")
    former.edges[1].rest["note"] = .string("second")
    let again = try Graph.building(packages, former: former).graph
    #expect(again == former)
    let smaller = try Graph.building(Array(packages.dropLast()), former: former).graph
    #expect(smaller.edges.map(\.rest) == [former.edges[0].rest])
    #expect(smaller.rest == former.rest)
}

/// The severity of a cycle is that of its worst ecosystem; unknown ecosystems are taken seriously.
@Test(arguments: [
    ("uv", "uv", Diagnostic.Severity.error), ("cargo", "cargo", .error), ("maven", "gradle", .error), ("pub", "pub", .error),
    ("mine", "mine", .error), ("npm", "npm", .warning), ("pnpm", "yarn", .warning), ("go", "go", .note), ("go", "npm", .warning),
    ("go", "uv", .error),
])
func cyclesAreAsBadAsTheirEcosystem(first: String, second: String, severity: Diagnostic.Severity) throws {
    let packages = Sketch("pypi:a -> pypi:b, pypi:b => pypi:a").inEcosystems(["pypi:a": first, "pypi:b": second])
    let findings = try Graph.building(packages).diagnostics
    #expect(findings.map(\.severity) == [severity])
    #expect(findings.map(\.message) == ["pypi:a → pypi:b → pypi:a"])
    #expect(findings.map(\.code) == ["RK-GRAPH-CYCLE"])
    #expect(findings.map(\.place) == [Place("packages/a/pyproject.toml")])
    #expect(findings.allSatisfy { $0.hint != nil })
}

/// A message names at most a hundred packages of a cycle; the document has all.
@Test func longCyclesAreShortenedInMessages() throws {
    let ids = (0..<300).map { "p\(1000 + $0)" }
    var packages = Sketch.chain(ids)
    packages[0].dependencies = [Dependency(name: "p1299", kind: .runtime, requirement: "", package: "p1299")]
    let findings = try Graph.building(packages)
    #expect(findings.graph.cycles.map(\.count) == [300])
    #expect(findings.diagnostics[0].message.hasPrefix("p1000 → p1299 → p1298 → "))
    #expect(findings.diagnostics[0].message.hasSuffix(" → (200 more) → p1000"))
}
