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
                git ls-remote --tags origin > ../after
                git push --quiet origin :refs/tags/core/v0.1.0
                printf '\\nretract v0.1.0 // wrong\\n' >> core/go.mod && git commit --quiet --all --message 'chore: retract' && git push --quiet origin main
                with-proxy 'plan | rk-publish --quiet > /dev/null' 2> ../retracted; echo $? >> ../retracted
                """)
        let uncommitted = try sandbox.read("uncommitted")
        #expect(
            uncommitted.contains("error[RK-PINS-UNCOMMITTED]: golang:acme.dev/mono/cli v0.0.1 is published as a commit"), "\(uncommitted)")
        #expect(uncommitted.contains("--> cli/go.mod") && uncommitted.contains("rk-pin apply --for-good") && uncommitted.hasSuffix("\n1\n"))
        #expect(try sandbox.read("remote") == "")
        let taken = try sandbox.read("taken")
        #expect(
            taken.contains("error[RK-TAG-TAKEN]: the tag `core/v0.1.0`") && taken.contains("git fetch origin tag core/v0.1.0"), "\(taken)")
        #expect(taken.hasSuffix("\n1\n"))
        let results = Self.results(try JSON(parsing: Array(try sandbox.read("taken.json").utf8)))
        #expect(results.values.allSatisfy { $0.hasSuffix("cancelled") })
        #expect(try sandbox.read("after").split(separator: "\n").count == 1)
        let retracted = try sandbox.read("retracted")
        #expect(
            retracted.contains("error[RK-VERSION-RETRACTED]") && retracted.contains("(wrong)") && retracted.hasSuffix("\n1\n"),
            "\(retracted)")
    }

    /// Private modules need no proxy: the repository itself is asked, before and after the tags are there.
    @Test func direct() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check(
            Self.prelude + """
                export GOPRIVATE=acme.dev GOFLAGS=-modcacherw GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_1=protocol.file.allow GIT_CONFIG_VALUE_1=always
                mkdir ../bare && ln -s ../origin.git ../bare/mono && export GIT_CONFIG_KEY_0=url.file://$(cd .. && pwd -P)/bare/.insteadOf
                export GIT_CONFIG_VALUE_0=https://acme.dev/
                sed -i 's,acme.dev/mono/,acme.dev/mono.git/,g' */go.mod */*.go
                git commit --quiet --all --message 'chore: paths' && git push --quiet origin main
                commit-pins
                plan | rk-publish --quiet > ../first.json
                jq 'del(.results)' ../first.json | rk-publish --quiet > ../second.json
                """)
        let first = try JSON(parsing: Array(try sandbox.read("first.json").utf8))
        let second = try JSON(parsing: Array(try sandbox.read("second.json").utf8))
        #expect(Self.results(first).values.allSatisfy { $0.hasSuffix(" published") }, "\(first.line)")
        #expect(Self.results(second).values.allSatisfy { $0.hasSuffix(" already-published") }, "\(second.line)")
        #expect(first.line.contains(#""registry":"direct""#))
    }

    /// go checks what was released in the registry's checksum database, and refuses other bytes than it has.
    @Test func checksumDatabase() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check(
            Self.prelude + """
                commit-pins
                registry() { rk-registry run --quiet --dir ../registry --log ../log --go-repository acme.dev/mono=../origin.git -- bash -o pipefail -c "$1"; }
                registry 'plan | rk-publish --quiet > ../first.json'
                user() { mkdir -p ../$1 && cd ../$1 && GOMODCACHE=$PWD/../cache-$1 GOWORK=off go mod init x.invalid/user && GOMODCACHE=$PWD/../cache-$1 GOFLAGS=-modcacherw go get acme.dev/mono/cli@v0.0.1; }
                export -f user
                registry 'user good' > ../good.out 2>&1
                printf '%s\\n' 'acme.dev/mono/core v0.1.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' > ../forged.sum
                # A proxy whose archive is another one than the log says.
                for file in ../registry/go/acme.dev/mono/core/@v/v0.1.0.zip; do python3 -c "import zipfile,sys; z=zipfile.ZipFile(sys.argv[1],'a'); z.writestr('acme.dev/mono/core@v0.1.0/evil.go','package core'); z.close()" $file; done
                registry 'user bad' > ../bad.out 2>&1 && exit 9
                cp ../good/go.sum ../good.sum
                """)
        #expect(
            Self.results(try JSON(parsing: Array(try sandbox.read("first.json").utf8))).values.allSatisfy { $0.hasSuffix(" published") })
        let log = try sandbox.read("log")
        #expect(log.contains("sum.rk-registry.invalid/lookup/acme.dev/mono/core@v0.1.0") && log.contains("/tile/8/0/"), "\(log)")
        #expect(try sandbox.read("good.sum").contains("acme.dev/mono/core v0.1.0 h1:"))
        let bad = try sandbox.read("bad.out")
        #expect(bad.contains("checksum mismatch") && bad.contains("SECURITY ERROR"), "\(bad)")
    }

    /// Version and status of each package.
    private static func results(_ document: JSON) -> [String: String] {
        let list = (document.object?["results"]?.array ?? []).compactMap(\.object)
        return Dictionary(
            list.map { ($0["package"]?.string ?? "", "\($0["version"]?.string ?? "") \($0["status"]?.string ?? "")") }
        ) { first, _ in first }
    }
}
