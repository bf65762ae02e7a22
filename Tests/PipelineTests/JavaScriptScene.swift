import RKShared
import Support
import Testing

/// A workspace of five packages that need each other in every form that a tool knows, and a private one, installed by the real tool.
struct JavaScriptScene {
    /// The tools, each of which has `pnpm` or `yarn` as its command here.
    enum Tool: String {
        /// pnpm 8, which has no catalogs yet.
        case pnpm
        /// yarn 4.0, which has no catalogs yet.
        case modern = "yarn-modern"
        /// yarn 1, which knows plain ranges alone.
        case classic = "yarn-classic"
    }

    /// The tool.
    let tool: Tool
    /// The repository and the registry.
    let scene: PublishScene

    /// What a member states beside name and version.
    private typealias Lists = KeyValuePairs<String, KeyValuePairs<String, String>>

    /// Writes, installs and commits the workspace.
    init(_ tool: Tool) async throws {
        self.tool = tool
        scene = PublishScene(in: try await Sandbox())
        try await scene.sandbox.write(configuration, below: "repo")
        let isPlain = tool == .classic
        let wirePath = tool == .pnpm ? "workspace:../wire" : "workspace:packages/wire"
        try await write("packages/core", "@acme/core", [:])
        try await write("packages/theme", "@acme/theme", [:])
        try await write("packages/wire", "@acme/wire", ["dependencies": ["@acme/core": isPlain ? "1.0.0" : "workspace:*"]])
        try await write(
            "packages/ui", "@acme/ui",
            [
                "dependencies": ["@acme/core": isPlain ? "^1.0.0" : "workspace:^"],
                "optionalDependencies": ["@acme/wire": isPlain ? "~1.0.0" : "workspace:~"],
                "devDependencies": ["@acme/theme": isPlain ? "*" : "workspace:*"],
                "peerDependencies": ["@acme/theme": isPlain ? ">=1 <2" : "workspace:^"],
            ])
        let alias: KeyValuePairs = ["base": "workspace:@acme/core@^"]
        let needs: KeyValuePairs = [
            "@acme/ui": isPlain ? "^1.0.0" : "workspace:^1.0.0", "@acme/wire": isPlain ? "^1.0.0" : wirePath, "@acme/theme": "^1.0.0",
        ]
        try await write("packages/cli", "acme-cli", ["dependencies": needs], tool == .pnpm ? alias : [:])
        try await write("tools/site/web", "site", ["dependencies": ["acme-cli": isPlain ? "*" : "workspace:*", "@acme/core": "^1.0.0"]])
        if !isPlain { try await scene.sandbox.write("repo/tools/skipped/package.json", #"{"name": "skipped", "version": "1.0.0"}"#) }
        if tool != .pnpm {
            // Classic yarn reads the machine's own settings too, wherever HOME is.
            let options = tool == .classic ? "--no-default-rc " : ""
            try await scene.sandbox.write("bin/yarn", "#!/bin/sh\nexec '\(Programs.tools)/\(tool.rawValue)' \(options)\"$@\"\n")
            try await scene.sandbox.check("chmod +x bin/yarn")
        }
        try await run(
            """
            git init --quiet --initial-branch main .
            \(install) && git add --all && git commit --quiet --message 'chore: begin'
            """)
    }

    /// The files beside the members.
    private var configuration: [String: String] {
        let workspaces = #""workspaces": ["packages/*", "tools/**"\#(tool == .modern ? #", "!tools/skipped""# : "")]"#
        switch tool {
        case .pnpm:
            return [
                "package.json": #"{"name": "root", "private": true}"#, ".gitignore": "node_modules\n",
                ".npmrc": "link-workspace-packages=true\n",
                "pnpm-workspace.yaml": "packages:\n  - 'packages/*'\n  - 'tools/**'\n  - '!tools/skipped'\n",
            ]
        case .modern:
            return [
                "package.json": #"{"name": "root", "private": true, \#(workspaces), "packageManager": "yarn@4.0.2"}"#,
                ".gitignore": "node_modules\n.yarn\n", ".yarnrc.yml": "nodeLinker: node-modules\n",
            ]
        case .classic:
            return ["package.json": #"{"name": "root", "private": true, \#(workspaces)}"#, ".gitignore": "node_modules\n"]
        }
    }

    /// Writes a member: its program tells its version and those of everything that it needs at run time.
    private func write(_ folder: String, _ name: String, _ lists: Lists, _ more: KeyValuePairs<String, String> = [:]) async throws {
        var members = ["\"name\": \"\(name)\"", "\"version\": \"1.0.0\"", "\"main\": \"index.js\""]
        if name == "site" { members.append("\"private\": true") }
        var needed: Set<String> = []
        for (list, entries) in lists {
            let all = entries.map { $0 } + (list == "dependencies" ? more.map { $0 } : [])
            members.append("\"\(list)\": {\n    \(all.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ",\n    "))\n  }")
            if list != "devDependencies" { needed.formUnion(all.map(\.key)) }
        }
        let others = needed.sorted().map { "...require('\($0)').versions()" }.joined(separator: ", ")
        try await scene.sandbox.write(
            [
                "package.json": "{\n  \(members.joined(separator: ",\n  "))\n}\n",
                "index.js": "exports.versions = () => ({ '\(name)': require('./package.json').version, \(others) });\n",
            ], below: "repo/\(folder)")
    }

    /// The install that makes the lockfile, without a network.
    private var install: String {
        switch tool {
        case .pnpm: "pnpm install --offline > /dev/null && pnpm install --offline --frozen-lockfile --force > /dev/null"
        case .modern: "YARN_ENABLE_NETWORK=0 yarn install > /dev/null"
        case .classic: "yarn install --offline --silent"
        }
    }

    /// The install that takes the lockfile as it is or fails.
    var strictInstall: String {
        switch tool {
        case .pnpm: "pnpm install --frozen-lockfile --offline"
        case .modern: "YARN_ENABLE_NETWORK=0 yarn install --immutable"
        case .classic: "yarn install --offline --frozen-lockfile"
        }
    }

    /// The install that would bring the lockfile up to date.
    var freeInstall: String {
        switch tool {
        case .pnpm: "pnpm install --offline --no-frozen-lockfile"
        case .modern: "YARN_ENABLE_NETWORK=0 yarn install --no-immutable"
        case .classic: "yarn install --offline"
        }
    }

    /// A script that makes a package beside the repository, adds the program to it, and writes the versions that it runs with into a file.
    func use(_ version: String, in name: String) -> String {
        let begin = tool == .modern ? "printf 'nodeLinker: node-modules\\n' > .yarnrc.yml; touch yarn.lock" : ":"
        return """
            (
                mkdir ../\(name) && cd ../\(name) && printf '{"name": "user", "version": "1.0.0", "license": "0BSD"}' > package.json
                \(begin); export YARN_NPM_REGISTRY_SERVER=$npm_config_registry
                \(tool == .pnpm ? "pnpm" : "yarn") add acme-cli@\(version) @acme/theme > ../\(name).log 2>&1
                node -p 'JSON.stringify(require("acme-cli").versions())' | jq --compact-output --sort-keys . > ../\(name).versions
            )

            """
    }

    /// Runs a script that must succeed in the repository, without a registry.
    @discardableResult
    func run(_ script: String) async throws -> Completion {
        try await scene.sandbox.check(
            "export PATH=$PWD/../bin:$PATH\n\(script)", in: "repo", environment: scene.sandbox.javaScriptEnvironment)
    }

    /// The way of a release and of the next one, in which the package that all others need gets a new major version, and back: installed by
    /// the tool, committed with a lockfile that the tool accepts and leaves as it is, found in the registry again.
    func release(lockfile: String, changed: [String]) async throws {
        try await scene.run(
            """
            publish first; cp ../first.in ../again.in; publish again
            for name in core theme ui wire; do git tag "@acme/$name-v1.0.0"; done; git tag acme-cli-v1.0.0
            \(use("1.0.0", in: "user"))
            printf '// more\\n' >> packages/core/index.js; git commit --quiet --all --message 'feat!: more'
            plan | rk-version | rk-pin > ../second.in; publish second
            \(use("latest", in: "next"))
            rk-pin apply --for-good < ../second.in > /dev/null
            git diff --unified=0 | grep '^+[^+]' | tr --squeeze-repeats ' ' > ../changed
            git diff --name-only | grep --invert-match package.json > ../lockfile
            (\(strictInstall)) > ../strict.log 2>&1; echo $? > ../strict
            cp \(lockfile) ../lock; (\(freeInstall)) > ../free.log 2>&1; cmp \(lockfile) ../lock
            git commit --quiet --all --message 'chore: versions'; publish merged
            printf '// forgotten\\n' >> packages/core/index.js; git commit --quiet --all --message 'fix: forgotten'
            publish different --verify-existing --only @acme/core
            """, environment: scene.sandbox.javaScriptEnvironment)
        let all = ["@acme/core", "@acme/theme", "@acme/ui", "@acme/wire", "acme-cli"]
        let first = try scene.result("first")
        #expect(first.status == 0 && first.count("published") == all.count && first.statuses["site"] == "skipped", "\(first.errors)")
        let again = try scene.result("again")
        #expect(again.status == 0 && again.count("already-published") == all.count, "\(again.errors)")
        try expect("user", Dictionary(uniqueKeysWithValues: all.map { ($0, "1.0.0") }))
        let second = try scene.result("second")
        #expect(second.status == 0 && second.count("published") == all.count - 1, "\(second.errors)")
        #expect(second.statuses["@acme/theme"] == "skipped" && second.statuses["site"] == "skipped")
        try expect(
            "next", ["@acme/core": "2.0.0", "@acme/theme": "1.0.0", "@acme/ui": "1.0.1", "@acme/wire": "1.0.1", "acme-cli": "1.0.1"])
        let versions = [#"+ "version": "1.0.1","#, #"+ "version": "1.0.1","#, #"+ "version": "1.0.1","#, #"+ "version": "2.0.0","#]
        let added = try scene.sandbox.read("changed").split(separator: "\n").map(String.init)
        #expect(added.sorted() == (versions + changed).sorted())
        #expect(try scene.sandbox.read("lockfile").trimmed == (tool == .classic ? "" : lockfile))
        let log = try scene.sandbox.read("strict.log")
        #expect(try scene.sandbox.read("strict") == "0\n", "\(log)")
        let merged = try scene.result("merged")
        #expect(merged.status == 0 && merged.count("already-published") == all.count, "\(merged.errors)")
        let different = try scene.result("different")
        #expect(different.status == 1 && different.codes.contains("RK-DIGEST-DIFFERS"), "\(different.errors)")
        #expect(try await scene.treeStatus() == "")
    }

    /// Expects that a package beside the repository was installed and runs with these versions.
    private func expect(_ name: String, _ expected: [String: String]) throws {
        let object = try? JSON(parsing: Array(try scene.sandbox.read("\(name).versions").utf8)).object
        let found = Dictionary((object?.members ?? []).map { ($0.key, $0.value.string ?? "") }) { first, _ in first }
        let log = try scene.sandbox.read("\(name).log")
        #expect(found == expected, "\(log)")
    }

    /// The members and edges that rk-discover finds, as `path name` and `path -> path`; peers are left out, which no tool lists.
    func discovered() async throws -> (members: Set<String>, edges: Set<String>) {
        let packages = try Document(parsing: try await run("rk-discover").output).packages ?? []
        let paths = Dictionary(packages.map { ($0.id, $0.path) }) { first, _ in first }
        let edges = packages.flatMap { package in
            package.dependencies.filter { $0.kind != .peer }.compactMap { dependency in
                dependency.package.flatMap { paths[$0] }.map {
                    "\(package.path) -> \($0) \(tool == .pnpm ? dependency.kind.rawValue : "")".trimmed
                }
            }
        }
        return (Set(packages.map { "\($0.path) \($0.name)" }), Set(edges))
    }
}
