import RKShared
import Support
import Testing

/// Python packages whose version stands in a crate, as maturin takes it.
@Suite struct MaturinRoadTests {
    /// A wheel of the root's crate, which is public, one with a private crate of a workspace's version, one with Python sources, and a
    /// crate that others need.
    private static let files = [
        "pyproject.toml": """
        [project]
        name = "acme-top"
        dynamic = ["version"]
        [build-system]
        requires = ["maturin>=1"]
        build-backend = "maturin"
        [tool.uv.workspace]
        members = ["py/*"]

        """,
        "Cargo.toml": """
        [workspace]
        members = ["kit", "py/inner", "py/mixed/rust"]
        [workspace.package]
        version = "0.4.0"
        [package]
        name = "acme-top"
        version = "1.2.0-rc.1"
        [lib]
        path = "lib.rs"
        [dependencies]
        kit = { path = "kit", version = "0.4.0" }

        """, "lib.rs": "", "kit/lib.rs": "", "py/inner/lib.rs": "", "py/mixed/rust/lib.rs": "", "py/mixed/src/mixed/__init__.py": "",
        "kit/Cargo.toml": "[package]\nname = \"kit\"\nversion.workspace = true\n[lib]\npath = \"lib.rs\"\n",
        "py/inner/Cargo.toml":
            "[package]\nname = \"inner-rs\"\nversion.workspace = true\npublish = false\n[lib]\npath = \"lib.rs\"\n",
        "py/inner/pyproject.toml":
            "[project]\nname = \"inner\"\ndynamic = [\"version\"]\n[build-system]\nrequires = []\nbuild-backend = \"maturin\"\n",
        "py/mixed/rust/Cargo.toml": "[package]\nname = \"mixed-rs\"\nversion = \"3.0.0\"\npublish = false\n[lib]\npath = \"lib.rs\"\n",
        "py/mixed/pyproject.toml":
            "[project]\nname = \"mixed\"\ndynamic = [\"version\"]\n[build-system]\nrequires = []\nbuild-backend = \"maturin\"\n",
    ]

    /// The versions are found, decided together and written once, in both spellings; cargo accepts manifests and lockfile.
    @Test func versions() async throws {
        #expect(Programs.hasCargo, "scripts/setup test installs cargo")
        let sandbox = try await Sandbox()
        try await sandbox.write(Self.files, below: "repo")
        let run = try await sandbox.check(
            """
            cargo generate-lockfile --quiet --offline
            git init --quiet . && git add --all && git commit --quiet --message 'chore: begin'
            rk-discover | rk-graph --topo > ../plan.json
            jq -r '.packages | sort_by(.id)[] | "\\(.id) \\(.version) \\(.version_group // "-")"' ../plan.json
            rk-version --set pypi:acme-top=1.2.0rc2 --set pypi:inner=0.5.0 --set pypi:mixed=3.1.0 < ../plan.json > ../versions.json
            rk-pin apply --for-good < ../versions.json > /dev/null
            cp -r . ../once; rk-pin apply --for-good < ../versions.json > /dev/null; diff -r -x .git . ../once
            git diff --unified=0 | grep '^[+][^+]'
            cargo metadata --locked --offline --format-version 1 | jq -r '.packages | sort_by(.id)[] | "\\(.name) \\(.version)"' | sort
            """, in: "repo", environment: sandbox.cargoEnvironment)
        #expect(
            run.text.split(separator: "\n").map(String.init) == [
                "cargo:acme-top 1.2.0-rc.1 Cargo.toml#package", "cargo:inner-rs 0.4.0 Cargo.toml", "cargo:kit 0.4.0 Cargo.toml",
                "cargo:mixed-rs 3.0.0 py/mixed/rust/Cargo.toml#package", "pypi:acme-top 1.2.0rc1 Cargo.toml#package",
                "pypi:inner 0.4.0 Cargo.toml", "pypi:mixed 3.0.0 py/mixed/rust/Cargo.toml#package",
                // Cargo.lock, Cargo.toml, and the manifest of the crate that has its own version.
                "+version = \"1.2.0-rc.2\"", "+version = \"0.5.0\"", "+version = \"0.5.0\"", "+version = \"3.1.0\"",
                "+version = \"0.5.0\"", "+version = \"1.2.0-rc.2\"", "+kit = { path = \"kit\", version = \"0.5.0\" }",
                "+version = \"3.1.0\"", "acme-top 1.2.0-rc.2", "inner-rs 0.5.0", "kit 0.5.0", "mixed-rs 3.1.0",
            ], "\(run.text)")
    }
}
