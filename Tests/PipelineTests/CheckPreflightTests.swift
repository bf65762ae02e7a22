import RKShared
import Support
import Testing

/// `rk-check --preflight` beside real remotes, forges, registries and tools.
@Suite struct CheckPreflightTests {
    /// The codes of a document with their messages.
    private static let codes = #"jq -r '.diagnostics[] | select(.stage == "rk-check") | "\(.severity) \(.code) \(.message)"'"#

    /// A dirty tree, a shallow clone, a remote that is gone and one with a lease.
    @Test func repository() async throws {
        let scene = try await CheckScene(["package.json": #"{"name": "a", "version": "1.0.0"}"#])
        let options = "--only RK-TREE-DIRTY --only RK-HISTORY-SHALLOW --only RK-REMOTE-UNREACHABLE --only RK-RELEASE-ELSEWHERE"
        let reply = try await scene.run(
            """
            check() { rk-discover | rk-graph | rk-check --preflight --quiet \(options) 2>/dev/null | \(Self.codes); }
            git commit -q --allow-empty -m 'fix: more' && git clone -q --bare . ../origin.git && git remote add origin ../origin.git && git fetch -q
            check; echo -; echo x > new; check; rm new; echo -
            tree=$(git mktree < /dev/null); lease() { git push -q -f origin "$(git commit-tree -m "$1" "$tree"):refs/rk/lease"; }
            lease "rk-apply there

            Expires: 99999999999"; check | sed 's/[0-9]* s at/N s at/'; echo -
            lease "rk-apply there

            Expires: 1"; check; echo -
            git clone -q --depth 1 "file://$PWD/../origin.git" ../shallow && cd ../shallow && check; echo -; rm -rf ../origin.git; check | cut -d: -f1
            """)
        #expect(
            reply.text == """
                -
                error RK-TREE-DIRTY the work tree is not clean: `new`
                -
                error RK-RELEASE-ELSEWHERE another run is at work on origin: rk-apply there, for N s at most
                -
                -
                warning RK-HISTORY-SHALLOW the clone is shallow: commits of a release may be missing
                -
                warning RK-HISTORY-SHALLOW the clone is shallow
                error RK-REMOTE-UNREACHABLE the remote origin does not answer

                """, "\(reply.text)\(reply.said)")
    }

    /// The remote of a Mercurial repository, with a lease that is left alone, without one, and when it is gone; no forge is asked.
    @Test func mercurial() async throws {
        let scene = try await MercurialScene()
        let options = "--only RK-REMOTE-UNREACHABLE --only RK-RELEASE-ELSEWHERE --only RK-CHECK-SKIPPED --only RK-FORGE-UNKNOWN"
        let reply = try await scene.check(
            """
            check() { rk-discover | rk-graph | rk-check --preflight --quiet \(options) 2>/dev/null | \(Self.codes); echo -; }
            lease() { hg debugpushkey "$PWD/../origin" bookmarks "rk-lease.rk-apply.$(($(date +%s) + $1)).x" '' 0000000000000000000000000000000000000000 > /dev/null; }
            check; lease -9; lease 60; check | sed 's/[0-9]* s at/N s at/'; hg -R ../origin bookmarks | wc -l; rm -r ../origin; check | cut -d: -f1
            """)
        let skipped = "note RK-CHECK-SKIPPED no forge takes this repository's version control, so none is asked\n"
        #expect(
            reply.text == """
                \(skipped)-
                error RK-RELEASE-ELSEWHERE another run is at work on origin: rk-apply, for N s at most
                \(skipped)-
                2
                error RK-REMOTE-UNREACHABLE the remote origin does not answer
                \(skipped)-

                """, "\(reply.text)\(reply.said)")
    }

