import RKShared
import Support
import Testing

/// Versions of Go modules, which are tags and nothing else.
struct GoTagTests {
    /// The tags of the real repositories' modules, as their last releases have them, are found without any configuration.
    @Test(
        .enabled(if: Programs.sharedFixtures != nil, "the shared fixtures are not beside the project"),
        arguments: ["opentelemetry-go", "opentelemetry-go-contrib"])
    func newestTags(_ name: String) async throws {
        let sandbox = try await Sandbox()
        let fixtures = try #require(Programs.sharedFixtures)
        let truth = try #require(try JSON(parsing: try Files.read("\(fixtures)/truth/go__\(name).json")).object)
        let packages = (truth["packages"]?.array ?? []).compactMap(\.object)
        var tags: [String] = []
        for package in packages {
            guard let version = package["version_from_latest_tag"]?.string, let prefix = package["tag_prefix"]?.string else { continue }
            tags += [prefix + version, "\(prefix)v0.0.0-rc.1", prefix + version.dropFirst()]
        }
        try await sandbox.write("tags", (Set(tags).sorted() + ["junk/v9.0.0", "v1", "vundefined"]).map { "git tag \($0)\n" }.joined())
        try await sandbox.check(
            "cp -r --no-preserve=mode '\(fixtures)/go/\(name)' repo; cd repo; git init -qb main; git add -A; git commit -qm 'feat: x'; bash -e ../tags"
        )
        let plans = Dictionary(uniqueKeysWithValues: try await sandbox.plans().map { ($0.package, $0) })
        for package in packages {
            let plan = try #require(plans["golang:\(package["name"]?.string ?? "")"])
            #expect(plan.current == package["version_from_latest_tag"]?.string, "\(plan.package)")
            #expect(plan.isReleased == false)
        }
    }

    /// A module `a`, `b` with version 2 in its path, and a root; commits and tags; what comes out.
    @Test(arguments: [
        ("git tag v1.0.0; git tag a/v0.3.0; git tag b/v2.1.0; c 'feat: x' a/x b/x x", ["a/v0.4.0", "b/v2.2.0", "v1.1.0"]),
        ("git tag v1.0.0; git tag a/v0.3.0; c 'fix!: x' a/x", ["a/v0.4.0"]),
        ("c 'fix: x' x a/x", ["a/v0.0.1", "v0.0.1"]),
        (
            "git tag b/v1.9.0; git tag a/1.0.0; git tag av1.0.0; git tag a/v1.0; git tag a/v1.0.0+x; git tag a/v2.0.0; c 'feat: x' a/x b/x",
            ["a/v0.1.0", "b/v2.0.0"]
        ),
        ("git tag v1.0.0; git tag v1.1.0-rc.1; git tag v1.1.0-0.20191109021931-daa7c04131f5; c 'feat: x' x", ["v1.1.0"]),
    ])
    func steps(_ script: String, _ expected: [String]) async throws {
        let sandbox = try await Sandbox()
        try await repository(in: sandbox, script)
        let plans = try await sandbox.plans()
        #expect(plans.filter(\.isReleased).compactMap(\.tag).sorted() == expected)
    }

    /// A breaking change of a version from 1 on needs another module path first, and the finding says which.
    @Test func majorWithoutPath() async throws {
        let sandbox = try await Sandbox()
        try await repository(in: sandbox, "git tag v1.0.0; git tag a/v1.0.0; git tag b/v2.0.0; c 'feat!: x' b/x a/x")
        let completion = try await sandbox.versions()
        #expect(completion.status == 1)
        let findings = try Document(parsing: completion.output).diagnostics.filter { $0.code == Code.versionInvalid.rawValue }
        #expect(
            findings.map(\.message) == [
                "golang:x.org/m/a cannot have the version v2.0.0", "golang:x.org/m/b/v2 cannot have the version v3.0.0",
            ])
        #expect(findings.first?.hint?.contains("make it `x.org/m/a/v2` in go.mod") == true)
        #expect(findings.last?.hint?.contains("make it `x.org/m/b/v3` in go.mod") == true)
    }

    /// The history of a module whose path has a new major version begins at the last release of the old one, unless that is another module's.
    @Test func newMajorPath() async throws {
        let sandbox = try await Sandbox()
        try await repository(
            in: sandbox,
            "git tag v1.0.0; git tag a/v1.4.0; c 'feat!: x' a/x; sed -i 's|m/a|m/a/v2|' a/go.mod; mkdir v2; echo 'module x.org/m/v2' > v2/go.mod; git add -A; git commit -qm 'feat: v2'; c 'fix: y' v2/x"
        )
        let plans = Dictionary(uniqueKeysWithValues: try await sandbox.plans().map { ($0.package, $0) })
        let moved = try #require(plans["golang:x.org/m/a/v2"])
        #expect(moved.tag == "a/v2.0.0" && moved.current == nil && moved.since == nil)
        #expect(moved.commits.map(\.subject) == ["v2", "x"])
        #expect(plans["golang:x.org/m/v2"]?.tag == "v2.0.0" && plans["golang:x.org/m"]?.current == "v1.0.0")
    }

    /// The whole way: versions, pins in go.mod and a go.sum that was not there, and back.
    @Test func pins() async throws {
        let sandbox = try await Sandbox()
        let text = "module x.org/m/c\n\nrequire x.org/m/a v0.1.0\n\nreplace x.org/m/a => ../a\n"
        try await sandbox.write("repo/c/go.mod", text)
        try await repository(in: sandbox, "git tag v1.0.0; git tag a/v0.1.0; git tag b/v2.0.0; git tag c/v0.1.0; c 'feat: x' a/x")
        let pipeline = "rk-discover | rk-graph | rk-version"
        let document = try Document(parsing: try await sandbox.check("\(pipeline) | rk-pin", in: "repo").output)
        let pin = try #require(document.pins?.first { $0.package == "golang:x.org/m/c" })
        #expect(pin.version?.to == "v0.1.1" && pin.set.map { "\($0.from) \($0.to)" } == ["v0.1.0 v0.2.0"])
        let inside = try await sandbox.check("\(pipeline) | rk-pin | rk-pin run -- cat c/go.mod c/go.sum 2>&1", in: "repo").text
        #expect(inside.hasPrefix("module x.org/m/c\n\nrequire x.org/m/a v0.2.0\nx.org/m/a v0.2.0 h1:"), "\(inside)")
        #expect(try sandbox.read("repo/c/go.mod") == text)
        #expect(try await sandbox.check("git status --porcelain", in: "repo").text == "")
    }

    /// Makes the repository.
    private func repository(in sandbox: Sandbox, _ script: String) async throws {
        try await sandbox.write(
            ["go.mod": "module x.org/m\n", "a/go.mod": "module x.org/m/a\n", "b/go.mod": "module x.org/m/b/v2\n"], below: "repo")
        try await sandbox.check(
            "git init -qb main; git add -A; git commit -qm 'feat: first' --date '2026-01-01T00:00:00Z'\n\(Scenario.prelude)\(script)",
            in: "repo")
    }
}
