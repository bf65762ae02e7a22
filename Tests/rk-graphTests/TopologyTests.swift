import RKShared
import Support
import Testing

@testable import rk_graph

/// Levels, order, trees and cycles of small graphs, as text.
@Test(
    arguments: [
        (Sketch("a"), "a", "a", "a", ""),
        ("b -> a, c -> b", "a | b | c", "a b c", "a b c", ""),
        ("d -> b, d -> c, b -> a, c -> a", "a | b c | d", "a b c d", "a b c d", ""),
        ("z, a -> z", "z | a", "z a", "a z", ""),
        ("a .> b, c", "a b c", "a b c", "a | b | c", ""),
        ("a ~> b", "a b", "b a", "a b", ""),
        ("a ?> b, b ?> c", "a b c", "c b a", "a b c", ""),
        ("core ~> plugin, plugin -> core", "core | plugin", "core plugin", "core plugin", ""),
        ("a ~> b, b ~> a", "a b", "a b", "a b", ""),
        ("a -> b, b -> a, x -> a, b -> y", "y | a b | x", "y a b x", "a b x y", "a b"),
        ("m -> z, z -> m, n", "m n z", "m z n", "m z | n", "m z"),
        ("a -> b, b -> c, c -> a, c -> d, d -> c", "a b c d", "a b c d", "a b c d", "a b c | c d"),
        ("x ~> y, y -> x, z ~> x, y ~> z", "x z | y", "x z y", "x y z", ""),
        ("c -> b, b -> a, a .> c", "a | b | c", "a b c", "a b c", ""),
    ] as [(Sketch, String, String, String, String)])
func smallGraphs(sketch: Sketch, levels: String, order: String, trees: String, cycles: String) throws {
    let graph = try sketch.graph()
    #expect(text(graph.levels) == levels)
    #expect(graph.order.joined(separator: " ") == order)
    #expect(text(graph.trees) == trees)
    #expect(text(graph.cycles) == cycles)
}

/// No packages, no graph, no failure.
@Test func emptyGraph() throws {
    #expect(try Graph.building([]).graph == Graph(edges: [], order: [], levels: [], trees: [], cycles: []))
}

/// A chain, a ring and a comb of 10,000 packages need no deep stack.
@Test func tenThousandPackages() throws {
    let ids = (0..<10_000).map { "p\(100_000 + $0)" }
    var packages = Sketch.chain(ids)
    let chain = try Graph.building(packages).graph
    #expect(chain.order == ids)
    #expect(chain.levels == ids.map { [$0] })
    #expect(chain.trees == [ids])
    packages[0].dependencies = [Dependency(name: "last", kind: .build, requirement: "", package: ids[9_999])]
    let ring = try Graph.building(packages).graph
    #expect(ring.levels == [ids])
    #expect(ring.order == ids)
    #expect(ring.cycles == [[ids[0]] + ids.dropFirst().reversed()])
    packages[0].dependencies = [Dependency(name: "last", kind: .optional, requirement: "", package: ids[9_999])]
    #expect(try Graph.building(packages).graph.order == ids)
}

/// A hub with thousands of mutual dependencies reports each of them, and ends.
@Test func manyCyclesThroughOneHub() throws {
    let spokes = (0..<5_000).map { "s\(10_000 + $0)" }
    var hub = Sketch.package("hub")
    hub.dependencies = spokes.map { Dependency(name: $0, kind: .runtime, requirement: "", package: $0) }
    let packages = spokes.map { id in
        var spoke = Sketch.package(id)
        spoke.dependencies = [Dependency(name: "hub", kind: .runtime, requirement: "", package: "hub")]
        return spoke
    }
    let graph = try Graph.building([hub] + packages).graph
    #expect(graph.cycles == spokes.map { ["hub", $0] })
}

/// Past the limit of work there is still one cycle for each component, and the others are counted.
@Test func cyclesPastTheLimitAreCounted() {
    let arcs = [(0, 1), (1, 0), (0, 2), (2, 0), (0, 3), (3, 0), (4, 5), (5, 4)].map { Network.Arc(from: $0.0, to: $0.1) }
    let network = Network(count: 6, arcs: arcs)
    let cycles = Cycles(of: network, Components(of: network), limit: 0)
    #expect(cycles.paths == [[0, 1], [4, 5]])
    #expect(cycles.unlisted == 2)
    #expect(Cycles(of: network, Components(of: network)).paths == [[0, 1], [0, 2], [0, 3], [4, 5]])
}

/// The smallest number comes first, equal ones as often as they were put in.
@Test func heapSorts() {
    var random = SeededGenerator(seed: 7)
    for count in 0..<40 {
        let numbers = (0..<count).map { _ in Int.random(in: 0..<20, using: &random) }
        var queue = BinaryHeap<Int>()
        for number in numbers { queue.insert(number) }
        #expect((0..<count).compactMap { _ in queue.popLeast() } == numbers.sorted())
        #expect(queue.popLeast() == nil)
    }
}

/// The lists separated by bars, their ids by blanks.
private func text(_ lists: [[String]]) -> String { lists.map { $0.joined(separator: " ") }.joined(separator: " | ") }
