import RKShared
import Support
import Testing

/// Programs of ecosystems of the user's own that misbehave: each answer is refused with a code, and nothing was changed.
@Suite struct PluginFaultTests {
    /// A program that does wrong at one request.
    struct Case: Sendable, CustomTestStringConvertible {
        /// The request.
        var request: String
        /// The JSON of the answer, or a script where it begins with `#`.
        var answer: String
        /// The code that is to be printed.
        var code: String
        /// The exit status of the stage that asked.
        var status: Int32
        /// A part of the message.
        var text: String

        var testDescription: String { "\(request): \(text)" }
    }

    /// Programs that fail, and answers that are none.
    static let processes = [
        Case(request: "describe", answer: "#\nexit 1", code: "RK-PLUGIN-FAILED", status: 69, text: "describe` ended with 1"),
        Case(request: "discover", answer: "#\necho why >&2; exit 3", code: "RK-PLUGIN-FAILED", status: 69, text: "ended with 3\n    why"),
        Case(request: "discover", answer: "#\nkill -9 $$", code: "RK-PLUGIN-FAILED", status: 69, text: "ended with 137"),
        Case(request: "discover", answer: "#\nexit 0", code: "RK-PLUGIN-ANSWER", status: 65, text: "answers nothing"),
        Case(request: "discover", answer: "no JSON", code: "RK-PLUGIN-ANSWER", status: 65, text: "with no JSON: "),
        Case(request: "discover", answer: "#\nhead -c 3000 /dev/urandom", code: "RK-PLUGIN-ANSWER", status: 65, text: "with no JSON: "),
        Case(request: "discover", answer: "[]", code: "RK-PLUGIN-ANSWER", status: 65, text: "with array, not an object"),
        Case(request: "discover", answer: "{}", code: "RK-PLUGIN-ANSWER", status: 65, text: "without `protocol`"),
        Case(request: "describe", answer: #"{"protocol": 2}"#, code: "RK-PLUGIN-PROTOCOL", status: 69, text: "speaks protocol 2"),
        Case(request: "describe", answer: #"{"protocol": 0}"#, code: "RK-PLUGIN-ANSWER", status: 65, text: "without `protocol`"),
        Case(request: "describe", answer: #"{"protocol": "1"}"#, code: "RK-PLUGIN-ANSWER", status: 65, text: "without `protocol`"),
        Case(
            request: "describe", answer: #"{"protocol": 99999999999999999999}"#, code: "RK-PLUGIN-ANSWER", status: 65,
            text: "without `protocol`"),
        Case(
            request: "discover", answer: #"{"protocol": 1, "protocol": 1}"#, code: "RK-PLUGIN-ANSWER", status: 65,
            text: "the key `protocol` stands twice"),
        Case(
            request: "discover", answer: #"{"protocol": 1, "workspaces": [{"id": "toy"}]} {}"#, code: "RK-PLUGIN-ANSWER", status: 65,
            text: "with no JSON: "),
        Case(
            request: "discover", answer: "#\necho '{\"protocol\": 1, \"workspaces\": [{\"id\": \"toy\"}]}'; exit 1",
            code: "RK-PLUGIN-FAILED",
            status: 69, text: "discover` ended with 1"),
        Case(
            request: "discover", answer: #"{"protocol": 1, "workspaces": [{"id": "toy"}], "colour": "red"}"#, code: "RK-PLUGIN-ANSWER",
            status: 65, text: "colour has no meaning"),
        Case(
            request: "discover", answer: "#\nprintf '{\"protocol\": 1, \"x\": \"\\377\"}'", code: "RK-PLUGIN-ANSWER", status: 65,
            text: "with no JSON: "),
        Case(
            request: "discover", answer: "#\nhead -c 3000000 /dev/zero | tr '\\0' '['", code: "RK-PLUGIN-ANSWER", status: 65,
            text: "with no JSON: "),
        Case(
            request: "discover", answer: "#\nyes", code: "RK-PLUGIN-FAILED", status: 69,
            text: "discover` was ended: it printed more than 32 MiB"),
        Case(
            request: "discover", answer: "#\ntrap '' TERM; while :; do sleep 1; done", code: "RK-PLUGIN-FAILED", status: 69,
            text: "discover` was ended: it took more than 2 s"),
        Case(
            request: "discover", answer: "#\nhead -c 104857600 /dev/zero", code: "RK-PLUGIN-FAILED", status: 69,
            text: "discover` was ended: it printed more than 32 MiB"),
        Case(
            request: "discover", answer: "#\nyes >&2", code: "RK-PLUGIN-FAILED", status: 69,
            text: "discover` was ended: it printed more than 32 MiB"),
        Case(
            request: "discover", answer: "#\nsleep 100; exit 0", code: "RK-PLUGIN-FAILED", status: 69,
            text: "discover` was ended: it took more than 2 s"),
        Case(
            request: "discover",
            answer: #"{"protocol": 1, "error": {"code": "TOY-SAD", "message": "no toys", "path": "a/toy.txt", "line": 1}}"#,
            code: "RK-PLUGIN-FAILED", status: 69, text: "refuses: no toys (TOY-SAD)\n  --> a/toy.txt:1"),
        Case(
            request: "discover",
            answer: #"{"protocol": 1, "error": {"code": "RK-MANIFEST-SYNTAX", "message": "a comma", "hint": "mend it"}}"#,
            code: "RK-MANIFEST-SYNTAX", status: 65, text: "a comma\n  help: mend it"),
        Case(
            request: "discover", answer: #"{"protocol": 1, "error": {"code": "RK-NEVER-HEARD", "message": "x"}}"#, code: "RK-PLUGIN-ANSWER",
            status: 65, text: "error.code is `RK-NEVER-HEARD`"),
    ]

    /// Descriptions and discoveries that do not fit.
    static let discoveries = [
        Case(
            request: "describe", answer: #"{"protocol": 1, "id_prefix": "toy", "manifests": ["toy.txt"], "version_scheme": "cobol"}"#,
            code: "RK-PLUGIN-ANSWER", status: 65, text: "version_scheme is `cobol`, not one of `semver`"),
        Case(
            request: "describe", answer: #"{"protocol": 1, "id_prefix": "toy", "manifests": ["../x"], "version_scheme": "semver"}"#,
            code: "RK-PLUGIN-ANSWER", status: 65, text: "manifests is to hold names of files"),
        Case(
            request: "describe", answer: #"{"protocol": 1, "id_prefix": "T:", "manifests": ["x"], "version_scheme": "semver"}"#,
            code: "RK-PLUGIN-ANSWER", status: 65, text: "id_prefix is `T:`"),
        Case(
            request: "describe",
            answer: #"{"protocol": 1, "id_prefix": "toy", "manifests": ["x"], "version_scheme": "semver", "colour": "red"}"#,
            code: "RK-PLUGIN-ANSWER", status: 65, text: "colour has no meaning"),
        Case(
            request: "discover", answer: #"{"protocol": 1, "workspaces": []}"#, code: "RK-PLUGIN-ANSWER", status: 65,
            text: "each workspace of the request once"),
        Case(
            request: "discover", answer: package(#""name": "a", "manifest": "../other/toy.txt""#), code: "RK-PLUGIN-ANSWER", status: 65,
            text: "the manifest `../other/toy.txt` of `a` is none of the workspace `toy`"),
        Case(
            request: "discover", answer: package(#""name": "a b", "manifest": "a/toy.txt""#), code: "RK-PLUGIN-ANSWER", status: 65,
            text: "workspaces[0].packages[0].name is empty, or has blanks"),
        Case(
            request: "discover", answer: package(#""name": "a\u001b[2J", "manifest": "a/toy.txt""#), code: "RK-PLUGIN-ANSWER", status: 65,
            text: "workspaces[0].packages[0].name is empty, or has blanks"),
        Case(
            request: "discover", answer: package(#""name": "a", "manifest": "a/toy.txt"}, {"name": "a", "manifest": "b/toy.txt""#),
            code: "RK-PACKAGE-DUPLICATE", status: 1, text: "2 packages have the name `a`: `a/toy.txt` and `b/toy.txt`"),
        Case(
            request: "discover",
            answer: #"{"protocol": 1, "workspaces": [{"id": "toy", "lockfile": "../toy.lock"}]}"#, code: "RK-PLUGIN-ANSWER", status: 65,
            text: "workspaces[0].lockfile is `../toy.lock`"),
        Case(
            request: "discover", answer: package(#""name": 7, "manifest": "a/toy.txt""#), code: "RK-PLUGIN-ANSWER", status: 65,
            text: "workspaces[0].packages[0].name is number, not string"),
        Case(
            request: "discover", answer: package(#""name": "a", "manifest": "a/toy.txt", "licence": "MIT""#), code: "RK-PLUGIN-ANSWER",
            status: 65, text: "workspaces[0].packages[0].licence has no meaning"),
        Case(
            request: "discover",
            answer: package(
                #""name": "a", "manifest": "a/toy.txt", "dependencies": [{"name": "z", "kind": "runtime", "requirement": "", "package": "toy:z"}]"#
            ), code: "RK-PLUGIN-ANSWER", status: 65, text: "`toy:a` depends on `toy:z`, which is no package"),
        Case(
            request: "discover", answer: package(#""name": "a", "manifest": "a/toy.txt", "version": "one""#), code: "RK-VERSION-INVALID",
            status: 1, text: "the version is `one`"),
        Case(
            request: "discover",
            answer:
                #"{"protocol": 1, "workspaces": [{"id": "toy"}], "findings": [{"severity": "error", "code": "TOY-BAD", "message": "x", "path": "/etc/passwd"}]}"#,
            code: "RK-PLUGIN-ANSWER", status: 65, text: "findings[0].path is `/etc/passwd`"),
        Case(
            request: "discover",
            answer:
                #"{"protocol": 1, "workspaces": [{"id": "toy"}], "findings": [{"severity": null, "code": "TOY-BAD", "message": "bad toy", "path": "a/toy.txt"}]}"#,
            code: "TOY-BAD", status: 1, text: "bad toy\n  --> a/toy.txt"),
    ]

    /// A discovery of one package with these fields.
    static func package(_ fields: String) -> String {
        "{\"protocol\": 1, \"workspaces\": [{\"id\": \"toy\", \"packages\": [{\(fields)}]}]}"
    }

    /// Edits that do not fit the files, or the request.
    static let edits = [
        Case(
            request: "edits", answer: edit("../outside.txt", #"{"start": 0, "end": 1, "old": "v", "new": "w"}"#), code: "RK-PATH-OUTSIDE",
            status: 65, text: "an edit is for `../outside.txt`, which leads outside"),
        Case(
            request: "edits", answer: edit("/etc/passwd", #"{"start": 0, "end": 1, "old": "r", "new": "w"}"#), code: "RK-PATH-OUTSIDE",
            status: 65, text: "an edit is for `/etc/passwd`"),
        Case(
            request: "edits", answer: edit("link.txt", #"{"start": 0, "end": 1, "old": "v", "new": "w"}"#), code: "RK-PATH-OUTSIDE",
            status: 65, text: "`link.txt` leads outside the repository"),
        Case(
            request: "edits", answer: edit(".git/config", #"{"start": 0, "end": 1, "old": "[", "new": "("}"#), code: "RK-PLUGIN-ANSWER",
            status: 65, text: "an edit is for `.git/config`, which is no file to edit"),
        Case(
            request: "edits", answer: edit("hooks/x", #"{"start": 0, "end": 0, "old": "", "new": "("}"#), code: "RK-PLUGIN-ANSWER",
            status: 65, text: "an edit is for `hooks/x`, which is no file to edit"),
        Case(
            request: "edits", answer: edit("a/./toy.txt", #"{"start": 0, "end": 1, "old": "v", "new": "w"}"#), code: "RK-PLUGIN-ANSWER",
            status: 65, text: "an edit is for `a/./toy.txt`"),
        Case(
            request: "edits", answer: edit("a/none.txt", #"{"start": 0, "end": 1, "old": "v", "new": "w"}"#),
            code: "RK-MANIFEST-UNREADABLE",
            status: 65, text: "there is no file `a/none.txt`"),
        Case(
            request: "edits", answer: edit("a/toy.txt", #"{"start": 8, "end": 99, "old": "1.0.0", "new": "2.0.0"}"#),
            code: "RK-PLUGIN-ANSWER",
            status: 65, text: "the edits of `a/toy.txt` overlap or leave the file at byte 8"),
        Case(
            request: "edits",
            answer: edit(
                "a/toy.txt", #"{"start": 8, "end": 13, "old": "1.0.0", "new": "2.0.0"}, {"start": 12, "end": 13, "old": "0", "new": "1"}"#),
            code: "RK-PLUGIN-ANSWER", status: 65, text: "overlap or leave the file at byte 12"),
        Case(
            request: "edits",
            answer: edit("a/toy.txt", #"{"start": 9223372036854775807, "end": 9223372036854775807, "old": "", "new": "x"}"#),
            code: "RK-PLUGIN-ANSWER", status: 65, text: "overlap or leave the file at byte 9223372036854775807"),
        Case(
            request: "edits", answer: edit("a/toy.txt", #"{"start": -1, "end": 2, "old": "", "new": "x"}"#), code: "RK-PLUGIN-ANSWER",
            status: 65, text: "has no `start` and `end` in bytes"),
        Case(
            request: "edits", answer: edit("a/toy.txt", #"{"start": 8, "end": 13, "old": "9.9.9", "new": "2.0.0"}"#),
            code: "RK-PLUGIN-ANSWER",
            status: 65, text: "`a/toy.txt` does not have `9.9.9` at byte 8"),
        Case(
            request: "edits", answer: edit("a/toy.txt", ""), code: "RK-PLUGIN-ANSWER", status: 65,
            text: "toy:a is to become 2.0.0, but no file changes"),
        Case(
            request: "edits", answer: #"{"protocol": 1, "packages": []}"#, code: "RK-PLUGIN-ANSWER", status: 65,
            text: "each package of the request once"),
    ]

    /// Edits of one file for `a`, and none for `b`.
    static func edit(_ path: String, _ edits: String) -> String {
        "{\"protocol\": 1, \"packages\": [{\"id\": \"toy:a\", \"files\": [{\"path\": \"\(path)\", \"edits\": [\(edits)]}]}, {\"id\": \"toy:b\"}]}"
    }

    /// Calls that cannot be made.
    static let commands = [
        Case(
            request: "commands", answer: #"{"protocol": 1, "packages": []}"#, code: "RK-PLUGIN-ANSWER", status: 65,
            text: "each package of the request once, in its order"),
        Case(
            request: "commands", answer: calls { $0.replacing(#""argv": ["cp""#, with: #""argv": ["./run""#) }, code: "RK-PLUGIN-ANSWER",
            status: 65, text: "packages[0].build.argv is to begin with a program"),
        Case(
            request: "commands", answer: calls { $0.replacing(#"["a.txt"]"#, with: #"["../a.txt"]"#) }, code: "RK-PLUGIN-ANSWER",
            status: 65,
            text: "packages[0].artifacts has `../a.txt`"),
        Case(
            request: "commands", answer: calls { $0.replacing("127.0.0.1:1/", with: "127.0.0.1:2/") }, code: "RK-PLUGIN-ANSWER", status: 65,
            text: "release.url of toy:a is no address of the registry http://127.0.0.1:1/"),
        Case(
            request: "commands", answer: calls { $0.replacing(#"["a", 0"#, with: #"["a", -1"#) }, code: "RK-PLUGIN-ANSWER", status: 65,
            text: "packages[0].release.digests.a.txt has a step"),
        Case(
            request: "commands", answer: calls { $0.replacing(#""argv": ["cp""#, with: #""argv": [], "x": ["cp""#) },
            code: "RK-PLUGIN-ANSWER", status: 65, text: "packages[0].build.argv is to begin with a program"),
        Case(
            request: "commands", answer: calls { $0.replacing(#"["a.txt"]"#, with: #"["a.txt", "b.txt"]"#) }, code: "RK-PLUGIN-ANSWER",
            status: 65, text: "packages[0].release.digests is to have a way for each of `artifacts`"),
        Case(
            request: "commands",
            answer: calls { $0.replacing(#""digests""#, with: #""files": {"a.txt": "http://127.0.0.1:1/a"}, "digests""#) },
            code: "RK-PLUGIN-ANSWER", status: 65, text: "packages[0].release.files is to have each artifact of `digests`"),
        Case(
            request: "commands",
            answer: calls {
                $0.replacing(#""digests": {"a"#, with: #""algorithm": "none", "files": {"a.txt": "http://127.0.0.2:1/a"}, "digests": {"a"#)
            }, code: "RK-PLUGIN-ANSWER", status: 65, text: "release.files of toy:a is no address of the registry http://127.0.0.1:1/"),
        Case(
            request: "commands",
            answer: calls { $0.replacing(#""build""#, with: #""contents": [{"artifact": "z", "way": ["x"], "text": "y"}], "build""#) },
            code: "RK-PLUGIN-ANSWER", status: 65, text: "packages[0].contents is about `z`, which is no artifact"),
        Case(
            request: "commands",
            answer: calls { $0.replacing(#""build""#, with: #""contents": [{"artifact": "a.txt", "way": [], "text": "y"}], "build""#) },
            code: "RK-PLUGIN-ANSWER", status: 65, text: "packages[0].contents[0].way is no list of steps"),
        Case(
            request: "commands",
            answer: calls { $0.replacing(#""packages""#, with: #""lock_checks": [{"workspace": "toy", "argv": ["true"]}], "packages""#) },
            code: "RK-PLUGIN-ANSWER", status: 65, text: "lock_checks is for `toy`, which is no workspace of the request with a lockfile"),
        Case(
            request: "commands", answer: calls { $0.replacing(#""build""#, with: #""bild""#) }, code: "RK-PLUGIN-ANSWER", status: 65,
            text: "is to have `build`, `publish` and `release`"),
    ]

    /// The right calls, changed.
    static func calls(_ change: (String) -> String) -> String { change(PluginScene.answers["commands"] ?? "") }

    /// Each case names its code, ends with its status, and leaves neither a document nor a changed file.
    @Test(arguments: processes + discoveries + edits + commands) func fault(_ wrong: Case) async throws {
        let scene = try await PluginScene()
        let sandbox = scene.sandbox
        try await sandbox.write("outside.txt", "version 1.0.0\n")
        try await sandbox.check(
            "ln -s ../outside.txt repo/link.txt && ln -s .git repo/hooks && echo x > repo/.git/x && cd repo && git add -A && git commit -qm chore"
        )
        try await sandbox.check("rm -f answers/\(wrong.request).*")
        try await sandbox.write("answers/\(wrong.request).\(wrong.answer.hasPrefix("#") ? "sh" : "json")", wrong.answer)
        let stages = [
            "describe": "rk-discover", "discover": "rk-discover", "edits": PluginScene.plan,
            "commands": "\(PluginScene.plan) | rk-publish --dry-run --registry toy=http://127.0.0.1:1/",
        ]
        let reply = try await scene.run(
            stages[wrong.request] ?? "", environment: ["RK_ECOSYSTEM_TIMEOUT": wrong.text.contains("took more than 2 s") ? "2" : "50"])
        #expect(reply.status == wrong.status, "\(reply.said)")
        #expect(reply.said.contains("error[\(wrong.code)]: ") && reply.said.contains(wrong.text), "\(reply.said)")
        #expect(reply.output.isEmpty == (wrong.status != 1))
        #expect(try await scene.treeStatus() == "")
    }

    /// A program that is asked while somebody ends the stage ends as well.
    @Test func signal() async throws {
        let scene = try await PluginScene()
        try await scene.sandbox.write("answers/discover.sh", "echo $$ > \"$TOY/pid\"\nsleep 100\n")
        let reply = try await scene.run(
            """
            rk-discover > ../out & discover=$!
            while ! [ -s ../pid ]; do sleep 0.02; done
            kill -TERM $discover; wait $discover; echo $?
            for ((try = 0; try < 200; try++)); do grep -qs '^State:.*[DRST] ' "/proc/$(cat ../pid)/status" || break; sleep 0.05; done
            [ "$try" -lt 200 ] || echo left; cat ../out
            """)
        #expect(reply.text == "143\n", "\(reply.text) \(reply.said)")
    }

    /// A program that hangs, and does not listen to signals either, holds up nobody who ends the stage: the files are as they were.
    @Test(arguments: [
        ("rk-pin", "TERM"), ("rk-pin apply", "INT"), ("rk-pin apply --dry-run", "TERM"), ("rk-pin run -- touch ../ran", "INT"),
        ("rk-pin run -- touch ../ran", "TERM"), ("rk-publish --dry-run --registry toy=http://127.0.0.1:1/", "INT"),
    ]) func hanging(_ stage: String, _ signal: String) async throws {
        let scene = try await PluginScene()
        let input = try await scene.run("\(PluginScene.plan) > ../plan.json")
        #expect(input.status == 0, "\(input.said)")
        try await scene.sandbox.write(
            "answers/\(stage.hasPrefix("rk-pin") ? "edits" : "commands").sh",
            "trap '' TERM INT; echo $$ > \"$TOY/pid\"; while :; do sleep 1; done\n")
        let reply = try await scene.run(
            """
            (exec env --default-signal=INT,TERM \(stage) < ../plan.json > ../out) & stage=$!
            while ! [ -s ../pid ]; do sleep 0.02; done
            kill -\(signal) $stage; SECONDS=0; wait $stage; echo $? $((SECONDS > 30))
            for ((try = 0; try < 200; try++)); do grep -qs '^State:.*[DRST] ' "/proc/$(cat ../pid)/status" || break; sleep 0.05; done
            [ "$try" -lt 200 ] || echo left; cat ../out; ls ../ran 2> /dev/null; rk-pin check
            """)
        #expect(reply.text == "\(signal == "INT" ? 130 : 143) 0\n", "\(reply.text) \(reply.said)")
        #expect(try await scene.treeStatus() == "")
    }

    /// A program that changes manifests itself is found out at each request that it gets them for; no document is written.
    @Test(arguments: ["discover", "edits", "commands"]) func writer(_ request: String) async throws {
        let scene = try await PluginScene()
        try await scene.sandbox.write(
            "answers/\(request).sh", "echo more >> b/toy.txt; cat \"$TOY/answers/\(request).json\"\n")
        let reply = try await scene.run(
            "\(PluginScene.plan) | rk-publish --dry-run --registry toy=http://127.0.0.1:1/")
        #expect(reply.status != 0 && reply.output.isEmpty, "\(reply.said)")
        let words =
            "error[RK-PLUGIN-ANSWER]: `rk-ecosystem-toy \(request)` changed `b/toy.txt` itself, though requests only read\n  --> b/toy.txt"
        #expect(reply.said.contains(words), "\(reply.said)")
    }

    /// A name that a package of another ecosystem has, too, with the same type of id: both are told apart, or refused where both are released.
    @Test func namesakes() async throws {
        let scene = try await PluginScene()
        try await scene.sandbox.write("repo/package.json", "{\"name\": \"a\", \"version\": \"1.0.0\"}")
        try await scene.sandbox.check("git add -A && git commit -qm 'feat: web'", in: "repo")
        let other = try await scene.run("rk-discover | jq -c '[.packages[].id] | sort'")
        #expect(other.text == "[\"npm:a\",\"toy:a\",\"toy:b\"]\n", "\(other.said)")
        try await scene.sandbox.check("sed -i 's/\"toy\"/\"npm\"/' answers/describe.json && sed -i 's/toy:a/npm:a/' answers/discover.json")
        let same = try await scene.run("rk-discover")
        #expect(same.status == 1 && same.said.contains("error[RK-PACKAGE-DUPLICATE]: 2 packages have the name `a`"), "\(same.said)")
    }
}
