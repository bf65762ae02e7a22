import RKShared
import Support
import Testing

/// `rk-check --fix | rk-apply`: the repository is well afterwards, and nothing else has changed.
@Suite struct CheckFixTests {
    /// The text of the MIT licence.
    private static let license = """
        MIT License

        Copyright (c) 2026 Ada

        Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files
        (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge,
        publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
        subject to the following conditions:

        The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

        THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND.

        """

    /// A licence, a README and a self-dependency of a Python package, and the lockfile behind it.
    @Test func python() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("repo", ["base": [], "core": ["base>=1"]])
        try await sandbox.write("repo/LICENSE", Self.license)
        try await sandbox.write("repo/packages/core/README.md", "# Core\n")
        try await sandbox.check(
            """
            sed -i 's/dependencies = \\["base>=1"\\]/dependencies = ["base>=1", "core"]  # needs/' packages/core/pyproject.toml
            sed -i 's/$/\\r/' packages/base/pyproject.toml; touch packages/{base/src/base,core/src/core}/py.typed; git add -A; git commit -qm more
            """, in: "repo")
        let reply = try await sandbox.shell(
            """
            rk-discover | rk-graph 2>/dev/null | rk-check --fix --ignore RK-README-MISSING 2>/dev/null > ../plan.json; echo $?
            rk-apply < ../plan.json > ../done.json 2>../errors; echo $?; git diff -U0 -- packages | grep '^[+-][^+-]' | tr '\\r' '~'; git status --short
            jq -c '[.actions[] | [.do, .status]]' < ../done.json; git commit -qam 'chore: mend' && rk-discover | rk-graph | rk-check --format table 2>/dev/null | grep -v README
            """, in: "repo")
        #expect(
            reply.text == """
                0
                0
                +license = "MIT"~
                +license = "MIT"
                -dependencies = ["base>=1", "core"]  # needs
                +dependencies = ["base>=1"]  # needs
                 M packages/base/pyproject.toml
                 M packages/core/pyproject.toml
                [["write-file","done"],["write-file","done"],["run","done"]]
                SEVERITY  CODE                 PLACE                             MESSAGE
                note      RK-METADATA-MISSING  packages/base/pyproject.toml:1:1  pypi:base states no `description`
                warning   RK-METADATA-MISSING  packages/base/pyproject.toml:1:1  pypi:base states no `urls.Repository`
                note      RK-METADATA-MISSING  packages/core/pyproject.toml:1:1  pypi:core states no `description`
                warning   RK-METADATA-MISSING  packages/core/pyproject.toml:1:1  pypi:core states no `urls.Repository`

                4 warnings, 2 notes

                """, "\(reply.text)\(reply.said)")
    }

    /// The same for packages of npm, with the remote's address, a root that is not private, a peer and a name of a licence.
    @Test func javaScript() async throws {
        let scene = try await CheckScene([
            "LICENSE": Self.license, "pnpm-workspace.yaml": "packages: [one, two]\n",
            "package.json": "{\n\t\"name\": \"mono\",\n\t\"private\": true\n}\n",
            "one/package.json":
                "{\n\t\"name\": \"one\",\n\t\"version\": \"1.0.0\",\n\t\"description\": \"One\",\n\t\"dependencies\": { \"one\": \"workspace:^\" },\n\t\"peerDependencies\": { \"two\": \"workspace:*\" }\n}\n",
            "two/package.json": #"{"name": "two", "version": "1.0.0", "description": "Two", "license": "Apache 2"}"#,
            "one/README.md": "one\n", "two/README.md": "two\n",
        ])
        try await scene.sandbox.check("git remote add origin git@github.com:acme/mono.git", in: "repo")
        let reply = try await scene.run(
            "rk-discover | rk-graph 2>/dev/null | rk-check --fix > ../plan.json; echo $?; rk-apply < ../plan.json > ../done.json && git diff -U0 | grep '^[+-][^+-]'"
        )
        #expect(
            reply.text == """
                0
                +\t"license": "MIT",
                +\t"repository": { "type": "git", "url": "git+https://github.com/acme/mono.git", "directory": "one" },
                -\t"dependencies": { "one": "workspace:^" },
                -\t"peerDependencies": { "two": "workspace:*" }
                +\t"dependencies": {},
                +\t"peerDependencies": { "two": "workspace:^" }
                -{"name": "two", "version": "1.0.0", "description": "Two", "license": "Apache 2"}
                +{"name": "two", "repository": { "type": "git", "url": "git+https://github.com/acme/mono.git", "directory": "two" }, "version": "1.0.0", "description": "Two", "license": "Apache-2.0"}

                """, "\(reply.text)\(reply.said)")
        try await scene.change([:])
        #expect(try await scene.findings() == [])
    }

    /// A document that holds an error which nothing mends is refused by rk-apply, and `--only` leaves it out.
    @Test func errorsLeft() async throws {
        let scene = try await CheckScene([
            "Cargo.toml": "[package]\nname = \"one\"\nversion = \"1.0.0\"\nedition = \"2021\"  # the newest\n", "src/lib.rs": "",
            "LICENSE": Self.license,
        ])
        let refused = try await scene.run("rk-discover | rk-graph | rk-check --fix 2>/dev/null | rk-apply 2>&1")
        #expect(refused.status == 65 && refused.text.contains("states no `description`"), "\(refused.text)")
        let applied = try await scene.run(
            "rk-discover | rk-graph | rk-check --fix --only RK-LICENSE-MISSING 2>/dev/null | rk-apply > /dev/null && cat Cargo.toml")
        #expect(
            applied.text == "[package]\nname = \"one\"\nlicense = \"MIT\"\nversion = \"1.0.0\"\nedition = \"2021\"  # the newest\n",
            "\(applied.said)")
    }
}
