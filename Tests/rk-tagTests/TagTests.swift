import RKShared
import Support
import Testing

/// What is planned for a merged release.
struct TagTests {
    /// Prereleases say so, the last final version is the newest, options leave parts out, and every push has three tags at most.
    @Test func plan() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check(
            """
            git init -q -b main . && git commit -q --allow-empty -m 'chore: begin'
            rk() {
                head=$(git rev-parse HEAD)
                printf '{"rk":1,"stages":[],"diagnostics":[],"repository":{"root":".","vcs":"git","head":"%s","branch":"main","clean":true,"shallow":false,"remote":null},"packages":[' "$head"
                for n in 1 2 3 4; do printf '{"id":"npm:p%s","name":"p%s","ecosystem":"npm","workspace":"w","path":".","manifest":"package.json","version":null},' $n $n; done
                printf '{"id":"npm:p5","name":"p5","ecosystem":"npm","workspace":"w","path":".","manifest":"package.json","version":null}],"versions":['
                for n in 1 2 3 4; do printf '{"package":"npm:p%s","current":null,"next":"1.0.%s","bump":"patch","reason":"commit","tag":"p%s@1.0.%s"},' $n $n $n $n; done
                printf '{"package":"npm:p5","current":null,"next":"2.0.0-rc.1","bump":"prerelease","reason":"commit","tag":"p5@2.0.0-rc.1"}]}'
            }
            rk | rk-tag --sign > all.json
            rk | rk-tag --no-release | jq -r '.actions[].do' | sort | uniq -c | tr -s ' ' > narrow
            rk | rk-tag --no-push | jq -r '.actions[].do' | sort -u >> narrow
            rk | rk-tag --no-tag | jq -r '.actions[].do' | sort -u >> narrow
            git tag p4-v1.9.0 && rk | rk-tag | jq -r '.actions[] | select(.latest == true).tag' > latest
            git tag -a -m x p2@1.0.2 && git commit -q --allow-empty -m 'chore: on'
            rk | rk-tag > taken.json 2> taken; echo $? >> taken
            """)
        let actions = try #require(try Document(parsing: Array(try sandbox.read("all.json").utf8)).actions)
        let pushes = actions.compactMap { if case .push(let push) = $0.work { push.tags } else { nil } }
        #expect(pushes == [["p1@1.0.1", "p2@1.0.2", "p3@1.0.3"], ["p4@1.0.4", "p5@2.0.0-rc.1"]])
        #expect(try sandbox.read("latest") == "p3@1.0.3\n")
        let pages = actions.compactMap { if case .publishRelease(let release) = $0.work { release } else { nil } }
        #expect(pages.map(\.isPrerelease) == [false, false, false, false, true])
        #expect(pages.map(\.isLatest) == [false, false, false, true, false])
        #expect(actions.allSatisfy { if case .tag(let tag) = $0.work { tag.isSigned && tag.message.hasPrefix("p") } else { true } })
        #expect(try sandbox.read("narrow") == " 2 push\n 5 tag\ntag\npublish-release\n")
        #expect(try sandbox.read("taken").contains("error[RK-TAG-TAKEN]: the tag `p2@1.0.2`") && sandbox.read("taken").hasSuffix("\n1\n"))
    }

    /// A version that the manifest does not have is no tag's: a stage was forgotten.
    @Test func unmerged() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["a": []])
        let completion = try await sandbox.shell(
            "echo 1 > packages/a/src/a/x.txt; git add -A; git commit -qm 'fix: x'; rk-discover | rk-graph | rk-version | rk-tag", in: "repo"
        )
        #expect(completion.status == 65 && completion.output.isEmpty)
        let said = String(decoding: completion.errors, as: UTF8.self)
        #expect(
            said.contains("pypi:a is to be tagged as 1.0.1, but its manifest says 1.0.0: put rk-propose --merged before rk-tag"), "\(said)")
    }

    /// With `--sign` a tag is signed by the user's key, or there is none: some gits make it without a signature where the key is gone.
    @Test func signed() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check(
            """
            ssh-keygen -q -t ed25519 -N '' -C me -f key && echo "* $(cat key.pub)" > signers
            git init -q -b main repo && cd repo && git config gpg.format ssh && git config user.signingkey ../key
            git config gpg.ssh.allowedSignersFile ../signers && git commit -q --allow-empty -m 'chore: begin'
            plan() {
                printf '{"rk":1,"stages":[],"diagnostics":[],"repository":{"root":".","vcs":"git","head":"%s","branch":"main","clean":true,"shallow":false,"remote":null},
                    "actions":[{"id":"a1","do":"tag","tag":"%s","commit":"%s","message":"m","sign":true}]}' "$(git rev-parse HEAD)" "$1" "$(git rev-parse HEAD)"
            }
            plan v1 | rk-apply --quiet > ../done.json && git verify-tag v1 2> ../verified
            git config user.signingkey ../gone
            plan v2 | rk-apply > ../failed.json 2> ../failed; echo $? >> ../failed; git tag > ../tags
            """)
        #expect(try sandbox.read("verified").hasPrefix("Good \"git\" signature for "))
        let failed = try sandbox.read("failed")
        #expect(failed.contains("error[RK-ACTION-FAILED]") && failed.contains("user.signingkey"), "\(failed)")
        #expect(try sandbox.read("tags") == "v1\n", "\(failed)")
    }
}
