import Support
import Testing

@testable import RKShared

/// The entries of members in lockfiles: only the intended strings change.
struct NodeLockTests {
    /// A member at `packages/app` that gets another version and these requirements.
    private func member(_ requirements: [(NodeSection, String, String, String)], path: String = "packages/app") -> NodeMemberChange {
        let package = Package(
            id: "npm:@s/app", name: "@s/app", ecosystem: "npm", workspace: "w", path: path, manifest: "\(path)/package.json",
            version: "1.0.0")
        var member = NodeMemberChange(package: package, version: "1.1.0")
        member.requirements = requirements.map { NodeMemberChange.Requirement(section: $0, name: $1, from: $2, to: $3) }
        return member
    }

    /// The text of a lockfile after its edits.
    private func edited(_ text: String, _ edits: [Edit]) -> String { String(decoding: edits.applied(to: Array(text.utf8)), as: UTF8.self) }

    /// The tree of old lockfiles names members by `file:`, at any depth; their own `requires` change, peers are not among them.
    @Test func oldTree() throws {
        let lock = #"""
            {"name": "root", "version": "1.0.0", "lockfileVersion": 1, "dependencies": {
              "x": {"version": "1.0.0", "requires": {"lib": "^1.0.0"},
                "dependencies": {"@s/app": {"version": "file:packages/app", "requires": {"lib": "^1.0.0", "peer": "^1.0.0"}}}}}}
            """#
        let requirements = [(NodeSection.dependencies, "lib", "^1.0.0", "^1.5.0"), (.peerDependencies, "peer", "^1.0.0", "^2.0.0")]
        let edits = try NpmLock(Array(lock.utf8)).edits(for: [member(requirements)], below: ".")
        #expect(edited(lock, edits) == lock.replacing("\"lib\": \"^1.0.0\", \"peer\"", with: "\"lib\": \"^1.5.0\", \"peer\""))
    }

    /// The package of the lockfile's own folder: its version stands twice; one that had none is put in.
    @Test func root() throws {
        let lock =
            "{\n  \"name\": \"@s/app\",\n  \"version\": \"1.0.0\",\n  \"packages\": {\n    \"\": {\n      \"name\": \"@s/app\"\n    }\n  }\n}\n"
        let edits = try NpmLock(Array(lock.utf8)).edits(for: [member([])], below: "packages/app")
        let expected = lock.replacing("\"1.0.0\"", with: "\"1.1.0\"").replacing(
            "      \"name\": \"@s/app\"\n", with: "      \"name\": \"@s/app\",\n      \"version\": \"1.1.0\"\n")
        #expect(edited(lock, edits) == expected)
    }

    /// What is no JSON, and values of other types, are faults or nothing; never a crash.
    @Test(arguments: [
        "{\"packages\": 1}", "[]", "{\"packages\": {\"packages/app\": []}, \"dependencies\": {\"a\": 1}}",
        "{\"packages\": {\"packages/app\": null}}",
    ])
    func oddValues(_ lock: String) throws {
        let requirements = [(NodeSection.dependencies, "lib", "^1.0.0", "^1.5.0")]
        #expect(try NpmLock(Array(lock.utf8)).edits(for: [member(requirements)], below: ".").isEmpty)
        #expect(try YarnLock(Array(lock.utf8)).edits(for: [member(requirements)], below: ".").isEmpty)
        #expect(try PnpmLock(Array(lock.utf8)).edits(for: [member(requirements)], below: ".").isEmpty)
        #expect(throws: SyntaxFault.self) { try NpmLock(Array("{".utf8)) }
        #expect(throws: SyntaxFault.self) {
            try PnpmLock(Array("lockfileVersion: 9\nimporters:\n  a: [\n".utf8)).edits(for: [member(requirements)], below: ".")
        }
    }

    /// Importers of pnpm's lockfiles of several versions, with quotes where a scalar needs them; an override's text stays.
    @Test(arguments: [
        (
            "lockfileVersion: '9.0'\n\nimporters:\n\n  packages/app:\n    dependencies:\n      '@s/lib':\n        specifier: ^1.0.0\n        version: link:../lib\n      kept:\n        specifier: ^9.0.0\n        version: 9.0.0\n    devDependencies:\n      tool:\n        specifier: 'catalog:'\n        version: link:../tool\n\npackages:\n\n  '@s/lib@1.0.0':\n    specifier: ^1.0.0\n",
            [("specifier: ^1.0.0\n        version", "specifier: ^1.5.0\n        version"), ("'catalog:'", "'>=2'")]
        ),
        (
            "lockfileVersion: 5.4\n\nimporters:\n\n  packages/app:\n    specifiers:\n      '@s/lib': ^1.0.0\n      tool: 'catalog:'\n      kept: ^9.0.0\n    dependencies:\n      '@s/lib': link:../lib\n",
            [("'@s/lib': ^1.0.0", "'@s/lib': ^1.5.0"), ("'catalog:'", "'>=2'")]
        ),
        (
            "---\nlockfileVersion: '9.0'\nimporters:\n  .:\n    configDependencies: {}\n---\nlockfileVersion: '9.0'\nimporters:\n  packages/app:\n    dependencies:\n      '@s/lib': {specifier: ^1.0.0, version: link:../lib}\n",
            [("^1.0.0", "^1.5.0")]
        ),
        ("lockfileVersion: '9.0'\n\nimporters:\n\n  packages/other:\n    dependencies:\n      '@s/lib':\n        specifier: ^1.0.0\n", []),
    ])
    func pnpm(_ lock: String, _ changes: [(String, String)]) throws {
        let requirements = [
            (NodeSection.dependencies, "@s/lib", "^1.0.0", "^1.5.0"), (.devDependencies, "tool", "catalog:", ">=2"),
            (.dependencies, "kept", "^8.0.0", "^8.1.0"),
        ]
        let edits = try PnpmLock(Array(lock.utf8)).edits(for: [member(requirements)], below: ".")
        #expect(edited(lock, edits) == changes.reduce(lock) { $0.replacing($1.0, with: $1.1, maxReplacements: 1) })
    }

    /// A lockfile of one package has its lists at the top.
    @Test func pnpmAlone() throws {
        let lock = "lockfileVersion: '6.0'\n\ndependencies:\n  lib:\n    specifier: ^1.0.0\n    version: 1.0.0\n"
        let edits = try PnpmLock(Array(lock.utf8)).edits(
            for: [member([(.dependencies, "lib", "^1.0.0", "^1.5.0")])], below: "packages/app")
        #expect(edited(lock, edits) == lock.replacing("^1.0.0", with: "^1.5.0"))
    }

    /// A lockfile of modern yarn: what a member asks for, and the keys that this leads to; an older form without `npm:`.
    @Test(arguments: [(8, "npm:", "\"", "npm:"), (6, "", "", "npm:"), (6, "", "", "")])
    func yarn(_ version: Int, _ scheme: String, _ quote: String, _ keyed: String) throws {
        /// A lockfile in which a range and its key stand like this.
        func lock(_ range: String, _ keys: String, _ peer: String) -> String {
            """
            # This file is generated by running "yarn install" inside your project.

            __metadata:
              version: \(version)
              cacheKey: 10

            "@s/app@workspace:packages/app":
              version: 0.0.0-use.local
              resolution: "@s/app@workspace:packages/app"
              dependencies:
                "@s/lib": \(quote)\(scheme)\(range)\(quote)
                other: \(quote)\(scheme)^1.0.0\(quote)
              peerDependencies:
                "@s/peer": \(peer)
              languageName: unknown
              linkType: soft

            "\(keys)@s/lib@workspace:packages/lib":
              version: 0.0.0-use.local
              resolution: "@s/lib@workspace:packages/lib"
              languageName: unknown
              linkType: soft

            """
        }
        let before = lock("^1.0.0", "@s/lib@\(keyed)^1.0.0, ", "^1.0.0")
        let requirements = [(NodeSection.dependencies, "@s/lib", "^1.0.0", "^1.5.0"), (.peerDependencies, "@s/peer", "^1.0.0", "^2.0.0")]
        let edits = try YarnLock(Array(before.utf8)).edits(for: [member(requirements)], below: ".")
        #expect(edited(before, edits) == lock("^1.5.0", "@s/lib@\(keyed)^1.5.0, ", "^2.0.0"))
        // Another member still asks for the old range.
        let shared = before.replacing("  dependencies:\n", with: "  dependencies:\n    \"@s/lib\": \(quote)\(scheme)^1.0.0\(quote)\n")
        let third =
            shared.replacing("\"@s/app@workspace:packages/app\"", with: "\"third@workspace:third\"")
            + before.split(
                separator: "\n\n", omittingEmptySubsequences: false)[2]
        let kept = edited(third, try YarnLock(Array(third.utf8)).edits(for: [member(requirements)], below: "."))
        #expect(kept.contains("\"@s/lib@\(keyed)^1.0.0, @s/lib@\(keyed)^1.5.0, @s/lib@workspace:packages/lib\":"), "\(kept)")
    }

    /// Classic yarn has no members in its lockfile.
    @Test func classicYarn() throws {
        let lock = "# yarn lockfile v1\n\n\n\"@s/lib@^1.0.0\":\n  version \"1.0.0\"\n  dependencies:\n    \"@s/lib\" \"^1.0.0\"\n"
        #expect(try YarnLock(Array(lock.utf8)).edits(for: [member([(.dependencies, "@s/lib", "^1.0.0", "^1.5.0")])], below: ".").isEmpty)
    }
}
