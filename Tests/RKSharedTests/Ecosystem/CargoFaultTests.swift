import RKShared
import Support
import Testing

/// Manifests that cannot be used: each is named with its place and what to do, and the other packages are still listed.
struct CargoFaultTests {
    /// The manifest of the member `bad`, the finding, and whether the package is listed all the same.
    static let cases: [(text: String, finding: String, isListed: Bool)] = [
        ("", "error RK-MANIFEST-INVALID bad/Cargo.toml", false), ("[package\n", "error RK-MANIFEST-SYNTAX bad/Cargo.toml:1:9", false),
        ("[package]\nname = bad\n", "error RK-MANIFEST-SYNTAX bad/Cargo.toml:2:8", false),
        ("[package]\nname = \"bad\"\nname = \"bad\"\n", "error RK-MANIFEST-SYNTAX bad/Cargo.toml:3:1", false),
        ("<<<<<<< HEAD\n[package]\n", "error RK-MANIFEST-SYNTAX bad/Cargo.toml:1:1", false),
        ("package = 5\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:1:11", false),
        ("[package]\nversion = \"1.0.0\"\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:1:1", false),
        ("[package]\nname = 5\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:2:8", false),
        ("[package]\nname = \"b d\"\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:2:8", false),
        ("[package]\nname = \"1bad\"\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:2:8", false),
        ("[package]\nname = \"good\"\nversion = \"1.0.0\"\n", "error RK-PACKAGE-DUPLICATE good/Cargo.toml:2:8", true),
        ("[package]\nname = \"bad\"\nversion = \"1.0\"\n", "error RK-VERSION-INVALID bad/Cargo.toml:3:11", true),
        ("[package]\nname = \"bad\"\nversion = 1\n", "error RK-VERSION-INVALID bad/Cargo.toml:3:11", true),
        ("[package]\nname = \"bad\"\nversion = \"1.0.99999999999999999999\"\n", "error RK-VERSION-INVALID bad/Cargo.toml:3:11", true),
        ("[package]\nname = \"bad\"\nversion.workspace = true\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:3:1", true),
        ("[package]\nname = \"bad\"\npublish = true\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:3:11", true),
        ("[package]\nname = \"bad\"\nversion = \"1.0.0\"\npublish = 1\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:4:11", true),
        (
            "[package]\nname = \"bad\"\nversion = \"1.0.0\"\nworkspace = \"..//x\"\n", "error RK-WORKSPACE-INVALID bad/Cargo.toml:4:13",
            false
        ),
        ("[package]\nname = \"bad\"\nversion = \"1.0.0\"\n[workspace]\n", "error RK-WORKSPACE-NESTED bad/Cargo.toml", false),
        ("[package]\nname = \"bad\"\nversion = \"1.0.0\"\n[dependencies]\nx = 1\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:5:5", true),
        ("[package]\nname = \"bad\"\nversion = \"1.0.0\"\n[dependencies]\nx = {}\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:5:1", true),
        (
            "[package]\nname = \"bad\"\nversion = \"1.0.0\"\n[dependencies]\nx = \"^\"\n", "error RK-REQUIREMENT-SYNTAX bad/Cargo.toml:5:5",
            true
        ),
        (
            "[package]\nname = \"bad\"\nversion = \"1.0.0\"\n[dependencies]\nx = { version = 1 }\n",
            "error RK-MANIFEST-INVALID bad/Cargo.toml:5:17", true
        ),
        (
            "[package]\nname = \"bad\"\nversion = \"1.0.0\"\n[dependencies]\nx.workspace = true\n",
            "error RK-MANIFEST-INVALID bad/Cargo.toml:5:1", true
        ),
        (
            "[package]\nname = \"bad\"\nversion = \"1.0.0\"\n[dependencies]\nx.workspace = false\n",
            "error RK-MANIFEST-INVALID bad/Cargo.toml:5:15", true
        ),
        (
            "[package]\nname = \"bad\"\nversion = \"1.0.0\"\n[dependencies]\nx = { path = \"../none\" }\n",
            "error RK-MANIFEST-UNREADABLE bad/Cargo.toml:5:1", true
        ),
        (
            "[package]\nname = \"bad\"\nversion = \"1.0.0\"\n[dependencies]\nx = { path = \"../good\" }\n",
            "error RK-MANIFEST-INVALID bad/Cargo.toml:5:14", true
        ),
        (
            "[package]\nname = \"bad\"\nversion = \"1.0.0\"\n[dependencies]\ngood = { path = \"../good\", git = \"https://x\" }\n",
            "error RK-MANIFEST-INVALID bad/Cargo.toml:5:1", true
        ),
        ("dependencies = 5\n[package]\nname = \"bad\"\nversion = \"1.0.0\"\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:1:16", true),
        ("target = 5\n[package]\nname = \"bad\"\nversion = \"1.0.0\"\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:1:10", true),
        ("[package]\nname = \"bad\"\nedition.workspace = true\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:3:1", true),
        ("[package]\nname = \"bad\"\nedition = \"1999\"\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:3:11", true),
        ("[package]\nname = \"bad\"\nedition = 2021\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:3:11", true),
        ("[package]\nname = \"bad\"\npublish.workspace = true\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:3:1", true),
        (
            "[package]\nname = \"bad\"\n[dependencies]\ngood = \"1\"\n[dev-dependencies]\ngood = { path = \"../good\" }\n",
            "error RK-MANIFEST-INVALID bad/Cargo.toml:6:1", true
        ),
        (
            "[package]\nname = \"bad\"\n[dev-dependencies]\nx = { version = \"1\", optional = true }\n",
            "error RK-MANIFEST-INVALID bad/Cargo.toml:4:1", true
        ),
        ("[package]\nname = \"bad\"\n[dependencies]\nx = { path = 1 }\n", "error RK-MANIFEST-INVALID bad/Cargo.toml:4:14", true),
    ]

