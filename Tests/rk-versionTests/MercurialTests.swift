import RKShared
import Support
import Testing

/// Versions from the history of a Mercurial repository: what a git repository with the same commits gives.
struct MercurialTests {
    /// What scripts say, for either system: `c MESSAGE PATH…` commits another content of some paths, `t NAME` sets a tag; `fork` begins a side
    /// line, `back` returns to where it began, `join` merges it.
    static let prelude = #"""
        set -e
        n=0 clock=1767322800
        export GIT_AUTHOR_DATE GIT_COMMITTER_DATE
        tick() { clock=$((clock + 60)); GIT_AUTHOR_DATE="$clock +0000"; GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE; }
        begin() { if [ "$VCS" = git ]; then git init -q -b default; else hg init; fi; keep 'chore: initial import'; }
        keep() {
            tick
            if [ "$VCS" = git ]; then git add -A; git commit -qm "$1"; else hg addremove -q; hg commit -q -d "$clock 0" -m "$1"; fi
        }
        c() { local message=$1 path; shift; for path; do mkdir -p "$(dirname "$path")"; n=$((n + 1)); echo "$n" > "$path"; done; keep "$message"; }
        t() { if [ "$VCS" = git ]; then git tag "$1"; else hg tag -q -f -d "$clock 0" -- "$1"; fi; }
        fork() { if [ "$VCS" = git ]; then git checkout -q -b side; else fork=$(hg log -r . -T '{node}'); fi; }
        back() { if [ "$VCS" = git ]; then git checkout -q default; else side=$(hg log -r . -T '{node}'); hg update -q -r "$fork"; fi; }
        join() {
            tick
            if [ "$VCS" = git ]; then git merge -q --no-ff -m "Merge side" side; git branch -q -d side
            else hg merge -q -r "$side"; hg commit -q -d "$clock 0" -m "Merge side"; fi
        }

