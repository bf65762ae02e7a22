import Support
import Testing

@testable import RKShared

/// Cargo.lock with other versions for members of the workspace.
struct CargoLockTests {
    /// A package of a lockfile: name, version, source, dependencies.
    private static func package(_ name: String, _ version: String, _ source: String? = nil, _ dependencies: [String] = []) -> String {
        let list = dependencies.isEmpty ? "" : "dependencies = [\n\(dependencies.map { " \"\($0)\",\n" }.joined())]\n"
        return "[[package]]\nname = \"\(name)\"\nversion = \"\(version)\"\n\(source.map { "source = \"\($0)\"\n" } ?? "")\(list)"
    }

    /// A lockfile.
    private static func lock(_ packages: [String], _ head: String = "version = 4\n") -> String {
        "# generated\n\(head)\n\(packages.joined(separator: "\n"))"
    }

    /// The public registry as lockfiles write it.
    private static let registry = "registry+https://index.example/"

    /// The text with `lib` at 2.0.0 in place of 1.0.0.
    private static func moved(_ text: String) throws -> String {
        String(decoding: try CargoLock(Array(text.utf8)).replacing(["lib": ("1.0.0", "2.0.0")]), as: UTF8.self)
    }

    /// Only the member's entry changes, whatever else has its name or version.
    @Test func version() throws {
        let before = Self.lock([Self.package("app", "1.0.0", nil, ["lib"]), Self.package("lib", "1.0.0"), Self.package("lib2", "1.0.0")])
        let expected = before.replacing("name = \"lib\"\nversion = \"1.0.0\"", with: "name = \"lib\"\nversion = \"2.0.0\"")
        #expect(try Self.moved(before) == expected)
        #expect(try Self.moved(before.replacing("\n", with: "\r\n")) == expected.replacing("\n", with: "\r\n"))
        #expect(try Self.moved(expected) == expected)
        let foreign = Self.lock([Self.package("lib", "1.0.0", Self.registry)])
        #expect(try Self.moved(foreign) == foreign)
        #expect(try CargoLock(Array(expected.utf8)).version(ofLocal: "lib") == "2.0.0")
    }

    /// Where several packages have the name: dependencies name the version, and the source only where that is not enough; order follows.
    @Test(arguments: [
        ("1.5.0", ["lib 1.0.0", "lib 1.5.0"], ["lib 1.5.0", "lib 2.0.0"], true),
        ("0.5.0", ["lib 0.5.0", "lib 1.0.0"], ["lib 0.5.0", "lib 2.0.0"], false),
        (
            "1.0.0", ["lib 1.0.0", "lib 1.0.0 (\(registry))"], ["lib 1.0.0", "lib 2.0.0"], true
        ),
        ("2.0.0", ["lib 1.0.0", "lib 2.0.0"], ["lib 2.0.0", "lib 2.0.0 (\(registry))"], false),
        ("10.0.0", ["lib 1.0.0", "lib 10.0.0"], ["lib 10.0.0", "lib 2.0.0"], false),
    ])
    func ambiguous(_ other: String, _ before: [String], _ after: [String], _ isSwapped: Bool) throws {
        let foreign = Self.package("lib", other, Self.registry, ["x"])
        let member = { (version: String) in Self.package("lib", version) }
        let isFirst = other == "0.5.0"
        let text = Self.lock(
            [Self.package("app", "1.0.0", nil, before)] + (isFirst ? [foreign, member("1.0.0")] : [member("1.0.0"), foreign]) + [
                Self.package("x", "1.0.0")
            ])
        let isLast = isFirst || isSwapped
        let expected = Self.lock(
            [Self.package("app", "1.0.0", nil, after)] + (isLast ? [foreign, member("2.0.0")] : [member("2.0.0"), foreign]) + [
                Self.package("x", "1.0.0")
            ])
        #expect(try Self.moved(text) == expected)
    }

    /// The oldest form names versions and sources always, has a root table and checksums; patches that nothing uses are entries too.
    @Test func otherForms() throws {
        let old = """
            [root]
            name = "app"
            version = "1.0.0"
            dependencies = [
             "lib 1.0.0",
             "x 1.0.0 (\(Self.registry))",
            ]

            \(Self.package("lib", "1.0.0"))
            \(Self.package("x", "1.0.0", Self.registry))
            [metadata]
            "checksum x 1.0.0 (\(Self.registry))" = "00"

            """
        #expect(
            try Self.moved(old)
                == old.replacing("lib 1.0.0", with: "lib 2.0.0").replacing(
                    "\"lib\"\nversion = \"1.0.0\"", with: "\"lib\"\nversion = \"2.0.0\""))
        let unused = Self.lock([Self.package("app", "1.0.0")]) + "\n[[patch.unused]]\nname = \"lib\"\nversion = \"1.0.0\"\n"
        #expect(try Self.moved(unused) == unused.replacing("\"lib\"\nversion = \"1.0.0\"", with: "\"lib\"\nversion = \"2.0.0\""))
    }

    /// Damaged lockfiles and manifests: readers end, and what they accept can be rewritten.
    @Test func mutations() throws {
        let folder = Programs.sharedFixtures.map { "\($0)/cargo" }
        let paths = ["jj/Cargo.lock", "jj/Cargo.toml", "jj/lib/Cargo.toml", "gitoxide/gix/Cargo.toml", "tokio/tokio/Cargo.toml"]
        let samples = [
            Self.lock([Self.package("lib", "1.0.0", nil, ["lib"])]), "[package]\nname = \"a\"\n[dependencies]\nb = { path = \"b\" }\n",
        ]
        let texts =
            (folder.map { folder in paths.compactMap { try? Files.read("\(folder)/\($0)") } } ?? []) + samples.map { Array($0.utf8) }
        let marks = Array("[]{}=.,\"'#\\ \n\r*^~<>0".utf8) + [0, 0x80, 0xC3, 0xFF]
        var random = SeededGenerator(seed: 31)
        for round in 0..<1500 {
            var bytes = texts[round % texts.count]
            bytes = Array(bytes.prefix(6000))
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                let end = min(bytes.count, place + Int.random(in: 1...8, using: &random))
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes.insert(marks.randomElement(using: &random) ?? 0, at: place)
                case 1: bytes.removeSubrange(place..<end)
                default: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
                }
            }
            if let lock = try? CargoLock(bytes) {
                let after = lock.replacing(["lib": ("1.0.0", "2.0.0"), "jj-lib": ("0.44.0", "0.45.0")])
                #expect((try? CargoLock(after)) != nil)
            }
            guard let manifest = try? CargoManifest(bytes, path: "Cargo.toml") else { continue }
            let declared = CargoDependencies(manifest, root: manifest)
            for declaration in declared.declarations {
                guard let place = declaration.version, let requirement = try? CargoRequirement(declaration.requirement) else { continue }
                let raised = requirement.raised(to: "9.8.7")
                let after = [place.manifest.document.replacingString(place.entry.node, with: raised)].applied(to: bytes)
                #expect((try? CargoManifest(after, path: "Cargo.toml")) != nil)
            }
        }
    }
}
