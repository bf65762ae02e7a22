import RKShared
import Support
import Testing

/// The embedded registry's other protocols against real clients, as the scripts of `Scripts` describe check by check.
struct ProtocolClientsTests {
    /// go gets modules from tags and from the folder, with the digests that it works out itself.
    @Test func realGo() async throws {
        #expect(Programs.go != nil, "scripts/setup test installs go")
        try await run("go-clients.sh", atLeast: 55)
    }

    /// mvn deploys, resolves, is refused, and meets faults.
    @Test func realMaven() async throws { try await run("maven-clients.sh", atLeast: 60) }

    /// The three requests of `dart pub publish`, and what `dart pub get` reads, by curl: there is no Dart in Debian or on PyPI.
    @Test func pubProtocol() async throws { try await run("pub-clients.sh", atLeast: 50) }

    /// npm publishes, installs, tags, deprecates, takes back, is refused, and meets faults.
    @Test func realNpm() async throws { try await run("npm-clients.sh", atLeast: 60) }

    /// cargo publishes, builds with what it published, yanks, is refused, and meets faults.
    @Test func realCargo() async throws { try await run("cargo-clients.sh", atLeast: 45) }

    /// Runs a script of which every check must pass.
    private func run(_ script: String, atLeast count: Int) async throws {
        let sandbox = try await Sandbox()
        // Where rustup manages toolchains it looks for them below the user's own home.
        let own = StandardStreams.environment
        let toolchains = own["RUSTUP_HOME"] ?? own["HOME"].map { "\($0)/.rustup" }
        let run = try await sandbox.shell(
            "bash \"$SCRIPT\"",
            environment: [
                "SCRIPT": "\(Programs.root)/Tests/PipelineTests/Scripts/\(script)", "RUSTUP_HOME": toolchains, "MAVEN_ARGS": nil,
                "GOPROXY": nil,
            ])
        let failures = run.text.split(separator: "\n").filter { $0.hasPrefix("FAIL") }
        #expect(run.succeeded && failures.isEmpty, "\(failures.joined(separator: "\n"))\n\(run.text.suffix(3000))")
        #expect(run.text.split(separator: "\n").count { $0.hasPrefix("ok") } >= count)
    }
}
