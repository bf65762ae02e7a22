import RKShared
import Support
import Testing

/// Packages of an ecosystem of the user's own on their way to a real server: what is compared, and what is looked at before.
@Suite struct PluginRoadTests {
    /// A release of one package, and what comes of it.
    struct Case: Sendable, CustomTestStringConvertible {
        /// What changes in the answer to `commands`: a filter of jq.
        var filter = "."
        /// Variables that make the build or the upload do otherwise.
        var environment: [String: String] = [:]
        /// The codes of the findings that are no notes.
        var codes: [String] = []
        /// A part of what is said.
        var text = ""
        /// Whether something was uploaded.
        var isUploaded = true

        var testDescription: String { "\(filter) \(environment) \(text)" }
    }

    /// `a` as an archive of a JSON file; its build and its upload are the program's own.
    private static let answers = [
        "commands.json": #"""
        {"protocol": 1, "packages": [{"id": "toy:a", "version": "2.0.0", "artifacts": ["a.tgz"],
         "build": {"argv": ["{program}", "build", "{folder}"]}, "publish": {"argv": ["{program}", "upload", "{files}"]},
         "contents": [{"artifact": "a.tgz", "member": "a/toy.json", "way": ["about", 0, "version"], "text": "2.0.0"}],
         "release": {"url": "SITE/index.json", "digests": {"a.tgz": ["files", {"name": "a.tgz"}, "sha256"]}}}]}
        """#,
        "commands.sh": #"jq "$FILTER" "$TOY/answers/commands.json" | sed "s|SITE|$SITE|g""#,
        "build.sh": #"""
        mkdir -p "$TOY/a" && printf '{"about": [{"version": "%s"}]}' "${VERSION:-2.0.0}" > "$TOY/a/toy.json"
        for name in ${NAMES-a.tgz}; do tar -czf "$2/$name" -C "$TOY" a/toy.json; done
        if [ -n "$PLAIN" ]; then cp a/toy.txt "$2/a.tgz"; fi
        """#,
        "upload.sh": #"""
        cp "$2" "$TOY/site/" && sum=$(sha256sum "$2" | cut -c-64)
        printf '{"files": [{"name": "a.tgz", "sha256": "%s"}]}' "${SUM:-$sum}" > "$TOY/site/index.json"
        if [ -n "$SPOIL" ]; then echo more >> "$TOY/site/a.tgz"; fi
        """#,
    ]

    /// What is right, and each thing that is not.
    static let cases = [
        Case(),
        Case(
            environment: ["VERSION": "1.9.9"], codes: ["RK-ARTIFACT-WRONG"],
            text: "`about[0].version` in `a/toy.json` of `a.tgz` is `1.9.9`, not `2.0.0`", isUploaded: false),
        Case(
            filter: #".packages[0].contents[0].way = ["about", {"name": "a"}]"#, codes: ["RK-ARTIFACT-WRONG"],
            text: "there is no `about[name=a]` in `a/toy.json` of `a.tgz`", isUploaded: false),
        Case(
            filter: #".packages[0].contents[0].member = "other.json""#, codes: ["RK-ARTIFACT-WRONG"],
            text: "`a.tgz` has no `other.json`", isUploaded: false),
        Case(
            filter: "del(.packages[0].contents[0].member)", codes: ["RK-ARTIFACT-WRONG"], text: "`a.tgz` is neither JSON nor YAML",
            isUploaded: false),
        Case(environment: ["PLAIN": "1"], codes: ["RK-ARTIFACT-WRONG"], text: "`a.tgz` is not compressed with gzip", isUploaded: false),
        Case(environment: ["NAMES": "a.tgz b.tgz"], codes: ["RK-ARTIFACT-WRONG"], text: "`b.tgz` is none of `a.tgz`", isUploaded: false),
        Case(
            filter: "del(.packages[0].artifacts)", environment: ["NAMES": "a.tgz b.tgz"], codes: ["RK-ARTIFACT-WRONG"],
            text: "`b.tgz` is none of `a.tgz`", isUploaded: false),
        Case(
            filter: #".packages[0] |= (.artifacts += ["c.tgz"] | .release.digests["c.tgz"] = ["files"])"#, codes: ["RK-ARTIFACT-WRONG"],
            text: "there is no `c.tgz`", isUploaded: false),
        Case(
            environment: ["SUM": "00aa"], codes: ["RK-DIGEST-DIFFERS"], text: "the registry has `a.tgz` with the digest 00aa, but"),
        Case(filter: #".packages[0].release.algorithm = "none""#, environment: ["SPOIL": "1"]),
        Case(
            filter: #".packages[0].release |= (.algorithm = "none" | .files = {"a.tgz": "SITE/a.tgz"})"#,
            environment: ["SPOIL": "1"], codes: ["RK-DIGEST-DIFFERS"], text: "the registry has `a.tgz` with the digest "),
        Case(filter: #".packages[0].release |= (.algorithm = "none" | .files = {"a.tgz": "SITE/a.tgz"})"#),
        Case(
            filter: #".lock_checks = [{"workspace": "toy", "argv": ["sh", "-c", "echo too old >&2; exit 1"]}]"#,
            codes: ["RK-LOCKFILE-STALE"], text: "too old\n  --> toy.lock", isUploaded: false),
        Case(
            filter: #".lock_checks = [{"workspace": "toy", "argv": ["sh", "-c", "exit 3"]}]"#, codes: ["RK-LOCKFILE-STALE"],
            text: "warning[RK-LOCKFILE-STALE]"),
        Case(filter: #".lock_checks = [{"workspace": "toy", "argv": ["test", "-e", "toy.lock"]}]"#),
    ]

    /// Each case ends as it should, uploads nothing that is not what was announced, and leaves the tree as it was.
    @Test(arguments: cases) func road(_ road: Case) async throws {
        let scene = try await PluginScene()
        for (name, text) in Self.answers { try await scene.sandbox.write("answers/\(name)", text) }
        try await scene.sandbox.write("repo/toy.lock", "locked\n")
        try await scene.sandbox.check(
            """
            sed -i 's/"id": "toy", /"id": "toy", "lockfile": "toy.lock", /' answers/discover.json; mkdir site
            jq '.workspaces[0].packages |= .[:1]' answers/discover.json > found && mv found answers/discover.json
            jq '.packages |= .[:1]' answers/edits.json > edits && mv edits answers/edits.json
            cd repo && git add -A && git commit -qm 'chore: a lockfile'
            """)
        let plan = "rk-discover | rk-graph --topo | rk-version --set toy:a=2.0.0 | rk-pin"
        let reply = try await scene.run(
            """
            python3 -u -m http.server --bind 127.0.0.1 --directory ../site 0 > ../port 2> ../requests & server=$!
            until grep -q port ../port; do sleep 0.02; done
            export SITE="http://127.0.0.1:$(grep -o 'port [0-9]*' ../port | cut -c6-)"
            \(plan) > ../plan.json && rk-publish --only toy:a --index-timeout 5 --registry "toy=$SITE/" < ../plan.json
            status=$?; kill $server; exit $status
            """, environment: ["FILTER": road.filter].merging(road.environment) { $1 })
        let results = try JSON(parsing: reply.output).object
        let findings = (results?["diagnostics"]?.array ?? []).compactMap(\.object).filter { $0["severity"]?.string != "note" }
        #expect(findings.compactMap { $0["code"]?.string } == road.codes && reply.said.contains(road.text), "\(reply.said)")
        let failed = findings.contains { $0["severity"]?.string == "error" }
        #expect(reply.status == (failed ? 1 : 0), "\(reply.said)")
        #expect(Files.exists("\(scene.sandbox.folder)/site/a.tgz") == road.isUploaded, "\(reply.said)")
        #expect(try await scene.treeStatus() == "")
    }
}