        """#

    /// The files of every history: three packages in a row, and one at the root.
    static let files = [
        "pyproject.toml":
            "[project]\nname = \"top\"\nversion = \"1.0.0\"\n[build-system]\nrequires = []\n[tool.uv.workspace]\nmembers = ['packages/*']\n[tool.uv.sources]\n"
            + "a = { workspace = true }\nb = { workspace = true }\n",
        "packages/a/pyproject.toml": "[project]\nname = \"a\"\nversion = \"1.0.0\"\n[build-system]\nrequires = []\n",
        "packages/b/pyproject.toml":
            "[project]\nname = \"b\"\nversion = \"1.0.0\"\ndependencies = [\"a>=1\"]\n[build-system]\nrequires = []\n",
        "packages/c/pyproject.toml":
            "[project]\nname = \"c\"\nversion = \"1.0.0\"\ndependencies = [\"b>=1\"]\n[build-system]\nrequires = []\n",
    ]

    /// What both systems give for a script: the decisions, how many commits each has, and the notes without ids.
    private static func results(of script: String, options: String = "") async throws -> (git: String, hg: String, errors: String) {
        let sandbox = try await Sandbox()
        var results: [String] = []
        var errors = ""
        for system in ["git", "hg"] {
            try await sandbox.write(files, below: system)
            let environment = sandbox.mercurialEnvironment.merging(["VCS": system]) { $1 }
            try await sandbox.check("\(prelude)begin\n\(script)", in: system, environment: environment)
            let run = try await sandbox.shell(
                """
                set -o pipefail
                rk-discover | rk-graph --topo | rk-version \(options) | rk-changelog > ../out.json
                jq -c '.packages, .graph.levels, (.versions[] | [.package, .current, .next, .bump, .reason, .tag, [.commits[]? | [.subject, .bump, .scope, .author, .breaking]]])' ../out.json
                jq -r '.changelog[].markdown' ../out.json | sed -E 's/\\(?[0-9a-f]{7,40}\\)?/ID/g'
                """, in: system, environment: environment)
            results.append(run.text)
            errors += run.said
        }
        return (results[0], results[1], errors)
    }

    /// Histories with something special, each the same for both.
    static let scripts = [
        "t a-v1.0.0; t b-v1.0.0; t c-v1.0.0; t top-v1.0.0",
        "t a-v1.0.0; t b-v1.0.0; t c-v1.0.0; t top-v1.0.0; c 'feat: one' packages/a/f",
        "t a-v1.0.0; t b-v1.0.0; c 'feat: one' packages/a/f; t a-v1.1.0; c 'fix: two' packages/a/g; c 'fix: three' packages/c/x",
        "t a-v1.0.0; t b-v1.0.0; fork; c 'feat!: side' packages/a/s; back; c 'fix: main' packages/b/m; join; t b-v1.0.1; c 'fix: later' packages/c/x",
        "t a-v1.0.0; fork; c 'feat: side' packages/a/s; back; t b-v1.0.0; c 'chore: x' packages/c/x; join",
        "t a-v1.0.0; c 'feat: one' packages/a/f; c 'Revert \"feat: one\"' packages/a/f",
        #"t a-v1.0.0; c $'feat(ü): grüße 🚀\n\nBREAKING CHANGE: größer\n\nRefs: #12' 'packages/a/we ird/ö "x" $y'; c 'no convention' packages/b/f"#,
        "c 'fix: before' packages/a/f; mkdir packages/d; printf '[project]\\nname = \"d\"\\nversion = \"0.1.0\"\\n[build-system]\\nrequires = []\\n' > packages/d/pyproject.toml; "
            + "keep 'feat: d begins'; c 'fix: d' packages/d/f; mv packages/d/pyproject.toml x; keep 'chore: away'; mv x packages/d/pyproject.toml; "
            + "keep 'feat: d again'; c 'feat: e' packages/d/e",
        "t a-v1.0.0; t a-v1.1.0rc1; c 'feat: one' packages/a/f; t a-v1.1.0rc2; c 'fix: two' packages/a/f",
        "t a-v1.0.0; mkdir packages/a/sub; c 'docs: x' packages/a/sub/y; rm -r packages/a/sub; keep 'fix: without'",
        "t 'a-v1.0.0'; t 'x+y(z)|\"w\"'; t ü; c 'perf: p' packages/a/f packages/b/f",
    ]

    /// The twins agree.
    @Test(arguments: scripts) func twins(_ script: String) async throws {
        let results = try await Self.results(of: script)
        #expect(results.git == results.hg && !results.git.isEmpty, "\(results.errors)")
    }

    /// Random histories give the same versions and notes with both systems.
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func randomTwins(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var lines: [String] = []
        var minor = 0
        var isForked = false
        let types = ["feat", "fix", "fix(x)", "feat!", "chore", "docs", "perf", "Plain words,"]
        for step in 0..<18 {
            let package = ["a", "b", "c"].randomElement(using: &random) ?? "a"
            switch Int.random(in: 0..<10, using: &random) {
            case 0 where !isForked:
                let path = "packages/\(package)"
                lines += ["fork", "c 'feat: side \(step)' \(path)/s\(step)", "c 'fix: side \(step)' \(path)/t\(step)", "back"]
                isForked = true
            case 1 where !isForked:
                minor += 1
                lines.append("t \(package)-v1.\(minor).0")
            case 2 where isForked:
                lines += ["c 'chore: before \(step)' packages/\(package)/m\(step)", "join"]
                isForked = false
            case 3: lines.append("c 'build: top \(step)' file\(step)")
            default:
                let type = types.randomElement(using: &random) ?? "fix"
                lines.append("c '\(type): step \(step)' packages/\(package)/f\(step) packages/\(package)/g")
            }
        }
        if isForked { lines += ["c 'chore: before' packages/a/end", "join"] }
        let results = try await Self.results(of: lines.joined(separator: "\n"), options: seed % 2 == 0 ? "--prerelease rc" : "")
        #expect(results.git == results.hg && !results.git.isEmpty, "\(lines.joined(separator: "\n"))\n\(results.errors)")
    }

    /// What only Mercurial has: tags on other heads and branches, moved, taken away and local ones; closed heads; hostile names and messages.
    static let cases = [
        ("c 'fix: x' packages/a/f; hg tag -q a-v1.0.0; hg tag -q -f -r 0 a-v1.0.0", "a 1.0.1"),
        ("hg tag -q a-v1.0.0; c 'fix: x' packages/a/f; hg tag -q a-v1.0.1; hg tag -q --remove a-v1.0.1", "a 1.0.1"),
        (
            "hg tag -q a-v1.0.0; c 'fix: x' packages/a/f; hg update -q -r 0; c 'feat: elsewhere' packages/a/e; hg tag -q a-v1.1.0; hg update -q -r 2",
            "a 1.0.1"
        ),
        ("hg tag -q a-v1.0.0; c 'feat: x' packages/a/f; HGEDITOR=true hg backout -q -r tip; c 'fix: y' packages/a/g", "a 1.0.1"),
        ("hg tag --local a-v1.0.0; c 'fix: x' packages/a/f", "a 1.0.1"),
        (
            "hg tag -q a-v1.0.0; hg branch -q stable; c 'fix: x' packages/a/f; hg commit -q --close-branch -m 'close'; hg update -q default; hg merge -q stable; keep 'Merge'",
            "a 1.0.1"
        ),
        ("hg tag -q a-v1.0.0; printf 'feat: nul\\000in it\\n' > ../m; echo 1 > packages/a/f; hg commit -qA -l ../m", "a 1.1.0"),
        ("hg tag -q a-v1.0.0; echo 1 > packages/a/f; HGENCODING=latin-1 hg commit -qA -m \"$(printf 'fix: gr\\374n')\"", "a 1.0.1"),
        (
            "hg tag -q a-v1.0.0; hg tag -q -- '-x'; hg tag -q 'r\"+all()'; hg tag -q '{node}'; hg bookmark 'tip^' 2> /dev/null || :; c 'fix: x' packages/a/f",
            "a 1.0.1"
        ),
        (
            "hg tag -q a-v1.0.0; c 'fix: x' packages/a/f; printf '[hooks]\\npre-log = echo noise\\n[extensions]\\nnone = /nowhere\\n' > ../.hgrc; printf '[ui]\\nverbose = true\\n[alias]\\nlog = log -G\\n' > .hg/hgrc",
            "a 1.0.1"
        ),
    ]

    /// Only what hg itself holds to be the history counts.
    @Test(arguments: cases) func peculiarities(_ script: String, _ expected: String) async throws {
        let sandbox = try await Sandbox()
        let environment = sandbox.mercurialEnvironment.merging(["VCS": "hg"]) { $1 }
        try await sandbox.write(
            [
                "pyproject.toml": "[tool.uv.workspace]\nmembers = ['packages/*']\n",
                "packages/a/pyproject.toml": Self.files["packages/a/pyproject.toml"] ?? "",
            ],
            below: "repo")
        try await sandbox.check("\(Self.prelude)begin\n\(script)", in: "repo", environment: environment)
        let run = try await sandbox.versions("--format next", environment: ["HGRCPATH": nil])
        #expect(run.text == "\(expected)\n", "\(run.said)")
    }

    /// Failures of hg are errors with a remedy, and a moved repository is seen.
    @Test func faults() async throws {
        let sandbox = try await Sandbox()
        let environment = sandbox.mercurialEnvironment.merging(["VCS": "hg"]) { $1 }
        try await sandbox.write(Self.files, below: "repo")
        try await sandbox.check(
            "\(Self.prelude)begin\nrk-discover | rk-graph > ../doc.json; c 'fix: x' packages/a/f", in: "repo", environment: environment)
        let moved = try await sandbox.shell("rk-version < ../doc.json", in: "repo")
        #expect(moved.said.contains("error[RK-REPOSITORY-MOVED]") && moved.said.contains("hg update "), "\(moved.said)")
        try await sandbox.check("hg update -q 0 && rm .hg/store/00changelog.i", in: "repo", environment: environment)
        let damaged = try await sandbox.shell("rk-version < ../doc.json", in: "repo")
        #expect(damaged.status != 0 && damaged.output.isEmpty && damaged.said.contains("error["), "\(damaged.said)")
        let hostile = try await sandbox.shell(
            #"jq '.repository.head = "--config=alias.log=!touch owned"' ../doc.json | rk-version; ls"#, in: "repo")
        #expect(hostile.said.contains("error[") && !hostile.text.contains("owned"))
        try await sandbox.check("mkdir ../bin && ln -s $(command -v git) ../bin/git && ln -s $(command -v bash) ../bin/bash", in: "repo")
        let missing = try await sandbox.shell(
            "PATH=$PWD/../bin:\(Programs.folder) rk-version < ../doc.json", in: "repo")
        #expect(missing.said.contains("`hg` is not installed"), "\(missing.said)")
    }

    /// At most six processes for sixty packages, one of them never released.
    @Test func fewProcesses() async throws {
        let sandbox = try await Sandbox()
        let environment = sandbox.mercurialEnvironment.merging(["VCS": "hg"]) { $1 }
        var files = ["pyproject.toml": "[tool.uv.workspace]\nmembers = ['packages/*']\n"]
        for index in 0..<60 {
            files["packages/p\(index)/pyproject.toml"] =
                "[project]\nname = \"p\(index)\"\nversion = \"1.0.0\"\n[build-system]\nrequires = []\n"
        }
        try await sandbox.write(files, below: "repo")
        try await sandbox.check(
            """
            \(Self.prelude)begin
            hg tag -q $(seq -f 'p%g-v1.0.0' 0 58)
            c 'feat: x' packages/p1/f
            rk-discover | rk-graph > ../doc.json
            mkdir ../bin && printf '#!/bin/bash\\necho >> ../count\\nexec "%s" "$@"\\n' "$(command -v hg)" > ../bin/hg && chmod +x ../bin/hg
            PATH=$PWD/../bin:$PATH rk-version --format next < ../doc.json > ../next
            """, in: "repo", environment: environment)
        #expect(try sandbox.read("count").utf8.count <= 6)
        #expect(try sandbox.read("next").contains("p1 1.1.0\n"))
    }
}
