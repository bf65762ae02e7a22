import RKShared
import Support
import Testing

/// Crates whose version is written in [workspace.package] are released as one version.
struct CargoVersionTests {
    /// A change of one crate moves all that inherit their version, and no other; pins move the place itself, and come back.
    @Test func inheritedVersions() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "Cargo.toml": "[workspace]\nmembers = [\"*\"]\n[workspace.package]\nversion = \"1.0.0\"\n",
                "a/Cargo.toml": "[package]\nname = \"a\"\nversion.workspace = true\n",
                "b/Cargo.toml":
                    "[package]\nname = \"b\"\nversion.workspace = true\n[dependencies]\na = { path = \"../a\", version = \"1\" }\n",
                "c/Cargo.toml": "[package]\nname = \"c\"\nversion = \"3.0.0\"\n",
                "d/Cargo.toml": "[package]\nname = \"d\"\nversion.workspace = true\npublish = false\n",
            ], below: "repo")
        try await sandbox.check(
            """
            git init -q -b main . && git add -A && git commit -qm 'chore: import'
            for t in a-v1.0.0 b-v1.0.0 c-v3.0.0; do git tag -a -m t $t; done
            echo > b/x && git add -A && git commit -qm 'feat: b'
            """, in: "repo")
        let pipeline = "rk-discover | rk-graph --topo | rk-version"
        #expect(try await sandbox.check("\(pipeline) --format next | sort", in: "repo").text == "a 1.1.0\nb 1.1.0\n")
        let candidates = try await sandbox.check("\(pipeline) --prerelease rc --format next | sort", in: "repo").text
        #expect(candidates == "a 1.1.0-rc.1\nb 1.1.0-rc.1\n")
        try await sandbox.check("\(pipeline) | rk-pin apply > /dev/null", in: "repo")
        #expect(try sandbox.read("repo/Cargo.toml").contains("version = \"1.1.0\""))
        #expect(try sandbox.read("repo/b/Cargo.toml").contains("version = \"1.1\""))
        try await sandbox.check("rk-pin restore && test -z \"$(git status --porcelain)\"", in: "repo")
    }
}
