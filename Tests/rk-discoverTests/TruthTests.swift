import RKShared
import Support
import Testing

/// Real monorepos, compared with what uv itself says of them. The fixtures lie beside the project; where they are absent, these are skipped.
@Suite(.enabled(if: Programs.sharedFixtures != nil, "the shared fixtures are not beside the project"))
struct TruthTests {
    /// Packages, versions, privacy, edges, levels and cycles are those of the truth.
    @Test(arguments: ["agents", "pydantic-ai"])
    func aRealRepositoryIsAsUvSeesIt(_ name: String) async throws {
        let sandbox = try await Sandbox()
        let fixtures = try #require(Programs.sharedFixtures)
        let truth = try JSON(parsing: try Files.read("\(fixtures)/truth/uv__\(name).json"))
        let completion = try await sandbox.shell("rk-discover '\(fixtures)/uv/\(name)' | rk-graph")
        let document = try Document(parsing: completion.output)
        let packages = try #require(document.packages)
        let expected = Self.objects(truth["packages"])
        #expect(packages.map(\.path).sorted() == expected.compactMap { $0["path"]?.string }.sorted())
        for item in expected {
            let package = try #require(packages.first { $0.path == item["path"]?.string })
            #expect(package.name == (item["name_declared"] ?? item["name"])?.string)
            #expect(package.publish != (item["private"] == .bool(true)), "\(package.id): \(package.privateReason ?? "-")")
            if item["version_dynamic"] != .bool(true) { #expect(package.version == item["version"]?.string, "\(package.id)") }
        }
        let edges = Set(
            packages.flatMap { package in
                package.dependencies.compactMap { edge in edge.package.map { "\(package.id) \($0) \(edge.kind.rawValue)" } }
            })
        let wanted = Set((truth["internal_edges"]?.array ?? []).map { "pypi:\($0.words[0]) pypi:\($0.words[1]) \($0.words[2])" })
        #expect(edges == wanted, "missing \(wanted.subtracting(edges).sorted()), too many \(edges.subtracting(wanted).sorted())")
        let levels = (truth["levels"]?.array ?? []).map { $0.words.map { "pypi:\($0)" }.sorted() }
        #expect(document.graph?.levels == levels)
        #expect(document.graph?.cycles.isEmpty == (truth["cycles_runtime_build"]?.array?.isEmpty ?? true))
    }

    /// The objects of an array.
    private static func objects(_ value: JSON?) -> [JSONObject] { (value?.array ?? []).compactMap(\.object) }
}

extension JSON {
    /// The value of a field, where this is an object.
    fileprivate subscript(_ key: String) -> JSON? { object?[key] }

    /// The strings of an array.
    fileprivate var words: [String] { (array ?? []).compactMap(\.string) }
}
