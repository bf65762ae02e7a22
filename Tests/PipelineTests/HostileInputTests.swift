import RKShared
import Support
import Testing

/// Names, versions and paths that are made to do harm where they are shown: the real programs, in a workflow of GitHub.
@Suite struct HostileInputTests {
    /// What clears the screen, sets an output of a workflow, begins a command in the runner's older form, uses C1 controls, and turns the
    /// order of letters around.
    private static let harm = "a\u{1B}[2Jb\n::set-output name=x::y\r##[command]z\u{9B}1m\u{202E}\u{2028}\u{200B}\u{7F}"

    /// Whether a text could do any of that; annotations of our own are meant.
    /// - Parameter isData: whether it is a document or a graph, in which `##[` is a text like any other: the runner takes it for a command
    ///   only of older actions, and at most colours a line.
    private static func isHarmful(_ text: String, isData: Bool = false) -> Bool {
        let lines = text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map { String(String.UnicodeScalarView($0)).trimmed }
        let others = lines.filter { !$0.hasPrefix("::error ") && !$0.hasPrefix("::warning ") }
        let isCommand = others.contains { $0.hasPrefix("::") || !isData && $0.contains("##[") }
        return isCommand || text.replacing("\n", with: " ").visible != text.replacing("\n", with: " ")
    }

