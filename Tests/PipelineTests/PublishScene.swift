import RKShared
import Support

/// A repository with a registry beside it, and what rk-publish did with both.
///
/// Scripts run in the repository with a registry on loopback that keeps its files from script to script. They have:
/// - `plan`, which prints the document for rk-publish;
/// - `publish NAME OPTION…`, which publishes the document `../NAME.in`, made by `plan` where it is missing, and keeps what comes of it;
/// - `pause-until COUNT PATTERN FILE`, which waits for lines in a file.
///
/// Each call of uv is a line in `../calls`; `$HOOK` is evaluated before it.
struct PublishScene {
    /// Holds `repo`, `registry` and the results.
    let sandbox: Sandbox

    /// Six packages: a diamond of four, one beside it, one alone.
    static let diamond: KeyValuePairs<String, [String]> = [
        "dia-base": [], "dia-left": ["dia-base"], "dia-right": ["dia-base"], "dia-top": ["dia-left", "dia-right"], "dia-side": ["dia-left"],
        "dia-other": [],
    ]

    /// The functions that scripts have.
    private static let prelude = #"""
        export REAL_UV=$(command -v uv) PATH=$PWD/../bin:$PATH
        plan() { rk-discover | rk-graph --topo; }
        publish() {
            local name=$1; shift
            [ -f "../$name.in" ] || plan > "../$name.in"
            rk-publish $SMOKE "$@" < "../$name.in" > "../$name.json" 2> "../$name.err"
            echo $? > "../$name.status"
        }
        pause-until() {
            for ((try = 0; try < 600; try++)); do
                [ "$(grep -c -- "$2" "$3" 2> /dev/null)" -ge "$1" ] && return
                sleep 0.05
            done
            echo "gave up waiting for $2" >&2
            exit 99
        }

        """#

    /// A scene with a workspace of these members.
    init(_ members: KeyValuePairs<String, [String]> = diamond, tagged: Bool = false) async throws {
        sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", members, tagged: tagged)
        try await sandbox.write("bin/uv", "#!/bin/bash\necho \"$*\" >> \"$CALLS\"\neval \"$HOOK\"\nexec \"$REAL_UV\" \"$@\"\n")
        try await sandbox.check("chmod +x bin/uv")
    }

    /// A scene whose repository comes later.
    init(in sandbox: Sandbox) { self.sandbox = sandbox }

    /// Runs a script that must succeed, beside a registry that shows these failures.
    @discardableResult
    func run(
        _ script: String, faults: String? = nil, lag: Double = 0, isGuarded: Bool = false, hook: String = "", smoke: Bool = false,
        environment: [String: String?] = [:]
    ) async throws -> Completion {
        try await sandbox.write("script", Self.prelude + script)
        var options = ["--dir", "../registry", "--log", "../log"]
        if let faults {
            try await sandbox.write("faults", faults)
            options += ["--faults", "../faults"]
        }
        if isGuarded { options.append("--token-for-reading") }
        if lag > 0 { options += ["--index-lag", "\(lag)"] }
        let variables: [String: String?] = [
            "CALLS": "\(sandbox.folder)/calls", "HOOK": hook, "SMOKE": smoke ? "" : "--no-smoke-test", "TERM": "dumb",
        ]
        return try await sandbox.check(
            "rk-registry run \(options.joined(separator: " ")) -- bash ../script", in: "repo",
            environment: variables.merging(environment) { _, new in new })
    }

    /// What a run came to.
    func result(_ name: String) throws -> PublishResult {
        let text = try sandbox.read("\(name).json")
        return PublishResult(
            status: Int(try sandbox.read("\(name).status").trimmed) ?? -1, errors: try sandbox.read("\(name).err"),
            document: text.isEmpty ? nil : try JSON(parsing: Array(text.utf8)), text: text)
    }

    /// The calls of uv so far whose line begins with a word.
    func calls(_ word: String) throws -> Int { ((try? sandbox.read("calls")) ?? "").split(separator: "\n").count { $0.hasPrefix(word) } }

    /// The SHA-256 of the files that the registry has, by name.
    func stored() async throws -> [String: String] {
        let lines = try await sandbox.shell("find registry -name '*.whl' -o -name '*.tar.gz' | xargs -r sha256sum").text.split(
            separator: "\n")
        return Dictionary(lines.map { (String($0.split(separator: "/").last ?? ""), String($0.prefix(64))) }) { first, _ in first }
    }

    /// What git says of the tree; empty when it is clean.
    func treeStatus() async throws -> String { try await sandbox.check("git status --porcelain", in: "repo").text }
}

/// What one run of rk-publish came to.
struct PublishResult {
    /// The exit status.
    let status: Int
    /// What it said on stderr.
    let errors: String
    /// The document; nil when it wrote none.
    let document: JSON?
    /// The bytes of the document.
    let text: String

    /// The results of the document, by the package's name.
    private var results: [String: JSONObject] {
        let list = document?.object?["results"]?.array ?? []
        return Dictionary(
            list.compactMap { $0.object }.map { ($0["package"]?.string?.split(separator: ":").last.map(String.init) ?? "", $0) }
        ) { first, _ in first }
    }

    /// How the packages ended, by name.
    var statuses: [String: String] { results.mapValues { $0["status"]?.string ?? "" } }

    /// How many packages ended so.
    func count(_ status: String) -> Int { statuses.values.count { $0 == status } }

    /// How often a package was tried.
    func attempts(_ name: String) -> Int? { results[name]?["attempts"]?.integer }

    /// What a package waits for.
    func blockedBy(_ name: String) -> [String] { results[name]?["blocked_by"]?.array?.compactMap(\.string) ?? [] }

    /// Why a package ended so.
    func why(_ name: String) -> String? { results[name]?["why"]?.string }

    /// The digests of all artifacts, by file name.
    var digests: [String: String] {
        let artifacts = results.values.flatMap { $0["artifacts"]?.array ?? [] }.compactMap(\.object)
        return Dictionary(artifacts.map { ($0["file"]?.string ?? "", $0["sha256"]?.string ?? "") }) { first, _ in first }
    }

    /// The codes of the findings of rk-publish.
    var codes: [String] {
        (document?.object?["diagnostics"]?.array ?? []).compactMap(\.object).filter { $0["stage"]?.string == "rk-publish" }.compactMap {
            $0["code"]?.string
        }
    }
}
