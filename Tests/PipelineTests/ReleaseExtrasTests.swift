import RKShared
import Support
import Testing

/// What a release has beside its packages: a tag and notes of the whole, and files that say the version.
@Suite struct ReleaseExtrasTests {
    /// Makes `repo` with a bare remote: core, and cli that needs it; core has files with its version, and gives the release its own.
    static func build(in sandbox: Sandbox) async throws {
        try await sandbox.uvWorkspace("repo", ["core": [], "cli": ["core==1.0.0"]])
        try await sandbox.check(
            #"""
            printf 'umbrella_tag_format = "v{version}"\numbrella_package = "core"\nextra_files = ["README.md:pin (.*) today"]\n' > releasekit.toml
            printf 'extra_files = ["about.h:VERSION \\"(.+)\\"", "VERSION", "Chart.yaml"]\n' > packages/core/releasekit.toml
            printf 'pin 1.0.0 today\nor pin 0.9 tomorrow\n' > README.md
            printf '#define VERSION "1.0.0"\r\n#define API "1.0.0"\r\n' > packages/core/about.h
            printf '1.0.0\n' > packages/core/VERSION
            printf 'version: 1.0.0 # x-releasekit-version\napi: 1.0.0\n' > packages/core/Chart.yaml
            git add -A && git commit -qm 'chore: say the version'
            echo 1 > packages/core/src/core/x.txt && git add -A && git commit -qm 'feat: more'
            git clone -q --bare . ../origin.git && git remote add origin ../origin.git && git fetch -q
            """#, in: "repo")
    }

    /// The release has a tag and a page of the whole, with the notes of the tree; the named files say the version, and nothing else of them changes.
    @Test func whole() async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox)
        try await sandbox.check(
            """
            PATH="\(Programs.root)/bin:$PATH"
            rk-prepare --quiet > /dev/null && git fetch -q && git merge -q --no-ff -m merge origin/releasekit--release
            sed -i 's/^# Release notes/# The autumn release/' .releasekit/notes.md && git commit -qam 'docs: name it' && git push -q origin main
            rk-discover | rk-propose --merged | rk-tag > ../tags.json
            rk-apply --quiet < ../tags.json > /dev/null && git ls-remote --tags origin > ../tags
            """, in: "repo")
        #expect(try sandbox.read("repo/README.md") == "pin 1.1.0 today\nor pin 0.9 tomorrow\n")
        #expect(try sandbox.read("repo/packages/core/about.h") == "#define VERSION \"1.1.0\"\r\n#define API \"1.0.0\"\r\n")
        #expect(try sandbox.read("repo/packages/core/VERSION") == "1.1.0\n")
        #expect(try sandbox.read("repo/packages/core/Chart.yaml") == "version: 1.1.0 # x-releasekit-version\napi: 1.0.0\n")
        for tag in ["core-v1.1.0", "cli-v1.0.1", "v1.1.0"] { #expect(try sandbox.read("tags").contains("refs/tags/\(tag)\n")) }
        let actions = try #require(try Document(parsing: Array(try sandbox.read("tags.json").utf8)).actions)
        let pages = actions.compactMap { if case .publishRelease(let page) = $0.work { page } else { nil } }
        #expect(pages.map(\.isLatest) == [false, false, true] && pages.last?.title == "1.1.0")
        let body = try #require(pages.last?.body)
        #expect(body.hasPrefix("# The autumn release\n") && body.contains("## core [1.1.0]") && body.contains("## cli [1.0.1]"), "\(body)")
        let label = actions.last.map(\.work)
        #expect(
            label == .labelRequest(.init(branch: "releasekit--release", add: ["autorelease: tagged"], remove: ["autorelease: pending"])))
    }

    /// What cannot be said is said, with the place, and nothing is planned.
    @Test(arguments: [
        ("extra_files = [\"gone.txt\"]", "error[RK-EXTRA-FILE-UNCHANGED]: there is no file `packages/core/gone.txt`"),
        ("extra_files = [\"about.h\"]", "error[RK-EXTRA-FILE-UNCHANGED]: nothing in `packages/core/about.h` is marked as the version"),
        ("extra_files = [\"about.h:RELEASE (.+)\"]", "`RELEASE (.+)` fits nothing in `packages/core/about.h`"),
        ("extra_files = [\"about.h:VERSION .+\"]", "error[RK-CONFIG-VALUE]: `VERSION .+` in extra_files has not exactly one group"),
        ("extra_files = [\"about.h:VERSION (\"]", "error[RK-CONFIG-VALUE]: `VERSION (` in extra_files is no expression"),
        ("extra_files = [\"../../../x\"]", "error[RK-CONFIG-VALUE]: `../../../x` in extra_files names no file of the repository"),
        ("extra_files = [\"Chart.yaml:(a+)+$x\"]", "fits nothing"),
    ]) func refused(setting: String, message: String) async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox)
        try await sandbox.check(
            """
            cat > packages/core/releasekit.toml <<'END'
            \(setting)
            END
            git commit -qam 'chore: set'
            (rk-discover | rk-graph --topo | rk-version | rk-propose | jq '.actions | length') > ../out 2> ../err
            """, in: "repo")
        let errors = try sandbox.read("err")
        #expect(errors.contains(message) && errors.contains("packages/core/releasekit.toml"), "\(errors)")
    }

    /// An expression that never ends is stopped.
    @Test func endlessExpression() async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox)
        try await sandbox.check(
            """
            printf 'extra_files = ["long.txt:^(?:a|a)*(b)$"]\\n' > packages/core/releasekit.toml
            printf '%060d\\n' 0 | tr 0 a > packages/core/long.txt && git add -A && git commit -qm 'chore: set'
            (rk-discover | rk-graph --topo | rk-version | rk-propose; echo $?) > ../out 2> ../err
            """, in: "repo")
        let errors = try sandbox.read("err")
        #expect(errors.contains("takes more than 10 seconds"), "\(errors)")
        #expect(try sandbox.read("out").hasSuffix("78\n"))
    }

    /// Without a version that a tag of the whole could have, that is said, and the packages are released all the same.
    @Test func noUmbrella() async throws {
        let sandbox = try await Sandbox()
        try await Self.build(in: sandbox)
        try await sandbox.check(
            """
            printf 'umbrella_tag_format = "v{version}"\\n' > releasekit.toml && git commit -qam 'chore: no package'
            rk-discover | rk-graph --topo | rk-version | rk-propose --local 2> ../err | rk-apply --quiet > /dev/null
            jq -r '.packages[].tag' .releasekit/release.json | xargs -n 1 git tag
            printf 'umbrella_tag_format = "core-v{version}"\\numbrella_package = "core"\\n' > releasekit.toml && git commit -qam 'fix: same'
            touch packages/core/src/core/y && git add -A && git commit -qm 'fix: y'
            (rk-discover | rk-graph --topo | rk-version | rk-propose --local > ../same.json; echo $?) > ../out 2> ../same
            """, in: "repo")
        #expect(
            try sandbox.read("err").contains(
                "warning[RK-UMBRELLA-MISSING]: this release has no tag as a whole: its packages have 2 versions"))
        #expect(try !sandbox.read("repo/.releasekit/release.json").contains("umbrella"))
        let same = try sandbox.read("same")
        let status = try sandbox.read("out")
        #expect(same.contains("is also that of pypi:core") && status == "1\n", "\(same)")
    }
}
