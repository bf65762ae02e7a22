import RKShared
import Support
import Testing

/// The rules between the stages (docs/document.md), with the real programs in a real shell.
struct ContractTests {
    #if os(Linux)
        /// Output that finds no room is an error of its own, for help texts too: nobody takes half a document for a whole one.
        @Test(arguments: ["rk-discover", "rk-discover | rk-graph --format dot", "rk-show explain", "rk-discover --help"])
        func fullDisk(_ pipeline: String) async throws {
            let sandbox = try await Sandbox()
            try await Contract.build(in: sandbox)
            let completion = try await sandbox.shell("\(pipeline) > /dev/full", in: "repo")
            #expect(completion.status == 74 && completion.said.contains("stdout cannot be written: No space"), "\(completion.said)")
        }
    #endif

    /// What a user writes into a document comes out at the end as it was, at every level, huge numbers too.
    @Test func unknownFieldsSurviveAllStages() async throws {
        let sandbox = try await Sandbox()
        try await Contract.build(in: sandbox)
        let number = "123456789012345678901234567890.5000e-7"
        let note = #"{"deep":[null,{"n":\#(number),"s":"a\\/\\u0000\\ud83d\\ude00"}],"z":1,"a":2}"#
        let places = [
            "top": "^{", "package": array("packages"), "dependency": array("dependencies"), "repository": object("repository"),
            "workspace": array("workspaces"),
        ]
        let later = ["edge": array("edges"), "graph": object("graph")]
        let edit = { (places: [String: String]) in
            "sed -z " + places.map { "-e 's|\($0.value)|&\"x_\($0.key)\": '\"$N\"',|'" }.joined(separator: " ")
        }
        let script = "\(Contract.stages[0]) | \(edit(places)) | \(Contract.stages[1]) | \(edit(later)) | \(Contract.pipeline(2...))"
        let completion = try await sandbox.check("set -o pipefail; \(script)", in: "repo", environment: ["N": note])
        let json = try JSON(parsing: completion.output)
        let expected = try JSON(parsing: Array(note.replacing(#"\\"#, with: #"\"#).utf8))
        let all = String(decoding: completion.output, as: UTF8.self)
        let names = Array(places.keys) + later.keys
        for name in names where !all.contains("\"x_\(name)\":") { Issue.record("x_\(name) is gone") }
        #expect(all.split(separator: number).count - 1 == names.count, "the number changed")
        #expect(json.object?["x_top"] == expected)
    }

    /// The beginning of the first object in an array of the document, for sed.
    private func array(_ key: String) -> String { "\"\(key)\": \\[[[:space:]]*{" }

    /// The beginning of an object of the document, for sed.
    private func object(_ key: String) -> String { "\"\(key)\": {" }

    /// Packages that are removed with jq between any two stages are gone; those that stay are handled.
    @Test(arguments: 1..<Contract.stages.count, ["a", "b", "d"])
    func packagesCanBeRemovedBetweenStages(_ position: Int, _ name: String) async throws {
        let sandbox = try await Sandbox()
        try await Contract.build(in: sandbox)
        let edit = "jq 'del(.packages[] | select(.name == \"\(name)\"))'"
        let completion = try await sandbox.shell(
            "set -o pipefail; \(Contract.pipeline(..<position)) | \(edit) | \(Contract.pipeline(position...))", in: "repo")
        #expect(completion.status <= 1, "\(completion.said)")
        let document = try Document(parsing: completion.output)
        let left = ["pypi:a", "pypi:b", "pypi:d"].filter { $0 != "pypi:\(name)" }
        #expect(document.packages?.map(\.id).sorted() == left)
        #expect(document.results?.contains { $0.package == "pypi:\(name)" } != true)
        if position < 2 { #expect(document.graph?.order.sorted() == left) }
        if position < 3 { #expect(document.versions?.map(\.package).sorted() == left) }
        if name != "a" { #expect(completion.status == 0, "\(completion.said)") }
    }

    /// Input that is no release document, and how each stage ends for it.
    static let refused: [(name: String, make: String, status: Int32, says: String)] = [
        ("nothing", ":", 66, "no document on stdin"), ("white space", "printf ' \\n\\t\\n'", 66, "no document on stdin"),
        ("an array", "echo '[]'", 65, "no release document"), ("an empty object", "echo '{}'", 65, "no release document"),
        ("null", "echo null", 65, "no release document"), ("a string", "echo '\"rk\"'", 65, "no release document"),
        ("two documents", "cat doc doc", 65, "no release document"), ("rk is a string", "echo '{\"rk\":\"1\"}'", 65, "schema's major"),
        ("rk is 0", "echo '{\"rk\":0}'", 65, "schema's major"), ("a newer major", "jq -c '.rk = 2' doc", 65, "RK-DOCUMENT-NEWER"),
        ("100,000 brackets", "head -c 100000 /dev/zero | tr '\\0' '['", 65, "no release document"),
        ("100,000 braces", "for i in $(seq 20000); do printf '{\"a\":'; done", 65, "no release document"),
        ("invalid UTF-8", "sed 's/\"rk\"/\"r\\xff\"/' doc", 65, "no release document"),
        ("a NUL", "printf '{\"rk\":1}\\0'", 65, "no release document"),
        ("packages is an object", "echo '{\"rk\":1,\"packages\":{}}'", 65, "packages"),
        ("a package without a name", "jq -c 'del(.packages[0].name)' doc", 65, "packages[0].name"),
        ("an edge of numbers", "jq -c '.graph.edges = [1]' doc", 65, "graph.edges[0]"),
    ]

    /// Each stage refuses what is no document: nothing on stdout, the status of the contract, one error.
    @Test(arguments: 1..<Contract.stages.count)
    func whatIsNoDocumentIsRefused(_ stage: Int) async throws {
        let sandbox = try await Sandbox()
        try await Contract.build(in: sandbox)
        try await sandbox.check("\(Contract.pipeline(..<4)) > doc", in: "repo")
        let script = Self.refused.map {
            "(\($0.make)) | timeout 20 \(Contract.stages[stage]) > out 2> err; echo \"${PIPESTATUS[1]} $(stat -c %s out) $(grep -c '^error' err) $(tr '\\n' ' ' < err)\""
        }
        let lines = try await sandbox.check(script.joined(separator: "\n"), in: "repo").text.split(separator: "\n")
        for (item, line) in zip(Self.refused, lines) {
            #expect(line.hasPrefix("\(item.status) 0 1 ") && line.contains(item.says), "\(Contract.stages[stage]), \(item.name): \(line)")
        }
        #expect(lines.count == Self.refused.count)
    }

    /// A document that was cut off anywhere is refused: 200 places from a seeded generator, one shell loop per stage.
    @Test(arguments: 1..<Contract.stages.count)
    func aTruncatedDocumentIsRefused(_ stage: Int) async throws {
        let sandbox = try await Sandbox()
        try await Contract.build(in: sandbox)
        try await sandbox.check("\(Contract.pipeline(..<4)) > ../doc; git status --porcelain > ../before", in: "repo")
        let size = try sandbox.read("doc").utf8.count
        var state: UInt64 = 42
        let cuts = (0..<200).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return 1 + Int(state >> 33) % (size - 3)
        }
        let script = """
            for cut in \(cuts.map(String.init).joined(separator: " ")); do
              head -c $cut ../doc | \(Contract.stages[stage]) > ../out 2> ../err; status=${PIPESTATUS[1]}
              if [ $status -ne 65 ] || [ -s ../out ]; then echo "$cut $status"; fi
            done
            git status --porcelain | cmp - ../before
            """
        #expect(try await sandbox.check(script, in: "repo").text.isEmpty)
    }

    /// A stage in the wrong place names the one that is missing.
    @Test func theWrongOrderIsNamed() async throws {
        let sandbox = try await Sandbox()
        try await Contract.build(in: sandbox)
        let orders = [
            ("echo '{\"rk\":1}' | rk-graph", "put rk-discover before rk-graph"),
            ("rk-discover | rk-version", "put rk-graph before rk-version"),
            ("rk-discover | rk-publish --dry-run", "put rk-graph before rk-publish"),
            ("echo '{\"rk\":1}' | rk-pin", "put rk-discover before rk-pin"),
            ("echo '{\"rk\":1}' | rk-publish --dry-run", "put rk-discover before rk-publish"),
            ("rk-discover | rk-graph | rk-version | rk-publish --dry-run", "rk-pin"),
        ]
        for (script, words) in orders {
            let completion = try await sandbox.shell(script, in: "repo")
            #expect(
                completion.status == 65 && completion.output.isEmpty && completion.said.contains(words),
                "\(script): \(completion.status) \(completion.said)")
        }
    }

    /// The same input gives the same bytes; a stage that runs twice changes nothing; keys are sorted, slashes plain, one line feed at the end.
    @Test func bytesAreReproducible() async throws {
        let sandbox = try await Sandbox()
        try await Contract.build(in: sandbox)
        var script = "set -e; set -o pipefail\n"
        for (index, stage) in Contract.stages.enumerated() {
            let input = index == 0 ? "" : " < ../\(index - 1)"
            script += "\(stage)\(input) > ../\(index); \(stage)\(input) > ../again; cmp ../\(index) ../again\n"
            if index > 0, index < 4 { script += "\(stage) < ../\(index) > ../again; cmp ../\(index) ../again\n" }
            script +=
                "jq -S . ../\(index) > ../sorted; jq . ../\(index) | cmp - ../sorted; ! grep -q '\\\\/' ../\(index); [ \"$(tail -c 2 ../\(index))\" = '}' ]\n"
        }
        try await sandbox.check(script, in: "repo")
    }

    /// A reader that goes away ends a stage without a word.
    @Test func aClosedPipeIsQuiet() async throws {
        let sandbox = try await Sandbox()
        try await Contract.build(in: sandbox)
        let large = "jq -c '.packages[0] as $p | .packages = [range(3000) | . as $i | $p + {id: \"pypi:p\\($i)\", name: \"p\\($i)\"}]'"
        let completion = try await sandbox.shell(
            "rk-discover | \(large) > ../large; rk-graph < ../large | head -1 > ../out; rk-graph --format csv < ../large | head -1; rk-discover | head -c 1",
            in: "repo")
        #expect(completion.errors.isEmpty, "\(completion.said)")
    }

    /// Tokens of the remote's address reach neither the document nor stderr of any stage.
    @Test func tokensStayOutside() async throws {
        let sandbox = try await Sandbox()
        try await Contract.build(in: sandbox)
        let completion = try await sandbox.check(
            "git remote add origin 'https://bot:S3cretToken@example.com/acme/x.git?key=S3cretToken'; \(Contract.stages.map { "\($0) --verbose" }.joined(separator: " | "))",
            in: "repo",
            environment: ["UV_PUBLISH_TOKEN": "pypi-S3cretToken"])
        #expect(!(completion.text + completion.said).contains("S3cretToken"))
        #expect(completion.text.contains(#""remote": "https://example.com/acme/x.git""#))
    }

    /// A document works in another clone at the same commit, and is refused at another commit.
    @Test func aDocumentBelongsToACommit() async throws {
        let sandbox = try await Sandbox()
        try await Contract.build(in: sandbox)
        try await sandbox.check(
            "cd repo; \(Contract.pipeline(..<2)) > ../graph; \(Contract.pipeline(..<4)) > ../pin; cd ..; git clone -q repo clone")
        try await sandbox.check("\(Contract.pipeline(2..<4)) < ../graph | cmp - ../pin; \(Contract.stages[4]) < ../pin", in: "clone")
        try await sandbox.check("git commit -q --allow-empty -m x", in: "clone")
        for (stage, input) in [(2, "graph"), (4, "pin")] {
            let completion = try await sandbox.shell("\(Contract.stages[stage]) < ../\(input)", in: "clone")
            #expect(
                completion.status == 65 && completion.output.isEmpty && completion.said.contains("RK-REPOSITORY-MOVED"),
                "\(completion.said)")
        }
    }
}
