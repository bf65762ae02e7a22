import RKShared
import Support
import Testing

/// Go modules from a document to a proxy and back: tags of a commit that says everything, and what stands in the way.
@Suite struct GoRoadTests {
    /// What happens with a library and a program that needs it, in a repository with a bare one beside it.
    private static let prelude = #"""
        export GOTOOLCHAIN=local GOFLAGS= GOMODCACHE=$PWD/modules GOCACHE=$PWD/cache GOPROXY=off GOSUMDB=off
        trap 'chmod -R u+w modules 2> /dev/null || :' EXIT
        mkdir -p repo/core repo/cli && cd repo && git init --quiet --initial-branch main .
        printf 'go 1.21\n\nuse (\n\t./core\n\t./cli\n)\n' > go.work
        printf 'module acme.dev/mono/core\n\ngo 1.21\n' > core/go.mod
        printf 'package core\n\n// Hi greets.\nfunc Hi() string { return "hi" }\n' > core/core.go
        printf 'module acme.dev/mono/cli\n\ngo 1.21\n\nrequire acme.dev/mono/core v0.0.0\n\nreplace acme.dev/mono/core => ../core\n' > cli/go.mod
        printf 'package main\n\nimport "acme.dev/mono/core"\n\nfunc main() { println(core.Hi()) }\n' > cli/main.go
        git add --all && git commit --quiet --message 'chore: begin'
        printf '// Bye.\n' >> core/core.go && git commit --quiet --all --message 'feat: bye'
        git init --quiet --bare ../origin.git && git remote add origin "$PWD/../origin.git" && git push --quiet origin main
        plan() { rk-discover | rk-graph --topo | rk-version | rk-pin; }
        commit-pins() {
            plan | rk-pin apply --for-good > /dev/null && git add --all && git commit --quiet --message 'chore: versions' && git push --quiet origin main
        }
        with-proxy() { rk-registry run --quiet --go-repository acme.dev/mono=../origin.git -- bash -o pipefail -c "$1"; }
        export -f plan

        """#

    /// Everything is published in order, with the digests that were written before there was a tag; a second run finds it there.
    @Test func release() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check(
            Self.prelude + """
                commit-pins
                with-proxy 'plan | rk-publish --quiet > ../first.json && git tag > ../tags'
                with-proxy 'jq "del(.results)" ../first.json | rk-publish --quiet > ../second.json'
                git -C ../origin.git for-each-ref --format '%(refname) %(objecttype) %(*objectname)' refs/tags > ../remote
                git rev-parse HEAD > ../head
                git status --porcelain > ../status
                """)
        let first = try JSON(parsing: Array(try sandbox.read("first.json").utf8))
        let second = try JSON(parsing: Array(try sandbox.read("second.json").utf8))
        #expect(Self.results(first) == ["golang:acme.dev/mono/core": "v0.1.0 published", "golang:acme.dev/mono/cli": "v0.0.1 published"])
        #expect(
            Self.results(second) == [
                "golang:acme.dev/mono/core": "v0.1.0 already-published", "golang:acme.dev/mono/cli": "v0.0.1 already-published",
            ])
        let head = try sandbox.read("head").trimmed
        #expect(try sandbox.read("tags") == "cli/v0.0.1\ncore/v0.1.0\n")
        #expect(try sandbox.read("remote") == "refs/tags/cli/v0.0.1 tag \(head)\nrefs/tags/core/v0.1.0 tag \(head)\n")
        #expect(try sandbox.read("status") == "")
        #expect(try sandbox.read("repo/cli/go.mod").contains("require acme.dev/mono/core v0.1.0"))
        #expect(try !sandbox.read("repo/cli/go.mod").contains("replace"))
    }

    /// A commit that requires other versions than the release is refused before anything happens; a tag that somebody pushed is found.
    @Test func refusals() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check(
            Self.prelude + """
                with-proxy 'plan | rk-publish --quiet > /dev/null' 2> ../uncommitted; echo $? >> ../uncommitted
                git ls-remote --tags origin > ../remote
                commit-pins
                git push --quiet origin main~1:refs/tags/core/v0.1.0
                with-proxy 'plan | rk-publish --quiet --attempts 1 > ../taken.json' 2> ../taken; echo $? >> ../taken
                """)
        let uncommitted = try sandbox.read("uncommitted")
        #expect(
            uncommitted.contains("error[RK-PINS-UNCOMMITTED]: golang:acme.dev/mono/cli v0.0.1 is published as a commit"), "\(uncommitted)")
        #expect(uncommitted.contains("--> cli/go.mod") && uncommitted.contains("rk-pin apply --for-good") && uncommitted.hasSuffix("\n1\n"))
        #expect(try sandbox.read("remote") == "")
        let taken = try sandbox.read("taken")
        #expect(taken.hasSuffix("0\n"), "\(taken)")
        let results = Self.results(try JSON(parsing: Array(try sandbox.read("taken.json").utf8)))
        #expect(
            results["golang:acme.dev/mono/core"] == "v0.1.0 already-published" && results["golang:acme.dev/mono/cli"] == "v0.0.1 published")
    }

    /// Version and status of each package.
    private static func results(_ document: JSON) -> [String: String] {
        let list = (document.object?["results"]?.array ?? []).compactMap(\.object)
        return Dictionary(
            list.map { ($0["package"]?.string ?? "", "\($0["version"]?.string ?? "") \($0["status"]?.string ?? "")") }
        ) { first, _ in first }
    }
}
