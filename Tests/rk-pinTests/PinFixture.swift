import RKShared
import Support

/// A repository with two packages of awkward bytes, and documents about it.
struct PinFixture {
    /// The folder that holds all; the repository is `repo`.
    let sandbox: Sandbox

    /// Makes the repository: CRLF, a mode, a link, old times; `cli` needs `core` with extras and a marker. The document is `v.json` beside it.
    init() async throws {
        sandbox = try await Sandbox()
        try await sandbox.write(
            "repo/pyproject.toml", "[tool.uv.workspace]\nmembers = [\"packages/*\"]\n[tool.uv.sources]\ncore = { workspace = true }\n")
        let build = "[build-system]\r\nrequires = [\"uv_build\"]\r\nbuild-backend = \"uv_build\""
        try await sandbox.write("repo/packages/core/pyproject.toml", "[project]\r\nname = 'core'\r\nversion = '1.0.0' # v\r\n\(build)")
        try await sandbox.write(
            "repo/packages/cli/real.toml",
            """
            [project]
            name = "cli"
            version = "2.0.0"
            dependencies = ["core[x,y] >= 1 ; python_version < '3.12'",   # why
              "httpx"]
            [project.optional-dependencies]
            all = [ 'Core' ]
            [dependency-groups]
            dev = ["core"]

            """ + build.replacing("\r", with: ""))
        try await sandbox.check(
            """
            ln -s real.toml packages/cli/pyproject.toml; chmod 755 packages/core/pyproject.toml
            git init -q -b main . && git add -A && git commit -qm 'chore: initial import'
            touch -d '2001-02-03 04:05:06.789' packages/*/*.toml
            rk-discover > ../d.json
            """, in: "repo")
        try await decide(["core": "1.1.0", "cli": "2.0.1"])
    }

    /// Writes `v.json`: the document with these next versions.
    func decide(_ versions: [String: String]) async throws {
        var document = try Document(parsing: try Files.read("\(sandbox.folder)/d.json"))
        document.versions = (document.packages ?? []).map { package in
            let next = versions[package.name] ?? package.version
            return VersionPlan(
                package: package.id, current: package.version, next: next, bump: next == package.version ? "none" : "minor", reason: .commit
            )
        }
        try Files.replace("\(sandbox.folder)/v.json", with: document.bytes)
    }

    /// Runs a script in the repository.
    func shell(_ script: String, environment: [String: String?] = [:]) async throws -> Completion {
        try await sandbox.shell(script, in: "repo", environment: environment)
    }

    /// Every file with its mode, time of modification, link and digest, outside the git directory.
    func look() async throws -> String {
        try await sandbox.check(
            "find . -path ./.git -prune -o ! -type d -printf '%p %m %T@ %l ' \\( -type l -printf '\\n' -o -exec sha256sum {} \\; \\) | sort",
            in: "repo"
        ).text
    }
}

extension Completion {
    /// stderr as text.
    var talk: String { String(decoding: errors, as: UTF8.self) }
}