    /// A draft on the forge, no token, and a token that is refused.
    @Test(arguments: [ForgeSite.Kind.github, .gitea]) func drafts(on kind: ForgeSite.Kind) async throws {
        let scene = try await ForgeScene(kind, packages: 1)
        let options = "--only RK-RELEASE-ELSEWHERE --only RK-CREDENTIALS-MISSING --only RK-CREDENTIALS-REFUSED"
        try await scene.run(
            """
            check() { rk-discover | rk-graph | NPM_TOKEN=x rk-check --preflight --quiet \(options) 2>/dev/null | \(Self.codes) >> ../found; echo - >> ../found; }
            check
            curl -fsS -H "Authorization: \(kind == .github ? "Bearer" : "token") ${GITEA_TOKEN:-$GITHUB_TOKEN}" -H 'Content-Type: application/json' -H 'Accept: application/vnd.github+json' \
              -H 'X-GitHub-Api-Version: 2022-11-28' \
              "${GITHUB_API_URL:-$FORGE/api/v1}/repos/acme/mono/releases" \
              -d '{"tag_name": "p0-v1.0.0", "name": "p0 1.0.0", "body": "notes", "draft": true, "prerelease": false}' > /dev/null
            check
            ( unset GITHUB_TOKEN GITEA_TOKEN; check ); ( export GITHUB_TOKEN=wrong GITEA_TOKEN=wrong; check )
            """)
        let found = try scene.sandbox.read("found").split(separator: "\n")
        #expect(found.count == 7 && found[0] == "-", "\(found)")
        #expect(
            found[1].hasPrefix("warning RK-RELEASE-ELSEWHERE ") && found[1].hasSuffix(" has the draft of a release: p0-v1.0.0"), "\(found)")
        #expect(found[3].hasPrefix("warning RK-CREDENTIALS-MISSING there is no token"), "\(found)")
        #expect(found[5].hasPrefix("error RK-CREDENTIALS-REFUSED ") && !found[5].contains("wrong"), "\(found)")
    }

    /// A version that the registry has, one that is lower, and a registry that does not answer.
    @Test func registry() async throws {
        let scene = PublishScene(in: try await Sandbox())
        try await scene.sandbox.uvWorkspace("repo", ["base": []], tagged: false)
        let check = "rk-check --preflight --quiet --only RK-VERSION-TAKEN --only RK-SERVICE-UNAVAILABLE 2>/dev/null"
        try await scene.run(
            """
            publish first
            sed -i 's/^version = "1.0.0"/version = "0.9.0"/' packages/base/pyproject.toml && git commit -qam 'fix: back'
            plan | \(check) | \(Self.codes) > ../found; echo - >> ../found
            plan | rk-version --set pypi:base=1.0.0 | \(check) | \(Self.codes) >> ../found; echo - >> ../found
            plan | RK_REGISTRY= \(check) --registry uv=http://127.0.0.1:1/ | \(Self.codes) >> ../found
            """)
        let found = try scene.sandbox.read("found").split(separator: "\n")
        #expect(found.count == 5, "\(found)")
        #expect(found.first?.contains("pypi:base 0.9.0 is lower than 1.0.0, which http://127.0.0.1:") == true, "\(found)")
        #expect(found.dropFirst(2).first?.hasSuffix(" has pypi:base 1.0.0 already") == true, "\(found)")
        #expect(found.last?.hasPrefix("warning RK-SERVICE-UNAVAILABLE http://127.0.0.1:1/") == true, "\(found)")
    }

    /// A tool that is missing, and a token that does not expire in a job that could do without.
    @Test func machine() async throws {
        let scene = try await CheckScene(["Cargo.toml": "[package]\nname = \"one\"\nversion = \"1.0.0\"\n", "src/lib.rs": ""])
        let reply = try await scene.run(
            """
            rk-discover | rk-graph > ../in.json; bin=$(mktemp -d); for tool in git jq rk-check; do ln -s "$(command -v $tool)" $bin; done
            check() { rk-check --preflight --quiet --only RK-TOOL-MISSING --only RK-TOKEN-LONG-LIVED --only RK-CREDENTIALS-MISSING "$@" < ../in.json 2>/dev/null | \(Self.codes); }
            PATH=$bin check; echo -; export CI=true GITHUB_ACTIONS=true CARGO_REGISTRY_TOKEN=secret-one
            check --ignore RK-TOOL-MISSING; rm -r $bin
            """)
        #expect(
            reply.text == """
                error RK-TOOL-MISSING `cargo` is not installed, which builds cargo:one
                warning RK-CREDENTIALS-MISSING there are no credentials for https://crates.io/
                -
                note RK-TOKEN-LONG-LIVED uploads to https://crates.io/ use a token that does not expire

                """, "\(reply.text)\(reply.said)")
    }

    /// The real pip-audit, which asks a service with OSV's protocol that knows one vulnerability; and none at all.
    @Test func audit() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            "repo/pyproject.toml",
            "[project]\nname = \"alpha\"\nversion = \"1.0.0\"\nrequires-python = \">=3.9\"\ndependencies = [\"beta==1.2.0\"]\n\n[build-system]\nrequires = [\"uv_build>=0.9,<0.14\"]\nbuild-backend = \"uv_build\"\n"
        )
        // A lockfile as uv writes it; nothing is installed from it.
        try await sandbox.write(
            "repo/uv.lock",
            """
            version = 1
            revision = 3
            requires-python = ">=3.9"

            [[package]]
            name = "alpha"
            version = "1.0.0"
            source = { editable = "." }
            dependencies = [
                { name = "beta" },
            ]

            [package.metadata]
            requires-dist = [{ name = "beta", specifier = "==1.2.0" }]

            [[package]]
            name = "beta"
            version = "1.2.0"
            source = { registry = "https://pypi.org/simple" }
            sdist = { url = "https://example.com/beta-1.2.0.tar.gz", hash = "sha256:0000000000000000000000000000000000000000000000000000000000000000", size = 1 }

            """)
        try await sandbox.write("service.py", Self.service)
        let reply = try await sandbox.shell(
            """
            git init -q . && git add -A && git commit -qm begin
            python3 ../service.py ../port & while [ ! -s ../port ]; do sleep 0.05; done
            export PIP_AUDIT_VULNERABILITY_SERVICE=osv PIP_AUDIT_OSV_URL="http://127.0.0.1:$(cat ../port)/v1/query"
            rk-discover | rk-graph | rk-check --preflight --quiet --only RK-VULNERABILITY-KNOWN --format json | jq -c '.diagnostics[] | [.severity, .path, .message, .hint]'
            kill %1; wait 2> /dev/null
            """, in: "repo")
        #expect(
            reply.text == """
                ["warning","uv.lock","beta 1.2.0 has the vulnerability CVE-2026-0001, GHSA-xxxx-yyyy-zzzz","`uv lock --upgrade-package beta`: 1.2.1 does not have it"]

                """, "\(reply.text)\(reply.said)")
        let without = try await sandbox.shell(
            """
            bin=$(mktemp -d); for tool in git rk-discover rk-graph rk-check; do ln -s "$(command -v $tool)" $bin; done
            PATH=$bin; rk-discover | rk-graph | rk-check --preflight --only RK-VULNERABILITY-KNOWN --only RK-CHECK-SKIPPED 2>&1 >/dev/null
            """, in: "repo")
        #expect(without.text.contains("rk-check: skipped: `uv.lock` is not audited, as `pip-audit` is not installed"), "\(without.text)")
    }

    /// A service with OSV's protocol (https://google.github.io/osv.dev/post-v1-query) that knows of one package.
    private static let service = #"""
        import http.server, json, sys
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_): pass
            def do_POST(self):
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                known = asked["package"]["name"] == "beta" and asked["version"] == "1.2.0"
                affected = [{"package": {"name": "beta", "ecosystem": "PyPI"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2.1"}]}]}]
                vulnerability = {"id": "GHSA-xxxx-yyyy-zzzz", "aliases": ["CVE-2026-0001"], "summary": "x", "details": "x", "published": "2026-01-01T00:00:00Z", "affected": affected}
                body = json.dumps({"vulns": [vulnerability]} if known else {}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        open(sys.argv[1], "w").write(str(server.server_port))
        server.serve_forever()
        """#
}
