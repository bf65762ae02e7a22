import RKShared
import Support
import Testing

/// Which requirements are edges, and what is said about them.
struct NodeDependencyTests {
    /// Requirements of the package `app` and what is found of them.
    struct Case: Sendable, CustomTestStringConvertible {
        /// What is special about it.
        let name: String
        /// The files beside `packages/app`, `packages/lib` (1.4.0), `packages/pre` (2.0.0-rc.1), `packages/bare` (no version).
        let files: [String: String]
        /// The members of the manifest of `app`.
        let app: String
        /// One line for each requirement: name, kind, id.
        let expected: [String]
        /// Part of the reason of the first.
        var why = ""

        var testDescription: String { name }
    }

    /// A pnpm workspace.
    private static func pnpm(_ rest: String = "") -> [String: String] { ["pnpm-workspace.yaml": "packages: ['packages/*']\n\(rest)"] }
    /// An npm workspace.
    private static let npm = ["package.json": "@@root | \"workspaces\": [\"packages/*\"]", "package-lock.json": "{}"]
    /// A workspace of modern yarn.
    private static func berry(_ settings: String = "") -> [String: String] {
        ["package.json": "@@root | \"workspaces\": [\"packages/*\"]", ".yarnrc.yml": settings, "yarn.lock": "__metadata:\n  version: 8\n"]
    }

    /// One dependency of `app`.
    private static func one(_ text: String, _ section: String = "dependencies", name: String = "lib") -> String {
        "\"\(section)\": {\"\(name)\": \"\(text)\"}"
    }

