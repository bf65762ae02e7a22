import Support
import Testing

@testable import RKShared

/// What a go.mod and a go.work say, and what editing leaves of their bytes.
struct GoModTests {
    /// Every directive in every form.
    static let everything = """
        // Copyright

        // Deprecated: use example.com/other
        // instead.
        module "example.com/\\u0061cme/v2" // the module

        go 1.25.0
        toolchain go1.25.3
        godebug default=go1.21
        godebug (
        \tpanicnil=1
        )

        require example.com/one v1.2.3 // indirect
        require (
        \t// above
        \texample.com/two v2.0.0+incompatible // indirect; why
        \t"example.com/three" "v0.0.0-00010101000000-000000000000" // not indirect
        )
        require ()

        exclude example.com/one v1.2.2
        replace (
        \texample.com/one => ../one
        \texample.com/two/v2 v2.0.0 => example.com/fork/v2 v2.0.1
        )
        replace example.com/three => "../with space"
        // wrong
        retract (
        \tv2.0.1
        \t// also
        \t// wrong
        \t[v2.1.0, v2.1.9] // really
        )
        tool example.com/one/cmd/x
        tool (
        \texample.com/one/cmd/y
        )
        ignore ./node_modules
        """

    /// Everything is where it should be.
    @Test func directives() throws {
        let file = try GoMod(Array(Self.everything.utf8))
        #expect(file.module?.text == "example.com/acme/v2")
        #expect(file.deprecated == "use example.com/other\ninstead.\nthe module")
        #expect(file.goVersion?.text == "1.25.0" && file.toolchain?.text == "go1.25.3")
        #expect(file.debugSettings.map(\.text) == ["default=go1.21", "panicnil=1"])
        #expect(file.requirements.map(\.path.text) == ["example.com/one", "example.com/two", "example.com/three"])
        #expect(file.requirements.map(\.version) == ["v1.2.3", "v2.0.0+incompatible", "v0.0.0-00010101000000-000000000000"])
        #expect(file.requirements.map(\.isIndirect) == [true, true, false])
        #expect(file.exclusions == [GoMod.Exclusion(path: "example.com/one", version: "v1.2.2")])
        #expect(file.replacements.map(\.target.text) == ["../one", "example.com/fork/v2", "../with space"])
        #expect(file.replacements.map(\.version) == [nil, "v2.0.0", nil])
        #expect(file.retractions.map(\.low) == ["v2.0.1", "v2.1.0"] && file.retractions.map(\.high) == ["v2.0.1", "v2.1.9"])
        #expect(file.retractions.map(\.rationale) == ["wrong", "also\nwrong\nreally"])
        #expect(file.tools.map(\.text) == ["example.com/one/cmd/x", "example.com/one/cmd/y"])
        #expect(file.ignored.map(\.text) == ["./node_modules"])
    }

    /// Line ends, blanks, comments without a line end, a file without its last line end, words with two slashes in them.
    @Test(arguments: [
        "module example.com/a\r\nrequire (\r\n\texample.com/b v1.0.0\r\n)\r\n", "module example.com/a\nrequire example.com/b v1.0.0",
        "module\texample.com/a//x\nrequire  example.com/b\tv1.0.0//y",
        "\n\n // x\nmodule example.com/a\nrequire(\nexample.com/b v1.0.0\n)//",
        "require ( // x\n\n// y\n\nexample.com/b v1 // z\n\n)\nmodule example.com/a",
    ])
    func layouts(_ text: String) throws {
        let file = try GoMod(Array(text.utf8))
        #expect(file.module?.text == "example.com/a")
        #expect(file.requirements.map(\.version) == ["v1.0.0"])
    }

    /// Folders in all forms.
    @Test func work() throws {
        let text =
            "go 1.25\n\nuse .\nuse (\n\t./a // x\n\t../b\n\t\"./c d\"\n)\nreplace example.com/x v1.0.0 => ./x\ntoolchain default\ngodebug a=b\n"
        let file = try GoWork(Array(text.utf8))
        #expect(file.uses.map(\.text) == [".", "./a", "../b", "./c d"])
        #expect(file.replacements.map(\.target.text) == ["./x"] && file.goVersion?.text == "1.25")
    }

