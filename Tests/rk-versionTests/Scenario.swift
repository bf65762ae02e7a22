import RKShared
import Support
import Testing

/// A history as shell commands, and the versions that come out of it.
struct Scenario: Sendable, CustomTestStringConvertible {
    /// What is special about it.
    let name: String
    /// The packages with what they depend on; all are at 1.0.0 in `packages/NAME`.
    var packages: [String: [String]] = ["a": []]
    /// `releasekit.toml`.
    var config = ""
    /// More files, which are there from the first commit on.
    var files: [String: String] = [:]
    /// Whether each package has the tag `NAME-v1.0.0` on the first commit.
    var tagged = true
    /// Commands behind the first commit; `c MESSAGE PATH…` commits a change of some paths.
    var script = ""
    /// Options of rk-version.
    var arguments = ""
    /// The lines `name version` of what is released.
    var expected: [String] = []
    /// The exit status of the pipeline.
    var status: Int32 = 0
    /// What stderr holds.
    var says = ""

    var testDescription: String { name }

    /// What every script can use: `c MESSAGE PATH…` commits a change of some paths, `set_version NAME VERSION` writes a manifest.
    static let prelude = """
        set -e
        n=0
        c() { local message=$1 path; shift; for path; do mkdir -p "$(dirname "$path")"; n=$((n + 1)); echo "$n" >> "$path"; git add -- "$path"; done; git commit -qm "$message"; }
        set_version() { sed -i "s/^version = .*/version = \\"$2\\"/" "packages/$1/pyproject.toml"; git add -A; git commit -qm "chore: release $1 $2"; }

        """

    /// Makes the repository `repo` in a sandbox.
    func build(in sandbox: Sandbox) async throws {
        var all = files
        let sources = packages.keys.sorted().map { "\($0) = { workspace = true }\n" }.joined()
        let nested = packages.keys.filter { $0.contains("/") }.map { ", 'packages/\($0)'" }.joined()
        all["pyproject.toml"] = "[tool.uv.workspace]\nmembers = ['packages/*'\(nested)]\n[tool.uv.sources]\n\(sources)"
        if !config.isEmpty { all["releasekit.toml"] = config }
        for (name, dependencies) in packages {
            let list = dependencies.map { "\"\($0)\"" }.joined(separator: ", ")
            all["packages/\(name)/pyproject.toml", default: ""] +=
                "[project]\nname = \"\(name)\"\nversion = \"1.0.0\"\ndependencies = [\(list)]\n[build-system]\nrequires = []\n"
        }
        try await sandbox.write(all, below: "repo")
        let tags = tagged ? packages.keys.sorted().map { "git tag \($0)-v1.0.0\n" }.joined() : ""
        try await sandbox.check(
            "git init -q -b main\ngit add -A\ngit commit -qm 'chore: initial import'\n\(tags)\(Self.prelude)\(script)", in: "repo")
    }

    /// Makes the repository, runs the pipeline, and compares.
    func run() async throws {
        let sandbox = try await Sandbox()
        try await build(in: sandbox)
        let completion = try await sandbox.versions("--format next \(arguments)")
        let errors = String(decoding: completion.errors, as: UTF8.self)
        #expect(completion.text.split(separator: "\n").map(String.init) == expected, "\(errors)")
        #expect(completion.status == status, "\(errors)")
        #expect(says.isEmpty || errors.contains(says), "\(errors)")
    }
}

extension Completion {
    /// What was said on stderr.
    var said: String { String(decoding: errors, as: UTF8.self) }
}

extension Sandbox {
    /// Runs `rk-discover | rk-graph | rk-version` in a repository.
    func versions(_ arguments: String = "", in folder: String = "repo", environment: [String: String?] = [:]) async throws -> Completion {
        try await shell("set -o pipefail; rk-discover | rk-graph | rk-version \(arguments)", in: folder, environment: environment)
    }

    /// The section `versions` of a repository.
    func plans(_ arguments: String = "", in folder: String = "repo") async throws -> [VersionPlan] {
        let completion = try await versions(arguments, in: folder)
        guard completion.status <= 1 else { throw ShellFault(script: "rk-version \(arguments)", completion: completion) }
        return try Document(parsing: completion.output).versions ?? []
    }
}
