import RKShared
import Support
import Testing

/// The scripts of `bin`, and the demo, in a real shell.
@Suite struct FlowTests {
    /// Puts the scripts on PATH, and temporary folders below the sandbox, where it is seen whether one stays.
    private static func environment(of sandbox: Sandbox) -> [String: String?] {
        ["PATH": "\(Programs.root)/bin:\((sandbox.environment["PATH"] ?? nil) ?? "")", "TMPDIR": "\(sandbox.folder)/temporary"]
    }

    /// The same, and where rustup keeps the tool chain of the machine.
    private static func polyglotEnvironment(of sandbox: Sandbox) -> [String: String?] {
        environment(of: sandbox).merging(sandbox.cargoEnvironment.filter { $0.key.hasPrefix("RUSTUP_") }) { own, _ in own }
    }

    /// The dispatcher runs programs, also through a link to itself, names all of them, and suggests one for a word that is none.
    @Test func dispatcher() async throws {
        let sandbox = try await Sandbox()
        let environment = Self.environment(of: sandbox)
        try await sandbox.check("ln -s '\(Programs.root)/bin/rk' linked")
        let version = try await sandbox.check("./linked --version && rk graph --version", environment: environment)
        #expect(version.text == "\(Toolkit.version)\n\(Toolkit.version)\n")
        let list = try await sandbox.check("rk help", environment: environment).text
        let names = Files.names(in: "\(Programs.root)/Sources") + Files.names(in: "\(Programs.root)/bin")
        for name in names where name.hasPrefix("rk-") {
            #expect(list.contains("\n  \(name.dropFirst(3)) "), "rk help does not list \(name)")
        }
        for (word, near) in [("grpah", "rk graph"), ("publsh", "rk publish"), ("reh", "rk rehearse")] {
            let refused = try await sandbox.shell("rk \(word)", environment: environment)
            #expect(refused.status == 64 && refused.said.contains("did you mean `\(near)`?"), "\(word): \(refused.said)")
        }
        for words in ["", "'../rk-graph'", "'gr aph'", "zzzzzzzz"] {
            #expect(try await sandbox.shell("rk \(words)", environment: environment).status == 64, "rk \(words)")
        }
    }

    /// Each flow tells how it is used.
    @Test(arguments: ["rk-plan", "rk-prepare", "rk-release", "rk-ship", "rk-undo", "rk-rehearse"]) func help(of flow: String) async throws {
        let sandbox = try await Sandbox()
        let text = try await sandbox.check("\(flow) --help", environment: Self.environment(of: sandbox)).text
        #expect(text.hasPrefix("Usage: \(flow) ") && !text.contains("pipefail"))
    }

