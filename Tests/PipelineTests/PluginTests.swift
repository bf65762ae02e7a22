import RKShared
import Support
import Testing

/// When programs of ecosystems of the user's own run, and what comes of it at each stage.
@Suite struct PluginTests {
    /// All stages, asking once each; the document keeps the description, and files come back.
    @Test func stages() async throws {
        let scene = try await PluginScene()
        try await scene.sandbox.check("sed -i 's/{\"protocol/  {\"protocol/' answers/*.json")
        let document = try await scene.run(PluginScene.plan)
        #expect(document.status == 0, "\(document.said)")
        #expect(scene.asked == ["describe", "discover", "edits"])
        let json = try JSON(parsing: document.output).object
        let workspace = json?["workspaces"]?.array?.first?.object
        #expect(workspace?["ecosystem"] == .string("toy") && workspace?["plugin"]?.object?["version_scheme"] == .string("semver"))
        #expect(json?["graph"]?.object?["order"] == .strings(["toy:a", "toy:b"]))
        let pin = json?["pins"]?.array?.last?.object?["set"]?.array?.first?.object
        #expect(pin?["from"] == .string("^1") && pin?["to"] == .string("2.0.0"))
        let pinned = try await scene.run("\(PluginScene.plan) | rk-pin run -- cat b/toy.txt a/toy.txt")
        #expect(pinned.text == "version 2.0.0\nneeds a 2.0.0\nversion 2.0.0\n", "\(pinned.said)")
        #expect(try await scene.treeStatus() == "")
        let request = try JSON(parsing: Array(try scene.sandbox.read("discover.request").utf8)).object
        #expect(request?["protocol"] == .integer(1) && request?["root"] == .string("\(scene.sandbox.folder)/repo"))
        #expect(request?["workspaces"]?.array?.first?.object?["manifests"] == .strings(["a/toy.txt", "b/toy.txt"]))
        let dry = try await scene.run("\(PluginScene.plan) | rk-publish --dry-run --registry toy=http://127.0.0.1:1/ > ../dry.json")
        #expect(
            dry.status == 0 && dry.said.contains("would run: cd \(scene.sandbox.folder)/repo && cp b/toy.txt DIST/b/b.txt"), "\(dry.said)")
        #expect(dry.said.contains("would run: \(scene.sandbox.folder)/tools/rk-ecosystem-toy upload 'DIST/a/*'"), "\(dry.said)")
    }

    /// What a program says on stderr is shown behind its name, without control characters, and not without end.
    @Test func voice() async throws {
        let scene = try await PluginScene()
        try await scene.sandbox.write(
            "answers/discover.sh", "printf 'a\\033[2Jb\\n' >&2; seq 50 >&2; cat \"$TOY/answers/discover.json\"\n")
        let reply = try await scene.run("rk-discover > ../document.json")
        #expect(reply.said.hasPrefix("rk-discover: rk-ecosystem-toy: a\u{FFFD}[2Jb\nrk-discover: rk-ecosystem-toy: 1\n"))
        #expect(reply.said.hasSuffix("rk-discover: rk-ecosystem-toy: … and 31 more lines\n"))
        #expect(try await scene.run("rk-discover --quiet > ../document.json").said == "")
    }

    /// How `releasekit.toml` may name a program; a declared workspace has the manifests below its folder.
    @Test(arguments: [
        ("plugins = [\"toy\"]", "toy . a/toy.txt,b/toy.txt"),
        ("[ecosystems.toy]", "toy . a/toy.txt,b/toy.txt"),
        ("[ecosystems.games]\necosystem = \"toy\"", "games . a/toy.txt,b/toy.txt"),
        ("plugins = [\"toy\"]\n[ecosystems.toy]\nworkspace_root = \"b\"", "toy b b/toy.txt"),
        (
            "[ecosystems.one]\necosystem = \"toy\"\n[ecosystems.two]\necosystem = \"toy\"\nworkspace_root = \"b\"",
            "one . a/toy.txt;two b b/toy.txt"
        ),
    ]) func naming(_ configuration: String, _ expected: String) async throws {
        let scene = try await PluginScene(configuration: configuration)
        try await scene.sandbox.write(
            "answers/discover.sh",
            #"jq '{protocol, workspaces: [.workspaces[] | {id, packages: [.manifests[] | {name: (. / "/")[0], manifest: ., version: "1.0.0"}]}]}' "$TOY/discover.request""#
        )
        let reply = try await scene.run("rk-discover > ../document.json")
        #expect(reply.status == 0, "\(reply.said)")
        #expect(scene.asked == ["describe", "discover"])
        let request = try JSON(parsing: Array(try scene.sandbox.read("discover.request").utf8)).object
        let sites = (request?["workspaces"]?.array ?? []).compactMap(\.object).map { site in
            let manifests = (site["manifests"]?.array ?? []).compactMap(\.string).joined(separator: ",")
            return "\(site["id"]?.string ?? "") \(site["root"]?.string ?? "") \(manifests)"
        }
        #expect(sites.joined(separator: ";") == expected)
    }

    /// No program runs that `releasekit.toml` does not name, whatever the document says.
    @Test func unnamed() async throws {
        let scene = try await PluginScene()
        _ = try await scene.run("\(PluginScene.plan) > ../plan.json && git rm -q releasekit.toml && git commit -qm 'chore: none'")
        try await scene.sandbox.check("rm asked")
        try await scene.sandbox.write("repo/package.json", "{\"name\": \"x\", \"version\": \"1.0.0\"}")
        let none = try await scene.run("rk-discover | rk-graph | rk-version | rk-pin > ../none.json")
        #expect(none.status == 0, "\(none.said)")
        #expect(try !scene.sandbox.read("none.json").contains("toy"))
        let head = "jq --arg head \"$(git rev-parse HEAD)\" '.repository.head = $head | del(.pins)' ../plan.json"
        for stage in ["rk-pin", "rk-pin run -- true", "rk-publish --dry-run --registry toy=http://127.0.0.1:1/"] {
            let pins = stage.hasPrefix("rk-publish") ? "| jq '.pins = []'" : ""
            let reply = try await scene.run("\(head) \(pins) | \(stage)")
            #expect(reply.status == 78 && reply.said.contains("error[RK-PLUGIN-UNNAMED]"), "\(stage): \(reply.said)")
        }
        #expect(scene.asked == [])
    }

    /// A program in the repository does not run: through an entry of PATH, through a link, through a link of the repository.
    @Test(arguments: ["$PWD/bin", "bin", "$PWD/../way", "$PWD/../links", "$PWD/out"]) func clone(_ entry: String) async throws {
        let scene = try await PluginScene()
        try await scene.sandbox.check(
            """
            mkdir repo/bin links && mv tools/rk-ecosystem-toy repo/bin/ && ln -s repo/bin way && ln -s ../repo/bin/rk-ecosystem-toy links/
            mkdir repo/out && cp repo/bin/rk-ecosystem-toy tools/away && ln -s ../../tools/away repo/out/rk-ecosystem-toy
            """)
        let reply = try await scene.run("PATH=\(entry):$PATH rk-discover")
        let place = entry == "bin" ? "there is no program `rk-ecosystem-toy` on PATH" : "`rk-ecosystem-toy` lies in the repository itself"
        #expect(reply.status == 69 && reply.said.contains("error[RK-TOOL-MISSING]: ") && reply.said.contains(place), "\(reply.said)")
        #expect(reply.said.contains("--> releasekit.toml:1:12") && scene.asked == [])
    }

    /// Names that are none, or no ecosystem's.
    @Test(arguments: [
        ("plugins = [\"uv\"]", "error[RK-CONFIG-VALUE]: the ecosystem `uv` is built in", 78),
        ("plugins = [\"../toy\"]", "error[RK-CONFIG-VALUE]: `../toy` is no name of an ecosystem", 78),
        ("plugins = \"toy\"", "error[RK-CONFIG-VALUE]: `plugins` is string", 78),
        (
            "plugins = [\"cobol\"]",
            "error[RK-TOOL-MISSING]: the ecosystem `cobol` is not built in, and there is no program `rk-ecosystem-cobol`", 69
        ),
        ("[ecosystems.x]\necosystem = \"cobol\"", "there is no program `rk-ecosystem-cobol` on PATH\n  --> releasekit.toml:1:13", 69),
        ("[ecosystems.x]\necosystem = \"a/toy\"", "error[RK-CONFIG-VALUE]: there is no ecosystem `a/toy`", 78),
        ("[ecosystems.x]\necosystem = \"pnmp\"", "help: did you mean `pnpm`?", 78),
        ("[ecosystems.other]\n", "error[RK-WORKSPACE-NONE]: [ecosystems.other]: there is no manifest", 65),
        (
            "[ecosystems.x]\necosystem = \"toy\"\nworkspace_root = \"c\"",
            "error[RK-WORKSPACE-NONE]: [ecosystems.x]: there is no manifest below `c`", 65
        ),
    ]) func names(_ configuration: String, _ text: String, _ status: Int32) async throws {
        let scene = try await PluginScene(configuration: configuration)
        let reply = try await scene.run("rk-discover")
        #expect(reply.status == status && reply.said.contains(text), "\(reply.said)")
    }
}
