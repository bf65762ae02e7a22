import RKShared
import Support
import Testing

/// What is looked at before anything is done.
@Suite struct PublishPreflightTests {
    /// All findings at once, and nothing is done.
    @Test func allFindingsAtOnce() async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]])
        try await scene.sandbox.write("repo/releasekit.toml", "publish_from = \"ci\"\n")
        try await scene.sandbox.check(
            "sed -i 's/1.0.0/1.1.0/' packages/acme-core/pyproject.toml; git add -A; git commit -qm 'feat: bump'", in: "repo")
        try await scene.sandbox.check("mkdir dist && touch dist/acme_core-0.9.0.tar.gz; echo x > untracked", in: "repo")
        try await scene.run(
            "plan > ../first.in; env -u RK_REGISTRY -u TWINE_PASSWORD -u UV_PUBLISH_PASSWORD -u UV_PUBLISH_TOKEN -u UV_PUBLISH_URL -u UV_PUBLISH_CHECK_URL bash -c \"$(declare -f publish plan); publish first --registry https://packages.example/pypi\""
        )
        let result = try scene.result("first")
        #expect(result.status == 1)
        #expect(
            Set(result.codes) == ["RK-TREE-DIRTY", "RK-LOCKFILE-STALE", "RK-ARTIFACTS-LEFT", "RK-CONFIG-VALUE", "RK-CREDENTIALS-MISSING"],
            "\(result.errors)")
        #expect(result.count("cancelled") == 2)
        #expect(try scene.calls("build") == 0)
        #expect(!Files.exists("\(scene.sandbox.folder)/repo/.git/rk/publish"))
    }

    /// A package that needs exactly what is neither published nor released now cannot be published.
    @Test func unreleasedDependency() async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]])
        try await scene.run(
            "publish alone --only acme-api; publish core --only acme-core; publish api --only acme-api",
            faults: #"{"match":"GET /pypi/simple/acme-core/","status":503,"times":1}"#)
        let alone = try scene.result("alone")
        #expect(
            alone.status == 1 && alone.codes == ["RK-DEPENDENCY-UNRELEASED"] && alone.statuses["acme-api"] == "cancelled", "\(alone.errors)"
        )
        #expect(try scene.result("api").statuses["acme-api"] == "published")
    }

    /// A dry run says every command and changes no byte, no time and no state, without uv, network or credentials.
    @Test(arguments: ["publish dry --dry-run", "RK_DRY_RUN=1 publish dry"]) func dryRun(command: String) async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]], tagged: true)
        try await scene.sandbox.commit("feat: more", touching: "packages/acme-core/src/acme_core/more.py")
        let look = "find . -printf '%p %T@ %m %s\\n' | sort; find . -type f | sort | xargs sha256sum"
        try await scene.run(
            """
            plan | rk-version | rk-pin > ../dry.in
            (\(look)) > ../before
            hash -d uv; export PATH=$(dirname "$(command -v rk-publish)"):/usr/bin:/bin; mkdir ../none; ! command -v uv || exit 7
            env -u RK_REGISTRY -u TWINE_PASSWORD -u UV_PUBLISH_PASSWORD -u UV_PUBLISH_TOKEN -u UV_PUBLISH_URL -u UV_PUBLISH_CHECK_URL bash -c "$(declare -f publish plan); \(command) --registry https://packages.invalid/pypi"
            (\(look)) > ../after
            """, smoke: true)
        let result = try scene.result("dry")
        #expect(result.status == 0, "\(result.errors)")
        #expect(try scene.sandbox.read("before") == scene.sandbox.read("after"))
        #expect(!Files.exists("\(scene.sandbox.folder)/repo/.git/rk"))
        for words in [
            "uv lock --check", "pypi:acme-core 1.1.0 to https://packages.invalid/pypi/legacy/",
            "would edit packages/acme-api/pyproject.toml",
            "acme-core (any) -> ==1.1.0", "version 1.0.0 -> 1.0.1", "would run: ", "uv build --no-sources", "uv publish", "uv pip install",
        ] { #expect(result.errors.contains(words), "\(words) is not in \(result.errors)") }
        #expect(result.count("skipped") == 2)
    }

    /// The help names every registry that needs no address; `direct` is for modules of Go alone, and stands in the documentation.
    @Test func knownRegistries() async throws {
        let help = try await Sandbox().check("rk-publish --help").text
        let names = Catalog.builtIn.flatMap { $0.publishing?.knownRegistries ?? [] }
        #expect(Set(names).isSuperset(of: ["pypi", "npm", "central", "pub.dev"]))
        for name in names where name != "direct" { #expect(help.contains(name), "\(name)") }
    }
}
