import RKShared
import Testing

/// Actions as a document holds them.
struct ActionTests {
    /// One of each kind.
    static let works: [Action.Work] = [
        .startBranch(Action.Branch(name: "b", commit: "c")),
        .writeFile(Action.FileWrite(path: "a/ü", read: [], content: Array("ü\n".utf8))),
        .writeFile(Action.FileWrite(path: "a", read: nil, content: [])),
        .run(Action.CommandRun(argv: ["uv", "lock"], directory: ".", writes: ["uv.lock"])), .commit(Action.Commit(message: "m\n")),
        .push(Action.Push(remote: "origin", branch: "b")), .push(Action.Push(remote: "origin", tags: ["t"])),
        .tag(Action.Tag(name: "t", commit: "c", message: "m", isSigned: true)),
        .openRequest(Action.MergeRequest(branch: "b", base: "main", title: "t", body: "x", labels: ["l"])),
        .publishRelease(Action.ForgeRelease(tag: "t", title: "n", body: "x", isPrerelease: true, isLatest: false, assets: ["dist/a"])),
        .labelRequest(Action.RequestLabels(branch: "b", add: ["x"], remove: ["y"])),
        .withdraw(
            Action.Withdrawal(package: "npm:a", version: "1", registry: "https://x/", manner: .deprecate, reason: "r", page: "https://y/")),
        .deleteRelease(Action.PageDeletion(tag: "t")), .deleteTag(Action.TagDeletion(name: "t", commit: "c", remote: "origin")),
        .deleteTag(Action.TagDeletion(name: "t", commit: "c", remote: nil)),
        .closeRequest(Action.RequestClosing(branch: "b", base: "main", labels: ["l"])),
        .deleteBranch(Action.BranchDeletion(remote: "origin", branch: "b", commit: "c")),
        .removeFile(Action.FileRemoval(path: "a", before: "sha256:0")),
    ]

    /// Written and read again they are the same, with fields of others; a planner that runs again replaces its own, and numbers stay unique.
    @Test func roundTrip() throws {
        var document = Document()
        document.plan(Self.works.map { Action($0, why: "because") }, by: "rk-propose")
        document.plan([Action(.commit(Action.Commit(message: "other")))], by: "rk-tag")
        document.actions?[0].rest["acme"] = .bool(true)
        document.actions?[1].status = .skipped
        document.actions?[1].note = "it is so already"
        var again = try Document(parsing: document.bytes)
        #expect(again == document && again.bytes == document.bytes)
        again.plan([Action(Self.works[0])], by: "rk-propose")
        let actions = try #require(again.actions)
        #expect(actions.count == 2 && Set(actions.map(\.id)).count == 2)
    }

    /// What no planner writes is refused with the field's place.
    @Test(arguments: [
        (#"{"id":"a","do":"write-fil"}"#, "did you mean `write-file`?"),
        (#"{"id":"a","do":"write-file","path":"../x","before":null,"after":"s","content":""}"#, "leads outside the repository"),
        (#"{"id":"a","do":"write-file","path":"/x","before":null,"after":"s","content":""}"#, "leads outside the repository"),
        (#"{"id":"a","do":"run","argv":["x"],"cwd":"a/../.."}"#, "actions[0].cwd"),
        (#"{"id":"a","do":"run","argv":["x"],"cwd":".","writes":["ok","../no"]}"#, "actions[0].writes[1]"),
        (#"{"id":"a","do":"run","argv":"rm -rf","cwd":"."}"#, "array of strings"),
        (#"{"id":"a","do":"tag","tag":"v1:refs/heads/main","commit":"c","message":"m"}"#, "is no name for a branch or a tag"),
        (#"{"id":"a","do":"push","remote":"origin","tags":["v1","-x y"]}"#, "actions[0].tags[1]"),
        (#"{"id":"a","do":"push","remote":"origin","branch":"a..b"}"#, "actions[0].branch"),
        (#"{"id":"a","do":"commit"}"#, "actions[0].message is missing"),
        (#"{"id":"a","do":"remove-file","path":"a/../../x","before":"s"}"#, "leads outside the repository"),
        (#"{"id":"a","do":"delete-branch","remote":"origin","branch":"a b","commit":"c"}"#, "actions[0].branch"),
        (#"{"id":"a","do":"withdraw","package":"p","version":"1","registry":"r","how":"burn","reason":""}"#, "not one of"),
        (#"{"id":"a","do":"commit","message":"m","status":"maybe"}"#, "not one of"), (#"{"do":"commit","message":"m"}"#, "actions[0].id"),
    ]) func refused(_ action: String, _ reason: String) {
        do {
            _ = try Document(parsing: Array(#"{"rk":1,"stages":[],"diagnostics":[],"actions":[\#(action)]}"#.utf8))
            Issue.record("\(action) is taken")
        } catch {
            #expect("\(error.message) \(error.hint ?? "")".contains(reason), "\(error.message)")
        }
    }
}
