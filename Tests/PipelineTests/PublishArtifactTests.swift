import RKShared
import Support
import Testing

/// Builds that do not make what was announced, and an installer that is ahead of the index.
@Suite struct PublishArtifactTests {
    /// No artifact, one of another name, one that is no archive: nothing is uploaded.
    @Test(arguments: [
        ("exit 0", "made no artifact"), (#"echo x > "$6/other-1.0.tar.gz"; exit 0"#, "is not named for acme-core"),
        (#"echo x > "$6/acme_core-1.0.0.tar.gz"; exit 0"#, "is not compressed with gzip"),
    ])
    func wrongArtifacts(_ build: String, _ words: String) async throws {
        let scene = try await PublishScene(["acme-core": []], tagged: true)
        try await scene.run("publish first", hook: "if [ \"$1\" = build ]; then \(build); fi")
        let first = try scene.result("first")
        #expect(first.status == 1 && first.codes == ["RK-ARTIFACT-WRONG"], "\(first.errors)")
        #expect(first.errors.contains(words), "\(first.errors)")
        #expect(try await scene.stored().isEmpty)
        #expect(try await scene.treeStatus() == "")
    }

    /// An installer that does not find the version yet is tried again; the package counts as published.
    @Test func lateIndex() async throws {
        let scene = try await PublishScene(["acme-core": []], tagged: true)
        let hook = #"if [ "$1" = pip ] && [ ! -e ../late ]; then touch ../late; echo "No solution found" >&2; exit 1; fi"#
        try await scene.run("publish first --events ../events", hook: hook, smoke: true)
        let first = try scene.result("first")
        #expect(first.status == 0 && first.count("published") == 1, "\(first.errors)")
        #expect(try scene.sandbox.read("events").contains("the index may not show everything yet"))
        #expect(try scene.calls("pip install") == 2)
    }

    /// Any program explains a code, in any case, and names the nearest one for a word that is none.
    @Test func explanations() async throws {
        let sandbox = try await Sandbox()
        #expect(try await sandbox.check("rk-publish --explain rk-usage").text.hasPrefix("RK-USAGE (exit status 64)\n"))
        let none = try await sandbox.shell("rk-discover --explain RK-USAGES")
        #expect(none.status == 64 && String(decoding: none.errors, as: UTF8.self).contains("did you mean RK-USAGE?"))
    }
}
