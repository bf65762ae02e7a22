import RKShared
import Testing

@testable import rk_publish

/// The first Ctrl-C lets end what was begun; a second one, and signals of systems, do not.
@Test func halts() {
    var halt = Halt()
    #expect(!halt.isOn)
    halt.stop(by: nil)
    #expect(halt.isOn && !halt.isAtOnce && halt.signal == 2)
    halt.stop(by: Signals.interrupt)
    #expect(halt.isAtOnce)
    var terminated = Halt()
    terminated.stop(by: 15)
    #expect(terminated.isAtOnce && terminated.signal == 15)
    var overdue = Halt()
    overdue.expire()
    #expect(overdue.isOn && overdue.reason.contains("deadline") && overdue.signal == nil)
    overdue.stop(by: Signals.interrupt)
    #expect(overdue.reason.contains("stopped"))
}

/// A changed file belongs to the innermost package around it.
@Test(arguments: [
    ("packages/a/src/x.py", "packages/a"), ("packages/a/nested/b/y.py", "packages/a/nested/b"), ("README.md", "."), ("tools/z.py", "."),
]) func ownersOfFiles(path: String, owner: String) {
    #expect(TagChanges.owner(of: path, ["packages/a", "packages/a/nested/b", "."]) == owner)
    #expect(TagChanges.owner(of: "tools/z.py", ["packages/a"]) == "")
}

/// Times as people write them; what is none names the option.
@Test func times() throws {
    for (text, seconds) in [("90", 90.0), ("90s", 90), ("50m", 3000), ("1h30m", 5400), ("1m5", 65)] {
        #expect(try MannerOptions.seconds("--deadline", text) == seconds)
    }
    for text in ["", "soon", "m", "-5", "0", "5d", "9999999999"] {
        let fault = #expect(throws: Fault.self) { try MannerOptions.seconds("--deadline", text) }
        #expect(fault?.code == .usage && fault?.message.contains("--deadline") == true, "\(text)")
    }
}

/// Credentials are kept from tools that do not need them, and out of what is told.
@Test func secretsOfTheEnvironment() throws {
    let secrets = Secrets(environment: [
        "UV_PUBLISH_TOKEN": "pypi-secret-token", "UV_PUBLISH_USERNAME": "__token__", "OTHER": "plain-value",
    ])
    #expect(secrets.redaction.applied(to: "pypi-secret-token __token__ plain-value") == "*** __token__ plain-value")
    let address = RegistryAddress(name: "x", base: "https://x", upload: "https://x/legacy/", index: "https://x/simple/")
    let environment = ["UV_PUBLISH_URL": "https://ada:p%40ssword@x/legacy/"]
    let credentials = UvCredentials(environment: environment, registry: address)
    let derived = Secrets(environment: environment, uploads: [UploadCredentials(variables: credentials.variables)])
    #expect(derived.redaction.applied(to: "to https://x/legacy/ with p@ssword") == "to https://x/legacy/ with ***")
    let reading = RegistryAddress(
        name: "x", base: "https://x", upload: "https://x/", index: "https://x/", reading: Login(user: "ada", password: "read-secret"))
    let readers = Secrets(environment: ["UV_INDEX_CORP_PASSWORD": "corp-secret"], registries: [reading])
    #expect(readers.redaction.applied(to: "read-secret corp-secret") == "*** ***")
    let header = try #require(reading.reading?.authorization)
    #expect(readers.redaction.applied(to: "Authorization: \(header)") == "Authorization: Basic ***")
    let call = secrets.hidden(from: Call("uv", ["build"], environment: ["A": "b"]))
    #expect(call.environment["UV_PUBLISH_TOKEN"] == .some(nil) && call.environment["A"] == "b")
    let fault = Fault(.toolFailed, "pypi-secret-token", hint: "pypi-secret-token").redacted(secrets.redaction)
    #expect(fault.message == "***" && fault.hint == "***")
}

/// Nothing in a finding can end a workflow command or begin another one.
@Test func annotations() {
    let finding = Diagnostic(.error, .buildFailed, "50% of\nit: ::warning::x", hint: "mend", at: Place("a,b:c.toml", line: 3, column: 4))
    #expect(
        finding.workflowCommand
            == "::error file=a%2Cb%3Ac.toml,line=3,col=4,title=RK-BUILD-FAILED::50%25 of%0Ait: ::warning::x%0Ahelp: mend")
    #expect(Diagnostic(.warning, .bumpForgotten, "x").workflowCommand == "::warning title=RK-BUMP-FORGOTTEN::x")
    #expect(GitHubActions(environment: [:]) == nil)
}

/// Nothing in an outcome can leave its cell of the table.
@Test func pageOfARun() {
    let outcomes = [
        Outcome(package: "pypi:a", version: "1.0", status: .published),
        Outcome(package: "pypi:b|c", version: nil, status: .failed, why: "<b>no</b>\nsecond `line`"),
    ]
    #expect(
        GitHubActions.summary(outcomes)
            == """
            ## Release

            1 published, 1 failed.

            | Package | Version | Status | |
            |---|---|---|---|
            | pypi:a | 1.0 | published |  |
            | pypi:b\\|c |  | failed | &lt;b&gt;no&lt;/b&gt; |


            """)
    #expect(GitHubActions.summary([]).contains("No packages."))
}

/// A release with a wheel only, or a source distribution only, may have been broken off.
@Test func incompleteReleases() {
    #expect(Uv().publishing?.isIncomplete(RegistryRelease(digests: ["a-1.whl": "x"])) == true)
    #expect(Uv().publishing?.isIncomplete(RegistryRelease(digests: ["a-1.tar.gz": "x"])) == true)
    #expect(Uv().publishing?.isIncomplete(RegistryRelease(digests: ["a-1.tar.gz": "x", "a-1.whl": "y"])) == false)
    #expect(Uv().publishing?.isIncomplete(RegistryRelease(digests: [:])) == false)
}
