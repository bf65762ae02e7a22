import RKShared
import Support
import Testing

/// The same road against servers that check every request by the forges' own descriptions of their interfaces; they lie beside the project.
@Suite(.enabled(if: SharedForge.folder != nil, "the shared forge servers are not beside the project"))
struct SharedForgeTests {
    /// The forges with such a server.
    static let forges = [
        SharedForge(
            kind: .github, script: "github_stub.py",
            variables: "GITHUB_SERVER_URL=$FORGE GITHUB_API_URL=$FORGE GITHUB_TOKEN=ghs_ci FORGE_REMOTE=$FORGE/acme/mono.git",
            merge: "-X PUT -H 'Authorization: Bearer ghs_ci' -d '{}' $FORGE/repos/acme/mono/pulls/1/merge",
            creation: "POST /repos/.*/pulls$",
            release: "POST /repos/.*/releases$"),
        SharedForge(
            kind: .gitlab, script: "gitlab_stub.py",
            variables: "CI_SERVER_URL=$FORGE CI_API_V4_URL=$FORGE/api/v4 GITLAB_TOKEN=glpat-ci FORGE_REMOTE=$FORGE/acme/mono.git",
            merge: "-X PUT -H 'PRIVATE-TOKEN: glpat-ci' $FORGE/api/v4/projects/acme%2Fmono/merge_requests/1/merge",
            creation: "POST .*/merge_requests$", release: "POST .*/releases$"),
        SharedForge(
            kind: .bitbucket, script: "bitbucket_stub.py",
            variables: "BITBUCKET_API_URL=$FORGE/2.0 BITBUCKET_TOKEN=bb-ci FORGE_REMOTE=https://bitbucket.org/acme/mono.git",
            merge:
                "-X POST -H 'Authorization: Bearer bb-ci' -H 'Content-Type: application/json' -d '{\"type\":\"pullrequest_merge_parameters\"}' $FORGE/2.0/repositories/acme/mono/pullrequests/1/merge",
            creation: "POST .*/pullrequests$", release: "POST .*/releases$"),
    ]

    /// A request whose creation's answer is lost is opened once, is left alone and brought up to date, is merged and released, and nothing
    /// that was asked is against the description.
    @Test(arguments: forges) func road(on forge: SharedForge) async throws {
        let scene = try await ForgeScene(forge.kind)
        try await scene.sandbox.write("shim/sitecustomize.py", SharedForge.shim)
        try await scene.run(
            """
            fail() { curl -fsS -d "[{\\"match\\": \\"$1\\", \\"status\\": $2, \\"when\\": \\"$3\\"}]" "$FORGE/_lab/faults" > ../faults; }
            fail '\(forge.creation)' 502 after
            propose first; propose second
            echo 2 > packages/p0/index.js; git commit -qam 'feat: count to two'; git push -q origin main
            fail 'GET .*\(forge.creation.split(separator: "/").last?.dropLast() ?? "")' 503 before
            propose third
            curl -fsS \(forge.merge) > ../merged
            fail '\(forge.release)' 502 after
            release fourth; release fifth
            curl -sS "$FORGE/_lab/violations" > ../violations; curl -fsS "$FORGE/_lab/journal" > ../journal
            """, by: forge.runner)
        let log = try scene.sandbox.read("server.log").suffix(2000)
        for name in ["first", "second", "third", "fourth", "fifth"] {
            let result = try scene.result(name)
            #expect(result.status == 0, "\(name): \(result.errors)\(log)")
        }
        #expect(try scene.result("first").actions(.openRequest).first?.hasPrefix("done") == true)
        #expect(try scene.result("second").actions(.openRequest) == ["skipped: #1 says so already"])
        #expect(try scene.result("third").actions(.openRequest).first?.hasPrefix("done") == true)
        let lack = [String](repeating: "skipped: Bitbucket has no releases, only tags", count: 3)
        #expect(try scene.result("fourth").actions(.publishRelease) == (forge.kind == .bitbucket ? lack : ["done", "done", "done"]))
        let again = [String](repeating: "skipped: its page is there already", count: 3)
        #expect(try scene.result("fifth").actions(.publishRelease) == (forge.kind == .bitbucket ? lack : again))
        let violations = try scene.sandbox.read("violations")
        #expect(violations.trimmed == "[]" || forge.kind == .gitlab, "\(violations)")
        let journal = try JSON(parsing: Array(try scene.sandbox.read("journal").utf8)).array?.compactMap(\.object) ?? []
        let created = journal.filter {
            $0["method"]?.string == "POST"
                && $0["path"]?.string?.hasSuffix(forge.creation.split(separator: "/").last?.dropLast() ?? "") == true
        }
        #expect(created.count == 1, "\(created)")
        #expect(try await scene.sandbox.check("git -C origin.git tag --points-at main").text == "p0-v1.1.0\np1-v1.0.1\np2-v1.0.1\n")
    }