    /// A plan and a dry run of a release, of a repository that is named.
    @Test func planAndShip() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["base": [], "core": ["base>=1"]])
        try await sandbox.commit("fix: one", touching: "packages/base/one.txt")
        try await sandbox.check("mkdir -p temporary")
        let environment = Self.environment(of: sandbox)
        let next = try await sandbox.check("rk-plan repo --format next", environment: environment)
        #expect(next.text == "base 1.0.1\ncore 1.0.1\n")
        let plans = try await sandbox.check(
            """
            rk-plan repo --prerelease rc --format=csv | cut -d, -f3,7 | tr -d '\\r' && rk-plan repo --format json | jq -r '.versions[0].next'
            cd repo && rk-plan | head -1 && rk-plan --format html | head -1
            """, environment: environment)
        #expect(
            plans.text.hasPrefix("id,next\npypi:base,1.0.1rc1\npypi:core,1.0.1rc1\n1.0.1\nORDER  LEVEL  PACKAGE ")
                && plans.text.hasSuffix("\n<!DOCTYPE html>\n"), "\(plans.text)")
        let dry = try await sandbox.check("rk-ship repo --dry-run", environment: environment)
        #expect(dry.said.contains("uv build"))
    }

    /// A flow ends with the status of the stage that failed, not with that of those behind it, whose stdin is empty.
    @Test(arguments: [
        ("rk-plan", 65), ("rk-plan repo --unknown", 64), ("rk-plan repo --format unknown", 64), ("rk-prepare", 65), ("rk-release", 65),
        ("rk-ship", 65), ("rk-undo", 65), ("rk-undo repo --request --unknown", 64), ("rk-rehearse empty", 65),
    ]) func cause(_ flow: String, _ status: Int) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["base": []])
        try await sandbox.check("mkdir temporary empty && cd empty && git init -q . && git commit -q --allow-empty -m 'chore: begin'")
        let run = try await sandbox.shell(flow, environment: Self.environment(of: sandbox))
        #expect(run.status == status && run.output.isEmpty, "\(run.status): \(run.said)")
    }

    /// A dirty tree can be rehearsed; the repository, its git folder and the folder for temporary files are afterwards what they were.
    @Test func rehearsal() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["base": [], "core": ["base>=1"]])
        try await sandbox.check("echo broken > packages/base/pyproject.toml && cp -a . ../before", in: "repo")
        try await sandbox.check("mkdir -p temporary")
        let rehearsal = try await sandbox.check("rk-rehearse repo --jobs 2", environment: Self.environment(of: sandbox))
        #expect(rehearsal.said.contains("uncommitted changes are left out"))
        #expect(rehearsal.said.contains("\n  base 1.0.1\n  core 1.0.1\n"), "\(rehearsal.said)")
        try await sandbox.check("diff -r before repo && test -z \"$(ls temporary)\"")
    }

    /// All ecosystems of a repository are rehearsed together, and no tag reaches it.
    @Test func polyglotRehearsal() async throws {
        let sandbox = try await Sandbox()
        let environment = Self.polyglotEnvironment(of: sandbox)
        try await sandbox.check("mkdir temporary && '\(Programs.root)/scripts/sample-polyglot' comet", environment: environment)
        try await sandbox.check("cp -a comet before")
        let rehearsal = try await sandbox.check("rk-rehearse comet --quiet", environment: environment)
        for package in ["comet-wire", "comet-cli", "comet.dev/comet/go v", "@comet/client", "@comet/ui", "comet-core", "comet-server"] {
            let line = package.hasSuffix(" v") ? "\(package)1.3.0" : "\(package) 1.3.0"
            #expect(rehearsal.said.contains("\n  \(line)\n"), "\(rehearsal.said)")
        }
        try await sandbox.check("diff -r before comet && test -z \"$(ls temporary)\"")
    }

    /// A release that cannot work fails in the rehearsal, with the status of the program that found out.
    @Test func failedRehearsal() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["base": []])
        try await sandbox.commit("fix: break the module", touching: "packages/base/src/base/__init__.py")
        try await sandbox.check("echo 'import nothing' > packages/base/src/base/__init__.py && git commit -qam 'fix: more'", in: "repo")
        try await sandbox.check("mkdir temporary")
        let rehearsal = try await sandbox.shell("rk-rehearse repo", environment: Self.environment(of: sandbox))
        #expect(rehearsal.status == 1 && rehearsal.said.contains("the rehearsal failed"), "\(rehearsal.said)")
        try await sandbox.check("test -z \"$(ls temporary)\"")
    }

    /// The demo works with the programs of the test run, publishes nothing twice, and leaves nothing behind.
    @Test func demo() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check("mkdir temporary")
        var environment = Self.polyglotEnvironment(of: sandbox)
        environment["RK_BIN"] = Programs.folder
        let demo = try await sandbox.check("'\(Programs.root)/scripts/demo'", environment: environment)
        #expect(demo.text.contains("$ rk-discover | rk-graph --topo | rk-version | rk-pin | rk-publish > ../result.json\n"))
        let released = [
            "cargo:comet-wire 1.3.0", "cargo:comet-cli 1.3.0", "golang:comet.dev/comet/go v1.3.0", "npm:@comet/client 1.3.0",
            "npm:@comet/ui 1.3.0", "pypi:comet-core 1.3.0", "pypi:comet-server 1.3.0",
        ]
        for package in released {
            #expect(demo.text.contains("\n\(package): published\n") && demo.text.contains("\n\(package): already-published\n"))
        }
        for line in ["comet-core==1.3.0", "comet on 8000", "comet 1.3.0: 0xc0", "const Host = \"localhost\""] {
            #expect(demo.text.contains("\n\(line)\n"), "\(line)")
        }
        try await sandbox.check("test -z \"$(ls temporary)\"")
    }
}
