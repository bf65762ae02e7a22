import RKShared
import Support
import Testing

/// Packages of modern yarn from a workspace to a registry and back, with the real yarn 4.
@Suite(.enabled(if: Programs.modernYarn != nil, "yarn is not here: scripts/setup test says why"))
struct ModernYarnRoadTests {
    /// Two releases, added by `yarn add`; the lockfile in between is accepted as it was written.
    @Test func releases() async throws {
        try await JavaScriptScene(.modern).release(
            lockfile: "yarn.lock",
            changed: [
                #"+ "@acme/core": "^2.0.0","#, #"+ "@acme/core": "npm:^2.0.0""#,
                #"+"@acme/core@npm:^2.0.0, @acme/core@workspace:*, @acme/core@workspace:^, @acme/core@workspace:packages/core":"#,
            ])
    }

    /// Members and edges are those of `yarn workspaces list`.
    @Test func listing() async throws {
        let scene = try await JavaScriptScene(.modern)
        let lines = try await scene.run("yarn workspaces list --verbose --json").text.split(separator: "\n")
        var members: Set<String> = []
        var edges: Set<String> = []
        for line in lines {
            let object = try #require(try JSON(parsing: Array(line.utf8)).object)
            let path = object["location"]?.string ?? ""
            members.insert("\(path) \(object["name"]?.string ?? "")")
            for target in object["workspaceDependencies"]?.array ?? [] { edges.insert("\(path) -> \(target.string ?? "")") }
            #expect(object["mismatchedWorkspaceDependencies"]?.array?.isEmpty == true)
        }
        let found = try await scene.discovered()
        #expect(found.members == members && members.count == 7)
        #expect(found.edges == edges && edges.count == 9)
    }
}

/// Packages of classic yarn from a workspace to a registry and back, with the real yarn 1.
@Suite(.enabled(if: Programs.classicYarn != nil, "yarn is not here: scripts/setup test says why"))
struct ClassicYarnRoadTests {
    /// Two releases, added by `yarn add`; the lockfile has no members, and is accepted as it was.
    @Test func releases() async throws {
        try await JavaScriptScene(.classic).release(
            lockfile: "yarn.lock",
            changed: [
                #"+ "@acme/core": "^2.0.0""#, #"+ "@acme/core": "^2.0.0""#, #"+ "@acme/core": "2.0.0""#, #"+ "@acme/wire": "~1.0.1""#,
                #"+ "@acme/ui": "^1.0.1","#, #"+ "@acme/wire": "^1.0.1","#,
            ])
    }

    /// Members and edges are those of `yarn workspaces info`, which does not list the root.
    @Test func listing() async throws {
        let scene = try await JavaScriptScene(.classic)
        let reply = try await scene.run("yarn --offline --silent workspaces info --json")
        let workspaces = try #require(try JSON(parsing: reply.output).object).members
        let folders = Dictionary(workspaces.map { ($0.key, $0.value.object?["location"]?.string ?? "") }) { first, _ in first }
        var edges: Set<String> = []
        for (name, workspace) in workspaces.map({ ($0.key, $0.value.object) }) {
            for target in workspace?["workspaceDependencies"]?.array ?? [] {
                edges.insert("\(folders[name] ?? "") -> \(folders[target.string ?? ""] ?? "")")
            }
            #expect(workspace?["mismatchedWorkspaceDependencies"]?.array?.isEmpty == true)
        }
        let found = try await scene.discovered()
        #expect(found.members == Set(folders.map { "\($0.value) \($0.key)" } + [". root"]) && folders.count == 6)
        #expect(found.edges == edges && edges.count == 9)
    }
}
