import RKShared
import Support
import Testing

/// rk-check on small repositories with real git, each with one thing wrong.
@Suite struct CheckTests {
    /// The finding is there with its place, and gone when it is mended.
    @Test(arguments: CheckCase.all) func finding(_ example: CheckCase) async throws {
        let scene = try await CheckScene(example.files)
        let found = try await scene.findings()
        #expect(found.contains(example.finding), "\(found)")
        try await scene.change(example.mended)
        let left = try await scene.findings()
        let kind = example.finding.split(separator: " ").prefix(2).joined(separator: " ")
        #expect(!left.contains { $0.hasPrefix("\(kind) ") }, "\(left)")
    }

    /// Every code of a file is covered by a case.
    @Test func everyCode() {
        let covered = Set(CheckCase.all.map { String($0.finding.split(separator: " ")[1]) })
        let files: [Code] = [
            .licenseMissing, .licenseUnknown, .readmeMissing, .metadataMissing, .metadataInvalid, .privateMissing, .typesUnmarked,
            .dependencyPrivate, .dependencyUnpublishable, .requirementUnmet, .requirementPrerelease, .peerExact, .nameClash,
            .nameConvention,
            .versionUneven, .tagCollision, .artifactsLeft,
        ]
        #expect(files.filter { !covered.contains($0.rawValue) } == [])
    }

    /// What is missing in front is told; a document is needed, and its packages.
    @Test func sections() async throws {
        let scene = try await CheckScene(["package.json": #"{"name": "a", "version": "1.0.0"}"#])
        let reply = try await scene.run("rk-discover | rk-check 2>&1 >/dev/null")
        #expect(reply.text.contains("rk-check: skipped: cycles and self-dependencies are not looked for"), "\(reply.text)")
        for (input, status, word) in [
            ("", 66, "rk-discover"), (#"{"rk":1,"stages":[],"diagnostics":[]}"#, 65, "put rk-discover before rk-check"),
        ] {
            let reply = try await scene.run("printf '%s' '\(input)' | rk-check 2>&1")
            #expect(reply.status == status && reply.text.contains(word), "\(reply.text)")
        }
    }

    /// Findings of other stages stay, are told once, and count.
    @Test func others() async throws {
        let scene = try await CheckScene([
            "package.json": #"{"name": "mono", "private": true, "workspaces": ["one", "two"]}"#,
            "one/package.json": #"{"name": "one", "version": "1.0.0"}"#, "two/package.json": #"{"name": "one", "version": "1.0.0"}"#,
        ])
        let reply = try await scene.run(
            "rk-discover 2>/dev/null | rk-graph | rk-check | jq -c '[.diagnostics[] | select(.severity == \"error\") | [.code, .stage]]'; exit ${PIPESTATUS[2]}"
        )
        #expect(reply.status == 1 && reply.text == "[[\"RK-PACKAGE-DUPLICATE\",\"rk-discover\"]]\n", "\(reply.text)")
    }

    /// `--only`, `--ignore` and `[check]` choose codes; the status follows.
    @Test func choice() async throws {
        let scene = try await CheckScene([
            "Cargo.toml": "[package]\nname = \"one\"\nversion = \"1.0.0\"\nedition = \"2021\"\n", "src/lib.rs": "",
        ])
        #expect(try await scene.findings("--only RK-LICENSE-MISSING") == ["error RK-LICENSE-MISSING Cargo.toml:1:1"])
        let without = try await scene.run(
            "rk-discover | rk-graph | rk-check --ignore rk-license-missing --ignore RK-METADATA-MISSING | jq .rk")
        #expect(without.text == "1\n")
        #expect(try await scene.run("rk-discover | rk-graph | rk-check --only RK-LICENSE-MISSING > /dev/null").status == 1)
        #expect(try await scene.run("rk-discover | rk-graph | rk-check --only RK-README-MISSING > /dev/null").status == 0)
        let unknown = try await scene.run("rk-check --only RK-LICENCE-MISSING < /dev/null 2>&1")
        #expect(unknown.status == 64 && unknown.text.contains("did you mean RK-LICENSE-MISSING?"), "\(unknown.text)")
        try await scene.change([
            "releasekit.toml":
                "[check]\nignore = [\"RK-METADATA-MISSING\", \"RK-README-MISSING\"]\n\n[check.severity]\nRK-LICENSE-MISSING = \"note\"\n"
        ])
        #expect(try await scene.findings() == ["note RK-LICENSE-MISSING Cargo.toml:1:1"])
        try await scene.change(["releasekit.toml": "[check]\nignore = [\"RK-METADATA-MISING\"]\n"])
        let bad = try await scene.run("rk-discover 2>&1")
        #expect(bad.status == 78 && bad.text.contains("releasekit.toml:2:11") && bad.text.contains("RK-METADATA-MISSING?"), "\(bad.text)")
    }

    /// A run again gives the same bytes.
    @Test func twice() async throws {
        let scene = try await CheckScene(["package.json": #"{"name": "a", "version": "1.0.0"}"#])
        let reply = try await scene.run(
            """
            rk-discover | rk-graph | rk-check --fix > ../one.json && rk-check --fix < ../one.json > ../two.json && cmp ../one.json ../two.json
            rk-check < ../two.json | jq -c '.actions'
            """)
        #expect(reply.status == 0 && reply.text == "[]\n", "\(reply.said)")
    }

    /// Errors on real repositories must be real; of what their fixtures lack, the files beside manifests, nothing is asked.
    @Test(
        .enabled(if: Programs.sharedFixtures != nil, "../shared/fixtures is absent"),
        arguments: [
            "cargo/gitoxide", "cargo/jj", "cargo/tokio", "dart/flutterfire", "dart/melos", "go/opentelemetry-go", "maven/maven", "npm/jest",
            "npm/lerna", "pnpm/ai", "pnpm/core", "uv/agents", "uv/pydantic-ai",
        ])
    func realRepositories(_ name: String) async throws {
        guard let fixtures = Programs.sharedFixtures, Files.isFolder("\(fixtures)/\(name)") else { return }
        let sandbox = try await Sandbox()
        try await sandbox.check(
            "cp -r '\(fixtures)/\(name)' repo && chmod -R u+w repo && cd repo && rm -rf .git && git init -q . && git add -A && git commit -qm x"
        )
        let reply = try await sandbox.shell(
            """
            rk-discover 2>/dev/null | rk-graph 2>/dev/null | rk-check --quiet --ignore RK-LOCKFILE-STALE --ignore RK-README-MISSING --ignore RK-LICENSE-MISSING \
              --format json | jq -r '.diagnostics[] | select(.stage == "rk-check" and .severity == "error") | "\\(.code) \\(.path) \\(.message)"'
            """, in: "repo")
        let known = Self.real[name] ?? []
        let wrong = reply.text.split(separator: "\n").filter { line in !known.contains { line.hasPrefix($0) } }
        #expect(wrong == [], "\(wrong.prefix(20).joined(separator: "\n"))")
    }

    /// The errors that are real, by the beginnings of their lines.
    private static let real: [String: [String]] = [
        "cargo/jj": ["RK-METADATA-MISSING core/Cargo.toml cargo:jj-core states no `description`"]
    ]
}
