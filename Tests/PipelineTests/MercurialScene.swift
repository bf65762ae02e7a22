import RKShared
import Support

/// A Mercurial repository `repo` with a uv workspace, and `origin`, which it was cloned from.
struct MercurialScene {
    /// Holds both, and the results.
    let sandbox: Sandbox
    /// The variables of everything that runs here: a user of hg, and the flows on PATH.
    let environment: [String: String?]

    /// Makes base with a breaking change, core that needs it in a range, cli that needs core exactly; all are tagged as 1.0.0.
    init() async throws {
        sandbox = try await Sandbox()
        environment = sandbox.mercurialEnvironment.merging(
            ["PATH": "\(Programs.root)/bin:\((sandbox.environment["PATH"] ?? nil) ?? "")"]) { $1 }
        let members: KeyValuePairs = ["base": [], "core": ["base>=1,<2"], "cli": ["core==1.0.0"]] as KeyValuePairs<String, [String]>
        let sources = members.map { "\($0.key) = { workspace = true }\n" }.joined()
        try await sandbox.write("seed/pyproject.toml", "[tool.uv.workspace]\nmembers = [\"packages/*\"]\n\n[tool.uv.sources]\n\(sources)")
        try await sandbox.write("seed/.hgignore", "syntax: glob\ndist\n.venv\n")
        for (member, dependencies) in members { try await sandbox.member(member, dependencies, in: "seed") }
        try await check(
            """
            uv lock -q --offline && hg init && hg commit -qAm 'chore: initial import' -d '1767322800 0'
            hg tag -q -d '1767322800 0' base-v1.0.0 core-v1.0.0 cli-v1.0.0
            echo 1 > packages/base/src/base/x.txt && hg commit -qAm $'feat!: drop things (#12)\\n\\nBREAKING CHANGE: x is gone' -d '1767322860 0'
            echo 1 > packages/core/src/core/x.txt && hg commit -qAm 'fix(api): keep the order (#13)' -d '1767322920 0'
            cd .. && hg clone -q --noupdate seed origin && rm -r seed && hg clone -q origin repo
            """, in: "seed")
    }

    /// Runs a script that must succeed, in the repository.
    @discardableResult
    func check(_ script: String, in folder: String = "repo") async throws -> Completion {
        try await sandbox.check(script, in: folder, environment: environment)
    }

    /// The states of a document's actions by their kinds.
    func states(_ file: String) throws -> [String: [String]] {
        let actions = try Document(parsing: try Files.read("\(sandbox.folder)/\(file)")).actions ?? []
        return Dictionary(grouping: actions, by: \.work.kind.rawValue).mapValues { $0.map { $0.status?.rawValue ?? "planned" } }
    }
}
