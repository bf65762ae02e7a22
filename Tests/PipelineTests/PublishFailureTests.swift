import RKShared
import Support
import Testing

/// What fails, by class, with a registry that shows the failure.
@Suite struct PublishFailureTests {
    /// A failure that a registry shows, and what has to come of it.
    struct Case: CustomTestStringConvertible, Sendable {
        /// What it is.
        let testDescription: String
        /// The faults file.
        let faults: String
        /// How the package that meets it ends.
        var status = "published"
        /// How often it is tried.
        var attempts = 1
        /// The codes of the findings.
        var codes: [String] = []
        /// The exit status.
        var exit = 0
        /// The least time that it takes, in seconds.
        var seconds = 0.0
        /// How long the index lags, in seconds.
        var lag = 0.0
        /// More options.
        var options = ""
    }

    /// One case for each class.
    static let cases = [
        Case(testDescription: "503 once is tried again", faults: #"{"match":"POST .*legacy","status":503}"#, attempts: 2),
        Case(
            testDescription: "503 for an index is tried again", faults: #"{"match":"GET /pypi/simple/acme-core/","status":503,"times":2}"#,
            attempts: 3),
        Case(
            testDescription: "429 waits as long as the registry asks",
            faults: #"{"match":"POST .*legacy","status":429,"headers":{"Retry-After":"2"}}"#,
            attempts: 2, seconds: 2),
        Case(
            testDescription: "429 for an index waits too",
            faults: #"{"match":"GET /pypi/simple/acme-core/","status":429,"headers":{"Retry-After":"2"}}"#, attempts: 2, seconds: 2),
        Case(
            testDescription: "429 to the end means: later", faults: #"{"match":"POST .*legacy","status":429,"times":-1}"#, status: "failed",
            attempts: 2, codes: ["RK-RATE-LIMITED"], exit: 75, options: "--attempts 2"),
        Case(
            testDescription: "400 is never tried again", faults: #"{"match":"POST .*legacy","status":400}"#, status: "failed",
            codes: ["RK-UPLOAD-FAILED"], exit: 1),
        Case(
            testDescription: "403 is never tried again", faults: #"{"match":"POST .*legacy","status":403}"#, status: "failed",
            codes: ["RK-CREDENTIALS-REFUSED"], exit: 1),
        Case(
            testDescription: "401 for an index is never tried again", faults: #"{"match":"GET /pypi/simple/acme-core/","status":401}"#,
            status: "failed", codes: ["RK-CREDENTIALS-REFUSED"], exit: 1),
        Case(
            testDescription: "a lost answer to the first file is no failure",
            faults: #"{"match":"POST .*legacy","when":"after","drop":true,"times":9}"#, attempts: 1),
        Case(
            testDescription: "500 behind the effect, to both files",
            faults: #"{"match":"POST .*legacy","when":"after","status":500,"times":2}"#),
        Case(testDescription: "an index that lags is waited for", faults: "[]", seconds: 1.5, lag: 1.5),
        Case(
            testDescription: "an index that lags too long", faults: "[]", status: "failed", codes: ["RK-REGISTRY-LAG"], exit: 1, seconds: 1,
            lag: 60,
            options: "--index-timeout 1s"),
    ]

    /// Each class is tried again or not, and the document says how often.
    @Test(arguments: cases) func classes(_ example: Case) async throws {
        let scene = try await PublishScene(["acme-core": []])
        let start = ContinuousClock.now
        try await scene.run(
            "publish first \(example.options)", faults: example.faults, lag: example.lag,
            hook: example.testDescription.hasPrefix("a lost answer") ? "export UV_HTTP_RETRIES=0" : "")
        let result = try scene.result("first")
        #expect(result.status == example.exit, "\(result.errors)")
        #expect(result.statuses["acme-core"] == example.status)
        #expect(result.codes == example.codes)
        if example.attempts > 1 || example.status == "failed" { #expect(result.attempts("acme-core") == example.attempts) }
        #expect(ContinuousClock.now - start >= .seconds(example.seconds))
        #expect(try await scene.treeStatus() == "")
        #expect(try scene.calls("build") <= 1, "what is built is not built again")
        if example.status == "published" { #expect(try await scene.stored() == result.digests) }
    }

    /// The second file fails: the next run uploads what is missing, with the same bytes; each file is accepted once.
    @Test func secondFileFails() async throws {
        let scene = try await PublishScene(["acme-core": []])
        let hook = #"[ "$1" = publish ] && [ ! -f ../partial ] && touch ../partial && "$REAL_UV" "${@:1:$#-1}" && exit 2"#
        try await scene.run("publish first; publish second; publish third", hook: hook)
        #expect(try scene.result("first").statuses["acme-core"] == "failed")
        let second = try scene.result("second")
        #expect(second.status == 0 && second.statuses["acme-core"] == "published", "\(second.errors)")
        #expect(try scene.result("third").statuses["acme-core"] == "already-published")
        #expect(try await scene.stored() == second.digests && second.digests.count == 2)
        #expect(try scene.sandbox.read("log").split(separator: "\n").count { $0.contains("POST") && $0.contains("200") } == 2)
        #expect(try scene.calls("build") == 1)
    }

    /// A release that another machine left half uploaded: a finding, and `--resume` completes it.
    @Test func incompleteWithoutJournal() async throws {
        let scene = try await PublishScene(["acme-core": []])
        let hook = #"[ "$1" = publish ] && [ ! -f ../partial ] && touch ../partial && "$REAL_UV" "${@:1:$#-1}" && exit 2"#
        try await scene.run("publish first; rm -rf .git/rk; publish second; publish third --resume; publish fourth --resume", hook: hook)
        let second = try scene.result("second")
        #expect(
            second.status == 0 && second.statuses["acme-core"] == "already-published" && second.codes == ["RK-RELEASE-INCOMPLETE"],
            "\(second.errors)")
        let third = try scene.result("third")
        #expect(third.status == 0 && third.statuses["acme-core"] == "published" && third.codes.isEmpty, "\(third.errors)")
        #expect(third.errors.contains("no earlier run left a journal"))
        #expect(try await scene.stored() == third.digests && third.digests.count == 2)
        #expect(try scene.result("fourth").statuses["acme-core"] == "already-published")
    }

    /// A failed package blocks exactly what needs it, however far; the rest goes on. Mended, the next run does only the rest.
    @Test func failureBlocksDependents() async throws {
        let scene = try await PublishScene()
        let hook = #"[ "$1" = build ] && [[ "$*" == *dia-left ]] && [ ! -f ../mended ] && { echo 'no such backend' >&2; exit 2; }"#
        try await scene.run("publish first --events ../events; touch ../mended; publish second", hook: hook)
        let first = try scene.result("first")
        #expect(first.status == 1)
        #expect(
            first.statuses == [
                "dia-base": "published", "dia-left": "failed", "dia-right": "published", "dia-top": "blocked", "dia-side": "blocked",
                "dia-other": "published",
            ])
        #expect(first.blockedBy("dia-top") == ["pypi:dia-left"] && first.blockedBy("dia-side") == ["pypi:dia-left"])
        #expect(first.codes == ["RK-BUILD-FAILED"] && first.errors.contains("no such backend"))
        #expect(try scene.sandbox.read("events").split(separator: "\n").count { $0.contains("\"blocked\"") } == 2)
        let second = try scene.result("second")
        #expect(second.status == 0, "\(second.errors)")
        #expect(second.count("published") == 6)
        #expect(try scene.calls("build") == 7)
        #expect(try await scene.treeStatus() == "")
    }

    /// With `--stage`, a package that cannot be built means that nothing at all is uploaded; mended, nothing is built twice.
    @Test func stagedBuildFails() async throws {
        let scene = try await PublishScene()
        let hook = #"[ "$1" = build ] && [[ "$*" == *dia-right ]] && [ ! -f ../mended ] && exit 2"#
        try await scene.run("publish first --stage; cp ../calls ../before; touch ../mended; publish second --stage", hook: hook)
        let first = try scene.result("first")
        #expect(first.status == 1 && first.statuses["dia-right"] == "failed" && first.statuses["dia-top"] == "blocked", "\(first.errors)")
        #expect(first.count("cancelled") == 4 && first.why("dia-base")?.contains("pypi:dia-right") == true)
        #expect(try !scene.sandbox.read("before").contains("\npublish"))
        let second = try scene.result("second")
        #expect(second.status == 0 && second.count("published") == 6, "\(second.errors)")
        #expect(try scene.calls("build") == 7)
    }

    /// What cannot be installed or imported is published, and an error.
    @Test func smokeTestFails() async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]])
        try await scene.sandbox.check(
            "echo 'import nowhere_at_all' >> packages/acme-core/src/acme_core/__init__.py; git commit -qam 'feat: break'", in: "repo")
        try await scene.run("publish first", smoke: true)
        let result = try scene.result("first")
        #expect(result.status == 1 && result.statuses == ["acme-core": "failed", "acme-api": "blocked"])
        #expect(result.codes == ["RK-SMOKE-TEST-FAILED"] && result.errors.contains("nowhere_at_all"), "\(result.errors)")
    }

