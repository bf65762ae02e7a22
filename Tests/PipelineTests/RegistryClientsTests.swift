import RKShared
import Support
import Testing

/// The embedded registry against the real clients.
struct RegistryClientsTests {
    /// uv, pip and twine publish, install, are refused, and meet faults, as `Scripts/registry-clients.sh` describes check by check.
    @Test func realClients() async throws {
        let sandbox = try await Sandbox()
        let python = "\(Programs.root)/.tools/venv/bin/python"
        #expect(Files.exists(python), "scripts/setup test installs pip and twine")
        let run = try await sandbox.shell(
            "bash \"$SCRIPT\"",
            environment: [
                "SCRIPT": "\(Programs.root)/Tests/PipelineTests/Scripts/registry-clients.sh", "PIPBIN": python, "HOME": sandbox.folder,
            ])
        let failures = run.text.split(separator: "\n").filter { $0.hasPrefix("FAIL") }
        #expect(run.succeeded && failures.isEmpty, "\(failures.joined(separator: "\n"))\n\(run.text.suffix(3000))")
        #expect(run.text.split(separator: "\n").count { $0.hasPrefix("ok") } >= 50)
    }
}