    /// A repository with two packages of npm, and the document of their release beside it.
    private static func scene() async throws -> Sandbox {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "package.json": "{\"name\": \"root\", \"private\": true, \"workspaces\": [\"packages/*\"]}", "package-lock.json": "{}",
                "packages/a/package.json": "{\"name\": \"acme-a\", \"version\": \"1.0.0\"}",
                "packages/b/package.json": "{\"name\": \"acme-b\", \"version\": \"1.0.0\", \"dependencies\": {\"acme-a\": \"^1.0.0\"}}",
            ], below: "repo")
        try await sandbox.check(
            """
            git init -q && git add -A && git commit -qm 'feat: first'
            rk-discover | rk-graph --topo | rk-version --set npm:acme-a=1.1.0 --set npm:acme-b=1.1.0 | rk-pin > ../plan.json
            """, in: "repo")
        return sandbox
    }

    /// A document with such a text in one field goes through every program: nothing harmful is said, no file changes, nothing ends in a crash.
    @Test(arguments: [
        ".packages[0].id", ".packages[0].name", ".packages[0].path", ".packages[0].manifest", ".packages[0].version",
        ".packages[0].ecosystem", ".packages[0].private", ".packages[2].dependencies[0].name", ".packages[2].dependencies[0].requirement",
        ".packages[2].dependencies[0].package", ".workspaces[0].id", ".workspaces[0].ecosystem", ".workspaces[0].root",
        ".workspaces[0].lockfile", ".versions[0].next", ".versions[0].current", ".versions[0].tag", ".pins[0].package",
        ".pins[0].set[0].to", ".repository.head", ".repository.branch", ".repository.remote", ".graph.order[0]",
        ".diagnostics",
    ]) func document(_ field: String) async throws {
        let sandbox = try await Self.scene()
        let change =
            field == ".diagnostics"
            ? ".diagnostics = [{severity: \"warning\", code: \"RK-DEFECT\", message: $harm, hint: $harm, stage: \"rk-discover\"}]"
            : "\(field) = $harm"
        let stages = [
            "rk-graph --topo", "rk-graph --format table", "rk-graph --format ascii", "rk-version", "rk-version --log-format json", "rk-pin",
            "rk-pin apply --dry-run", "rk-pin run --dry-run -- true", "rk-publish --dry-run --registry http://127.0.0.1:1/",
            "rk-publish --registry http://127.0.0.1:1/ --attempts 1", "rk-check", "rk-check --fix --format sarif", "rk-show",
            "rk-show --format json", "rk-show --format markdown", "rk-show --format html", "rk-rollback --registry http://127.0.0.1:1/",
            "rk-init",
        ]
        let calls = stages.enumerated().map { "\($1) < ../harmed.json > ../\($0).out 2> ../\($0).err; echo $?" }
        let reply = try await sandbox.check(
            "jq --arg harm \"$HARM\" '\(change)' ../plan.json > ../harmed.json\n\(calls.joined(separator: "\n"))", in: "repo",
            environment: ["HARM": Self.harm, "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "\(sandbox.folder)/summary"])
        for (index, status) in reply.text.split(separator: "\n").enumerated() {
            let said = try sandbox.read("\(index).err")
            #expect((0...78).contains(Int(status) ?? -1) && status != "70", "\(stages[index]): \(status) \(said)")
            #expect(!Self.isHarmful(said), "\(stages[index]): \(said.debugDescription)")
            let output = try sandbox.read("\(index).out")
            #expect(!Self.isHarmful(output, isData: true), "\(stages[index])")
        }
        if Files.exists("\(sandbox.folder)/summary") {
            #expect(!Self.isHarmful(try sandbox.read("summary"), isData: true))
        }
        #expect(try await sandbox.check("git status --porcelain", in: "repo").text == "")
    }

    /// A manifest of each ecosystem with such a name, and with names that are options or paths, is a finding or a package that no view is
    /// harmed by; nothing is written outside of the repository.
    @Test(arguments: [
        ("pyproject.toml", "[project]\nname = NAME\nversion = \"1.0.0\"\n"), ("package.json", "{\"name\": NAME, \"version\": \"1.0.0\"}"),
        ("Cargo.toml", "[package]\nname = NAME\nversion = \"1.0.0\"\n"), ("go.mod", "module NAME\n\ngo 1.22\n"),
        (
            "pom.xml",
            "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>NAME</artifactId><version>1.0.0</version></project>"
        ),
        ("settings.gradle", "rootProject.name = NAME\ninclude NAME\n"), ("pubspec.yaml", "name: NAME\nversion: 1.0.0\n"),
        ("releasekit.toml", "NAME = 1\n"), ("releasekit.toml", "tag_format = NAME\n"), ("releasekit.toml", "plugins = [NAME]\n"),
    ]) func names(_ file: String, _ text: String) async throws {
        for name in [Self.harm, "--registry=x", "../../x", String(repeating: "a", count: 5000)] {
            let sandbox = try await Sandbox()
            let isXML = file.hasSuffix(".xml")
            let word = isXML ? name.replacing("\u{1B}", with: "").replacing("&", with: "&amp;") : JSON.string(name).line
            try await sandbox.write("repo/\(file)", text.replacing("NAME", with: word))
            if file == "releasekit.toml" { try await sandbox.write("repo/package.json", "{\"name\": \"x\", \"version\": \"1.0.0\"}") }
            let reply = try await sandbox.check(
                """
                git init -q && git add -A && git commit -qm 'feat: first'; ls -A .. > ../before
                { rk-discover | rk-graph --topo | rk-version | rk-pin | rk-publish --registry http://127.0.0.1:1/ --attempts 1
                  rk-discover --log-format json; rk-discover | rk-graph --format table; } 2>&1 | cat
                { ls -A .. | diff ../before - | grep '^>' | grep -v before; git status --porcelain; } | sed 's/^/WRITTEN /'
                """, in: "repo", environment: ["GITHUB_ACTIONS": "true"])
            #expect(!Self.isHarmful(reply.text, isData: true), "\(reply.text.prefix(2000).debugDescription)")
            #expect(!reply.text.contains("RK-DEFECT") && !reply.text.contains("WRITTEN"), "\(reply.text.prefix(2000))")
        }
    }

    /// A document whose paths lead out of the repository is refused by every program that works with files.
    @Test(arguments: [".packages[1].path", ".packages[1].manifest", ".workspaces[0].root", ".workspaces[0].manifest"])
    func paths(_ field: String) async throws {
        let sandbox = try await Self.scene()
        for path in ["../../x", "/etc", "a/../../x"] {
            for stage in ["rk-pin", "rk-pin apply", "rk-pin run -- touch ../ran", "rk-publish --dry-run", "rk-publish"] {
                let reply = try await sandbox.shell(
                    "set -o pipefail; jq '\(field) = \"\(path)\"' ../plan.json | \(stage)", in: "repo")
                let message = "error[RK-PATH-OUTSIDE]: \(field.dropFirst()) is `\(path)`, which leads outside the repository\n  help: "
                #expect(reply.status == 65 && reply.message.contains(message) && reply.output.isEmpty, "\(stage): \(reply.message)")
            }
        }
        #expect(try await sandbox.check("git status --porcelain; ls ..", in: "repo").text == "plan.json\nrepo\n")
    }
}
