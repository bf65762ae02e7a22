import RKShared
import Support
import Testing

/// Replacing files, on real ones.
struct FilesReplaceTests {
    /// Every kind of mode stays, also ones that the umask would not give.
    @Test(arguments: ["600", "644", "755", "444", "664"]) func modeStays(_ mode: String) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("f", "old")
        try await sandbox.check("chmod \(mode) f")
        try Files.replace("\(sandbox.folder)/f", with: Array("new\r\n".utf8))
        #expect(try sandbox.read("f") == "new\r\n")
        #expect(try await sandbox.check("stat -c %a f").text == "\(mode)\n")
        #expect(Files.names(in: sandbox.folder) == ["f"])
    }

    /// A link stays a link, and its target gets the bytes.
    @Test func linkStays() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("deep/target", "old")
        try await sandbox.check("ln -s deep/target one; ln -s one two; ln -s nowhere broken")
        try Files.replace("\(sandbox.folder)/two", with: [0, 255])
        #expect(try Files.read("\(sandbox.folder)/deep/target") == [0, 255])
        #expect(try await sandbox.check("readlink one two").text == "deep/target\none\n")
        #expect(throws: Files.Trouble.missing) { try Files.replace("\(sandbox.folder)/broken", with: []) }
    }

    /// A new file gets the usual mode; a time that is asked for is there to the nanosecond.
    @Test func newFileAndStamp() async throws {
        let sandbox = try await Sandbox()
        let path = "\(sandbox.folder)/f"
        try Files.replace(path, with: [])
        #expect(try await sandbox.check("stat -c %a f").text == "644\n")
        try Files.replace(path, with: [1], stamp: FileStamp(seconds: 1_234_567_890, nanoseconds: 123_456_789, mode: 0))
        #expect(FileStamp(of: path) == FileStamp(seconds: 1_234_567_890, nanoseconds: 123_456_789, mode: 0o644))
    }

    /// What cannot be replaced is an error, and leaves nothing behind.
    @Test func troubles() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check("mkdir folder; mkfifo pipe")
        #expect(throws: Files.Trouble.notAFile) { try Files.replace("\(sandbox.folder)/folder", with: []) }
        #expect(throws: Files.Trouble.notAFile) { try Files.replace("\(sandbox.folder)/pipe", with: []) }
        #expect(throws: Files.Trouble.missing) { try Files.replace("\(sandbox.folder)/none/f", with: []) }
        #expect(throws: Files.Trouble.self) { try Files.replace("/proc/version", with: []) }
        #expect(Files.names(in: sandbox.folder) == ["folder", "pipe"])
    }

    /// Folders are made with those above them; a file in the way is an error.
    @Test func folders() async throws {
        let sandbox = try await Sandbox()
        try Files.createFolder("\(sandbox.folder)/a/b/c")
        try Files.createFolder("\(sandbox.folder)/a/b/c")
        #expect(Files.isFolder("\(sandbox.folder)/a/b/c"))
        try await sandbox.write("file", "")
        #expect(throws: Files.Trouble.self) { try Files.createFolder("\(sandbox.folder)/file/a") }
        try Files.remove("\(sandbox.folder)/file")
        try Files.remove("\(sandbox.folder)/file")
        #expect(!Files.exists("\(sandbox.folder)/file"))
    }

    /// A tree goes whole: 3,000 levels deep, names that are no text, folders without permissions; what links lead to stays.
    @Test func trees() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("kept/file", "x")
        try await sandbox.check(
            """
            mkdir -p tree/locked/inner && touch tree/locked/inner/f tree/$'\\xff\\xfe' && ln -s ../kept tree/link && chmod 500 tree/locked
            perl -e 'chdir "tree"; for (1..3000) { mkdir "d" or die; chdir "d" or die; open my $f, ">", "f" }'
            """)
        try Files.removeTree("\(sandbox.folder)/tree")
        try Files.removeTree("\(sandbox.folder)/tree")
        #expect(Files.names(in: sandbox.folder) == ["kept"])
        #expect(try sandbox.read("kept/file") == "x")
        try await sandbox.check("ln -s kept link")
        try Files.removeTree("\(sandbox.folder)/link")
        #expect(try sandbox.read("kept/file") == "x")
    }
}
