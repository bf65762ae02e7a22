import Support
import Testing

@testable import RKShared

/// Packages of Dart as pub and melos take them, and which dependencies stay inside the repository.
struct DartTests {
    /// The folder with the manifests; absent outside the workplace that has it.
    private static let fixtures = Programs.sharedFixtures

    /// Real repositories agree with what was found out about them, to the last package and edge.
    @Test(.enabled(if: fixtures != nil, "../shared/fixtures is absent"), arguments: ["flutterfire", "flutterfire-melos", "melos"])
    func truth(_ repository: String) throws {
        let fixtures = try #require(Self.fixtures)
        let truth = try #require(try JSON(parsing: try Files.read("\(fixtures)/truth/dart__\(repository).json")).object)
        let root = try #require(Files.resolved("\(fixtures)/dart/\(repository)"))
        let tree = SourceTree(root: root, tracked: nil)
        let manifest = Files.exists("\(root)/melos.yaml") ? "melos.yaml" : "pubspec.yaml"
        let packages = try Dart().discover(WorkspaceSite(id: "pub", root: ".", manifest: manifest), in: tree).packages
        let expected = (truth["packages"]?.array ?? []).compactMap(\.object)
        #expect(packages.map(\.path).sorted() == expected.compactMap { $0["path"]?.string }.sorted())
        for item in expected {
            let package = try #require(packages.first { $0.path == item["path"]?.string })
            #expect(package.name == item["name"]?.string && package.version == item["version"]?.string)
            #expect(package.publish == (item["publishable"] == .bool(true)), "\(package.id): \(package.privateReason ?? "-")")
            #expect((package.privateReason == "publish_to: none") == (item["private"] == .bool(true)), "\(package.id)")
        }
        let edges = Set(
            packages.flatMap { package in
                package.dependencies.compactMap { edge in edge.package.map { "\(package.id) \($0) \(edge.kind.rawValue)" } }
            })
        let wanted = Set(
            (truth["internal_edges"]?.array ?? []).compactMap(\.array).map {
                "pub:\($0[0].string ?? "") pub:\($0[1].string ?? "") \($0[2].string ?? "")"
            })
        #expect(edges == wanted, "missing \(wanted.subtracting(edges).sorted()), too many \(edges.subtracting(wanted).sorted())")
    }

    /// Every manifest of the real repositories gets another version and other requirements: only these values change, and a second rewrite
    /// changes nothing.
    @Test(.enabled(if: fixtures != nil, "../shared/fixtures is absent"), arguments: ["flutterfire", "flutterfire-melos", "melos"])
    func onlyTheValues(_ repository: String) throws {
        let fixtures = try #require(Self.fixtures)
        let root = try #require(Files.resolved("\(fixtures)/dart/\(repository)"))
        let tree = SourceTree(root: root, tracked: nil)
        let manifest = Files.exists("\(root)/melos.yaml") ? "melos.yaml" : "pubspec.yaml"
        var changed = 0
        for package in try Dart().discover(WorkspaceSite(id: "pub", root: ".", manifest: manifest), in: tree).packages {
            let targets = Set(package.dependencies.filter { !$0.kind.isInert }.compactMap(\.package))
            let rewrite = Rewrite(
                version: package.version == nil ? nil : "99.1.0+7", exact: Dictionary(uniqueKeysWithValues: targets.map { ($0, "99.2.0") }))
            guard let change = try Dart().rewrite(package, rewrite, in: tree).changes.first else { continue }
            changed += 1
            let (before, after) = (Self.lines(change.before), Self.lines(change.after))
            let isPath = package.dependencies.contains { $0.why?.hasPrefix("a path") == true && $0.kind == .runtime }
            try #require(before.count == after.count || isPath)
            guard before.count == after.count else { continue }
            for (old, new) in zip(before, after) where old != new {
                let colon = try #require(new.firstIndex(of: ":"))
                #expect(old.hasPrefix(new[...colon]) && (new.contains("99.1.0+7") || new.contains("^99.2.0")), "\(old) became \(new)")
            }
        }
        #expect(changed > 0)
    }

