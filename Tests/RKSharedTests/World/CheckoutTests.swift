import RKShared
import Support
import Testing

/// Work trees that a document is about, and what is none.
@Suite struct CheckoutTests {
    /// A document's repository at a path.
    private func repository(_ root: String, head: String? = nil) -> Repository {
        Repository(root: root, vcs: "git", head: head, branch: nil, clean: true, shallow: false, remote: nil)
    }

    /// No folder, no repository, no commit: each says what to do.
    @Test(arguments: ["true", "mkdir repo", "git init -q repo"])
    func missing(_ setup: String) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check(setup)
        let fault = await #expect(throws: Fault.self) {
            try await Checkout(of: repository("\(sandbox.folder)/repo", head: "0123456"), world: .live)
        }
        #expect(fault?.code == .repositoryMissing && fault?.hint != nil)
    }

    /// Another commit than the document's is refused.
    @Test func moved() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check("git init -q repo && cd repo && git commit -q --allow-empty -m x")
        let head = try await sandbox.check("git rev-parse HEAD", in: "repo").text.trimmed
        #expect(try await Checkout(of: repository("\(sandbox.folder)/repo", head: head), world: .live).head == head)
        let other = String(repeating: "0", count: 40)
        let fault = await #expect(throws: Fault.self) {
            try await Checkout(of: repository("\(sandbox.folder)/repo", head: other), world: .live)
        }
        #expect(fault?.code == .repositoryMoved)
    }

    /// Without a terminal the size is what the environment says, else 80 by 24.
    @Test func sizeWithoutTerminal() {
        #expect(StandardStreams.errorSize.width > 0 && StandardStreams.errorSize.height > 0)
    }
}
