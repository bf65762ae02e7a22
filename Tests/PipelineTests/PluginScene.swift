import RKShared
import Support

/// A repository with packages of an ecosystem of the user's own, `toy`, and a program for it that answers what a test wants.
///
/// `answers/REQUEST.json` is printed for a request, or `answers/REQUEST.sh` is run; each request is a line in `asked`.
struct PluginScene {
    /// Holds `repo`, `tools`, `answers` and `asked`.
    let sandbox: Sandbox

    /// The variables of everything that runs: the program is on PATH.
    let environment: [String: String?]

    /// The program.
    static let program = #"""
        #!/bin/sh
        echo "$1" >> "$TOY/asked"
        cat > "$TOY/$1.request"
        if [ -f "$TOY/answers/$1.sh" ]; then . "$TOY/answers/$1.sh"; else cat "$TOY/answers/$1.json"; fi

        """#

    /// What a program answers that does everything right: `b` needs `a`, and both are to become 2.0.0.
    static let answers = [
        "describe": #"{"protocol": 1, "id_prefix": "toy", "manifests": ["toy.txt"], "version_scheme": "semver", "publishes": true}"#,
        "discover": #"""
        {"protocol": 1, "workspaces": [{"id": "toy", "packages": [
          {"name": "a", "manifest": "a/toy.txt", "version": "1.0.0", "publish": null},
          {"name": "b", "manifest": "b/toy.txt", "version": "1.0.0", "dependencies": [
            {"name": "a", "kind": "runtime", "requirement": "^1", "package": "toy:a"}]}]}]}
        """#,
        "edits": #"""
        {"protocol": 1, "packages": [
          {"id": "toy:a", "files": [{"path": "a/toy.txt", "edits": [{"start": 8, "end": 13, "old": "1.0.0", "new": "2.0.0"}]}]},
          {"id": "toy:b", "files": [{"path": "b/toy.txt", "edits": [
            {"start": 22, "end": 24, "old": "^1", "new": "2.0.0"}, {"start": 8, "end": 13, "old": "1.0.0", "new": "2.0.0"}]}],
           "requirements": [{"name": "a", "package": "toy:a", "from": "^1", "to": "2.0.0"}]}]}
        """#,
        "commands": "{\"protocol\": 1, \"packages\": [\(commands("a")), \(commands("b"))]}",
    ]

    /// The calls for a package.
    static func commands(_ name: String, url: String = "http://127.0.0.1:1/index.json") -> String {
        """
        {"id": "toy:\(name)", "version": "2.0.0", "artifacts": ["\(name).txt"], "build": {"argv": ["cp", "\(name)/toy.txt", "{folder}/\(name).txt"]},
         "publish": {"argv": ["{program}", "upload", "{files}"], "environment": {"TOKENLESS": "1"}},
         "release": {"url": "\(url)", "digests": {"\(name).txt": ["\(name)", 0, {"v": "2.0.0"}, "sha256"]}}}
        """
    }

    /// The stages up to the pins, with both packages at 2.0.0.
    static let plan = "rk-discover | rk-graph --topo | rk-version --set toy:a=2.0.0 --set toy:b=2.0.0 | rk-pin"

    /// A scene whose `releasekit.toml` names the program, unless a test wants another text.
    init(configuration: String? = "plugins = [\"toy\"]\n") async throws {
        sandbox = try await Sandbox()
        environment = ["TOY": sandbox.folder, "PATH": "\(sandbox.folder)/tools:\(sandbox.environment["PATH"]??.description ?? "")"]
        try await sandbox.write("tools/rk-ecosystem-toy", Self.program)
        try await sandbox.write(["a/toy.txt": "version 1.0.0\n", "b/toy.txt": "version 1.0.0\nneeds a ^1\n"], below: "repo")
        if let configuration { try await sandbox.write("repo/releasekit.toml", configuration) }
        for (request, answer) in Self.answers { try await sandbox.write("answers/\(request).json", answer) }
        try await sandbox.check(
            "chmod +x tools/* && cd repo && git init -q -b main && git add -A && git commit -qm 'feat: first' && git tag a-v1.0.0 && git tag b-v1.0.0"
        )
    }

    /// Runs a script in the repository, with the program on PATH.
    func run(_ script: String, environment extra: [String: String?] = [:]) async throws -> Completion {
        try await sandbox.shell("set -o pipefail; \(script)", in: "repo", environment: environment.merging(extra) { _, new in new })
    }

    /// The requests so far.
    var asked: [String] { ((try? sandbox.read("asked")) ?? "").split(separator: "\n").map(String.init) }

    /// What git says of the tree; empty when it is clean.
    func treeStatus() async throws -> String { try await sandbox.check("git status --porcelain", in: "repo").text }
}
