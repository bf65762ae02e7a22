import RKShared
import Support
import Testing

/// The JSON Schema of the messages between the toolkit and ecosystems of the user's own, with those of a real release.
@Suite struct PluginSchemaTests {
    /// Hands everything on to the example, and keeps what goes in and out; an upload is no message.
    private static let recorder = #"""
        #!/bin/sh
        folder=$(dirname "$0")/../messages
        case $1 in push) exec "$0.real" "$@" ;; esac
        tee "$folder/$1-request.json" | "$0.real" "$@" | tee "$folder/$1-answer.json"

        """#

    /// What the toolkit and the example of charts say to each other fits the schema, and little else does.
    @Test func messages() async throws {
        let scene = try await HelmRoadTests.scene()
        try await scene.sandbox.check("mkdir messages && mv bin/rk-ecosystem-helm bin/rk-ecosystem-helm.real")
        try await scene.sandbox.write("bin/rk-ecosystem-helm", Self.recorder)
        try await HelmRoadTests.run(
            scene,
            """
            chmod +x ../bin/* && plan > ../first.in && publish first
            echo '{"protocol": 2, "request": "describe", "root": "/"}' | ../bin/rk-ecosystem-helm.real describe > ../messages/error-answer.json
            """)
        #expect(try scene.result("first").status == 0)
        let schema = "\(Programs.root)/schema/rk-ecosystem-1.schema.json"
        let script = "\(Programs.root)/Tests/PipelineTests/Scripts/plugin-messages.py"
        let reply = try await scene.sandbox.shell("'\(Programs.root)/.tools/venv/bin/python' '\(script)' '\(schema)' messages")
        #expect(reply.status == 0, "\(reply.said)")
        #expect(reply.text.hasPrefix("9 messages, "), "\(reply.text)")
    }
}
