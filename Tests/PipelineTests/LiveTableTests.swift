import RKShared
import Support
import Testing

/// The live table and its keys on a real pseudo-terminal: what a person sees and does while a release runs.
@Suite struct LiveTableTests {
    /// What the person before the terminal saw; `Scripts/terminal.py` writes it.
    struct Sight {
        /// The report.
        let report: JSONObject

        /// The exit status of rk-publish.
        var status: Int? { report["status"]?.integer }
        /// Whether the terminal was given back as it was.
        var isTerminalRestored: Bool { report["modes"] == .bool(true) }
        /// The longest line since the last change of size, in cells.
        var widest: Int? { report["widest"]?.integer }
        /// What never came, and what the screen could not understand; empty when all went well.
        var trouble: [String] { [report["missing"]?.string].compactMap(\.self) + (report["strange"]?.array ?? []).compactMap(\.string) }

        /// The lines of a screen that was kept, or of the last one.
        func screen(_ name: String = "end") -> [String] {
            (report["screens"]?.object?[name]?.string ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// Publishes the packages of a scene on a terminal of `size`, and plays `steps`. With `stopped`, a shell has the run as its job, and
    /// does that when the run is stopped.
    private func publish(
        _ scene: PublishScene, size: String = "30x100", options: String = "--jobs 2", steps: String, hook: String = "sleep 0.3",
        stopped: String? = nil, environment: [String: String?] = [:]
    ) async throws -> Sight {
        let variables: [String: String?] = ["TERM": "xterm-256color", "SCREEN": Programs.root + "/Tests/PipelineTests/Scripts/terminal.py"]
        try await scene.run(
            """
            plan > ../run.in
            python3 "$SCREEN" ../report \(size) '\(steps)' -- \
                bash -c '\(stopped == nil ? "exec" : "set -m;") rk-publish --no-smoke-test \(options) < ../run.in > ../run.json
                \(stopped ?? "")'
            """, hook: #"[ "$1" = build ] && \#(hook)"#, environment: variables.merging(environment) { _, new in new })
        let bytes = try Files.read("\(scene.sandbox.folder)/report")
        return Sight(report: try #require(try JSON(parsing: bytes).object))
    }

    /// While it runs: level, package, stage, bar, time, a summary, the rest of the time, the keys. At the end: the outcome, and nothing torn.
    @Test func table() async throws {
        let scene = try await PublishScene()
        let sight = try await publish(
            scene,
            steps: #"[{"see": "building.*\n(.*\n)*published [1-5]/6", "as": "middle"}, {"type": "zzz\n"}, {"see": "published 6/6"}]"#)
        #expect(sight.trouble.isEmpty && sight.status == 0 && sight.isTerminalRestored, "\(sight.report)")
        let middle = sight.screen("middle")
        #expect(middle.first == "rk-publish  6 packages, 3 levels, 2 at a time", "\(middle)")
        #expect(middle.count == 11 && middle[1] == "Level  Package               Stage                Progress      Time", "\(middle)")
        #expect(middle.contains { $0.contains("dia-base 1.0.0") && $0.contains("✓ published") && $0.contains("██████████") }, "\(middle)")
        #expect(middle.contains { $0.contains("▸ building") && $0.contains("░") }, "\(middle)")
        #expect(middle[8].hasPrefix("published ") && middle[9].contains("to go") && middle[10] == "p pause  q stop", "\(middle)")
        let end = sight.screen()
        #expect(end.count { $0.contains("✓ published") } == 6 && end.contains { $0.hasPrefix("published 6/6") }, "\(end)")
        #expect(!end.contains { $0.contains("p pause") || $0.contains("zzz") } && end.first == middle.first, "\(end)")
    }

    /// `p` begins nothing new until `r`; `q` brings what was begun to its end.
    @Test func keys() async throws {
        let scene = try await PublishScene()
        let sight = try await publish(
            scene, options: "--jobs 1",
            steps: """
                [{"see": "building"}, {"type": "p"}, {"see": "PAUSED"}, {"see": "published 1/6, waiting 5", "as": "paused"}, \
                {"type": "r"}, {"see": "published 2/6(.*\\n)*.*p pause", "as": "resumed"}, {"see": "building"}, {"type": "q"}, \
                {"see": "STOPPING(.*\\n)*.*q break off", "as": "stopping"}]
                """, hook: "sleep 2")
        #expect(sight.trouble.isEmpty && sight.status == 130 && sight.isTerminalRestored, "\(sight.report)")
        #expect(sight.screen("paused").contains { $0.hasPrefix("PAUSED") } && !sight.screen("resumed").contains { $0.hasPrefix("PAUSED") })
        #expect(["paused", "resumed", "stopping"].map { sight.screen($0).last } == ["r resume  q stop", "p pause  q stop", "q break off"])
        let end = sight.screen()
        #expect(end.contains { $0.contains("⊘ cancelled") } && !end.contains { $0.contains("building") }, "\(end)")
        #expect(end.contains("help: run the same command again: what is published stays, the rest goes on"), "\(end)")
        #expect(try await scene.treeStatus() == "")
    }

    /// Ctrl-C is the key q; a second one breaks off; SIGTERM and SIGHUP do at once. The terminal is given back each time.
    @Test(arguments: [
        (#"{"type": "\u0003"}, {"see": "STOPPING"}"#, 130, 1), (#"{"type": "\u0003"}, {"see": "STOPPING"}, {"type": "\u0003"}"#, 130, 0),
        (#"{"type": "q"}, {"see": "STOPPING"}, {"type": "Q"}"#, 130, 0), (#"{"signal": "TERM"}"#, 143, 0), (#"{"signal": "HUP"}"#, 129, 0),
        (#"{"type": "p"}, {"see": "PAUSED"}, {"signal": "TERM"}"#, 143, 0),
    ]) func interruption(_ steps: String, _ status: Int, _ published: Int) async throws {
        let scene = try await PublishScene(["dia-base": [], "dia-top": ["dia-base"]])
        let sight = try await publish(
            scene, steps: #"[{"see": "building"}, {"file": "../begun"}, \#(steps)]"#,
            hook: "touch \(scene.sandbox.folder)/begun && sleep \(published == 0 ? 60 : 5)")
        #expect(sight.trouble.isEmpty && sight.status == status && sight.isTerminalRestored, "\(sight.report)")
        #expect(sight.screen().contains { $0.hasPrefix("published \(published)/2") }, "\(sight.screen())")
        #expect(try await scene.treeStatus() == "")
    }

    /// Ctrl-Z gives the shell its terminal; after `fg` a new table begins below what the shell said, with keys; after `bg` nothing is drawn.
    @Test func suspension() async throws {
        let scene = try await PublishScene()
        let sight = try await publish(
            scene, size: "60x80",
            steps: #"""
                [{"see": "dia-other.*building"}, {"type": "\u001a"}, {"see": "(?s)fg$.*building.*elapsed"}, {"type": "p"},
                {"see": "PAUSED(.*\n)*r resume", "as": "again"}, {"type": "\u001a"}, {"see": "away$", "as": "away"},
                {"see": "(?s)away$.*PAUSED.*r resume"}, {"type": "r"}]
                """#, hook: "until [ -f ../go ]; do sleep 0.05; done",
            stopped: #"""
                stty -a | grep -ow -e -icanon -e -echo; echo "$ fg"; fg > /dev/null
                stty -a | grep -ow -e -icanon -e -echo; echo "$ bg"; bg > /dev/null 2>&1
                sleep 0.7; echo "$ away"; sleep 0.3; (sleep 1; touch ../go) & fg %1 > /dev/null
                """#)
        #expect(sight.trouble.isEmpty && sight.status == 0 && sight.isTerminalRestored, "\(sight.report)")
        let (again, away, end) = (sight.screen("again"), sight.screen("away"), sight.screen())
        let second = again.split(separator: "$ fg").last ?? []
        #expect(second.count == 12 && second.first?.hasPrefix("rk-publish  6 packages") == true && second.count < again.count, "\(again)")
        #expect(away.starts(with: again.prefix { $0 != "$ fg" }) && away.suffix(2) == ["$ bg", "$ away"], "\(away)")
        #expect(
            away.count { $0.hasPrefix("rk-publish  6 packages") } == 2 && !away.contains("-icanon") && !away.contains("-echo"), "\(away)")
        #expect(end.count { $0.hasPrefix("rk-publish  6 packages") } == 3 && end.contains("published 6/6"), "\(end)")
    }

    /// A run that ends in the background leaves the last table, and the shell its terminal.
    @Test func background() async throws {
        let scene = try await PublishScene()
        let sight = try await publish(
            scene, size: "40x80", steps: #"[{"see": "dia-other.*building"}, {"type": "\u001a"}]"#,
            hook: "until [ -f ../go ]; do sleep 0.05; done",
            stopped: #"echo "$ bg"; bg > /dev/null 2>&1; touch ../go; wait %1; echo "$ status $?""#)
        #expect(sight.trouble.isEmpty && sight.status == 0 && sight.isTerminalRestored, "\(sight.report)")
        let end = sight.screen()
        let last = end.split(separator: "$ bg").last ?? []
        #expect(last.first?.hasPrefix("rk-publish  6 packages") == true && last.contains("published 6/6"), "\(end)")
        #expect(end.count { $0.hasPrefix("rk-publish  6 packages") } == 2 && end.last == "$ status 0", "\(end)")
    }

    /// What tools print never gets between the rows; the last screen says what failed, what waits for it, and what to do.
    @Test func toolOutput() async throws {
        let scene = try await PublishScene()
        let sight = try await publish(
            scene, size: "60x100", steps: #"[{"see": "building.*\n(.*\n)*published [1-3]/6", "as": "middle"}]"#,
            hook: #"""
                { printf '\033[2J\033[H\rspilt ink\033[7m'; printf '\033]0;title\007more\nink' >&2; sleep 0.3
                [[ "$*" != *dia-left ]] || exit 2; }
                """#)
        #expect(sight.trouble.isEmpty && sight.status == 1 && sight.isTerminalRestored, "\(sight.report)")
        #expect(!sight.screen("middle").joined().contains("ink"), "\(sight.screen("middle"))")
        let end = sight.screen()
        #expect(end.count { $0.hasPrefix("rk-publish  ") } == 1 && end.count { $0.contains("⊘ blocked") } == 2, "\(end)")
        #expect(end.contains("published 3/6, failed 1, blocked 2"), "\(end)")
        #expect(end.contains { $0.hasPrefix("✗ pypi:dia-left 1.0.0: the build of pypi:dia-left 1.0.0 failed") }, "\(end)")
        #expect(end.contains("help: correct the cause and run the same command again: it does only the rest"), "\(end)")
        #expect(end.contains { $0.hasPrefix("error[RK-BUILD-FAILED]") }, "\(end)")
    }

    /// With more than thirty packages a window slides over those that matter now, and one line counts the others.
    @Test func window() async throws {
        let scene = try await PublishScene(["dia-10": []])
        for number in 11..<46 { try await scene.sandbox.member("dia-\(number)", []) }
        try await scene.sandbox.check("uv lock -q --offline && git add -A && git commit -qm 'feat: more'", in: "repo")
        let sight = try await publish(
            scene, size: "60x80", options: "--jobs 4", steps: #"[{"see": "published ([5-9]|1[0-9])/36", "as": "middle"}]"#, hook: "true")
        #expect(sight.trouble.isEmpty && sight.status == 0, "\(sight.report)")
        let middle = sight.screen("middle")
        #expect(middle.count { $0.contains("dia-") } <= 30 && middle.contains { $0.hasPrefix("… ") && $0.contains("waiting") }, "\(middle)")
        #expect(sight.screen().contains { $0.hasPrefix("published 36/36") }, "\(sight.screen())")
    }

    /// A window that is made narrow and low: no line is wider, the summary stays.
    @Test func resizing() async throws {
        let scene = try await PublishScene()
        let sight = try await publish(
            scene,
            steps:
                #"[{"see": "building"}, {"size": [8, 24]}, {"see": "published [1-5]/6", "as": "small"}, {"size": [24, 80]}, {"see": "p pause", "as": "large"}]"#,
            hook: "sleep 1")
        #expect(sight.trouble.isEmpty && sight.status == 0 && sight.isTerminalRestored, "\(sight.report)")
        let small = sight.screen("small")
        #expect(small.count <= 8 && small.contains { $0.contains("published") }, "\(small)")
        #expect((sight.widest ?? 99) <= 80 && sight.screen("large").contains { $0.hasPrefix("rk-publish  6 packages") }, "\(sight.report)")
        #expect(sight.screen().contains { $0.hasPrefix("published 6/6") }, "\(sight.screen())")
    }

    /// A terminal that can do nothing, and CI, get lines; without UTF-8 the table is ASCII.
    @Test(arguments: [["TERM": "dumb"], ["CI": "true"], ["LC_ALL": "C"]]) func plainTerminals(_ environment: [String: String]) async throws
    {
        let scene = try await PublishScene(["dia-base": []])
        let sight = try await publish(scene, steps: "[]", environment: environment.mapValues { $0 })
        let end = sight.screen()
        #expect(sight.trouble.isEmpty && sight.status == 0 && sight.isTerminalRestored, "\(sight.report)")
        #expect(end.joined().utf8.allSatisfy { $0 < 0x80 } && end.contains { $0.contains("published") }, "\(end)")
        #expect(end.contains { $0.hasPrefix("rk-publish  ") } == (environment["LC_ALL"] != nil), "\(end)")
    }
}
