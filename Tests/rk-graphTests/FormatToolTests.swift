import RKShared
import Support
import Testing

@testable import rk_graph

/// The generated files in the hands of the real tools. A tool that is missing fails its test.
struct FormatToolTests {
    /// The text of a format for some packages.
    private func rendered(_ format: any GraphFormat.Type, _ packages: [Package]) throws -> [UInt8] {
        Array(format.render(try GraphView(packages, try Graph.building(packages).graph)).utf8)
    }

    /// An environment without RUN.
    private static let withoutRun: [String: String?] = ["RUN": nil]

    /// Runs a tool with some input in a new folder, which is removed afterwards; also returns what the tool left in the folder.
    private func run(
        _ program: String, _ arguments: [String], input: [UInt8], environment: [String: String?] = [:]
    ) async throws -> (Completion, left: [String]) {
        let folder = try await World.live.check(Call("mktemp", ["-d"])).text.trimmed
        var call = Call(program, arguments, in: folder, environment: environment)
        call.input = input
        let completion = try await World.live.run(call)
        let left = Files.names(in: folder)
        _ = try await World.live.check(Call("rm", ["-rf", folder]))
        return (completion, left)
    }

    /// The lines of an output.
    private func lines(_ completion: Completion) -> [String] {
        completion.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// Whether some ids respect the hard edges of packages, cycles aside.
    private func expectOrder(_ ids: [String], of packages: [Package]) throws {
        let view = try GraphView(packages, try Graph.building(packages).graph)
        #expect(Set(ids) == Set(packages.map(\.id)))
        #expect(ids.count == packages.count)
        let places = Dictionary(zip(ids, ids.indices)) { first, _ in first }
        for edge in view.edges where edge.strength == .hard && !edge.onCycle {
            let from = try #require(places[view.nodes[edge.from].id])
            let to = try #require(places[view.nodes[edge.to].id])
            #expect(to < from)
        }
    }

    /// Diamonds, a cycle, soft and dev edges.
    private static let mixed: Sketch = """
        npm:@x/app -> npm:@x/ui, npm:@x/app -> npm:@x/api, npm:@x/ui -> npm:@x/base, npm:@x/api => npm:@x/base, lone
        npm:@x/base ~> npm:@x/app, npm:@x/base .> npm:@x/ui
        ring1 -> ring2, ring2 -> ring3, ring3 -> ring1, after -> ring1, ring2 -> npm:@x/ui
        """

    /// make runs every hostile id once, in order, in parallel mode, and leaves no file behind.
    @Test func makeRunsHostileIDs() async throws {
        let input = try rendered(MakeFormat.self, Sketch.chain(HostileIDs.all))
        let (completion, left) = try await run("make", ["-f", "-", "-j4", #"RUN=printf '%s\n'"#], input: input)
        #expect(completion.status == 0, "\(completion.lastLines())")
        #expect(lines(completion) == HostileIDs.all)
        #expect(left == [])
    }

    /// make builds one package with what it needs, by its id; RUN defaults to echo; a command that fails fails make.
    @Test func makeBuildsOneTarget() async throws {
        let input = try rendered(MakeFormat.self, Sketch("pypi:a%b -> pypi:$c, pypi:d -> pypi:a%b").packages)
        let (completion, _) = try await run("make", ["-f", "-", "pypi:a%b"], input: input, environment: Self.withoutRun)
        #expect(lines(completion) == ["pypi:$c", "pypi:a%b"])
        let (failed, _) = try await run("make", ["-f", "-", "-k", "RUN=false"], input: input)
        #expect(failed.status == 2)
    }

    /// make respects the hard edges of a graph with a cycle.
    @Test func makeRespectsEdges() async throws {
        let input = try rendered(MakeFormat.self, Self.mixed.packages)
        let (completion, _) = try await run("make", ["-f", "-", "-j4"], input: input, environment: ["RUN": "echo"])
        #expect(completion.status == 0, "\(completion.lastLines())")
        #expect(completion.errors.isEmpty)
        try expectOrder(lines(completion), of: Self.mixed.packages)
    }

    /// ninja runs every hostile id once, in order, and makes no folders.
    @Test func ninjaRunsHostileIDs() async throws {
        let input = try rendered(NinjaFormat.self, Sketch.chain(HostileIDs.all))
        let (completion, left) = try await run(
            "ninja", ["-f", "/dev/stdin", "--quiet"], input: input, environment: ["RUN": #"printf '%s\n'"#])
        #expect(completion.status == 0, "\(completion.lastLines())")
        #expect(lines(completion) == HostileIDs.all)
        #expect(left == [".ninja_log"])
    }

    /// ninja respects the hard edges of a graph with a cycle, and builds one target by its name; RUN defaults to echo.
    @Test func ninjaRespectsEdges() async throws {
        let input = try rendered(NinjaFormat.self, Self.mixed.packages)
        let (all, _) = try await run("ninja", ["-f", "/dev/stdin", "--quiet", "-j4"], input: input, environment: Self.withoutRun)
        #expect(all.status == 0, "\(all.lastLines())")
        try expectOrder(lines(all), of: Self.mixed.packages)
        let (one, _) = try await run(
            "ninja", ["-f", "/dev/stdin", "--quiet", "npm:@x^2Fui"], input: input, environment: Self.withoutRun)
        #expect(lines(one) == ["npm:@x/base", "npm:@x/ui"])
    }

    /// tsort finds an order without complaint, also of lone packages and of a graph with a cycle.
    @Test func tsortFindsAnOrder() async throws {
        let (mixed, _) = try await run("tsort", [], input: try rendered(TsortFormat.self, Self.mixed.packages))
        #expect(mixed.status == 0 && mixed.errors.isEmpty)
        try expectOrder(lines(mixed), of: Self.mixed.packages)
        let (hostile, _) = try await run("tsort", [], input: try rendered(TsortFormat.self, Sketch.chain(HostileIDs.all)))
        #expect(hostile.status == 0)
        #expect(lines(hostile) == HostileIDs.all.map(LineWord.encoded))
    }

    /// Graphviz reads the drawing without a warning and sees as many nodes and edges as there are.
    @Test(arguments: [Sketch.chain(HostileIDs.all), mixed.packages, []]) func graphvizReadsIt(packages: [Package]) async throws {
        let (drawn, _) = try await run("dot", ["-Tsvg"], input: try rendered(DotFormat.self, packages))
        #expect(drawn.status == 0, "\(drawn.lastLines())")
        #expect(drawn.errors.isEmpty, "\(drawn.lastLines())")
        let (plain, _) = try await run("dot", ["-Tplain"], input: try rendered(DotFormat.self, packages))
        let nodes = lines(plain).count { $0.hasPrefix("node ") }
        let edges = lines(plain).count { $0.hasPrefix("edge ") }
        #expect(nodes == packages.count)
        #expect(edges == (try Graph.building(packages).graph.edges.count))
    }
}
