import RKShared
import Support
import Testing

/// The lock, between processes.
struct LockTests {
    /// The second one is refused with the holder's name and process, until the first one is released.
    @Test func refusesTheSecond() async throws {
        let sandbox = try await Sandbox()
        let path = "\(sandbox.folder)/state/lock"
        let first = try Lock(at: path, purpose: "rk-publish")
        let content = try sandbox.read("state/lock")
        let fault = #expect(throws: Fault.self) { _ = try Lock(at: path, purpose: "rk-pin") }
        #expect(fault?.code == .lockHeld)
        #expect(fault?.code.exitStatus == .tryAgain)
        let process = content.prefix { $0.isNumber }
        #expect(fault?.message.hasSuffix("rk-publish, process \(process)") == true)
        first.release()
        first.release()
        let second = try Lock(at: path, purpose: "rk-pin")
        #expect(try sandbox.read("state/lock").hasSuffix(" rk-pin\n"))
        second.release()
    }

    /// A process that is killed gives its lock back; the file that it left does not matter.
    @Test func killReleases() async throws {
        let sandbox = try await Sandbox()
        let path = "\(sandbox.folder)/lock"
        try await sandbox.check(
            """
            (exec 9> lock; flock 9; echo '1 old' >&9; exec sleep 3600) & echo $! > pid
            until [ -s lock ]; do sleep 0.01; done
            """)
        let fault = #expect(throws: Fault.self) { _ = try Lock(at: path, purpose: "rk-pin") }
        #expect(fault?.code == .lockHeld)
        try await sandbox.check("kill -9 $(cat pid); until flock -n lock true; do sleep 0.01; done")
        try Lock(at: path, purpose: "rk-pin").release()
    }

    /// State lies in the version control system's folder, else in the user's.
    @Test func stateFolders() throws {
        #expect(StateFolder(privateFolder: "/r/.git").path == "/r/.git/rk")
        let own = try StateFolder(root: "/r", environment: ["XDG_STATE_HOME": "/s", "HOME": "/h"])
        #expect(own.path.hasPrefix("/s/rk/") && own.path.count == 22)
        #expect(try StateFolder(root: "/r", environment: ["XDG_STATE_HOME": "s", "HOME": "/h"]).path.hasPrefix("/h/.local/state/rk/"))
        #expect(try StateFolder(root: "/q", environment: ["XDG_STATE_HOME": "/s"]) != own)
        #expect(throws: Fault.self) { try StateFolder(root: "/r", environment: [:]) }
    }
}