    /// One workspace for each.
    @Test(arguments: cases)
    func member(_ text: String, _ finding: String, _ isListed: Bool) async throws {
        let scene = try await CargoScene([
            "Cargo.toml": "[workspace]\nmembers = [\"bad\", \"good\"]\n", "bad/Cargo.toml": text, "good/Cargo.toml": "@@good@1.0.0",
        ])
        let discovery = try scene.discover()
        #expect(CargoScene.lines(discovery.findings) == [finding], "\(discovery.findings)")
        let isDuplicate = finding.contains("DUPLICATE")
        #expect(discovery.packages.map(\.path) == (isListed ? isDuplicate ? ["bad"] : ["bad", "good"] : ["good"]))
        #expect(discovery.findings.first?.hint?.isEmpty == false, "\(discovery.findings)")
    }

    /// The root's own manifest: nothing can be trusted then.
    @Test(arguments: [
        ("", "RK-MANIFEST-INVALID Cargo.toml"), ("workspace = 5\n", "RK-WORKSPACE-INVALID Cargo.toml:1:13"),
        ("[workspace]\nmembers = \"a\"\n", "RK-WORKSPACE-INVALID Cargo.toml:2:11"),
        ("[workspace]\nmembers = [\"a\", 5]\n", "RK-WORKSPACE-INVALID Cargo.toml:2:17"),
        ("[workspace]\nmembers = [\"a/[x\"]\n", "RK-WORKSPACE-INVALID Cargo.toml:2:12"),
        ("[workspace]\nexclude = 5\n", "RK-WORKSPACE-INVALID Cargo.toml:2:11"), ("[workspace\n", "RK-MANIFEST-SYNTAX Cargo.toml:1:11"),
        ("[workspace]\n[workspace]\n", "RK-MANIFEST-SYNTAX Cargo.toml:2:2"), ("[x]\n", "RK-MANIFEST-INVALID Cargo.toml"),
        ("[workspace]\ndefault-members = 5\n", "RK-WORKSPACE-INVALID Cargo.toml:2:19"),
    ])
    func root(_ text: String, _ expected: String) async throws {
        let scene = try await CargoScene(["Cargo.toml": text])
        let fault = #expect(throws: Fault.self) { try scene.discover() }
        #expect("\(fault?.code.rawValue ?? "") \(fault?.place?.description ?? "")" == expected, "\(fault?.message ?? "")")
        #expect(fault?.hint?.isEmpty == false, "\(fault?.message ?? "")")
    }