    /// The lines of a text.
    private static func lines(_ bytes: [UInt8]) -> [Substring] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// Patterns of `workspace` and of melos with the folders that they take.
    static let patterns: [(String, [String])] = [
        ("packages/a", ["packages/a"]), ("packages/*", ["packages/a", "packages/b"]), ("./packages/a/", ["packages/a"]),
        ("packages/**", ["packages/a", "packages/a/example", "packages/b"]),
        ("**", [".", "packages/a", "packages/a/example", "packages/b", "tools/x"].filter { $0 != "." }),
        ("packages/{a,b}", ["packages/a", "packages/b"]), ("{packages/a,tools}/*", ["packages/a/example", "tools/x"]),
        ("packages/[ab]", ["packages/a", "packages/b"]), ("*/*/example", ["packages/a/example"]), ("nothing/*", []),
        ("packages/**/example", ["packages/a/example"]), ("packages/**/a", []), ("**/x", ["tools/x"]), ("**/tools/x", []),
        ("pack**", ["packages/a", "packages/a/example", "packages/b"]), ("**a", ["packages/a"]), ("packages/[^a]", ["packages/b"]),
        ("*/?", ["packages/a", "packages/b", "tools/x"]), ("packages/{a,{b,c}}", ["packages/a", "packages/b"]),
    ]

    /// Patterns, in both kinds of workspace.
    @Test(arguments: patterns)
    func globs(_ pattern: String, _ expected: [String]) async throws {
        var files = ["packages/a", "packages/b", "packages/a/example", "tools/x"].reduce(into: [String: String]()) { files, folder in
            files["\(folder)/pubspec.yaml"] = DartBench.spec("p_\(folder.replacing("/", with: "_"))", "resolution: workspace")
        }
        files["melos.yaml"] = "name: x\npackages:\n  - '\(pattern)'\n"
        #expect(try await DartBench(files).discovery.packages.map(\.path) == expected)
        files["melos.yaml"] = nil
        files["pubspec.yaml"] = DartBench.spec("root", "workspace: ['\(pattern)']", version: nil)
        #expect(try await DartBench(files).discovery.packages.map(\.path).filter { $0 != "." } == expected)
    }

    /// What is inside and what is not, in each kind of workspace.
    static let edges: [(String, String, [String])] = [
        ("workspace", "dependencies:\n  b: ^1.0.0", ["a b runtime"]), ("workspace", "dev_dependencies:\n  b: any", ["a b dev"]),
        ("workspace", "dependencies:\n  b:", ["a b runtime"]),
        ("workspace", "dependencies:\n  b:\n    path: ../b", ["a b runtime"]),
        ("workspace", "dependencies:\n  b: {git: 'https://x/y'}", ["a b runtime"]), ("workspace", "dependencies:\n  c: ^1.0.0", []),
        ("melos", "dependencies:\n  b: ^1.0.0", ["a b runtime"]), ("melos", "dependencies:\n  b: {path: ../b}", ["a b runtime"]),
        ("melos", "dependencies:\n  b: {git: x}", []),
        ("melos", "dependencies:\n  c: ^1.0.0\ndependency_overrides:\n  b: {path: ../b}", []), ("alone", "dependencies:\n  b: ^1.0.0", []),
        ("alone", "dependencies:\n  b:\n    path: ../b", ["a b runtime"]),
        ("alone", "dependencies:\n  b: ^1.0.0\ndependency_overrides:\n  b:\n    path: ../b", ["a b runtime"]),
        ("alone", "dev_dependencies:\n  b:\n    path: ../b/", ["a b dev"]),
        ("alone", "dependencies:\n  z:\n    path: ../b", []), ("alone", "dependencies:\n  b:\n    path: ../../out", []),
        ("alone", "dependencies:\n  b:\n    hosted: https://x\n    version: ^1.0.0", []),
        ("alone", "dependencies:\n  b:\n    sdk: flutter", []),
        ("alone", "dependencies:\n  b: {path: ../b}\ndev_dependencies:\n  b: {path: ../b}", ["a b dev", "a b runtime"]),
    ]

    /// Edges by kind of workspace.
    @Test(arguments: edges)
    func internalOrNot(_ kind: String, _ rest: String, _ expected: [String]) async throws {
        var files = [
            "p/a/pubspec.yaml": DartBench.spec("a", "resolution: workspace\n\(rest)"),
            "p/b/pubspec.yaml": DartBench.spec("b", "resolution: workspace"),
        ]
        if kind == "workspace" { files["pubspec.yaml"] = DartBench.spec("root", "workspace:\n  - p/a\n  - p/b") }
        if kind == "melos" { files["melos.yaml"] = "name: x\npackages: [p/*]\n" }
        let bench = try await DartBench(files)
        #expect(bench.edges == expected, "\(bench.findings)")
        if kind == "alone", expected.isEmpty, rest.contains("b: ^") {
            #expect(try bench.package("a").dependencies.first?.why?.contains("external") == true)
        }
    }

