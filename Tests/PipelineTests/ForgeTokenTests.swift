import RKShared
import Support
import Testing

/// What a run does without a token, with a wrong one and with one that may little; and that none is told.
@Suite struct ForgeTokenTests {
    /// Without a token the branch is pushed, and one warning says what is left; with one the same command goes on.
    @Test(arguments: ForgeSite.Kind.allCases) func withoutToken(on kind: ForgeSite.Kind) async throws {
        let scene = try await ForgeScene(kind, packages: 1)
        try await scene.run(
            """
            tokens="GITHUB_TOKEN GITLAB_TOKEN CI_JOB_TOKEN BITBUCKET_TOKEN GITEA_TOKEN"
            ( unset $tokens; propose first ); propose second; state second; forge '_merge?number=1'; ( unset $tokens; release third )
            """)
        let first = try scene.result("first")
        #expect(first.status == 0 && first.codes == ["RK-CREDENTIALS-MISSING"] && first.actions(.push) == ["done"], "\(first.errors)")
        #expect(first.actions(.openRequest).first?.contains("releasekit--release") == true)
        #expect(first.errors.contains("warning[RK-CREDENTIALS-MISSING]: there is no token for "))
        #expect(try scene.result("second").status == 0 && scene.state("second").requests.count == 1)
        let third = try scene.result("third")
        #expect(third.status == 0 && third.codes == ["RK-CREDENTIALS-MISSING"] && third.actions(.tag) == ["done"], "\(third.errors)")
    }

    /// A remote that is on no forge: the branch is pushed, and one warning names the key that would tell.
    @Test func noForge() async throws {
        let scene = try await ForgeScene(.gitea, packages: 1)
        try await scene.run("echo > releasekit.toml; git commit -qam 'chore: forget the forge'; propose first; state first")
        let first = try scene.result("first")
        #expect(first.status == 0 && first.codes == ["RK-FORGE-UNKNOWN"] && first.actions(.push) == ["done"], "\(first.errors)")
        #expect(first.errors.contains("`forge` in releasekit.toml") && first.actions(.openRequest).first?.hasPrefix("skipped") == true)
        #expect(first.errors.matches(of: /no forge that is known/).count == 1, "\(first.errors)")
        #expect(try scene.state("first").asked == [])
    }

    /// A wrong token is an error, and neither the forge's answer nor anything else tells it.
    @Test(arguments: ForgeSite.Kind.allCases) func wrongToken(on kind: ForgeSite.Kind) async throws {
        let scene = try await ForgeScene(kind, packages: 1)
        try await scene.run(
            """
            for name in GITHUB_TOKEN GITLAB_TOKEN BITBUCKET_TOKEN GITEA_TOKEN; do export $name=s3cret-word-of-mine; done
            propose first --verbose
            """)
        let first = try scene.result("first")
        #expect(first.status != 0 && first.codes == ["RK-CREDENTIALS-REFUSED"] && first.errors.contains("_TOKEN"), "\(first.errors)")
        #expect(try await scene.sandbox.shell("grep -rlF s3cret-word-of-mine first.* repo origin.git").text == "")
    }

    /// Labels only decorate: a token that may not set them opens the request all the same.
    @Test(arguments: [ForgeSite.Kind.github, .gitea]) func labelsRefused(on kind: ForgeSite.Kind) async throws {
        let scene = try await ForgeScene(kind, packages: 1)
        try await scene.run("forge '_fault?match=labels&status=403&times=9&body=not%20you'; propose first; propose second; state second")
        let (first, second) = (try scene.result("first"), try scene.result("second"))
        #expect(first.status == 0 && first.actions(.openRequest).first?.hasPrefix("done: skipped: ") == true, "\(first.errors)")
        #expect(first.errors.contains("not you") && second.actions(.openRequest) == ["skipped: #1 says so already"])
        #expect(try scene.state("second").requests.count == 1)
    }

    /// The token of a job of GitLab makes releases, and no merge requests.
    @Test func jobToken() async throws {
        let scene = try await ForgeScene(.gitlab, packages: 1)
        try await scene.run(
            "( unset GITLAB_TOKEN; propose first ); propose second; forge '_merge?number=1'; ( unset GITLAB_TOKEN; release third ); state third"
        )
        #expect(
            try scene.result("first").actions(.openRequest) == [
                "skipped: CI_JOB_TOKEN may make releases, but no merge requests: set GITLAB_TOKEN"
            ])
        let third = try scene.result("third")
        #expect(third.status == 0 && third.actions(.publishRelease) == ["done"], "\(third.errors)")
        #expect(try scene.state("third").releases.count == 1)
    }

    /// Where no variable has a token, the platform's own command is asked, for the token of this host; no process has it in its arguments.
    @Test(arguments: [(ForgeSite.Kind.github, "gh"), (.gitlab, "glab")]) func platformsCommand(_ kind: ForgeSite.Kind, _ program: String)
        async throws
    {
        let scene = try await ForgeScene(kind, packages: 1)
        try await scene.sandbox.write("bin/\(program)", "#!/bin/sh\necho \"$*\" >> ../asked\necho \"$KEPT\"\n")
        try await scene.run(
            """
            chmod +x ../bin/\(program); export PATH=$PWD/../bin:$PATH KEPT=${GITHUB_TOKEN:-$GITLAB_TOKEN}
            unset GITHUB_TOKEN GITLAB_TOKEN CI_JOB_TOKEN; printf '%s\\n' "$KEPT" > ../token; touch ../watched
            while [ -e ../watched ]; do cat /proc/[0-9]*/cmdline 2> /dev/null; done | grep -acF -f ../token > ../seen &
            propose first; rm ../watched; wait; state first
            """)
        let first = try scene.result("first")
        #expect(first.status == 0 && first.actions(.openRequest) == ["done"], "\(first.errors)")
        #expect(
            try scene.sandbox.read("asked")
                == (kind == .github ? "auth token --hostname 127.0.0.1\n" : "config get token --host 127.0.0.1\n"))
        #expect(try scene.sandbox.read("seen").trimmed == "0")
    }
}
