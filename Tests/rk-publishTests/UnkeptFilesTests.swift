import RKShared
import Support
import Testing

@testable import rk_publish

/// Files that tools write although nobody keeps them: as before, also when another process ends what one began.
struct UnkeptFilesTests {
    /// One that was there and is written over, one that comes, one that nobody touches, one that goes.
    @Test func restored() async throws {
        let sandbox = try await Sandbox()
        let state = StateFolder(privateFolder: "\(sandbox.folder)/git")
        for name in ["old", "same", "gone"] { try await sandbox.write("tree/\(name)", "before \(name)\n") }
        try UnkeptFiles(state).take(Set(["old", "new", "same", "gone"].map { "\(sandbox.folder)/tree/\($0)" }))
        try await sandbox.write("tree/old", "after\n")
        try await sandbox.write("tree/new", "after\n")
        try Files.remove("\(sandbox.folder)/tree/gone")
        let restored = try UnkeptFiles(state).restore()
        #expect(restored.map(RelativePath.name) == ["gone", "new", "old"])
        #expect(Files.names(in: "\(sandbox.folder)/tree").sorted() == ["gone", "old", "same"])
        #expect(try sandbox.read("tree/old") == "before old\n" && sandbox.read("tree/gone") == "before gone\n")
        #expect(try UnkeptFiles(state).restore().isEmpty && !Files.exists("\(state.path)/unkept"))
    }
}
