import RKShared
import Support
import Testing

@testable import rk_graph

/// What must hold for every graph, checked on random ones with a slow and simple reading of the rules.
struct TopologyPropertyTests {
    /// A random graph, and what a transitive closure says about it.
    struct Sample {
        /// The packages, in random order.
        let packages: [Package]
        /// Hard dependencies: from, to.
        private(set) var hard: [[Bool]]
        /// Soft dependencies that are not also hard.
        private(set) var soft: [[Bool]]
        /// What each package needs over any number of hard dependencies.
        let needs: [[Bool]]
        /// What it needs or prefers, where no hard dependency forbids the preference, over any number of steps.
        let wants: [[Bool]]
        /// How many packages there are.
        let count: Int

        /// The graph of a seed: 1 to 14 packages, from sparse to dense, mostly without long cycles.
        init(seed: Int) {
            var random = SeededGenerator(seed: UInt64(seed))
            let count = Int.random(in: 1...14, using: &random)
            let density = Double.random(in: 0.02...0.4, using: &random)
            let backward: Double = [0.0, 0.0, 0.02, 0.2].randomElement(using: &random) ?? 0
            hard = [[Bool]](repeating: [Bool](repeating: false, count: count), count: count)
            soft = hard
            var packages = (0..<count).map { Sketch.package(Self.id($0)) }
            for from in 0..<count {
                for to in 0..<count where Double.random(in: 0..<1, using: &random) < (from < to ? density : density / 2) {
                    var kind = Dependency.Kind.allCases.randomElement(using: &random) ?? .runtime
                    if from < to && kind.isHard && Double.random(in: 0..<1, using: &random) >= backward { kind = .optional }
                    packages[from].dependencies.append(Dependency(name: "d", kind: kind, requirement: "", package: Self.id(to)))
                    guard from != to else { continue }
                    if kind.isHard { hard[from][to] = true } else if !kind.isInert { soft[from][to] = true }
                }
            }
            for from in 0..<count {
                for to in 0..<count where hard[from][to] { soft[from][to] = false }
            }
            self.count = count
            needs = Self.closure(hard)
            var allowed = hard
            for from in 0..<count {
                for to in 0..<count where soft[from][to] && !needs[to][from] { allowed[from][to] = true }
            }
            wants = Self.closure(allowed)
            self.packages = packages.shuffled(using: &random)
        }

        /// Ids whose order is the order of the numbers.
        static func id(_ number: Int) -> String { "p\(10 + number)" }

        /// The number of an id.
        static func number(_ id: String) -> Int { (Int(id.dropFirst()) ?? 0) - 10 }

        /// What can be reached in one step or more.
        private static func closure(_ steps: [[Bool]]) -> [[Bool]] {
            var result = steps
            for middle in steps.indices {
                for from in steps.indices where result[from][middle] {
                    for to in steps.indices where result[middle][to] { result[from][to] = true }
                }
            }
            return result
        }

        /// All pairs of different packages.
        var pairs: [(Int, Int)] { (0..<count).flatMap { from in (0..<count).filter { $0 != from }.map { (from, $0) } } }
    }

