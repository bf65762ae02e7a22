import RKShared
import Support
import Testing

/// Real repositories of Dart, compared with what was found out about them. Skipped where the fixtures are absent.
@Suite(.enabled(if: Programs.sharedFixtures != nil, "the shared fixtures are not beside the project"))
struct DartTruthTests {
    /// Packages, edges with their kinds, and levels are those of the truth; nothing is wrong with them.
    @Test(arguments: ["flutterfire", "flutterfire-melos", "melos"])
    func levels(_ name: String) async throws {
        let sandbox = try await Sandbox()
        let fixtures = try #require(Programs.sharedFixtures)
        let truth = try #require(try JSON(parsing: try Files.read("\(fixtures)/truth/dart__\(name).json")).object)
        let completion = try await sandbox.check("set -o pipefail; rk-discover '\(fixtures)/dart/\(name)' | rk-graph")
        let document = try Document(parsing: completion.output)
        let edges = Set(
            (document.packages ?? []).flatMap { package in
                package.dependencies.compactMap { edge in edge.package.map { "\(package.id) \($0) \(edge.kind.rawValue)" } }
            })
        let wanted = (truth["internal_edges"]?.array ?? []).map { edge in
            let words = (edge.array ?? []).compactMap(\.string)
            return "pub:\(words[0]) pub:\(words[1]) \(words[2])"
        }
        #expect(edges == Set(wanted))
        let levels = (truth["levels"]?.array ?? []).map { ($0.array ?? []).compactMap { $0.string.map { "pub:\($0)" } }.sorted() }
        #expect(document.graph?.levels.map { $0.sorted() } == levels && document.graph?.cycles.isEmpty == true)
        #expect(document.diagnostics.allSatisfy { $0.severity == .note })
    }
}
