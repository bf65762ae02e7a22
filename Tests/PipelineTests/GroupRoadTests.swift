import RKShared
import Support
import Testing

/// A release group of several ecosystems through all five stages: a wheel that embeds a front end, that front end, and a Go module.
@Suite struct GroupRoadTests {
    /// The repository, with a Python package and one of npm outside of the group, and a bare repository that its tags are pushed to.
    private static func scene() async throws -> Sandbox {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["wheel": [], "tools": []])
        try await sandbox.write(
            [
                "releasekit.toml": "[groups.core]\nsynchronize = true\n",
                "packages/wheel/releasekit.toml": "group = 'core'\ndepends_on = ['npm:@acme/ui']\n",
                "web/package.json": #"{"name": "web", "private": true, "workspaces": ["*"]}"#,
                "web/ui/package.json": #"{"name": "@acme/ui", "version": "1.0.0", "main": "index.js"}"#,
                "web/ui/index.js": "exports.hi = () => 'hi';\n", "web/ui/releasekit.toml": "group = 'core'\n",
                "web/docs/package.json": #"{"name": "acme-docs", "version": "1.0.0", "dependencies": {"@acme/ui": "^1.0.0"}}"#,
                "client/go.mod": "module acme.dev/mono/client\n\ngo 1.21\n", "client/client.go": "package client\n",
                "client/releasekit.toml": "group = 'core'\n",
            ], below: "repo")
        try await sandbox.check(
            """
            git add -A && git commit -qm 'chore: more ecosystems' && git tag @acme/ui-v1.0.0 && git tag acme-docs-v1.0.0
            echo '// more' >> web/ui/index.js && git commit -qam 'feat: more'
            echo '# more' >> packages/tools/src/tools/__init__.py && git commit -qam 'fix: tools'
            git init -q --bare ../origin.git && git remote add origin "$PWD/../origin.git" && git push -q origin main
            """, in: "repo")
        return sandbox
    }

    /// What each package ends as, in the order in which they were looked at.
    private static func results(_ sandbox: Sandbox, _ name: String) throws -> [String] {
        let document = try JSON(parsing: Array(try sandbox.read(name).utf8))
        return (document.object?["results"]?.array ?? []).compactMap(\.object).map {
            "\($0["package"]?.string ?? "") \($0["version"]?.string ?? "-") \($0["status"]?.string ?? "")"
        }.sorted()
    }

    /// The group alone is planned: all members share a version, whoever needs them outside of it stays, the front end comes first.
    @Test func plan() async throws {
        let sandbox = try await Self.scene()
        let json = try await sandbox.document(
            "rk-discover | rk-graph --topo --group core | rk-version --group core | rk-pin | rk-publish --group core --dry-run", in: "repo")
        let document = try Document(parsing: json.documentBytes)
        #expect(document.packages?.map(\.id) == ["golang:acme.dev/mono/client", "npm:@acme/ui", "pypi:wheel"])
        #expect(document.versions?.map { "\($0.next ?? "") \($0.reason.rawValue)" } == ["v1.1.0 group", "1.1.0 commit", "1.1.0 group"])
        #expect(document.graph?.edges.map { "\($0.from) \($0.to) \($0.hard)" } == ["pypi:wheel npm:@acme/ui true"])
        let all = try await sandbox.check("rk-discover | rk-graph --topo | rk-version --group core --format next | sort", in: "repo")
        #expect(all.text == "@acme/ui 1.1.0\nacme.dev/mono/client v1.1.0\nwheel 1.1.0\n")
        let others = try await sandbox.check("rk-discover | rk-graph --topo | rk-version --format next | sort", in: "repo")
        #expect(others.text == "@acme/ui 1.1.0\nacme-docs 1.0.1\nacme.dev/mono/client v1.1.0\ntools 1.0.1\nwheel 1.1.0\n")
        for stage in [
            "rk-graph --topo --group cor", "rk-graph --topo | rk-version --group cor", "rk-graph | rk-publish --dry-run --group cor",
        ] {
            let refused = try await sandbox.shell("rk-discover | \(stage)", in: "repo")
            #expect(refused.status == 64 && refused.said.contains("did you mean `core`?"), "\(stage): \(refused.said)")
        }
    }

    /// The group is published to one registry with each ecosystem's tool, the front end before the wheel; the rest waits for its own release.
    @Test func release() async throws {
        let sandbox = try await Self.scene()
        try await sandbox.check(
            """
            export GOTOOLCHAIN=local GOFLAGS= GOMODCACHE=$PWD/../modules GOCACHE=$PWD/../cache GOPROXY=off GOSUMDB=off
            trap 'chmod -R u+w ../modules 2> /dev/null || :' EXIT
            rk-discover | rk-graph --topo | rk-version | rk-pin > ../plan.json
            rk-registry run --quiet --go-repository acme.dev/mono=../origin.git -- bash -o pipefail -c '
                rk-publish --quiet --jobs 4 --group core --events ../events < ../plan.json > ../first.json
                rk-publish --quiet --no-smoke-test --only tools --only acme-docs < ../plan.json > ../second.json'
            git -C ../origin.git tag > ../tags
            git status --porcelain > ../status
            """, in: "repo")
        #expect(
            try Self.results(sandbox, "first.json") == [
                "golang:acme.dev/mono/client v1.1.0 published", "npm:@acme/ui 1.1.0 published", "npm:acme-docs 1.0.1 skipped",
                "npm:web - skipped",
                "pypi:tools 1.0.1 skipped", "pypi:wheel 1.1.0 published",
            ])
        #expect(
            try Self.results(sandbox, "second.json").filter { !$0.hasSuffix("skipped") } == [
                "npm:acme-docs 1.0.1 published", "pypi:tools 1.0.1 published",
            ])
        #expect(try sandbox.read("tags") == "client/v1.1.0\n")
        #expect(try sandbox.read("status") == "")
        let events = try sandbox.read("events").split(separator: "\n").map(String.init)
        let published = try #require(events.firstIndex { $0.contains("npm:@acme/ui") && $0.contains("published") })
        let begun = try #require(events.firstIndex { $0.contains("pypi:wheel") && $0.contains("building") })
        #expect(published < begun, "\(events)")
    }

    /// Go modules that need each other get their versions by a commit of their own; all that share one version with them still do.
    @Test func modulesThatNeedEachOther() async throws {
        let sandbox = try await Self.scene()
        try await sandbox.write(
            [
                "server/go.mod":
                    "module acme.dev/mono/server\n\ngo 1.21\n\nrequire acme.dev/mono/client v0.0.0\n\nreplace acme.dev/mono/client => ../client\n",
                "server/server.go": "package server\n\nimport _ \"acme.dev/mono/client\"\n", "server/releasekit.toml": "group = 'core'\n",
            ], below: "repo")
        try await sandbox.check(
            """
            export GOTOOLCHAIN=local GOFLAGS= GOMODCACHE=$PWD/../modules GOCACHE=$PWD/../cache GOPROXY=off GOSUMDB=off
            trap 'chmod -R u+w ../modules 2> /dev/null || :' EXIT
            git add -A && git commit -qm 'feat: a server'
            plan() { rk-discover | rk-graph --topo | rk-version | rk-pin "$@"; }
            plan > ../before.json
            rk-publish --quiet --dry-run < ../before.json 2> ../refused || echo $? >> ../refused
            plan apply --for-good --only 'golang:*' > /dev/null
            git status --porcelain > ../written
            git add -A && git commit -qm 'chore: versions of the Go modules' && git push -q origin main
            plan > ../after.json
            plan apply --only nobody 2> ../nobody > /dev/null || echo $? >> ../nobody
            rk-registry run --quiet --go-repository acme.dev/mono=../origin.git -- bash -o pipefail -c '
                rk-publish --quiet --jobs 4 < ../after.json > ../published.json 2> ../errors' || cat ../errors
            git status --porcelain > ../status
            """, in: "repo")
        /// The next versions by package.
        func versions(_ name: String) throws -> [String] {
            let document = try Document(parsing: Array(try sandbox.read(name).utf8))
            return (document.versions ?? []).filter(\.isReleased).map { "\($0.package) \($0.next ?? "-")" }.sorted()
        }
        let refused = try sandbox.read("refused")
        #expect(refused.contains("`… | rk-pin apply --for-good --only 'golang:*'`"), "\(refused)")
        #expect(try sandbox.read("written") == " M server/go.mod\n?? server/go.sum\n")
        let after = try versions("after.json")
        #expect(try after == versions("before.json"))
        #expect(after.contains("golang:acme.dev/mono/server v1.1.0"), "\(after)")
        #expect(try sandbox.read("nobody").contains("no package fits `nobody`"))
        let errors = try sandbox.read("errors")
        let results = try Self.results(sandbox, "published.json").filter { !$0.hasSuffix("skipped") }
        #expect(
            results == [
                "golang:acme.dev/mono/client v1.1.0 published", "golang:acme.dev/mono/server v1.1.0 published",
                "npm:@acme/ui 1.1.0 published", "npm:acme-docs 1.0.1 published", "pypi:tools 1.0.1 published", "pypi:wheel 1.1.0 published",
            ], "\(results) \(errors)")
        #expect(try sandbox.read("status") == "")
    }
}
