import Support
import Testing

@testable import RKShared

/// What both systems give for the same files: contents at a commit, and texts that are merged.
@Suite struct ContentsTests {
    /// The systems, each with the command that makes a commit of everything.
    static let systems: [(kind: VersionControlKind, commit: String)] = [
        (.git, "git init -q . && git add -A && git commit -qm begin"), (.hg, "hg init && hg commit -qAm begin"),
    ]

    /// Below a folder of the repository, with bytes that end texts and names that are patterns elsewhere; what is not there is left out.
    @Test(arguments: systems) func contents(_ kind: VersionControlKind, _ commit: String) async throws {
        let sandbox = try await Sandbox()
        let files = ["bytes": "a\0b\n1\0", "empty": "", "we ird {x} [a]": "x", "folder/file": "y\n"]
        try await sandbox.write(files.merging(["gone": "z"]) { $1 }, below: "repo/inner")
        try await sandbox.check("\(commit) && rm inner/gone", in: "repo", environment: sandbox.mercurialEnvironment)
        let system = kind.at("\(sandbox.folder)/repo/inner", world: .live)
        let head = try #require(try await system.head())
        let found = try await system.contents(of: files.keys + ["gone", "folder", "none"], at: head)
        #expect(found.mapValues { String(decoding: $0, as: UTF8.self) } == files.merging(["gone": "z"]) { $1 })
        #expect(try await system.contents(of: ["none"], at: head).isEmpty)
    }

    /// Changes of other lines are kept, those of the same lines are nobody's to decide; twice in one folder.
    @Test(arguments: systems) func merged(_ kind: VersionControlKind, _ commit: String) async throws {
        let sandbox = try await Sandbox()
        let system = kind.at(sandbox.folder, world: .live)
        /// Ten lines, some of them changed.
        func text(_ changes: [Int: String] = [:]) -> [UInt8] { Array((0..<10).map { "\(changes[$0] ?? "\($0)")\n" }.joined().utf8) }
        let (old, new) = (text(), text([2: "two"]))
        for (now, expected) in [
            (text([7: "seven"]), text([2: "two", 7: "seven"])), (text([2: "zwei"]), nil), (new, new), (text() + [0x30], new + [0x30]),
        ] {
            #expect(try await system.merged(now, from: old, to: new, in: sandbox.folder) == expected)
        }
        #expect(try await system.merged(new, from: old, to: old, in: sandbox.folder) == new)
    }
}
