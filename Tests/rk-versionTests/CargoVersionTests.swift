import RKShared
import Support
import Testing

/// Crates whose version is written in [workspace.package] are released as one version.
struct CargoVersionTests {
    /// A wheel that maturin builds is released with changes of the private crates that are in it.
    @Test func builtIn() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "pyproject.toml":
                    "[project]\nname = 'wheel'\nversion = '1.0.0'\n[build-system]\nrequires = ['maturin']\nbuild-backend = 'maturin'\n"
                    + "[tool.maturin]\nmanifest-path = 'rust/top/Cargo.toml'\n",
                "Cargo.toml": "[workspace]\nmembers = ['rust/*']\n",
                "rust/top/Cargo.toml":
                    "[package]\nname = 'top'\nversion = '0.1.0'\npublish = false\n[dependencies]\nlow = { path = '../low' }\n"
                    + "[dev-dependencies]\ntool = { path = '../tool' }\n",
                "rust/low/Cargo.toml": "[package]\nname = 'low'\nversion = '0.1.0'\npublish = false\n",
                "rust/tool/Cargo.toml": "[package]\nname = 'tool'\nversion = '0.1.0'\npublish = false\n",
            ], below: "repo")
        try await sandbox.check(
            """
            git init -q -b main . && git add -A && git commit -qm 'chore: import' && git tag wheel-v1.0.0
            echo > rust/tool/x && git add -A && git commit -qm 'feat: tool'
            """, in: "repo")
        #expect(try await sandbox.versions("--format next").text.isEmpty)
        try await sandbox.check("echo > rust/low/x && git add -A && git commit -qm 'fix: low'", in: "repo")
        #expect(try await sandbox.versions("--format next").text == "wheel 1.0.1\n")
    }

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
        try await sandbox.check("git tag d-v9.0.0", in: "repo")
        #expect(try await sandbox.plans().first { $0.package == "cargo:d" }?.current == "1.1.0", "a private package has no releases")
        try await sandbox.check("rk-pin restore && test -z \"$(git status --porcelain)\"", in: "repo")
    }
}
