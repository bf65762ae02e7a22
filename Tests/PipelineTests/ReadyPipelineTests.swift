import RKShared
import Support
import Testing

/// The pipelines that users copy from `ci/`: their shell steps run, in order, on a real repository with a forge and a registry.
@Suite struct ReadyPipelineTests {
    /// A repository `repo` of three packages with something to release, its bare remote, and the archive that jobs install rk from.
    private static func scene() async throws -> Sandbox {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["base": [], "core": ["base>=1"], "cli": ["core>=1"]])
        try await sandbox.commit("fix(base): begin at one (#7)", touching: "packages/base/src/base/one.txt")
        try await sandbox.check(
            """
            git clone -q --bare repo origin.git
            mkdir -p archive/bin && ln -s "$PROGRAMS"/rk-{discover,graph,version,pin,publish,changelog,propose,tag,apply,show} archive/bin
            tar -czf rk.tar.gz -C archive . && rm -r archive
            """, environment: ["PROGRAMS": Programs.folder])
        return sandbox
    }

    /// Runs a script with a pipeline's functions beside a forge and a registry.
    private static func run(_ script: String, with pipelines: PipelineScript..., on forge: ForgeSite.Kind, in sandbox: Sandbox) async throws
    {
        for pipeline in pipelines { try await sandbox.write(pipeline.steps, below: "steps") }
        try await sandbox.write("script", pipelines.map(\.text).joined() + script)
        let digest = Digest.sha256(try Files.read("\(sandbox.folder)/rk.tar.gz"))
        try await sandbox.check(
            """
            rk-registry run --dir ../registry -- python3 '\(Programs.root)/Tests/PipelineTests/Scripts/forge-server.py' \(forge.rawValue) ../origin.git \
                bash ../script > ../log 2>&1 || { tail -n 60 ../log >&2; exit 1; }
            """, in: "repo",
            environment: ForgeScene.foreign.merging(["RK_ARCHIVE": "file://\(sandbox.folder)/rk.tar.gz", "RK_SHA256": digest, "CI": "true"])
            { $1 })
    }

    /// A release, the same pipeline again, a release that came in with a squash while the branch moved on, each with its uploads.
    private static let story = """
        RUN=1; pipeline; state first
        forge '_merge?number=1'; RUN=2; pipeline; state second; RUN=3; pipeline
        git pull -q origin main
        echo 2 > packages/core/src/core/two.txt; git add -A; git commit -qm 'feat(core): count to two (#9)'; git push -q origin main
        RUN=4; pipeline; state third
        forge '_merge?number=2&how=squash'; git pull -q origin main; git rev-parse HEAD > ../merged
        echo 3 > packages/cli/src/cli/three.txt; git add -A; git commit -qm 'fix(cli): count on (#11)'; git push -q origin main
        RUN=5; pipeline; state fourth
        git fetch -q --tags; git tag -l --format '%(refname:short) %(*objectname)' > ../tags
        """

    /// What became of the packages in the document that a run's publishing left; nil where there was none.
    private static func published(_ run: Int, _ artifact: String, in sandbox: Sandbox) throws -> [String]? {
        let path = "runs/\(run)/artifacts/\(artifact)/published.json"
        guard Files.exists("\(sandbox.folder)/\(path)") else { return nil }
        let results = try Document(parsing: Array(try sandbox.read(path).utf8)).results ?? []
        return results.filter { $0.status != .skipped }.map { "\($0.package) \($0.version ?? "") \($0.status.rawValue)" }
    }

    /// What the server knew.
    private static func state(_ name: String, in sandbox: Sandbox) throws -> ForgeState {
        ForgeState(object: try JSON(parsing: Array(try sandbox.read("\(name).state").utf8)).object ?? JSONObject())
    }

    /// What the story comes to, on any forge.
    private static func check(_ artifact: String, in sandbox: Sandbox) throws {
        let states = try ["first", "second", "third", "fourth"].map { try state($0, in: sandbox) }
        #expect(states.map(\.requests.count) == [1, 1, 2, 3])
        #expect(states[0].requests.first?["title"]?.string == "chore: release base 1.0.1, core 1.0.1, cli 1.0.1")
        #expect(
            states[0].releases.isEmpty && states[1].releases.count == 3 && states[2].releases.count == 3 && states[3].releases.count == 5)
        #expect(states.allSatisfy { $0.wrong.isEmpty }, "\(states.map(\.wrong))")
        #expect(
            try published(2, artifact, in: sandbox)
                == ["pypi:base 1.0.1 published", "pypi:core 1.0.1 published", "pypi:cli 1.0.1 published"])
        for quiet in [1, 4] { #expect(try published(quiet, artifact, in: sandbox) == nil, "run \(quiet)") }
        let again = try published(3, artifact, in: sandbox)
        #expect(again?.allSatisfy { $0.hasSuffix(" already-published") } == true, "\(again ?? [])")
        #expect(try published(5, artifact, in: sandbox) == ["pypi:core 1.1.0 published", "pypi:cli 1.0.2 published"])
        let merged = try sandbox.read("merged").trimmed
        #expect(try sandbox.read("tags").contains("core-v1.1.0 \(merged)\n") && sandbox.read("tags").contains("cli-v1.0.2 \(merged)\n"))
        #expect(states[3].requests.prefix(2).allSatisfy { $0["labels"]?.array == [.string("autorelease: published")] })
        #expect(states[3].requests.last?["title"]?.string == "chore: release cli 1.0.3")
    }

    /// The workflow of GitHub.
    @Test func gitHub() async throws {
        let sandbox = try await Self.scene()
        let pipeline = try PipelineScript.gitHub("ci/github/release.yml", as: "pipeline")
        try await Self.run(Self.story, with: pipeline, on: .github, in: sandbox)
        try Self.check("published", in: sandbox)
    }

    /// The pipeline of GitLab, and what a merge request shows.
    @Test func gitLab() async throws {
        let sandbox = try await Self.scene()
        let pipeline = try PipelineScript.gitLab("ci/gitlab-ci.yml")
        try await Self.run("RUN=0; preview\n\(Self.story)", with: pipeline, on: .gitlab, in: sandbox)
        try Self.check("publish/rk-run", in: sandbox)
        #expect(try sandbox.read("runs/0/artifacts/preview/rk-run/plan.html").contains("pypi:core"))
        #expect(try sandbox.read("log").contains("there is nothing to publish"))
    }

    /// What a pull request shows; its own plan, and nothing for the request of a release.
    @Test func preview() async throws {
        let sandbox = try await Self.scene()
        let preview = try PipelineScript.gitHub("ci/github/plan.yml", as: "preview")
        try await Self.run(
            "RUN=1; export HEAD_REF=topic; preview; RUN=2; HEAD_REF=releasekit--release; preview", with: preview, on: .github, in: sandbox)
        #expect(
            try sandbox.read("runs/1/plan/summary.md").contains("| base | 1.0.0 | **1.0.1** |")
                || sandbox.read("runs/1/plan/summary.md").contains("1.0.1"))
        #expect(Files.exists("\(sandbox.folder)/runs/1/artifacts/plan/plan.html") && !Files.exists("\(sandbox.folder)/runs/2"))
    }

    /// A plan of more than 1 MiB is cut at the end of a line.
    @Test func longPreview() async throws {
        let sandbox = try await Self.scene()
        let name = String(repeating: "x", count: 190)
        var files = ["package.json": #"{"name": "mono", "private": true, "workspaces": ["js/*"]}"#]
        for number in 0..<1500 { files["js/p\(number)/package.json"] = "{\"name\": \"\(name)\(number)\", \"version\": \"1.0.0\"}" }
        try await sandbox.write(files, below: "repo")
        try await sandbox.check(
            """
            git add -A && git commit -qm 'chore: more'
            for folder in js/*; do echo 1 > $folder/x; done
            git add -A && git commit -qm "feat: $(printf 'y%.0s' $(seq 600))" && git push -q ../origin.git main
            """, in: "repo")
        try await Self.run(
            "RUN=1; preview", with: try PipelineScript.gitHub("ci/github/plan.yml", as: "preview"), on: .github, in: sandbox)
        let summary = try sandbox.read("runs/1/plan/summary.md")
        #expect(
            summary.utf8.count < 1 << 20 && summary.utf8.count > 990_000
                && summary.hasSuffix("|\n\nThe whole plan is in the artifact `plan`.\n"))
    }

    /// The same story with make, in one clone.
    @Test func make() async throws {
        let sandbox = try await Self.scene()
        let rk = "make -s -f '\(Programs.root)/ci/Makefile'"
        try await Self.run(
            """
            set -x; git fetch -q; git branch -q -u origin/main
            \(rk) plan > ../plan; \(rk) prepare; state first
            forge '_merge?number=1'; git pull -q; \(rk) release; \(rk) publish PUBLISH_OPTIONS='--jobs 2 --no-smoke-test'; \(rk) follow; state second
            cp .git/rk-documents/published.json ..; git status --porcelain > ../status; \(rk) plan > ../after; \(rk) prepare; \(rk) release; state third
            """, with: PipelineScript(), on: .github, in: sandbox)
        #expect(try sandbox.read("plan").contains("1.0.1") && !sandbox.read("after").contains("1.0.2"))
        let states = try ["first", "second", "third"].map { try Self.state($0, in: sandbox) }
        #expect(states.map(\.requests.count) == [1, 1, 1] && states.map(\.releases.count) == [0, 3, 3])
        #expect(states[1].labels == ["autorelease: published"])
        let results = try Document(parsing: Array(try sandbox.read("published.json").utf8)).results ?? []
        #expect(results.count == 3 && results.allSatisfy { $0.status == .published })
        #expect(try sandbox.read("status").isEmpty)
    }

    /// What GitHub and GitLab themselves accept, by their schemas.
    @Test func schemas() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check(
            """
            cd '\(Programs.root)/ci'
            check-jsonschema --builtin-schema vendor.github-workflows github/*.yml
            check-jsonschema --builtin-schema vendor.gitlab-ci gitlab-ci.yml
            """)
    }
}
