import RKShared
import Testing

@testable import rk_show

/// Where the boxes of the drawing stand.
struct GraphLayoutTests {
    /// No two boxes touch, all lie in their level's band and inside of the drawing, and what is needed stands above.
    @Test func boxesOfManyPackages() throws {
        let plan = try PageTests.large().plan()
        let layout = GraphLayout(plan)
        let corners = try layout.corners.map { try #require($0) }
        #expect(Set(corners).count == 500)
        for (index, corner) in corners.enumerated() {
            let band = layout.bands[index / 50]
            #expect(corner.y >= band.top && corner.y + GraphLayout.box.height <= band.top + band.height)
            #expect(corner.x >= 0 && corner.x + GraphLayout.box.width <= layout.size.width)
        }
        for (left, right) in zip(corners, corners.dropFirst()) where left.y == right.y {
            #expect(abs(left.x - right.x) > GraphLayout.box.width)
        }
        for edge in plan.edges { #expect(corners[edge.to].y + GraphLayout.box.height < corners[edge.from].y) }
        #expect(layout.size.width < 1424 && layout.bands.last.map { $0.top + $0.height } == layout.size.height)
    }

    /// A package that failed is marked, and its tip tells why.
    @Test func failures() throws {
        let drawing = GraphDrawing(plan: try PlanScene.release.plan()).html
        #expect(drawing.contains("class=\"node included failed\""))
        #expect(drawing.contains("<title>pypi:core 1.0.0 → 1.1.0, included, failed (the build failed); needs base</title>"))
    }

    /// A line of boxes is ordered by what it needs, so that lines cross less.
    @Test func linesAreOrdered() throws {
        var scene = PlanScene(["a", "b", "y", "z"])
        scene.document.graph = Graph(
            edges: [Graph.Edge(from: "y", to: "b", kinds: [.runtime]), Graph.Edge(from: "z", to: "a", kinds: [.runtime])],
            order: ["a", "b", "y", "z"], levels: [["a", "b"], ["y", "z"]], trees: [], cycles: [])
        let corners = GraphLayout(try scene.plan()).corners.map { $0?.x ?? 0 }
        #expect(corners[0] == corners[3] && corners[1] == corners[2] && corners[0] < corners[1])
    }

    /// Cycles, soft edges down and across, self-dependencies and packages without a level have a picture, or none, but no failure.
    @Test func oddEdges() throws {
        var scene = PlanScene(["a", "b", "c", "d"])
        let kinds: [(String, String, Dependency.Kind)] = [
            ("a", "b", .runtime), ("b", "a", .runtime), ("a", "c", .optional), ("c", "c", .runtime), ("c", "d", .runtime), ("d", "a", .dev),
            ("c", "gone", .runtime),
        ]
        scene.document.graph = Graph(
            edges: kinds.map { Graph.Edge(from: $0.0, to: $0.1, kinds: [$0.2]) }, order: ["a", "b", "c", "d"],
            levels: [["a", "b"], ["c"]], trees: [], cycles: [["a", "b"]])
        let plan = try scene.plan()
        #expect(plan.edges.map { [$0.from, $0.to] } == [[0, 1], [0, 2], [1, 0], [2, 3]])
        let paths = plan.edges.map(GraphLayout(plan).path)
        #expect(paths.map { $0 == nil } == [false, false, false, true])
        let drawing = GraphDrawing(plan: plan).html
        #expect(drawing.split(separator: "class=\"cycle\"").count == 3 && drawing.split(separator: "class=\"soft\"").count == 2)
        #expect(drawing.contains("Packages that are not in the graph: 1."))
    }
}
