import RKShared
import Support

/// A repository of a few files with real git, and what rk-check says of it.
struct CheckScene {
    /// Holds the repository `repo`.
    let sandbox: Sandbox

    /// Variables of the machine that would change what is found.
    static let foreign: [String: String?] = Dictionary(
        [
            "GITHUB_TOKEN", "GH_TOKEN", "GITLAB_CI", "NPM_TOKEN", "NODE_AUTH_TOKEN", "CARGO_REGISTRY_TOKEN", "UV_PUBLISH_PASSWORD",
            "TWINE_PASSWORD", "ACTIONS_ID_TOKEN_REQUEST_URL",
        ].map { ($0, String?.none) }
    ) { first, _ in first }

    /// Writes and commits files; a file below `dist` is left alone, as git would ignore it.
    init(_ files: [String: String]) async throws {
        sandbox = try await Sandbox()
        try await sandbox.write(files, below: "repo")
        try await sandbox.check(
            "printf 'dist/\\n' > .gitignore && git init -q -b main . && git add -A && git commit -qm 'chore: begin'", in: "repo")
    }

    /// Writes other files and commits them; an empty text removes a file.
    func change(_ files: [String: String]) async throws {
        for (path, text) in files {
            if text.isEmpty {
                try await sandbox.check("rm -rf '\(path)'", in: "repo")
            } else {
                try await sandbox.write("repo/\(path)", text)
            }
        }
        try await sandbox.check("git add -A && git commit -q --allow-empty -m 'chore: change'", in: "repo")
    }

    /// What rk-check adds to the document, as `severity code place`.
    func findings(_ options: String = "") async throws -> [String] {
        let reply = try await run("rk-discover | rk-graph | rk-check \(options)")
        let document = try JSON(parsing: reply.output)
        return (document.object?["diagnostics"]?.array ?? []).compactMap(\.object).filter { $0["stage"]?.string == "rk-check" }.map {
            finding in
            let numbers = [finding["line"], finding["column"]].compactMap { $0?.integer.map(String.init) }
            let place = ([finding["path"]?.string ?? ""] + numbers).joined(separator: ":")
            return "\(finding["severity"]?.string ?? "") \(finding["code"]?.string ?? "") \(place)"
        }
    }

    /// Runs a script in the repository.
    func run(_ script: String, environment: [String: String?] = [:]) async throws -> Completion {
        try await sandbox.shell(script, in: "repo", environment: Self.foreign.merging(environment) { $1 })
    }
}