    /// No secret is in arguments, messages, document, journal or events, whatever a tool prints.
    @Test func secretsStaySecret() async throws {
        let secret = "pypi-AgEIcHlwaS5vcmcCJGZha2UtdG9rZW4"
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]])
        try await scene.sandbox.check("git remote add origin https://ada:\(secret)@git.example/acme/widgets.git", in: "repo")
        let hook = #"""
            [ "$1" = build ] && env | grep -q "$(cat ../secret)" && touch ../leaked
            [ "$1" = publish ] && { ps -ef > ../processes; echo "token was $UV_PUBLISH_TOKEN, $(printf '__token__:%s' "$UV_PUBLISH_TOKEN" | base64 -w0)"; } >&2 && exit 2
            """#
        try await scene.sandbox.write("secret", secret)
        try await scene.run(
            "export UV_PUBLISH_TOKEN=$(cat ../secret); publish first --verbose --events ../events; cp -r .git/rk ../state", hook: hook)
        let result = try scene.result("first")
        #expect(result.status == 1 && result.codes == ["RK-UPLOAD-FAILED"])
        #expect(result.errors.contains("***"))
        #expect(!Files.exists("\(scene.sandbox.folder)/leaked"))
        let found = try await scene.sandbox.shell(
            "grep -rlF -e \"$(cat secret)\" first.json first.err events state calls processes; grep -rlF -e 'Z2ZrZS10b2tlbg' first.json first.err events state"
        ).text
        #expect(found == "")
    }

    /// In a workflow of GitHub, what a tool prints is no command, neither in text nor in JSON.
    @Test(arguments: ["", "--log-format json"]) func toolsGiveNoCommands(options: String) async throws {
        let scene = try await PublishScene(["acme-core": []])
        let hook = #"[ "$1" = build ] && { printf '%s\n' '::add-mask::a' '  ::set-output name=a::b' 'x ##[add-path]/tmp' >&2; exit 2; }"#
        try await scene.run("publish first \(options)", hook: hook, environment: ["CI": "true", "GITHUB_ACTIONS": "true"])
        let lines = try scene.result("first").errors.split(separator: "\n").filter { !$0.hasPrefix("::error ") }
        #expect(lines.contains { $0.contains("add-mask") } && lines.contains { $0.contains("# #[add-path]") }, "\(lines)")
        #expect(!lines.contains { $0.trimmed.hasPrefix("::") || $0.contains("##[") }, "\(lines)")
    }

    /// In a workflow of GitHub, errors are annotations and the run has a page.
    @Test func gitHubActions() async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]])
        let hook = #"[ "$1" = build ] && { echo '100% broken' >&2; exit 2; }"#
        try await scene.run(
            "publish first", hook: hook,
            environment: ["CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "\(scene.sandbox.folder)/summary"])
        let errors = try scene.result("first").errors
        let line = errors.split(separator: "\n").first { $0.hasPrefix("::error ") }
        #expect(
            line?.contains("title=RK-BUILD-FAILED::the build of pypi:acme-core 1.0.0 failed") == true
                && line?.contains("%0A100%25 broken") == true, "\(errors)")
        let summary = try scene.sandbox.read("summary")
        #expect(
            summary.contains("1 blocked, 1 failed.") && summary.contains("| pypi:acme-api | 1.0.0 | blocked | waits for pypi:acme-core |"),
            "\(summary)")
    }
}