    /// A release is undone: pages, tags, labels; then the undo's own request is closed and its branch deleted. Nothing that was asked is
    /// against the description.
    @Test(arguments: forges) func undo(on forge: SharedForge) async throws {
        let scene = try await ForgeScene(forge.kind, packages: 1)
        try await scene.sandbox.write("shim/sitecustomize.py", SharedForge.shim)
        try await scene.sandbox.write("runner", forge.runner)
        try await scene.run(
            """
            propose first; curl -fsS \(forge.merge) > ../merged; release second
            curl -fsS -d '[{"match": "DELETE .*/releases/", "status": 502, "when": "after"}]' "$FORGE/_lab/faults" > ../faults
            rk-discover | rk-propose --merged | rk-rollback | keep third rk-apply
            rk-discover | rk-rollback --request --branch releasekit--undo | keep fourth rk-apply
            curl -sS "$FORGE/_lab/violations" > ../violations; git ls-remote origin > ../refs
            """, by: "rk-registry run --dir ../registry -- bash ../runner")
        let (third, fourth) = (try scene.result("third"), try scene.result("fourth"))
        #expect(third.status == 0 && fourth.status == 0, "\(third.errors)\(fourth.errors)")
        let isBitbucket = forge.kind == .bitbucket
        #expect(third.actions(.deleteRelease) == [isBitbucket ? "skipped: Bitbucket has no releases, only tags" : "done"])
        #expect(third.actions(.labelRequest) == [isBitbucket ? "skipped: Bitbucket has no labels" : "done"])
        #expect(third.actions(.deleteTag) == ["done"] && third.actions(.openRequest) == ["done"])
        #expect(fourth.actions(.closeRequest) == ["done"] && fourth.actions(.deleteBranch) == ["done"])
        let violations = try scene.sandbox.read("violations")
        #expect(violations.trimmed == "[]" || forge.kind == .gitlab, "\(violations)")
        #expect(try !scene.sandbox.read("refs").contains("p0-v1.0.1") && !scene.sandbox.read("refs").contains("undo"))
    }
}

/// A server for a forge's protocol that lies beside the project.
struct SharedForge: Sendable, CustomTestStringConvertible {
    /// The forge.
    var kind: ForgeSite.Kind
    /// The server's file.
    var script: String
    /// The variables of a job there, as words for `export`.
    var variables: String
    /// The words for curl that merge the first request.
    var merge: String
    /// The creation of a request in the server's journal.
    var creation: String
    /// The creation of a release.
    var release: String

    var testDescription: String { kind.rawValue }

    /// The folder of the servers; nil where it is absent.
    static var folder: String? {
        Programs.sharedFixtures.map { "\(RelativePath.folder(of: $0))/tools/forges" }.flatMap { Files.isFolder($0) ? $0 : nil }
    }

    /// What jsonschema lacks where rfc3339-validator is not installed: the servers' format of times.
    static let shim = """
        import datetime, jsonschema
        is_time = lambda value: not isinstance(value, str) or bool(datetime.datetime.fromisoformat(value))
        jsonschema.FormatChecker.checkers.setdefault("date-time", (is_time, ValueError))

        """

    /// A script that starts the server and runs `../script` beside it.
    var runner: String {
        """
        PYTHONPATH=../shim '\(Programs.root)/.tools/venv/bin/python' '\(Self.folder ?? "")/\(script)' --port 0 --port-file ../port --quiet \\
            --repo acme/mono=../origin.git > ../server.log 2>&1 & server=$!
        trap 'kill $server' EXIT
        for ((try = 0; try < 600; try++)); do [ -s ../port ] && break; sleep 0.05; done; [ -s ../port ] || { cat ../server.log >&2; exit 1; }
        export FORGE=http://127.0.0.1:$(cat ../port)
        export \(variables)
        bash ../script
        """
    }
}