    /// Every hard edge between packages that do not need each other goes up in levels and in the order.
    @Test(arguments: 0..<400) func hardEdgesAreRespected(seed: Int) throws {
        let sample = Sample(seed: seed)
        let graph = try Graph.building(sample.packages).graph
        let place = places(graph.order)
        let level = heights(graph.levels)
        #expect(place.sorted() == Array(0..<sample.count))
        for (from, to) in sample.pairs where sample.hard[from][to] {
            if sample.needs[to][from] {
                #expect(level[from] == level[to])
            } else {
                #expect(place[to] < place[from])
                #expect(level[to] < level[from])
            }
        }
        for ids in graph.levels { #expect(ids == ids.sorted() && !ids.isEmpty) }
    }

    /// A package above the lowest level needs one of the level below, itself or through its cycle; members of a cycle are neighbours.
    @Test(arguments: 0..<400) func levelsAreAsLowAsPossible(seed: Int) throws {
        let sample = Sample(seed: seed)
        let graph = try Graph.building(sample.packages).graph
        let level = heights(graph.levels)
        let place = places(graph.order)
        for node in 0..<sample.count where level[node] > 0 {
            #expect((0..<sample.count).contains { sample.needs[node][$0] && level[$0] == level[node] - 1 })
        }
        for node in 0..<sample.count {
            let cycle = (0..<sample.count).filter { $0 == node || sample.needs[node][$0] && sample.needs[$0][node] }
            let start = cycle.map { place[$0] }.min() ?? 0
            #expect(cycle.map { place[$0] } == Array(start..<start + cycle.count))
        }
    }

    /// A preference that nothing leads back from is kept, where hard dependencies do not forbid it.
    @Test(arguments: 0..<400) func preferencesAreKeptWherePossible(seed: Int) throws {
        let sample = Sample(seed: seed)
        let place = places(try Graph.building(sample.packages).graph.order)
        for (from, to) in sample.pairs where sample.soft[from][to] && !sample.wants[to][from] {
            #expect(place[to] < place[from], "\(Sample.id(from)) ~> \(Sample.id(to))")
        }
    }

    /// Trees are the components that a flood over hard and soft edges finds.
    @Test(arguments: 0..<200) func treesAreConnectedComponents(seed: Int) throws {
        let sample = Sample(seed: seed)
        var trees: [[String]] = []
        var seen: Set<Int> = []
        for root in 0..<sample.count where !seen.contains(root) {
            var tree: Set<Int> = [root]
            while let next = sample.pairs.first(where: { from, to in
                tree.contains(from) != tree.contains(to) && (sample.hard[from][to] || sample.soft[from][to])
            }) { tree.formUnion([next.0, next.1]) }
            seen.formUnion(tree)
            trees.append(tree.sorted().map(Sample.id))
        }
        #expect(try Graph.building(sample.packages).graph.trees == trees)
    }

    /// Cycles are closed paths of hard edges from their smallest id, none twice, and every package that needs itself lies on one.
    @Test(arguments: 0..<400) func cyclesAreRealAndCoverAll(seed: Int) throws {
        let sample = Sample(seed: seed)
        let cycles = try Graph.building(sample.packages).graph.cycles.map { $0.map(Sample.number) }
        for cycle in cycles {
            #expect(cycle.count > 1)
            #expect(cycle.min() == cycle.first)
            #expect(Set(cycle).count == cycle.count)
            for (from, to) in zip(cycle, cycle.dropFirst() + cycle.prefix(1)) { #expect(sample.hard[from][to]) }
        }
        #expect(Set(cycles).count == cycles.count)
        #expect(Set(cycles.joined()) == Set((0..<sample.count).filter { sample.needs[$0][$0] }))
    }

    /// The order of packages and of their dependencies in the document does not matter.
    @Test(arguments: 0..<200) func inputOrderDoesNotMatter(seed: Int) throws {
        let sample = Sample(seed: seed)
        let shuffled = sample.packages.reversed().map { package in
            var package = package
            package.dependencies.reverse()
            return package
        }
        #expect(try Graph.building(sample.packages).graph == Graph.building(shuffled).graph)
    }

    /// What each node of a view waits for holds no cycle and lets every hard edge be respected.
    @Test(arguments: 0..<200) func waitsAreAcyclic(seed: Int) throws {
        let sample = Sample(seed: seed)
        let view = try GraphView(sample.packages, try Graph.building(sample.packages).graph)
        let waits = view.nodes.enumerated().flatMap { number, node in node.waits.map { Network.Arc(from: number, to: $0) } }
        let network = Network(count: view.nodes.count, arcs: waits)
        #expect(Components(of: network).members.allSatisfy { $0.count == 1 })
        for edge in view.edges where edge.strength == .hard && !edge.onCycle {
            #expect(network.reachable(from: [edge.from])[edge.to])
        }
    }

    /// The place of each number in the order.
    private func places(_ order: [String]) -> [Int] {
        var places = [Int](repeating: -1, count: order.count)
        for (place, id) in order.enumerated() { places[Sample.number(id)] = place }
        return places
    }

    /// The level of each number.
    private func heights(_ levels: [[String]]) -> [Int] {
        var heights = [Int](repeating: -1, count: levels.joined().count)
        for (level, ids) in levels.enumerated() {
            for id in ids { heights[Sample.number(id)] = level }
        }
        return heights
    }
}