    /// Every protocol under every tool.
    static let cases =
        [
            "workspace:*", "workspace:^", "workspace:~", "workspace:^1.2", "workspace:1.4.0", "workspace:", "workspace:../lib",
            "link:../lib", "file:../lib",
        ].map {
            Case(name: "pnpm \($0)", files: pnpm(), app: one($0), expected: ["lib runtime npm:lib"])
        } + [
            Case(name: "pnpm alias", files: pnpm(), app: one("workspace:lib@*", name: "other"), expected: ["other runtime npm:lib"]),
            Case(
                name: "pnpm plain", files: pnpm(), app: one("^1.0.0"), expected: ["lib runtime -"], why: "linkWorkspacePackages is not set"),
            Case(
                name: "pnpm plain, linked", files: pnpm("linkWorkspacePackages: true\n"), app: one("^1.0.0"),
                expected: ["lib runtime npm:lib"], why: "linkWorkspacePackages"),
            Case(
                name: "pnpm plain, linked by .npmrc", files: pnpm().merging([".npmrc": "; x\nlink-workspace-packages = deep\n"]) { $1 },
                app: one("1.x"),
                expected: ["lib runtime npm:lib"]),
            Case(
                name: "pnpm 8 links", files: pnpm().merging(["package.json": "@@root | \"packageManager\": \"pnpm@8.15.0\""]) { $1 },
                app: one("^1.0.0"),
                expected: ["lib runtime npm:lib"]),
            Case(
                name: "pnpm of an old lockfile links", files: pnpm().merging(["pnpm-lock.yaml": "lockfileVersion: '6.0'\n"]) { $1 },
                app: one("^1.0.0"),
                expected: ["lib runtime npm:lib"]),
            Case(
                name: "pnpm plain, linked, but it does not fit", files: pnpm("linkWorkspacePackages: true\n"), app: one("^2.0.0"),
                expected: ["lib runtime -"], why: "does not fit"
            ),
            Case(
                name: "pnpm prerelease not named", files: pnpm("linkWorkspacePackages: true\n"), app: one("1 || 2", name: "pre"),
                expected: ["pre runtime -"], why: "does not fit"),
            Case(
                name: "pnpm prerelease, any version", files: pnpm("linkWorkspacePackages: true\n"), app: one("*", name: "pre"),
                expected: ["pre runtime npm:pre"]),
            Case(
                name: "pnpm catalog", files: pnpm("catalog:\n  lib: ^1.0.0\n"), app: one("catalog:"), expected: ["lib runtime -"],
                why: "catalog: "),
            Case(
                name: "pnpm named catalog, linked", files: pnpm("linkWorkspacePackages: true\ncatalogs: {x: {lib: ^1.0.0}}\n"),
                app: one("catalog:x"),
                expected: ["lib runtime npm:lib"]),
            Case(
                name: "pnpm overrides", files: pnpm("overrides:\n  lib: 'workspace:*'\n"), app: one("^1.0.0"),
                expected: ["lib runtime npm:lib"], why: "overrides: workspace:*"),
            Case(name: "pnpm folder inside", files: pnpm(), app: one("file:./vendored"), expected: ["lib runtime -"]),
            Case(
                name: "pnpm git", files: pnpm(), app: one("git+https://u:p@h/x.git"), expected: ["lib runtime -"],
                why: "taken from git+https"),
            Case(
                name: "the package itself", files: pnpm(), app: one("workspace:*", "devDependencies", name: "app"),
                expected: ["app dev npm:app"], why: "the package itself"),
            Case(
                name: "several lists count once, peers besides", files: pnpm(),
                app: [one("workspace:*"), one("workspace:*", "devDependencies"), one("workspace:^", "peerDependencies")].joined(
                    separator: ","),
                expected: ["lib peer npm:lib", "lib runtime npm:lib"]),
            Case(
                name: "optional before ordinary", files: pnpm(),
                app: [one("workspace:*"), one("workspace:*", "optionalDependencies")].joined(separator: ","),
                expected: ["lib optional npm:lib"]),
            Case(name: "npm fits", files: npm, app: one("^1.0.0"), expected: ["lib runtime npm:lib"], why: "npm links"),
            Case(name: "npm does not fit", files: npm, app: one("^2.0.0"), expected: ["lib runtime -"], why: "1.4.0 does not fit"),
            Case(name: "npm star", files: npm, app: one("*", name: "bare"), expected: ["bare runtime npm:bare"]),
            Case(name: "npm prerelease", files: npm, app: one("^2.0.0", name: "pre"), expected: ["pre runtime -"]),
            Case(name: "npm prerelease named", files: npm, app: one("^2.0.0-rc.0", name: "pre"), expected: ["pre runtime npm:pre"]),
            Case(name: "npm tag", files: npm, app: one("latest"), expected: ["lib runtime -"]),
            Case(
                name: "npm alias", files: npm, app: one("npm:lib@^1.0.0", name: "other"), expected: ["other runtime -"],
                why: "registry's package"),
            Case(name: "npm alias of the same name", files: npm, app: one("npm:lib@^1.0.0"), expected: ["lib runtime npm:lib"]),
            Case(name: "npm alias of the same name, without a range", files: npm, app: one("npm:lib"), expected: ["lib runtime npm:lib"]),
            Case(name: "npm without version", files: npm, app: one("<=1.0.0", name: "bare"), expected: ["bare runtime -"]),
            Case(name: "npm file", files: npm, app: one("file:../lib"), expected: ["lib runtime npm:lib"]),
            Case(name: "npm peer", files: npm, app: one(">=1", "peerDependencies"), expected: ["lib peer npm:lib"]),
            Case(name: "yarn plain", files: berry(), app: one("^1.0.0"), expected: ["lib runtime npm:lib"], why: "yarn links"),
            Case(name: "yarn npm:", files: berry(), app: one("npm:^1.0.0"), expected: ["lib runtime npm:lib"]),
            Case(
                name: "yarn not transparent", files: berry("enableTransparentWorkspaces: false\n"), app: one("^1.0.0"),
                expected: ["lib runtime -"],
                why: "enableTransparentWorkspaces"),
            Case(
                name: "yarn workspace:", files: berry("enableTransparentWorkspaces: false\n"), app: one("workspace:^"),
                expected: ["lib runtime npm:lib"]),
            Case(
                name: "yarn workspace: path from the root", files: berry(), app: one("workspace:packages/lib"),
                expected: ["lib runtime npm:lib"]),
            Case(name: "yarn prerelease", files: berry(), app: one("^2.0.0-0", name: "pre"), expected: ["pre runtime npm:pre"]),
            Case(name: "yarn prerelease not named", files: berry(), app: one("*", name: "pre"), expected: ["pre runtime -"]),
            Case(
                name: "yarn workspace: prerelease", files: berry(), app: one("workspace:*", name: "pre"),
                expected: ["pre runtime npm:pre"]),
            Case(
                name: "yarn resolution that leads elsewhere",
                files: berry().merging([
                    "package.json": "@@root | \"workspaces\": [\"packages/*\"], \"resolutions\": {\"lib\": \"npm:lib\"}"
                ]) { $1 },
                app: one("^1.0.0"), expected: ["lib runtime npm:lib"], why: "yarn links"),
            Case(
                name: "yarn resolution that leads to a member",
                files: berry().merging([
                    "package.json": "@@root | \"workspaces\": [\"packages/*\"], \"resolutions\": {\"lib\": \"workspace:*\"}"
                ]) {
                    $1
                }, app: one("^2.0.0"), expected: ["lib runtime npm:lib"], why: "resolutions: "),
            Case(name: "yarn without version", files: berry(), app: one("*", name: "bare"), expected: ["bare runtime -"]),
            Case(name: "yarn portal", files: berry(), app: one("portal:../lib"), expected: ["lib runtime npm:lib"]),
        ]

