import RKShared
import Support
import Synchronization
import Testing

/// Edits for a while, on real files.
struct PinSessionTests {
    /// A tree with two packages: CRLF, no final newline, odd bytes, a mode, a link, an old time.
    private struct Tree {
        /// The folder that holds all.
        let sandbox: Sandbox
        /// The root.
        var root: String { "\(sandbox.folder)/repo" }
        /// The state folder.
        var state: StateFolder { StateFolder(privateFolder: "\(sandbox.folder)/repo/.git") }
        /// The edits of each package; `shared` belongs to both.
        let edits: [(package: String, rewriting: Rewriting)]
        /// What `look` said before any edit.
        let before: String

        /// Makes the tree.
        init() async throws {
            sandbox = try await Sandbox()
            try await sandbox.check(
                #"""
                mkdir -p repo/a repo/b repo/.git/x && cd repo
                printf 'v = "1"\r\n# \xff\x00\r\nw = "1"' > a/manifest && chmod 750 a/manifest
                printf 'v = "1"\n' > b/real && ln -s real b/manifest
                printf 'v = "1"\n' > shared && chmod 600 shared
                touch -d '2001-02-03 04:05:06.789' a/manifest b/real shared
                """#)
            let root = "\(sandbox.folder)/repo"
            /// A change of a file of the tests.
            func change(_ path: String) throws -> Rewriting.FileChange {
                let before = try Files.read("\(root)/\(path)")
                return Rewriting.FileChange(
                    path: path, before: before, after: before.map { $0 == UInt8(ascii: "1") ? UInt8(ascii: "2") : $0 })
            }
            edits = [
                ("a", Rewriting(changes: [try change("a/manifest"), try change("shared")])),
                ("b", Rewriting(changes: [try change("b/manifest"), try change("shared")])),
                ("c", Rewriting()),
            ]
            before = try await Self.look(sandbox)
        }

        /// Every file with its mode, links, owner, time of modification, link and digest, and nothing of the state folder.
        private static func look(_ sandbox: Sandbox) async throws -> String {
            try await sandbox.check(
                "find . -path ./.git -prune -o ! -type d -printf '%p %m %n %U %T@ %l ' \\( -type l -printf '\\n' -o -exec sha256sum {} \\; \\) | sort",
                in: "repo"
            ).text
        }

        /// The tree as it is now.
        func look() async throws -> String { try await Self.look(sandbox) }

        /// The text of a file.
        func read(_ path: String) throws -> [UInt8] { try Files.read("\(root)/\(path)") }

        /// A session, with something to do at each step.
        func session(_ checkpoint: @escaping @Sendable (String) throws(Fault) -> Void = { _ throws(Fault) in }) -> PinSession {
            PinSession(state: state, root: root, checkpoint: checkpoint)
        }

        /// Whether nothing but the tree as it was is there.
        func expectUntouched(_ comment: Comment, _ location: SourceLocation = #_sourceLocation) async throws {
            #expect(try await look() == before, comment, sourceLocation: location)
            #expect(Files.names(in: "\(root)/.git/rk") == [], comment, sourceLocation: location)
            #expect(try PinLeftover.all(in: state) == [], comment, sourceLocation: location)
        }
    }

    /// Bytes, modes, links and times are as they were; in between the edits are there, and the journal says so.
    @Test func appliesAndRestores() async throws {
        let tree = try await Tree()
        let session = tree.session()
        try await session.apply(tree.edits)
        #expect(try tree.read("a/manifest") == Array("v = \"2\"\r\n# ".utf8) + [0xFF, 0] + Array("\r\nw = \"2\"".utf8))
        #expect(try tree.read("b/real") == Array("v = \"2\"\n".utf8))
        #expect(try await tree.sandbox.check("stat -c %a a/manifest shared; readlink b/manifest", in: "repo").text == "750\n600\nreal\n")
        let leftovers = try PinLeftover.all(in: tree.state)
        #expect(leftovers.map(\.path) == ["a/manifest", "shared", "b/manifest"])
        #expect(leftovers.allSatisfy { $0.state == .pinned })
        try await session.restoreAll()
        try await tree.expectUntouched("after restoring")
        try await session.restoreAll()
        try await session.restore("unknown")
        try await tree.expectUntouched("after restoring twice")
    }

    /// A file that two packages change alike stays changed until the last one is done, in either order.
    @Test(arguments: [["a", "b"], ["b", "a"]]) func sharedFile(_ order: [String]) async throws {
        let tree = try await Tree()
        let session = tree.session()
        for (package, rewriting) in tree.edits { try await session.apply(rewriting, for: package) }
        try await session.restore(order[0])
        #expect(try tree.read("shared") == Array("v = \"2\"\n".utf8))
        try await session.restore(order[1])
        try await tree.expectUntouched("after both")
    }

    /// Two packages that want a file different are refused, and what was there before stays.
    @Test func disagreement() async throws {
        let tree = try await Tree()
        let session = tree.session()
        try await session.apply(tree.edits[0].rewriting, for: "a")
        var other = tree.edits[1].rewriting
        other.changes[1].after = Array("v = \"3\"\n".utf8)
        let wanted = other
        let fault = await #expect(throws: Fault.self) { try await session.apply(wanted, for: "b") }
        #expect(fault?.code == .pinImpossible && fault?.place?.path == "shared")
        #expect(try tree.read("b/real") == Array("v = \"1\"\n".utf8))
        try await session.restoreAll()
        try await tree.expectUntouched("after the refusal")
    }

    /// A kill at any step, of the edits, of the restoring, and of a restoring after a kill, loses nothing.
    @Test func killAtEveryStep() async throws {
        let tree = try await Tree()
        let total = try await steps(tree) { session in
            try await session.apply(tree.edits)
            try await session.restoreAll()
        }
        #expect(total > 8)
        for first in 0..<total {
            for second in 0...6 {
                let dying = tree.session(Self.dying(at: first))
                await #expect(throws: Fault.self) {
                    try await dying.apply(tree.edits)
                    try await dying.restoreAll()
                }
                _ = try? await tree.session(Self.dying(at: second)).recover()
                try await tree.session().recover()
                try await tree.expectUntouched("killed at step \(first), then at \(second)")
            }
        }
    }

    /// How many steps a piece of work has.
    private func steps(_ tree: Tree, _ work: (PinSession) async throws -> Void) async throws -> Int {
        let count = Mutex(0)
        try await work(tree.session { _ in count.withLock { $0 += 1 } })
        return count.withLock { $0 }
    }

    /// A checkpoint that ends everything at a step.
    private static func dying(at step: Int) -> @Sendable (String) throws(Fault) -> Void {
        let counter = Counter()
        return { (name) throws(Fault) in if counter.next() >= step { throw Fault(.cancelled, "killed before: \(name)") } }
    }

    /// Counts the steps of a session.
    private final class Counter: Sendable {
        /// The number of the next step.
        private let count = Mutex(0)
        /// The number of this step, from 0.
        func next() -> Int {
            count.withLock { count in
                defer { count += 1 }
                return count
            }
        }
    }

    /// A kill while a file is replaced leaves its temporary neighbour, which goes too; so do a torn journal's last bytes.
    @Test func temporaryAndTornLine() async throws {
        let tree = try await Tree()
        try await tree.session().apply(tree.edits)
        let journal = "\(tree.root)/.git/rk/pins.ndjson"
        let record = try #require(try Journal.read(journal).first?.object?["files"]?.array?.first?.object)
        let temporary = try #require(record["temporary"]?.string)
        try Files.replace("\(tree.root)/a/\(temporary)", with: [1, 2])
        try Files.replace(journal, with: try Files.read(journal) + Array("{\"step\":\"rest".utf8))
        #expect(try await tree.session().recover() == ["a/manifest", "shared", "b/manifest"])
        try await tree.expectUntouched("after recovering")
    }

    /// A file that was edited or deleted meanwhile is never written; its original is kept, the others come back, and `keepEdits` forgets it.
    @Test(arguments: [false, true]) func conflict(_ isDeleted: Bool) async throws {
        let tree = try await Tree()
        let session = tree.session()
        try await session.apply(tree.edits)
        let edit = isDeleted ? "rm a/manifest" : "echo mine >> a/manifest; cp -a a/manifest ../mine"
        try await tree.sandbox.check(edit, in: "repo")
        for attempt in 0..<3 {
            let fault = await #expect(throws: Fault.self) {
                if attempt == 0 { try await session.restoreAll() } else { try await tree.session().recover() }
            }
            #expect(fault?.code == .pinConflict && fault?.place?.path == "a/manifest")
            #expect(fault?.hint?.contains("\(tree.root)/.git/rk/conflicts/a/manifest.orig") == true)
            #expect(try PinLeftover.all(in: tree.state).map(\.state) == [isDeleted ? .missing : .edited, .original])
        }
        if !isDeleted { try await tree.sandbox.check("cmp a/manifest ../mine", in: "repo") }
        #expect(try tree.read(".git/rk/conflicts/a/manifest.orig") == tree.edits[0].rewriting.changes[0].before)
        #expect(try tree.read("b/real") == Array("v = \"1\"\n".utf8))
        #expect(try await tree.session().recover(keepEdits: true) == [])
        #expect(try PinLeftover.all(in: tree.state) == [])
        #expect(Files.names(in: "\(tree.root)/.git/rk") == ["conflicts"])
    }

    /// A file that two packages of one batch change is in the journal once, and yet stays while one of them needs it, and is restored after
    /// a kill then.
    @Test func restoredOneByOne() async throws {
        let tree = try await Tree()
        let session = tree.session()
        try await session.apply(tree.edits)
        #expect(try PinLeftover.all(in: tree.state).map(\.path) == ["a/manifest", "shared", "b/manifest"])
        try await session.restore(tree.edits[0].package)
        #expect(try tree.read("a/manifest") == tree.edits[0].rewriting.changes[0].before)
        #expect(try await tree.session().recover() == ["shared", "b/manifest"])
        #expect(try PinLeftover.all(in: tree.state) == [])
    }

    /// A user who brings the original bytes back solves a conflict.
    @Test func solvedConflict() async throws {
        let tree = try await Tree()
        try await tree.session().apply(tree.edits)
        try Files.replace("\(tree.root)/a/manifest", with: tree.edits[0].rewriting.changes[0].before)
        #expect(try await tree.session().recover() == ["shared", "b/manifest"])
        #expect(try PinLeftover.all(in: tree.state) == [])
    }

    /// A file that changed after it was read is not edited, and what was edited before it comes back.
    @Test func changedBeforeTheEdit() async throws {
        let tree = try await Tree()
        try await tree.sandbox.check("echo new >> b/real", in: "repo")
        let fault = await #expect(throws: Fault.self) { try await tree.session().apply(tree.edits) }
        #expect(fault?.code == .pinConflict && fault?.place?.path == "b/manifest")
        #expect(try tree.read("a/manifest") == tree.edits[0].rewriting.changes[0].before)
        #expect(Files.names(in: "\(tree.root)/.git/rk") == [])
    }

    /// A repository that was moved, or copied, after a kill is restored where it is now.
    @Test func movedRepository() async throws {
        let tree = try await Tree()
        try await tree.session().apply(tree.edits)
        try await tree.sandbox.check("cp -a repo copy && mkdir away && mv repo away/")
        for folder in ["copy", "away/repo"] {
            let root = "\(tree.sandbox.folder)/\(folder)"
            let restored = try await PinSession(state: StateFolder(privateFolder: "\(root)/.git"), root: root).recover()
            #expect(restored == ["a/manifest", "shared", "b/manifest"])
            #expect(try Files.read("\(root)/shared") == Array("v = \"1\"\n".utf8))
        }
    }

    /// A journal that another program wrote to is an error with its line, and nothing is touched.
    @Test(arguments: [
        "{}", "{\"step\":\"intent\"}", "{\"step\":\"restored\"}", "{\"step\":\"other\"}", "x",
        #"{"step":"intent","package":"p","root":"../..","files":[{"path":"../../x","before":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","after":"","mode":1,"seconds":1,"nanoseconds":1,"temporary":"t","original":""}]}"#,
        #"{"step":"intent","package":"p","root":"../..","files":[{"path":"x","before":"00","after":"","mode":1,"seconds":1,"nanoseconds":1,"temporary":"t","original":""}]}"#,
    ]) func foreignJournal(_ line: String) async throws {
        let tree = try await Tree()
        try await tree.sandbox.write("repo/.git/rk/pins.ndjson", line + "\n")
        let fault = await #expect(throws: Fault.self) { try await tree.session().recover() }
        #expect(fault?.code == .journalInvalid && fault?.place?.line == 1)
        #expect(try await tree.look() == tree.before)
    }

    /// Many packages at once, from many tasks, each for a while.
    @Test func manyTasks() async throws {
        let sandbox = try await Sandbox()
        for index in 0..<40 { try Files.replace("\(sandbox.folder)/\(index)", with: Array("1".utf8)) }
        let session = PinSession(state: StateFolder(privateFolder: "\(sandbox.folder)/.git"), root: sandbox.folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<40 {
                group.addTask {
                    let change = Rewriting.FileChange(path: "\(index)", before: Array("1".utf8), after: Array("2".utf8))
                    try await session.apply(Rewriting(changes: [change]), for: "p\(index)")
                    #expect(try sandbox.read("\(index)") == "2")
                    try await session.restore("p\(index)")
                    #expect(try sandbox.read("\(index)") == "1")
                }
            }
            try await group.waitForAll()
        }
        #expect(Files.names(in: "\(sandbox.folder)/.git/rk") == [])
    }
}
