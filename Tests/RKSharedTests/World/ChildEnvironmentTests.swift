import RKShared
import Support
import Testing

/// What a process is started with, seen by the process itself.
struct ChildEnvironmentTests {
    /// A program is the first executable file of its name in the absolute folders of the call's PATH; folders and plain files are passed over.
    @Test func search() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("a/tool/file", "")
        try await sandbox.write("b/tool", "#!/bin/sh\necho wrong\n")
        try await sandbox.write("c/tool", "#!/bin/sh\necho right $0\n")
        try await sandbox.check("chmod +x c/tool")
        let path = ["c", "", ".", "\(sandbox.folder)/a", "\(sandbox.folder)/b", "\(sandbox.folder)/c"].joined(separator: ":")
        let reply = try await World.live.check(Call("tool", [], in: sandbox.folder, environment: ["PATH": path]))
        #expect(reply.text == "right \(sandbox.folder)/c/tool\n")
        for (program, path) in [("tool", "c:.:"), ("tool", ""), ("no-such-program", path), ("", path)] {
            let fault = await #expect(throws: Fault.self) {
                try await World.live.run(Call(program, [], in: sandbox.folder, environment: ["PATH": path]))
            }
            #expect(fault?.code == .toolMissing)
        }
    }

    /// Variables are inherited, set and removed; the program sees the name that was asked for.
    @Test func variables() async throws {
        let script = #"printf '%s|%s|%s' "${HOME+set}" "${RK_ADDED-none}" "$0""#
        let reply = try await World.live.check(Call("sh", ["-c", script], environment: ["RK_ADDED": "a=b"]))
        #expect(reply.text == "set|a=b|sh")
        #expect(try await World.live.check(Call("sh", ["-c", script], environment: ["HOME": nil])).text == "|none|sh")
    }
}
