import RKShared
import Support
import Testing

/// Prereleases and the way from them to the final version.
struct PrereleaseTests {
    /// A tag of what was released, where the history stands.
    private static func released(_ version: String) -> String { "git tag a-v\(version)" }

    /// From rc1 to the final version, with new commits and without.
    static let scenarios = [
        Scenario(name: "the first", script: "c 'feat: x' packages/a/f", arguments: "--prerelease rc", expected: ["a 1.1.0rc1"]),
        Scenario(
            name: "the second", script: "c 'feat: x' packages/a/f; \(released("1.1.0rc1")); c 'fix: y' packages/a/f",
            arguments: "--prerelease rc", expected: ["a 1.1.0rc2"]),
        Scenario(
            name: "a larger change makes a larger target",
            script: "c 'fix: x' packages/a/f; \(released("1.0.1rc1")); c 'feat: y' packages/a/f", arguments: "--prerelease rc",
            expected: ["a 1.1.0rc1"]),
        Scenario(
            name: "another label", script: "c 'feat: x' packages/a/f; \(released("1.1.0a2")); c 'fix: y' packages/a/f",
            arguments: "--prerelease rc", expected: ["a 1.1.0rc1"]),
        Scenario(
            name: "a label that would go back", script: "c 'feat: x' packages/a/f; \(released("1.1.0rc1")); c 'fix: y' packages/a/f",
            arguments: "--prerelease a", status: 65, says: "would come before"),
        Scenario(
            name: "a label that PEP 440 has not", script: "c 'feat: x' packages/a/f", arguments: "--prerelease nightly", status: 65,
            says: "use one of a, b, rc"),
        Scenario(
            name: "nothing new since the last one", script: "c 'feat: x' packages/a/f; \(released("1.1.0rc1"))",
            arguments: "--prerelease rc", expected: []),
        Scenario(
            name: "the final version",
            script:
                "c 'feat: x' packages/a/f; \(released("1.1.0rc1")); c 'fix: y' packages/a/f; \(released("1.1.0rc2")); c 'fix: z' packages/a/f",
            expected: ["a 1.1.0"]),
        Scenario(name: "promotion without new commits", script: "c 'feat: x' packages/a/f; \(released("1.1.0rc1"))", expected: ["a 1.1.0"]),
        Scenario(
            name: "a manifest that states the prerelease",
            script: "c 'feat: x' packages/a/f; set_version a 1.1.0rc1; \(released("1.1.0rc1")); c 'fix: y' packages/a/f",
            arguments: "--prerelease rc", expected: ["a 1.1.0rc2"]),
        Scenario(
            name: "a manifest that states it, to the final version",
            script: "c 'feat: x' packages/a/f; set_version a 1.1.0rc1; \(released("1.1.0rc1")); c 'fix: y' packages/a/f",
            expected: ["a 1.1.0"]),
        Scenario(
            name: "0.6.0rc1 and a fix", tagged: false,
            script: "git tag a-v0.5.0; c 'feat: x' packages/a/f; set_version a 0.6.0rc1; git tag a-v0.6.0rc1; c 'fix: y' packages/a/f",
            expected: ["a 0.6.0"]),
        Scenario(
            name: "dependents", packages: ["a": [], "b": ["a"]], script: "c 'feat: x' packages/a/f", arguments: "--prerelease rc",
            expected: ["a 1.1.0rc1", "b 1.0.1rc1"]),
        Scenario(
            name: "dependents of the second", packages: ["a": [], "b": ["a"]],
            script: "c 'feat: x' packages/a/f; git tag a-v1.1.0rc1; git tag b-v1.0.1rc1; c 'fix: y' packages/a/f",
            arguments: "--prerelease rc", expected: ["a 1.1.0rc2", "b 1.0.1rc2"]),
        Scenario(
            name: "dependents of the final version", packages: ["a": [], "b": ["a"]],
            script: "c 'feat: x' packages/a/f; git tag a-v1.1.0rc1; git tag b-v1.0.1rc1", expected: ["a 1.1.0", "b 1.0.1"]),
        Scenario(
            name: "development releases", script: "c 'feat: x' packages/a/f", arguments: "--prerelease dev", expected: ["a 1.1.0.dev1"]),
    ]

    /// Each history gives these versions.
    @Test(arguments: scenarios)
    func prereleasesLeadToTheFinalVersion(_ scenario: Scenario) async throws { try await scenario.run() }

    /// The final version lists the commits of its prereleases too.
    @Test func theFinalVersionHoldsAllCommits() async throws {
        let sandbox = try await Sandbox()
        try await Scenario(name: "", script: "c 'feat: x' packages/a/f; \(Self.released("1.1.0rc1")); c 'fix: y' packages/a/f").build(
            in: sandbox)
        let plan = try #require(try await sandbox.plans().first)
        #expect(plan.commits.map(\.subject) == ["y", "x"] && plan.since?.tag == "a-v1.0.0")
    }
}
