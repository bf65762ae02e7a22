import RKShared
import Support

/// A repository of npm packages whose remote is on a forge on loopback, with a real bare repository behind it.
///
/// Scripts run in the repository. They have:
/// - `propose NAME OPTION…`, with `$VERSION_OPTIONS` for rk-version, and `release NAME OPTION…`: the road to an open request, and from a merged one to tags and pages; what comes of it
///   is kept under that name;
/// - `forge PATH`, which asks the server's own endpoints, and `state NAME`, which keeps what the server knows.
struct ForgeScene {
    /// Holds `repo`, `origin.git` and the results.
    let sandbox: Sandbox
    /// The forge.
    let kind: ForgeSite.Kind

    /// The functions that scripts have.
    private static let prelude = #"""
        set -o pipefail
        git config url."$PWD/../origin.git".insteadOf "$FORGE_REMOTE"
        git remote add origin "$FORGE_REMOTE"
        keep() { local name=$1; shift; "$@" > "../$name.json" 2> "../$name.err"; echo $? > "../$name.status"; }
        propose() {
            local name=$1; shift
            rk-discover | rk-graph --topo | rk-version ${VERSION_OPTIONS-} | rk-changelog | rk-propose | keep "$name" rk-apply "$@"
        }
        release() {
            local name=$1; shift
            git fetch -q origin && git merge -q --ff-only origin/main
            rk-discover | rk-propose --merged | rk-tag | keep "$name" rk-apply "$@"
        }
        forge() { curl -fsS -X POST "$FORGE/$1"; }
        state() { curl -fsS "$FORGE/_state" > "../$1.state"; }

        """#

    /// Variables of the machine that would lead elsewhere.
    static let foreign: [String: String?] = Dictionary(
        [
            "GITHUB_TOKEN", "GH_TOKEN", "GITHUB_API_URL", "GITHUB_SERVER_URL", "GITLAB_TOKEN", "CI_JOB_TOKEN", "CI_SERVER_URL",
            "CI_API_V4_URL",
            "BITBUCKET_TOKEN", "BITBUCKET_API_URL", "GITEA_TOKEN", "FORGEJO_TOKEN", "GITEA_ACTIONS", "FORGEJO_ACTIONS", "GITEA_SERVER_URL",
            "FORGEJO_SERVER_URL",
        ].map { ($0, String?.none) }
    ) { first, _ in first }

    /// A scene with some packages, each with a commit to release; the first has two files that nobody tracks.
    init(_ kind: ForgeSite.Kind, packages: Int = 3) async throws {
        self.kind = kind
        sandbox = try await Sandbox()
        let manifest = #"{"name": "mono", "private": true, "workspaces": ["packages/*"]}"#
        var files = ["package.json": manifest, "releasekit.toml": kind == .gitea ? "forge = \"gitea\"\n" : ""]
        for number in 0..<packages { files["packages/p\(number)/package.json"] = "{\"name\": \"p\(number)\", \"version\": \"1.0.0\"}\n" }
        try await sandbox.write(files, below: "repo")
        try await sandbox.check(
            """
            git init -q -b main . && git add -A && git commit -qm 'chore: begin'
            for ((n = 0; n < \(packages); n++)); do git tag -am release "p$n-v1.0.0"; echo 1 > "packages/p$n/index.js"; done
            git add -A && git commit -qm 'fix: begin at one (#7)' && git clone -q --bare . ../origin.git
            """, in: "repo")
    }

    /// Runs a script that must succeed beside the project's own server.
    func run(_ script: String, environment: [String: String?] = [:]) async throws {
        try await run(
            script,
            by: "python3 '\(Programs.root)/Tests/PipelineTests/Scripts/forge-server.py' \(kind.rawValue) ../origin.git bash ../script",
            environment: environment)
    }

    /// Runs a script that must succeed beside a server that a command starts.
    func run(_ script: String, by command: String, environment: [String: String?] = [:]) async throws {
        try await sandbox.write("script", Self.prelude + script)
        try await sandbox.check(command, in: "repo", environment: Self.foreign.merging(environment) { $1 })
    }

    /// What a run of rk-apply came to.
    func result(_ name: String) throws -> ApplyResult {
        let text = try sandbox.read("\(name).json")
        return ApplyResult(
            status: Int(try sandbox.read("\(name).status").trimmed) ?? -1, errors: try sandbox.read("\(name).err"),
            document: text.isEmpty ? nil : try JSON(parsing: Array(text.utf8)).object)
    }

    /// What the server knew.
    func state(_ name: String) throws -> ForgeState {
        ForgeState(object: try JSON(parsing: Array(try sandbox.read("\(name).state").utf8)).object ?? JSONObject())
    }
}

/// What one run of rk-apply came to.
struct ApplyResult {
    /// The exit status.
    let status: Int
    /// What it said on stderr.
    let errors: String
    /// The document; nil when it wrote none.
    let document: JSONObject?

    /// The actions of a kind as `status: note`.
    func actions(_ kind: Action.Kind) -> [String] {
        (document?["actions"]?.array ?? []).compactMap(\.object).filter { $0["do"]?.string == kind.rawValue }.map { action in
            "\(action["status"]?.string ?? "planned")\(action["note"]?.string.map { ": \($0)" } ?? "")"
        }
    }

    /// The codes of the findings of rk-apply.
    var codes: [String] {
        (document?["diagnostics"]?.array ?? []).compactMap(\.object).filter { $0["stage"]?.string == "rk-apply" }.compactMap {
            $0["code"]?.string
        }
    }
}

/// What the server knew.
struct ForgeState {
    /// Its answer.
    let object: JSONObject

    /// The requests of the repository's own release branch.
    var requests: [JSONObject] {
        (object["requests"]?.array ?? []).compactMap(\.object).filter {
            $0["head"]?.string == "releasekit--release" && $0["fork"] == .bool(false)
        }
    }

    /// The releases.
    var releases: [JSONObject] { (object["releases"]?.array ?? []).compactMap(\.object) }

    /// What clients got wrong.
    var wrong: [String] { (object["wrong"]?.array ?? []).compactMap(\.string) }

    /// Method and status of every request of a client.
    var asked: [String] {
        (object["asked"]?.array ?? []).compactMap(\.array).map { "\($0.first?.string ?? "") \($0.last?.integer ?? -1)" }
    }

    /// The events for another repository.
    var events: [JSONObject] { (object["events"]?.array ?? []).compactMap(\.object) }

    /// The labels of the first request.
    var labels: [String] { requests.first?["labels"]?.array?.compactMap(\.string) ?? [] }
}
