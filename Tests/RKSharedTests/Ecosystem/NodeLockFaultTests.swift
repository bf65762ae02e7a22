import Support
import Testing

@testable import RKShared

/// Lockfiles and settings that cannot be used: a release stops at them with the place, before anything is written.
struct NodeLockFaultTests {
    /// Broken package-lock.json files and the places of what is wrong.
    static let npm: [(text: String, place: String)] = [
        ("", "1:1"), ("{", "1:1"), ("{\"packages\": {}", "1:1"), ("{\"packages\": {\"\": {}}, }", "1:22"), ("{'packages': {}}", "1:2"),
        ("{\n<<<<<<< HEAD\n\"lockfileVersion\": 3\n}", "2:1"), ("{\n  \"a\": 1\n  \"b\": 2\n}", "3:3"), ("{\"a\" 1}", "1:6"),
        ("{\"a\": }", "1:7"), ("{\"a\": 01}", "1:7"), ("{\"a\": tru}", "1:7"), ("{\"a\": \"x}", "1:7"), ("{\"a\": \"\\q\"}", "1:8"),
        ("{} {}", "1:4"), ("// x\n{}", "1:1"), ("{\"a\": [1,]}", "1:9"), (String(repeating: "[", count: 9999), "1:257"),
    ]

    /// Broken pnpm-lock.yaml files; only what is read of them counts.
    static let pnpm: [(text: String, place: String)] = [
        ("importers: [\n", "1:12"), ("importers: {\n", "1:12"), ("importers:\n\ta: {}\n", "2:1"), ("importers:\n  a: b: c\n", "2:7"),
        ("importers:\n  a: {}\n b: {}\n", "3:2"), ("importers:\n  a: *x\n", "2:6"), ("importers:\n  a: 'x\n", "2:6"),
        ("importers:\n  a: \"x\n", "2:6"), ("importers:\n  a: @x\n", "2:6"), ("importers:\n  a: {}\n  a: {}\n", "3:3"),
        ("lockfileVersion: 9\nimporters:\n  a: [1\n", "3:6"), ("importers:\n  : a\n", "2:3"), ("importers:\n  a: \"\\q\"\n", "2:7"),
        ("importers:\n  a: |x\n    y\n", "2:7"), ("importers:\n  a: ]\n", "2:6"), ("specifiers: [\n", "1:13"),
    ]

    /// Broken yarn.lock files of modern yarn, each behind its three lines of metadata.
    static let yarn: [(text: String, place: String)] = [
        ("<<<<<<< HEAD\n", "4:1"), ("=======\n", "4:1"), (">>>>>>> x\n", "4:1"), ("||||||| x\n", "4:1"), ("\"a@npm:1\"\n", "4:10"),
        ("\"a@npm:1\n", "4:1"), ("a\n", "4:2"), (":x\n  version: 1\n:y\n   version: 1\n", "7:4"), ("\"a@npm:1\":\n\tversion: 1\n", "5:1"),
        ("\"a@npm:1\":\n  version\n", "5:10"), ("\"a@npm:1\":\n  resolution: \"x\n", "5:15"), ("\"a@npm:1\":\n version: 1\n", "5:2"),
        ("\"a@npm:1\": 1\n", "4:12"), ("\"a@npm:1\":\n  : 1\n", "5:3"), ("\"a@npm:1\":\n  dependencies:\n     b: 1\n", "6:6"),
        ("\"a@npm:1\":\n  dependencies:\n    \"b: 1\n", "6:5"), ("\"a@npm:1\":\n  dependencies:\n    b \n", "6:7"),
    ]

    /// Each with the name of the file.
    static let all: [(file: String, text: String, place: String)] =
        npm.map { ("package-lock.json", $0.text, $0.place) } + pnpm.map { ("pnpm-lock.yaml", $0.text, $0.place) }
        + yarn.map { ("yarn.lock", "__metadata:\n  version: 8\n\n\($0.text)", $0.place) }

    /// A release of the package beside the lockfile.
    @Test(arguments: all)
    func lockfile(_ file: String, _ text: String, _ place: String) async throws {
        let scene = try await NodeScene([
            "package.json": "@@root@1.0.0 | \"workspaces\": [\"a\"], \"dependencies\": {\"a\": \"^1.0.0\"}", "a/package.json": "@@a@1.0.0",
            file: text,
        ])
        let ecosystems: [String: any NodeEcosystem] = ["package-lock.json": Npm(), "pnpm-lock.yaml": Pnpm(), "yarn.lock": Yarn()]
        let ecosystem = try #require(ecosystems[file])
        var package = Package(
            id: "npm:root", name: "root", ecosystem: ecosystem.name, workspace: "w", path: ".", manifest: "package.json", version: "1.0.0")
        var dependency = Dependency(name: "a", kind: .runtime, requirement: "^1.0.0")
        dependency.package = "npm:a"
        package.dependencies = [dependency]
        do throws(Fault) {
            _ = try ecosystem.rewrite([package], [package.id: Rewrite(version: "1.1.0", exact: ["npm:a": "1.1.0"])], in: scene.tree)
            Issue.record("accepted")
        } catch {
            #expect("\(error.code.rawValue) \(error.place?.description ?? "")" == "RK-MANIFEST-SYNTAX \(file):\(place)", "\(error)")
            #expect(error.hint?.isEmpty == false, "\(error)")
        }
    }

    /// Registries in `.npmrc` that are no addresses of the web.
    @Test(arguments: [
        "registry=nonsense", "registry=", "registry=http://", "registry=https://", "registry=ftp://h/", "registry=file:///x",
        "registry=//h/",
        "registry=h", "registry=https:/h", "registry=https://h h/", "registry=${NO_SUCH_VARIABLE}", "registry='nonsense'", "registry=true",
        "; x\n\nregistry = nonsense", "registry=https://good.example/\r\nregistry=no", "@s:registry=nonsense", "registry=https://h:port/",
    ])
    func npmrc(_ text: String) async throws {
        let scene = try await NodeScene(["package.json": "@@@s/root@1.0.0", ".npmrc": text])
        let discovery = try scene.discover()
        let sources = RegistrySources(declared: [:], environment: ["HOME": scene.sandbox.folder + "/none"], tree: scene.tree)
        do throws(Fault) {
            _ = try NodePublishing().registries(of: discovery.packages, in: discovery.workspace, named: nil, from: sources)
            Issue.record("accepted")
        } catch {
            let line = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
            #expect("\(error.code.rawValue) \(error.place?.description ?? "")" == "RK-REGISTRY-UNKNOWN .npmrc:\(line):1", "\(error)")
            #expect(error.hint != nil)
        }
    }
}
