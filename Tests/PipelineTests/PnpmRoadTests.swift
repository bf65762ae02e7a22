import RKShared
import Support
import Testing

/// Packages of pnpm from a workspace to a registry and back, with the real pnpm.
@Suite(.enabled(if: Programs.pnpm != nil, "pnpm is not here: scripts/setup test says why"))
struct PnpmRoadTests {
    /// Two releases, packed by `pnpm pack`, added by `pnpm add`; the lockfile in between is accepted as it was written.
    @Test func releases() async throws {
        let scene = try await JavaScriptScene(.pnpm)
        try await scene.release(
            lockfile: "pnpm-lock.yaml", changed: [#"+ "@acme/core": "^2.0.0""#, "+ specifier: ^2.0.0"])
        let packed =
            "tar -xzOf registry/npm/acme-cli/acme-cli-1.0.1.tgz package/package.json | jq --compact-output --sort-keys .dependencies"
        #expect(
            try await scene.scene.sandbox.check(packed).text.trimmed
                == #"{"@acme/theme":"^1.0.0","@acme/ui":"^1.0.0","@acme/wire":"1.0.1","base":"npm:@acme/core@^2.0.0"}"#)
    }

    /// Members and edges are those of `pnpm ls`.
    @Test func listing() async throws {
        let scene = try await JavaScriptScene(.pnpm)
        let root = try #require(Files.resolved("\(scene.scene.sandbox.folder)/repo"))
        let projects = try JSON(parsing: try await scene.run("pnpm ls --recursive --json --depth 0").output).array ?? []
        let kinds = ["dependencies": "runtime", "devDependencies": "dev", "optionalDependencies": "optional"]
        var members: Set<String> = []
        var edges: Set<String> = []
        /// A folder below the root.
        func folder(_ path: String?) -> String { path == root ? "." : String((path ?? "").dropFirst(root.utf8.count + 1)) }
        for project in projects.compactMap(\.object) {
            let path = folder(project["path"]?.string)
            members.insert("\(path) \(project["name"]?.string ?? "")")
            for (list, kind) in kinds {
                for entry in project[list]?.object?.members ?? [] {
                    edges.insert("\(path) -> \(folder(entry.value.object?["path"]?.string)) \(kind)")
                }
            }
        }
        let found = try await scene.discovered()
        #expect(found.members == members && members.count == 7)
        #expect(found.edges == edges && edges.count == 10)
    }
}
