import RKShared
import Support
import Testing

/// Prepare, release and ship in the situations in which git repositories are found: each works, or says what to do.
@Suite struct GitSituationTests {
    /// Puts the flows on PATH.
    private static func environment(of sandbox: Sandbox) -> [String: String?] {
        ["PATH": "\(Programs.root)/bin:\((sandbox.environment["PATH"] ?? nil) ?? "")"]
    }

    /// Makes `repo`, in which base and core, which needs it, have something to release, with the remote `origin.git`.
    private static func build(in sandbox: Sandbox, branch: String = "main") async throws {
        try await sandbox.uvWorkspace("repo", ["base": [], "core": ["base==1.0.0"]])
        try await sandbox.commit("feat: one", touching: "packages/base/one.txt")
        try await sandbox.check(
            "git branch -q -m \(branch); git clone -q --bare . ../origin.git && git remote add origin ../origin.git && git fetch -q",
            in: "repo")
    }

    /// The road in the folder `here`: prepared, merged by a push of the release branch to the branch, tagged, published by a dry run.
    private static func road(_ example: Case) -> String {
        """
        mkdir results && cd here
        rk-discover | rk-graph --topo | rk-version | rk-changelog | rk-propose \(example.options) | rk-apply --quiet > $RESULTS/prepared
        git fetch -q origin +releasekit--release:refs/rk-test/release && git push -q origin refs/rk-test/release:refs/heads/\(example.branch)
        \(example.update)
        rk-release --quiet > $RESULTS/released
        rk-ship --dry-run > $RESULTS/shipped.json 2> $RESULTS/shipped
        git ls-remote --tags origin > $RESULTS/tags
        """
    }

    /// A way to have the repository.
    struct Case: Sendable, CustomTestStringConvertible {
        /// What is special about it.
        let name: String
        /// The default branch.
        var branch = "main"
        /// Commands beside `repo` and `origin.git` that make the folder `here`.
        let commands: String
        /// How the merged release is checked out.
        var update = "git pull -q --ff-only"
        /// Options that rk-propose needs.
        var options = ""

        var testDescription: String { name }
    }

    /// The situations in which the road is gone to its end.
    static let cases = [
        Case(name: "a clone", commands: "git clone -q origin.git here"),
        Case(name: "master", branch: "master", commands: "git clone -q origin.git here"),
        Case(name: "trunk", branch: "trunk", commands: "git clone -q origin.git here"),
        Case(
            name: "a remote whose HEAD names no branch", branch: "trunk",
            commands: "git -C origin.git symbolic-ref HEAD refs/heads/nowhere; git clone -q -b trunk origin.git here"),
        Case(
            name: "a linked work tree",
            commands: "git -C repo checkout -q --detach && git -C repo worktree add -q ../here main && git -C here branch -q -u origin/main"
        ),
        Case(
            name: "a submodule",
            commands:
                "git init -q outer && git -C outer -c protocol.file.allow=always submodule add -q ../origin.git sub && ln -s outer/sub here"
        ),
        Case(
            name: "with a submodule",
            commands: """
                git init -q sub && git -C sub commit -q --allow-empty -m 1 && git clone -q origin.git here && cd here
                git -c protocol.file.allow=always submodule --quiet add ../sub packages/sub && git commit -qm 'chore: sub' && git push -q && cd ..
                """),
        Case(
            name: "blobless",
            commands: "git -C origin.git config uploadpack.allowFilter true; git clone -q --filter=blob:none file://$PWD/origin.git here"),
        Case(
            name: "shallow, but deep enough",
            commands: "git clone -q --depth 2 file://$PWD/origin.git here && git -C here fetch -q --depth 2 --tags"),
        Case(
            name: "detached",
            commands: "git clone -q origin.git here && git -C here checkout -q --detach origin/main",
            update: "git fetch -q && git checkout -q origin/main",
            options: "--base main"),
    ]

    /// The road ends with tags on the release commit at the remote.
    @Test(arguments: cases) func road(_ example: Case) async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox, branch: example.branch)
        try await sandbox.check(example.commands)
        var environment = Self.environment(of: sandbox)
        environment["RESULTS"] = "\(sandbox.folder)/results"
        let run = try await sandbox.shell("set -eo pipefail\n\(Self.road(example))", environment: environment)
        #expect(run.status == 0, "\(run.said)")
        let tags = try sandbox.read("results/tags")
        #expect(tags.contains("refs/tags/base-v1.1.0^{}\n") && tags.contains("refs/tags/core-v1.0.1^{}\n"), "\(tags)")
        #expect(try sandbox.read("results/shipped").contains("pypi:core 1.0.1 to "))
        #expect(try await sandbox.check("git -C repo status --porcelain").output.isEmpty)
    }

    /// What cannot be done says why, and what to do.
    @Test(arguments: [
        ("git clone -q --depth 1 --no-tags file://$PWD/origin.git here", "git fetch --unshallow --tags"),
        ("git clone -q origin.git here && git -C here checkout -q --detach", "name it with --base, as in --base main"),
        (
            "git clone -q origin.git here && git -C here checkout -q -b releasekit--release",
            "check out the branch that is to be released, or give --base"
        ),
        ("git clone -q origin.git here && git -C here remote remove origin", "origin"),
        ("git init -q here && cp -r repo/packages repo/*.toml here", "need a git or Mercurial repository with a commit"),
        ("mkdir here && cp -r repo/packages repo/*.toml here", "need a git or Mercurial repository with a commit"),
    ]) func errors(_ commands: String, _ says: String) async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox)
        try await sandbox.check(commands)
        let run = try await sandbox.shell("rk-prepare --quiet > /dev/null", in: "here", environment: Self.environment(of: sandbox))
        #expect(run.status != 0 && run.said.contains("error[") && run.said.contains(says), "\(run.said)")
    }
}