    /// Each requirement's kind, the package that it means, and why.
    @Test(arguments: cases)
    func edges(_ item: Case) async throws {
        var files = item.files
        files["packages/app/package.json"] = "@@app@1.0.0 | \(item.app)"
        files["packages/lib/package.json"] = "@@lib@1.4.0"
        files["packages/pre/package.json"] = "@@pre@2.0.0-rc.1"
        files["packages/bare/package.json"] = "@@bare | \"private\": true"
        let discovery = try await NodeScene(files).discover()
        let app = try #require(discovery.packages.first { $0.name == "app" })
        #expect(app.dependencies.map { "\($0.name) \($0.kind.rawValue) \($0.package ?? "-")" } == item.expected)
        #expect(item.why.isEmpty || app.dependencies.first?.why?.contains(item.why) == true, "\(app.dependencies.first?.why ?? "-")")
        #expect(!app.dependencies.contains { $0.requirement.contains("u:p") })
        #expect(discovery.findings.allSatisfy { $0.severity == .note }, "\(discovery.findings)")
    }

    /// npm links every member into the root, so that what the root asks for does not matter.
    @Test(arguments: ["^9.0.0", "latest", "npm:other@1", "file:a"])
    func npmRoot(_ text: String) async throws {
        let scene = try await NodeScene([
            "package.json": "@@root | \"workspaces\": [\"*\"], \"devDependencies\": {\"a\": \"\(text)\"}", "a/package.json": "@@a@1.0.0",
        ])
        let root = try #require(try scene.discover().packages.first { $0.name == "root" })
        #expect(root.dependencies.map { "\($0.kind.rawValue) \($0.package ?? "-")" } == ["dev npm:a"])
    }

    /// A `workspace:` of modern yarn without anything behind it takes no prerelease, and gives no other name.
    @Test(arguments: ["workspace:", "workspace:b@^"])
    func yarnWorkspace(_ text: String) async throws {
        let scene = try await NodeScene([
            "package.json": "@@root | \"private\": true, \"workspaces\": [\"*\"]", ".yarnrc.yml": "", "b/package.json": "@@b@2.0.0-rc.1",
            "a/package.json": "@@a@1.0.0 | \"dependencies\": {\"b\": \"\(text)\"}",
        ])
        #expect(try scene.discover().findings.map(\.code) == ["RK-REQUIREMENT-SYNTAX"])
    }

    /// What the tool itself could not install is a warning at its place.
    @Test(arguments: ["workspace:^9", "workspace:gone@*", "workspace:../gone"])
    func broken(_ text: String) async throws {
        let scene = try await NodeScene([
            "pnpm-workspace.yaml": "packages: ['*']", "a/package.json": "@@a@1.0.0 | \"dependencies\": {\"b\": \"\(text)\"}",
            "b/package.json": "@@b@1.0.0",
        ])
        let findings = try scene.discover().findings
        #expect(findings.map { "\($0.code) \($0.place?.description ?? "")" } == ["RK-REQUIREMENT-SYNTAX a/package.json:4:25"])
        #expect(findings.first?.hint != nil)
    }
}