    /// A version, or lines of `replace`, are taken away, and the rest stays as it is.
    @Test(arguments: [
        ("module m\n\nreplace a => ../a\n", "module m\n"),
        ("module m\n\nreplace a => ../a // x\n\nreplace b => ../b\n", "module m\n\nreplace b => ../b\n"),
        ("module m\nreplace a => ../a\nreplace b => ../b\n", "module m\nreplace b => ../b\n"),
        ("module m\r\n\r\nreplace (\r\n\ta => ../a\r\n\tb => ../b\r\n)\r\n", "module m\r\n\r\nreplace (\r\n\tb => ../b\r\n)\r\n"),
        ("module m\n\nreplace (\n\t// x\n\ta => ../a\n\ta v1.0.0 => ../a\n)\n\nrequire c v1.0.0", "module m\n\nrequire c v1.0.0"),
        ("replace a => ../a\n\nmodule m\n", "module m\n"), ("module m\n\nreplace a => ../a", "module m\n"),
        ("module m\n// why\nreplace a => ../a\n\nreplace a v1.0.0 => ../a\n\nrequire c v1.0.0\n", "module m\n// why\n\nrequire c v1.0.0\n"),
    ])
    func removing(_ before: String, _ after: String) throws {
        let file = try GoMod(Array(before.utf8))
        let edits = file.removing(file.replacements.filter { $0.path.text == "a" })
        #expect(String(decoding: edits.applied(to: file.bytes), as: UTF8.self) == after)
    }

    /// Entries go where the go command writes them; what is right stays, another digest is replaced.
    @Test func sums() throws {
        let before = "a v1.9.0 h1:1=\na v1.9.0/go.mod h1:2=\na v1.10.0 h1:3=\nc v1.0.0 h1:4=\n"
        let sum = try GoSum(Array(before.utf8))
        let after = sum.setting(
            [
                GoSum.Entry(path: "a", version: "v1.10.0/go.mod", digest: "h1:5="),
                GoSum.Entry(path: "b", version: "v1.0.0", digest: "h1:6="),
                GoSum.Entry(path: "c", version: "v1.0.0", digest: "h1:7="), GoSum.Entry(path: "d", version: "v1.0.0", digest: "h1:8="),
            ], removing: [GoSum.Entry(path: "a", version: "v1.9.0", digest: "")])
        let expected = "a v1.9.0/go.mod h1:2=\na v1.10.0 h1:3=\na v1.10.0/go.mod h1:5=\nb v1.0.0 h1:6=\nc v1.0.0 h1:7=\nd v1.0.0 h1:8=\n"
        #expect(String(decoding: after, as: UTF8.self) == expected)
        #expect(try GoSum(after).setting(try GoSum(after).entries) == after)
        let open = try GoSum(Array("a v1.0.0 h1:1=".utf8)).setting([GoSum.Entry(path: "b", version: "v1.0.0", digest: "h1:2=")])
        #expect(String(decoding: open, as: UTF8.self) == "a v1.0.0 h1:1=\nb v1.0.0 h1:2=\n")
    }

    /// Random changes of real files neither crash nor hang, and what is still a go.mod says the same when it is read again.
    @Test func mutations() {
        var random = SeededGenerator(seed: 1_725)
        let seeds = [Array(Self.everything.utf8)] + GoFixtures.manifests.prefix(12).compactMap { try? Files.read($0) }
        let pieces = ["(", ")", "\n", "\r\n", "//", "/*", "\"", "`", "\\", "=>", " v1.0.0 ", "[", ",", "]", "\u{FEFF}", "module ", "é"].map
        { Array($0.utf8) }
        var accepted = 0
        for round in 0..<6_000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0...Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                let end = min(bytes.count, place + Int.random(in: 0...8, using: &random))
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes.removeSubrange(place..<end)
                case 1: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
                case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                default: bytes.insert(contentsOf: bytes[place..<end], at: place)
                }
            }
            guard let file = try? GoMod(bytes) else { continue }
            accepted += 1
            let edits = file.requirements.map { file.replacingVersion(of: $0, with: $0.version) } + file.removing(file.replacements)
            guard let again = try? GoMod(edits.applied(to: bytes)) else {
                Issue.record("an edit broke \(String(decoding: bytes, as: UTF8.self).debugDescription)")
                continue
            }
            #expect(again.requirements.map(\.version) == file.requirements.map(\.version) && again.replacements.isEmpty)
            #expect(again.requirements.map(\.path.text) == file.requirements.map(\.path.text))
        }
        #expect(accepted > 500)
    }
}

/// The go.mod files of real repositories beside the project.
enum GoFixtures {
    /// The folder of the repositories; nil where it is absent.
    static let folder = Programs.sharedFixtures.map { "\($0)/go" }
    /// The repositories.
    static let repositories = folder.map { Files.names(in: $0) } ?? []
    /// The absolute paths of all go.mod files.
    static var manifests: [String] {
        repositories.flatMap { repository in
            let tree = SourceTree(root: "\(folder ?? "")/\(repository)", tracked: nil)
            return tree.manifests(named: ["go.mod"]).map(tree.absolute)
        }
    }
}
