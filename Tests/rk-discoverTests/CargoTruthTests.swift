import RKShared
import Support
import Testing

/// Real Rust monorepos, compared with what cargo says of them. Skipped where the fixtures are absent.
@Suite(.enabled(if: Programs.sharedFixtures != nil, "the shared fixtures are not beside the project"))
struct CargoTruthTests {
    /// Packages, versions and whether they are inherited, privacy, edges with their kinds, levels and cycles are those of the truth.
    @Test(arguments: ["gitoxide", "jj", "tokio"])
    func aRealRepositoryIsAsCargoSeesIt(_ name: String) async throws {
        let sandbox = try await Sandbox()
        let fixtures = try #require(Programs.sharedFixtures)
        let truth = try JSON(parsing: try Files.read("\(fixtures)/truth/cargo__\(name).json"))
        let completion = try await sandbox.shell("rk-discover '\(fixtures)/cargo/\(name)' | rk-graph")
        let document = try Document(parsing: completion.output)
        let packages = try #require(document.packages)
        let expected = (truth["packages"]?.array ?? []).compactMap(\.object)
        #expect(packages.map(\.path).sorted() == expected.compactMap { $0["path"]?.string }.sorted())
        for item in expected {
            let package = try #require(packages.first { $0.path == item["path"]?.string })
            #expect(package.name == item["name"]?.string)
            #expect(package.publish != (item["private"] == .bool(true)), "\(package.id): \(package.privateReason ?? "-")")
            #expect(package.version == item["version"]?.string, "\(package.id)")
            #expect((package.versionGroup != nil) == (item["version_inherited"] == .bool(true)), "\(package.id)")
        }
        let edges = packages.flatMap { package in
            package.dependencies.compactMap { edge in edge.package.map { "\(package.id) \($0) \(edge.kind.rawValue)" } }
        }
        let wanted = (truth["internal_edges"]?.array ?? []).map { "cargo:\($0.words[0]) cargo:\($0.words[1]) \($0.words[2])" }
        #expect(Set(edges) == Set(wanted))
        #expect(edges.count == truth["edge_details"]?.array?.count)
        let levels = (truth["levels"]?.array ?? []).map { $0.words.map { "cargo:\($0)" }.sorted() }
        #expect(document.graph?.levels.map { $0.sorted() } == levels)
        #expect(document.graph?.cycles.isEmpty == true)
        #expect(document.diagnostics.allSatisfy { $0.severity == .note }, "\(document.diagnostics)")
    }
}

extension JSON {
    /// The value of a field, where this is an object.
    fileprivate subscript(_ key: String) -> JSON? { object?[key] }

    /// The strings of an array.
    fileprivate var words: [String] { (array ?? []).compactMap(\.string) }
}
