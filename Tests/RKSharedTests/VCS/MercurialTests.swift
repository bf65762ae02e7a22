import Support
import Testing

@testable import RKShared

/// What hg is told, and where its repositories are.
@Suite struct MercurialTests {
    /// Only whole ids are revisions: a document cannot name anything else.
    @Test(arguments: [
        "", "tip", "-r", "0123456789abcdef", "all()", "0123456789abcdef0123456789abcdef0123456g",
        "٠123456789abcdef0123456789abcdef01234567",
    ])
    func revisions(_ text: String) {
        #expect(throws: Fault.self) { try Mercurial.revision(text) }
    }

    /// A whole id is a set of one.
    @Test func wholeRevision() throws {
        let id = "0123456789abcdef0123456789abcdef01234567"
        #expect(try Mercurial.revision(id) == "id(\(id))")
        #expect(Mercurial.commit(id) == id && Mercurial.commit(String(repeating: "0", count: 40)) == nil && Mercurial.commit("") == nil)
    }

    /// Texts are quoted, so that nothing in them is an expression.
    @Test func literals() {
        #expect(Mercurial.literal(#"a" or all() or "\b{node}"#) == #""a\" or all() or \"\\b{node}""#)
        #expect(Mercurial.literal("{node}", inTemplate: true) == #""\{node}""#)
    }

    /// The innermost folder with a repository is the top; a folder that is called `.hg` alone is none.
    @Test func tops() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            ["outer/.hg/requires": "", "outer/inner/.hg/store/x": "", "outer/none/.hg/x": "", "outer/inner/a/b/x": ""], below: ".")
        let folder = try #require(Files.resolved(sandbox.folder))
        #expect(Mercurial.top(above: "\(folder)/outer/inner/a/b") == "\(folder)/outer/inner")
        #expect(Mercurial.top(above: "\(folder)/outer/none") == "\(folder)/outer" && Mercurial.top(above: folder) == nil)
    }
}
