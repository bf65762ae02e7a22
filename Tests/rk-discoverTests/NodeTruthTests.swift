import RKShared
import Support
import Testing

/// Real JavaScript monorepos, compared with what pnpm's lockfile, npm and yarn say of them. Skipped where the fixtures are absent.
@Suite(.enabled(if: Programs.sharedFixtures != nil, "the shared fixtures are not beside the project"))
struct NodeTruthTests {
    /// Packages, versions, privacy, edges with their kinds, levels and cycles are those of the truth.
    @Test(arguments: ["pnpm/ai", "pnpm/core", "npm/jest", "npm/lerna"])
    func aRealRepositoryIsAsItsToolSeesIt(_ path: String) async throws {
        let sandbox = try await Sandbox()
        let fixtures = try #require(Programs.sharedFixtures)
        let truth = try JSON(parsing: try Files.read("\(fixtures)/truth/\(path.replacing("/", with: "__")).json"))
        let completion = try await sandbox.shell("rk-discover '\(fixtures)/\(path)' | rk-graph")
        let document = try Document(parsing: completion.output)
        let packages = try #require(document.packages).filter { $0.id.hasPrefix("npm:") }
        let expected = (truth["packages"]?.array ?? []).compactMap(\.object)
        #expect(packages.map(\.path).sorted() == expected.compactMap { $0["path"]?.string }.sorted())
        for item in expected {
            let package = try #require(packages.first { $0.path == item["path"]?.string })
            #expect(package.id == "npm:\(item["id"]?.string ?? "")")
            #expect(package.name == item["name"]?.string ?? "(unnamed)")
            #expect(package.publish != (item["private"] == .bool(true)), "\(package.id): \(package.privateReason ?? "-")")
            #expect(package.version == item["version"]?.string, "\(package.id)")
        }
        let edges = Set(
            packages.flatMap { package in
                package.dependencies.compactMap { edge in edge.package.map { "\(package.id) \($0) \(edge.kind.rawValue)" } }
            })
        let wanted = Set((truth["internal_edges"]?.array ?? []).map { "npm:\($0.words[0]) npm:\($0.words[1]) \($0.words[2])" })
        #expect(edges == wanted, "missing \(wanted.subtracting(edges).sorted()), too many \(edges.subtracting(wanted).sorted())")
        let levels = (truth["levels"]?.array ?? []).map { $0.words.map { "npm:\($0)" }.sorted() }
        #expect(document.graph?.levels.map { $0.sorted() } == levels)
        #expect(document.graph?.cycles.isEmpty == (truth["cycles_runtime_build"]?.array?.isEmpty ?? true))
        #expect(document.diagnostics.allSatisfy { $0.severity != .error }, "\(document.diagnostics)")
    }
}

extension JSON {
    /// The value of a field, where this is an object.
    fileprivate subscript(_ key: String) -> JSON? { object?[key] }

    /// The strings of an array.
    fileprivate var words: [String] { (array ?? []).compactMap(\.string) }
}
