import RKShared
import Support
import Testing

/// Versions from real repositories and lists of versions in order, where the shared fixtures lie beside the project.
@Suite(.enabled(if: Programs.sharedFixtures != nil, "the shared fixtures are not beside the project"))
struct VersionVectorTests {
    /// A JSON file of the fixtures.
    private func object(_ path: String) throws -> JSONObject {
        let folder = try #require(Programs.sharedFixtures)
        return try #require(try JSON(parsing: try Files.read("\(folder)/\(path)")).object)
    }

    /// Every version comes before all those behind it.
    private func expectAscending(_ texts: [String], _ scheme: VersionScheme) {
        for (place, left) in texts.enumerated() {
            for right in texts[(place + 1)...] {
                #expect(scheme.compare(left, right) == -1 && scheme.compare(right, left) == 1, "\(left) < \(right) in \(scheme)")
            }
        }
    }

    /// The lists are ascending in the schemes that they are of.
    @Test func ascendingLists() throws {
        let vectors = try object("rpm/version-vectors.json")
        for (key, schemes) in [("pep440", [VersionScheme.pep440]), ("semver", [.semver, .cargo, .dart, .go])] {
            let texts = (vectors[key]?.array ?? []).compactMap { $0.object?["upstream"]?.string }
            #expect(texts.count > 10)
            for scheme in schemes { expectAscending(texts.map { scheme.mark + $0 }, scheme) }
        }
    }

    /// The pairs whose order others get wrong.
    @Test func pairs() throws {
        let vectors = try object("rpm/version-vectors.json")
        let unmappable = (vectors["semver_unmappable"]?.array ?? []).compactMap(\.object)
        #expect(unmappable.count >= 3)
        for pair in unmappable {
            let (lower, higher) = (try #require(pair["lower"]?.string), try #require(pair["higher"]?.string))
            for scheme in [VersionScheme.semver, .cargo, .dart, .go] {
                expectAscending([scheme.mark + lower, scheme.mark + higher], scheme)
            }
        }
        let errors = (vectors["pyp2spec_0_16_order_errors"]?.array ?? []).compactMap(\.array)
        #expect(errors.count >= 15)
        for row in errors { expectAscending(row.prefix(2).compactMap(\.string), .pep440) }
        for entry in (vectors["semver_build"]?.array ?? []).compactMap(\.object) {
            let text = try #require(entry["upstream"]?.string)
            #expect(VersionScheme.cargo.normalized(text) == text)
        }
    }

    /// The versions of the real repositories are versions of their schemes, in normal form, and mean the same in the common schemes.
    @Test(
        arguments: [
            ("cargo__gitoxide", VersionScheme.cargo), ("cargo__jj", .cargo), ("cargo__tokio", .cargo), ("dart__flutterfire-melos", .dart),
            ("dart__flutterfire", .dart), ("dart__melos", .dart), ("go__opentelemetry-go-contrib", .go), ("go__opentelemetry-go", .go),
            ("maven__maven", .maven), ("npm__jest", .semver), ("npm__lerna", .semver), ("pnpm__ai", .semver), ("pnpm__core", .semver),
            ("uv__agents", .pep440),
        ] as [(String, VersionScheme)])
    func realVersions(_ name: String, _ scheme: VersionScheme) throws {
        let packages = (try object("truth/\(name).json")["packages"]?.array ?? []).compactMap(\.object)
        let versions = packages.compactMap { $0["version"]?.string ?? $0["version_from_latest_tag"]?.string }
        #expect(!versions.isEmpty)
        for text in versions {
            let normal = try #require(scheme.normalized(text), "\(text)")
            #expect(scheme.compare(normal, text) == 0)
            for other in VersionScheme.allCases {
                guard let spelled = scheme.spelled(text, in: other), let back = other.spelled(spelled, in: scheme) else { continue }
                // What does not change the order may get lost on the way: build metadata, and how a word is written.
                if scheme != .maven { #expect(scheme.compare(back, text) == 0, "\(text) in \(other) is \(spelled)") }
            }
        }
    }
}
