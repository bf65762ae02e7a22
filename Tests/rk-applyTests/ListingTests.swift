import RKShared
import Testing

@testable import rk_apply

/// How actions are told to people.
struct ListingTests {
    /// One line for each kind, as a command where there is one.
    static let cases: [(work: Action.Work, words: String)] = [
        (.startBranch(Action.Branch(name: "b", commit: "0123456789abcdef")), "start the branch b at 0123456789ab"),
        (.writeFile(Action.FileWrite(path: "a/b", read: nil, content: [65])), "write a/b"),
        (.run(Action.CommandRun(argv: ["uv", "lock", "a b"], directory: "py", writes: [])), "cd py && uv lock 'a b'"),
        (.commit(Action.Commit(message: "chore: x\n\nmore")), "commit chore: x"),
        (.push(Action.Push(remote: "origin", tags: ["a", "b"])), "push a b to origin"),
        (.push(Action.Push(remote: "origin", branch: "r")), "push r to origin"),
        (.tag(Action.Tag(name: "v1", commit: "0123456789abcdef", message: "m")), "tag 0123456789ab as v1"),
        (
            .openRequest(Action.MergeRequest(branch: "b", base: "main", title: "t", body: "", labels: [])),
            "request to merge b into main: t"
        ),
        (.labelRequest(Action.RequestLabels(branch: "b", add: ["x"], remove: ["y"])), "label the merged request of b: +x -y"),
        (
            .withdraw(Action.Withdrawal(package: "npm:a", version: "1", registry: "https://u:p@x/", manner: .deprecate, reason: "r")),
            "deprecate npm:a 1 in https://x/"
        ),
        (.deleteRelease(Action.PageDeletion(tag: "t")), "delete the page of the release t"),
        (.deleteTag(Action.TagDeletion(name: "t", commit: "c", remote: "origin")), "delete the tag t, also from origin"),
        (.closeRequest(Action.RequestClosing(branch: "b", base: "main", labels: [])), "close the request to merge b into main"),
        (.deleteBranch(Action.BranchDeletion(remote: "origin", branch: "b", commit: "c")), "delete the branch b from origin"),
        (.removeFile(Action.FileRemoval(path: "a", before: "sha256:0")), "remove a"),
    ]

    /// Each kind; with its end behind it.
    @Test(arguments: cases) func words(_ entry: (work: Action.Work, words: String)) {
        #expect(ActionListing.words(entry.work) == entry.words)
        var action = Action(entry.work)
        action.id = "a1"
        action.status = .skipped
        action.note = "it is so already"
        #expect(ActionListing.line(action) == "a1 skipped: \(entry.words) (it is so already)")
    }
}