    /// Members that are not there, lie outside or in another place, and default members that are none: cargo refuses each.
    @Test(arguments: [
        ("members = [\"none\"]", "error RK-MANIFEST-UNREADABLE w/Cargo.toml:2:12"),
        ("members = [\"none/*\"]", "error RK-MANIFEST-UNREADABLE w/Cargo.toml:2:12"),
        ("members = [\"../../x\"]", "error RK-PATH-OUTSIDE w/Cargo.toml:2:12"),
        ("members = [\"../o\"]", "error RK-WORKSPACE-INVALID w/Cargo.toml:2:12"),
        ("members = [\"empty\"]", "error RK-MANIFEST-UNREADABLE w/Cargo.toml:2:12"),
        ("members = [\"a\"]\ndefault-members = [\"b\"]", "error RK-WORKSPACE-INVALID w/Cargo.toml:3:20"),
        (
            "members = [\"a\"]\n[workspace.dependencies]\nx = { version = \"1\", optional = true }",
            "error RK-MANIFEST-INVALID w/Cargo.toml:4:33"
        ),
    ])
    func folders(_ text: String, _ finding: String) async throws {
        let scene = try await CargoScene([
            "w/Cargo.toml": "[workspace]\n\(text)\n", "o/Cargo.toml": "@@o@1.0.0", "w/a/Cargo.toml": "@@a@1.0.0", "w/empty/x": "",
        ])
        #expect(CargoScene.lines(try scene.discover("w").findings) == [finding])
    }

    /// A manifest that is no text is reported with its place, and the others are listed.
    @Test func bytes() async throws {
        let scene = try await CargoScene(["Cargo.toml": "[workspace]\nmembers = [\"*\"]\n", "good/Cargo.toml": "@@good@1.0.0"])
        try scene.sandbox.write("bad/Cargo.toml", Array("[package]\nname = \"b".utf8) + [0xFF] + Array("\"\n".utf8))
        let discovery = try scene.discover()
        #expect(CargoScene.lines(discovery.findings) == ["error RK-MANIFEST-SYNTAX bad/Cargo.toml:2:10"], "\(discovery.findings)")
        #expect(discovery.packages.map(\.name) == ["good"])
    }

    /// A lockfile that cannot be read is a fault of the rewriting, with its place and a way out.
    @Test(arguments: [
        ("version = \n", "1:11"), ("<<<<<<< HEAD\n", "1:1"), ("[[package]]\nname = \"a\"\n", "1:1"),
        ("[[package]]\nversion = \"1.0.0\"\n", "1:1"), ("[[package]\n", "1:10"), ("[[package]]\nname = \"a\n", "2:8"),
        ("[[package]]\nname = a\n", "2:8"), ("[[package]]\nname = \"a\"\nname = \"a\"\n", "3:1"),
        ("[[package]]\nname = \"a\"\nversion = 1\n", "1:1"), ("[[package]]\nname = 1\nversion = \"1.0.0\"\n", "1:1"),
        ("[[package]]\nname = \"a\"\nversion = \"1.0\"\n", "3:11"), ("version = \"4\"\n", "1:11"), ("version = 0\n", "1:11"),
        ("package = 5\n", "1:11"), ("[package]\nname = \"a\"\nversion = \"1.0.0\"\n", "1:1"), ("package = [1]\n", "1:12"),
        ("[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = 1\n", "4:10"),
        ("[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = \"b\"\n", "4:16"),
        ("[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [1]\n", "4:16"),
        ("[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n", "4:1"),
        ("[root]\nname = \"a\"\n", "1:1"), ("[[patch.unused]]\nname = \"a\"\n", "1:1"),
    ])
    func lockfile(_ text: String, _ place: String) async throws {
        let scene = try await CargoScene(["Cargo.toml": "@@a@1.0.0", "Cargo.lock": text])
        let fault = await #expect(throws: Fault.self) { try await scene.rewrite(["a": "1.1.0"]) }
        #expect(fault?.code == .manifestSyntax && fault?.place?.description == "Cargo.lock:\(place)", "\(String(describing: fault))")
        #expect(fault?.hint != nil)
    }
}
