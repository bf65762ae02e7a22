import RKShared

extension Sandbox {
    /// A git repository `name` with a uv workspace: each member by name with the names that it depends on, all workspace sources, version 1.0.0,
    /// built by uv's own hermetic backend. One commit, with a tag `NAME-v1.0.0` per member unless `tagged` is false.
    public func uvWorkspace(_ name: String = "repo", _ members: KeyValuePairs<String, [String]>, tagged: Bool = true) async throws {
        let sources = members.map { "\($0.key) = { workspace = true }\n" }.joined()
        try await write("\(name)/pyproject.toml", "[tool.uv.workspace]\nmembers = [\"packages/*\"]\n\n[tool.uv.sources]\n\(sources)")
        try await write("\(name)/.gitignore", "dist/\n.venv/\n")
        for (member, dependencies) in members { try await self.member(member, dependencies, in: name) }
        let tags = tagged ? members.map { "git tag -a -m release \($0.key)-v1.0.0" }.joined(separator: "\n") : ""
        try await check(
            "git init -q -b main . && uv lock -q --offline && git add -A && git commit -qm 'chore: initial import'\n\(tags)", in: name)
    }

    /// Writes a member of a uv workspace.
    public func member(_ member: String, _ dependencies: [String], in repository: String = "repo") async throws {
        let module = member.replacing("-", with: "_")
        let list = dependencies.map { "\"\($0)\"" }.joined(separator: ", ")
        try await write(
            "\(repository)/packages/\(member)/pyproject.toml",
            """
            [project]
            name = "\(member)"
            version = "1.0.0"  # the version
            requires-python = ">=3.9"
            dependencies = [\(list)]

            [build-system]
            requires = ["uv_build>=0.9,<0.14"]
            build-backend = "uv_build"

            """)
        try await write(
            "\(repository)/packages/\(member)/src/\(module)/__init__.py",
            dependencies.map { "import \(String($0.prefix { !"[>=<; ".contains($0) }).replacing("-", with: "_"))\n" }.joined()
                + "name = \"\(member)\"\n")
    }

    /// Commits a change of a file of a member.
    public func commit(_ message: String, touching path: String, in repository: String = "repo") async throws {
        try await check(
            "mkdir -p \"$(dirname \"$P\")\" && echo \"$RANDOM$RANDOM\" >> \"$P\" && git add -A && git commit -qm \"$M\"", in: repository,
            environment: ["P": path, "M": message])
    }
}