    /// Overrides beside the manifest take the place of its own; one that cannot be read is a finding.
    @Test func overrides() async throws {
        var files = [
            "a/pubspec.yaml": DartBench.spec("a", "dependencies:\n  b: ^1.0.0\n  c: ^1.0.0\ndependency_overrides:\n  c: {path: ../c}"),
            "b/pubspec.yaml": DartBench.spec("b"),
            "c/pubspec.yaml": DartBench.spec("c"), "a/pubspec_overrides.yaml": "dependency_overrides:\n  b:\n    path: ../b\n",
        ]
        #expect(try await DartBench(files).edges == ["a b runtime"])
        files["a/pubspec_overrides.yaml"] = "{"
        let bench = try await DartBench(files)
        #expect(
            bench.edges == ["a c runtime"] && bench.findings.contains { $0.hasPrefix("error RK-MANIFEST-SYNTAX a/pubspec_overrides.yaml") })
    }

    /// A name that repeats many times is no trouble while its packages are private: paths find the right one.
    @Test func repeatedNames() async throws {
        var files: [String: String] = [:]
        for name in ["a", "b", "c"] {
            files["\(name)/pubspec.yaml"] = DartBench.spec(name)
            files["\(name)/example/pubspec.yaml"] = DartBench.spec("example", "dependencies:\n  \(name): {path: ../}", version: nil)
        }
        let bench = try await DartBench(files)
        #expect(
            bench.edges == ["example@a/example a runtime", "example@b/example b runtime", "example@c/example c runtime"]
                && bench.findings.isEmpty)
        files["b/example/pubspec.yaml"] = DartBench.spec("example")
        #expect(try await DartBench(files).findings.isEmpty)
        files["c/example/pubspec.yaml"] = DartBench.spec("example")
        #expect(try await DartBench(files).findings == ["error RK-PACKAGE-DUPLICATE c/example/pubspec.yaml"])
    }

    /// A workspace inside a repository of lone packages keeps its members; ignored folders of melos are none; nested workspaces are followed.
    @Test func borders() async throws {
        let lone = try await DartBench([
            "a/pubspec.yaml": DartBench.spec("a"), "w/pubspec.yaml": DartBench.spec("w", "workspace: [x]"),
            "w/x/pubspec.yaml": DartBench.spec("x"), "m/melos.yaml": "name: m\npackages: ['*']",
            "m/y/pubspec.yaml": DartBench.spec("y"),
        ])
        #expect(lone.packages == ["a a"])
        let melos = try await DartBench([
            "melos.yaml": "name: m\npackages:\n - p/**\nignore:\n - p/b\n - '**/example'\n", "p/a/pubspec.yaml": DartBench.spec("a"),
            "p/b/pubspec.yaml": DartBench.spec("b"), "p/a/example/pubspec.yaml": DartBench.spec("e"),
        ])
        #expect(melos.packages == ["a p/a"] && melos.findings == ["note RK-WORKSPACE-NESTED p/a/example/pubspec.yaml"])
        let nested = try await DartBench([
            "pubspec.yaml": DartBench.spec("r", "workspace: [w]"),
            "w/pubspec.yaml": DartBench.spec("w", "resolution: workspace\nworkspace:\n- x"),
            "w/x/pubspec.yaml": DartBench.spec("x", "resolution: workspace"),
        ])
        #expect(nested.packages == ["r .", "w w", "x w/x"])
        let both = try await DartBench([
            "melos.yaml": "name: m\n", "pubspec.yaml": DartBench.spec("r", "workspace: [w]"),
            "w/pubspec.yaml": DartBench.spec("w", "resolution: workspace"),
        ])
        #expect(both.packages == ["r .", "w w"])
    }

    /// Who is meant for a registry.
    @Test(
        arguments: [
            ("publish_to: none", "1.0.0", "publish_to: none"), ("publish_to: 'none'", "1.0.0", "publish_to: none"), ("", nil, "no version"),
            ("", "1.0.0", nil), ("publish_to: https://x", "1.0.0", nil),
        ] as [(String, String?, String?)])
    func privacy(_ rest: String, _ version: String?, _ reason: String?) async throws {
        let package = try await DartBench(["pubspec.yaml": DartBench.spec("a", rest, version: version)]).package("a")
        #expect(package.publish == (reason == nil) && package.privateReason == reason && package.version == version)
    }

    /// A broken member with its finding; the place is that of the value.
    static let faults: [(String, String)] = [
        ("name: [", "RK-MANIFEST-SYNTAX a/pubspec.yaml:"), ("name: a\n\tversion: 1", "RK-MANIFEST-SYNTAX a/pubspec.yaml:2:"),
        ("name: 'a", "RK-MANIFEST-SYNTAX a/pubspec.yaml:"), ("name: a\nname: b", "RK-MANIFEST-SYNTAX a/pubspec.yaml:2:"),
        ("", "RK-MANIFEST-INVALID a/pubspec.yaml"), ("- a", "RK-MANIFEST-INVALID a/pubspec.yaml"),
        ("version: 1.0.0", "RK-MANIFEST-INVALID a/pubspec.yaml"), ("name: 5", "RK-MANIFEST-INVALID a/pubspec.yaml:1:7"),
        ("name: a-b", "RK-MANIFEST-INVALID a/pubspec.yaml:1:7"), ("name: ../a", "RK-MANIFEST-INVALID a/pubspec.yaml:1:7"),
        ("name: 1a", "RK-MANIFEST-INVALID a/pubspec.yaml:1:7"), ("name: a\nversion: 1.0", "RK-VERSION-INVALID a/pubspec.yaml:2:10"),
        ("name: a\nversion: [1]", "RK-VERSION-INVALID a/pubspec.yaml:2:10"),
        ("name: a\nversion: v1.0.0", "RK-VERSION-INVALID a/pubspec.yaml:2:10"),
        ("name: a\ndependencies: [b]", "RK-MANIFEST-INVALID a/pubspec.yaml:2:15"),
        ("name: a\ndependencies: b", "RK-MANIFEST-INVALID a/pubspec.yaml:2:15"),
        ("name: a\ndependencies:\n  b: [1]", "RK-REQUIREMENT-SYNTAX a/pubspec.yaml:3:6"),
        ("name: a\ndependencies:\n  b: ^1", "RK-REQUIREMENT-SYNTAX a/pubspec.yaml:3:6"),
        ("name: a\ndependencies:\n  b: {}", "RK-REQUIREMENT-SYNTAX a/pubspec.yaml:3:6"),
        ("name: a\ndependencies:\n  b: {path: [x]}", "RK-REQUIREMENT-SYNTAX a/pubspec.yaml:3:6"),
        ("name: a\ndev_dependencies:\n  b: {hosted: x, version: '>=x'}", "RK-REQUIREMENT-SYNTAX a/pubspec.yaml:3:27"),
        ("name: \"\\q\"", "RK-MANIFEST-SYNTAX a/pubspec.yaml:1:"),
    ]

    /// One broken member is one finding with its place, and the others are listed.
    @Test(arguments: faults)
    func broken(_ text: String, _ finding: String) async throws {
        let bench = try await DartBench([
            "pubspec.yaml": DartBench.spec("root", "workspace: [a, z]"),
            "a/pubspec.yaml": text
                + (text.hasPrefix("name") && text.contains("\n") && !text.contains("\t") ? "\nresolution: workspace\n" : "\n"),
            "z/pubspec.yaml": DartBench.spec("z", "resolution: workspace"),
        ])
        let errors = bench.discovery.findings.filter { $0.severity == .error }
        #expect(errors.count == 1 && bench.findings.contains { $0.hasPrefix("error \(finding)") }, "\(bench.findings)")
        #expect(bench.packages.contains("z z") && errors.allSatisfy { $0.hint?.isEmpty == false }, "\(errors)")
    }

    /// A broken root is an error, at its place.
    @Test(arguments: [
        ("pubspec.yaml", "name: r\nworkspace: x", Code.workspaceInvalid, "pubspec.yaml:2:12"),
        ("pubspec.yaml", "name: r\nworkspace: [1]", .workspaceInvalid, "pubspec.yaml:2:13"),
        ("melos.yaml", "name: m", .workspaceInvalid, "melos.yaml"),
        ("melos.yaml", "- x", .workspaceInvalid, "melos.yaml"), ("melos.yaml", "packages: x", .workspaceInvalid, "melos.yaml:1:11"),
        ("melos.yaml", "packages: [x]\nignore: {}", .workspaceInvalid, "melos.yaml:2:9"),
        ("melos.yaml", "a: [", .manifestSyntax, "melos.yaml:"),
        ("pubspec.yaml", "\u{0}", .manifestSyntax, "pubspec.yaml:1:1"),
    ])
    func brokenRoot(_ file: String, _ text: String, _ code: Code, _ place: String) async throws {
        let fault = await #expect(throws: Fault.self) { try await DartBench([file: text]) }
        #expect(fault?.code == code && fault?.place?.description.hasPrefix(place) == true, "\(fault.debugDescription)")
        #expect(fault?.hint?.isEmpty == false, "\(fault.debugDescription)")
    }

    /// Members that are not there, or outside.
    @Test func missingMembers() async throws {
        let bench = try await DartBench([
            "pubspec.yaml": DartBench.spec("r", "workspace:\n  - gone\n  - ../out\n  - b"), "b/pubspec.yaml": DartBench.spec("b"),
        ])
        #expect(
            bench.findings.sorted() == [
                "error RK-MANIFEST-UNREADABLE pubspec.yaml:4:5", "error RK-PATH-OUTSIDE pubspec.yaml:5:5",
                "warning RK-WORKSPACE-INVALID b/pubspec.yaml",
            ])
    }
}
