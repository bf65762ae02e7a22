import Hummingbird
import HummingbirdTesting
import NIOCore
import RKShared
import Support
import SystemPackage
import Testing
import _NIOFileSystem

@testable import rk_registry

/// Addresses of the proxy, with their module, and what is asked of it.
@Test(arguments: [
    ("example.com/a/@v/list", "example.com/a list"), ("example.com/a/v2/@latest", "example.com/a/v2 latest"),
    ("example.com/!acme/@v/v1.0.0-!r!c1.info", "example.com/Acme v1.0.0-RC1.info"),
    ("gopkg.in/yaml.v3/@v/v3.0.1.zip", "gopkg.in/yaml.v3 v3.0.1.zip"), ("example.com/a/@v/main.info", "example.com/a main.info"),
    ("example.com/a/@v/v2.0.0+incompatible.mod", "example.com/a v2.0.0+incompatible.mod"),
])
func goAddress(_ path: String, _ meaning: String) {
    let request = GoRequest(path)
    let subject =
        switch request?.subject {
        case .list?: "list"
        case .latest?: "latest"
        case .file(let version, let kind)?: "\(version).\(kind.rawValue)"
        case nil: "none"
        }
    #expect("\(request?.module.text ?? "") \(subject)" == meaning)
}

/// Addresses that no module has, and that would lead out of the folder.
@Test(arguments: [
    "", "list", "example.com/a", "example.com/A/@v/list", "example.com/!A/@v/list", "example.com/a!/@v/list", "a/@v/list", "/@v/list",
    "example.com/../x/@v/list", "example.com//x/@v/list", "example.com/.git/@v/list", "-example.com/x/@v/list", "example.com/a/v1/@v/list",
    "Example.com/a/@v/list", "example.com/a/@v/", "example.com/a/@v/.info", "example.com/a/@v/../x.info", "example.com/a/@v/-x.info",
    "example.com/a/@v/a/b.info", "example.com/a/@v/v1.0.0", "example.com/a/@v/v1.0.0.exe", "example.com/a b/@v/list",
    "example.com/ä/@v/list",
    "example.com/a/@v/v1..0.info", "example.com/a/@v/..info", "sumdb/sum.golang.org/supported",
])
func refusedGoAddress(_ path: String) { #expect(GoRequest(path) == nil) }

/// Names of files that a module may have, and that it may not.
@Test func goFileNames() {
    for name in ["a", "a/b.go", "naïve file.txt", ".gitignore", "a+b=c@1,~{x}.go", "con2", "日本.go"] {
        #expect(GoFileName.isValid(name), "\(name)")
    }
    for name in ["", "a//b", "/a", "a/", "a.", "a:b", "a*b", "a\\b", "con", "AUX.txt", "x/lpt1.go", "a\nb", "a\u{301}", "a'b", "a\"b", "☃"]
    {
        #expect(!GoFileName.isValid(name), "\(name)")
    }
}

/// Which files make a module: links, other modules and vendored packages are left out.
@Test func goModuleFiles() throws {
    /// The names that are taken of files of three bytes; a star in front makes a link.
    func taken(_ names: [String], _ language: String? = nil) throws(GoModuleProblem) -> [String] {
        let files = names.map {
            GoModuleSelection.File(name: $0.hasPrefix("*") ? String($0.dropFirst()) : $0, isRegular: !$0.hasPrefix("*"), size: 3)
        }
        return try GoModuleSelection(files, language: language).selection(files).map(\.name)
    }
    #expect(
        try taken(["go.mod", "a.go", "*link", "sub/go.mod", "sub/a.go", "sub2/a.go", "other/GO.MOD", "other/x"]) == [
            "go.mod", "a.go", "sub2/a.go",
        ])
    #expect(try taken(["*sub/go.mod", "sub/a.go"]) == ["sub/a.go"])
    let vendored = ["vendor/a/a.go", "vendor/modules.txt", "x/vendor/b.go", "x/vendor/b/b.go", ".hg_archival.txt"]
    #expect(try taken(vendored) == ["vendor/modules.txt"])
    #expect(try taken(vendored, "1.24.1") == ["x/vendor/b.go"])
    for names in [["Go.mod"], ["a", "A"], ["a/x", "A/y"], ["a", "a/b"], ["a:b"], ["a", "a"]] {
        #expect(throws: GoModuleProblem.self, "\(names)") { try taken(names) }
    }
    let huge = [GoModuleSelection.File(name: "LICENSE", isRegular: true, size: 17 << 20)]
    #expect(throws: GoModuleProblem.self) { try GoModuleSelection(huge, language: nil).selection(huge) }
    let much = [GoModuleSelection.File(name: "x", isRegular: true, size: GoModuleSelection.sizeLimit + 1)]
    #expect(throws: GoModuleProblem.self) { try GoModuleSelection(much, language: nil).selection(much) }
}

/// An archive can be read, has the digest that go works out, and is the same every time.
@Test func goArchive() async throws {
    /// The archive of two files.
    func made() -> (bytes: [UInt8], digest: String) {
        var archive = GoArchive()
        archive.add("example.com/a@v1.0.0/go.mod", Array("module example.com/a\n".utf8))
        archive.add("example.com/a@v1.0.0/ä.go", [])
        let digest = archive.digest
        return (archive.finish(), digest)
    }
    let (bytes, digest) = made()
    #expect(made().bytes == bytes && digest == "h1:\(Digest.sha256Base64(Array(lines.utf8)))")
    let archive = try await ZipArchive(size: bytes.count) { Array(bytes[$0..<min(bytes.count, $0 + $1)]) }
    #expect(archive.entries.map(\.name) == ["example.com/a@v1.0.0/go.mod", "example.com/a@v1.0.0/ä.go"])
    #expect(try await archive.contents(of: archive.entries[0], limit: 100) == Array("module example.com/a\n".utf8))
}

/// The list that the digest of `goArchive` is of.
private let lines =
    "\(Digest.sha256(Array("module example.com/a\n".utf8)))  example.com/a@v1.0.0/go.mod\n\(Digest.sha256([]))  example.com/a@v1.0.0/ä.go\n"

/// A module that is put counts when it is complete; broken files are refused.
@Test func goUpload() async throws {
    let info = #"{"Version":"v1.0.0","Time":"2026-01-02T03:04:05Z"}"#
    let manifest = "module example.com/Put\n"
    /// An archive with these files below the module's prefix.
    @Sendable func archive(_ names: [String]) -> [UInt8] { zip(names.map { ("example.com/Put@v1.0.0/\($0)", Array(manifest.utf8)) }) }
    let table: [(String, [UInt8], Int, String)] = [
        ("v1.0.0.info", Array("{".utf8), 400, "JSON"), ("v1.0.0.info", Array(#"{"Version":"v1.0.1"}"#.utf8), 400, "v1.0.0"),
        ("v1.0.0.info", Array(#"{"Version":"v1.0.0"}"#.utf8), 400, "Time"),
        ("v1.0.0.mod", Array("module other.com/x\n".utf8), 400, "other.com"),
        ("v1.0.0.mod", Array("modul".utf8), 400, "line 1"), ("v1.0.0.mod", [], 400, "go.mod"),
        ("v1.0.0.zip", Array("no".utf8), 400, "end record"),
        ("v1.0.0.zip", zip([("example.com/put@v1.0.0/go.mod", [])]), 400, "not below"),
        ("v1.0.0.zip", zip([("example.com/Put@v1.0.0/../x", [])]), 400, "name"), ("v1.0.0.zip", archive(["a", "A"]), 400, "one file"),
        ("v1.0.0.zip", archive(["sub/go.mod"]), 400, "another module"), ("v1.0.0.zip", archive(["sub/"]), 400, "folder"),
        ("v1.0.zip", archive(["go.mod"]), 400, "address"), ("main.info", Array(info.utf8), 400, "address"),
        ("v2.0.0.mod", Array(manifest.utf8), 400, "cannot have"), ("v1.0.0.ziphash", [], 400, "address"),
        ("v1.0.0.zip", [UInt8](repeating: 0, count: 100_001), 413, "too large"), ("v1.0.0.info", Array(info.utf8), 201, ""),
        ("v1.0.0.zip", archive(["go.mod", "a.go"]), 201, ""),
        ("v1.0.0.mod", Array("module example.com/Put\n\ngo 1.21\n".utf8), 409, "not the one"),
        ("v1.0.0.mod", Array(manifest.utf8), 201, ""), ("v1.0.0.mod", Array(manifest.utf8), 201, ""),
        ("v1.0.0.zip", archive(["go.mod"]), 409, "exists already"),
    ]
    try await withRegistry(change: { $0.maximumSize = 100_000 }) { client, folder in
        let base = "/go/example.com/!put/@v"
        #expect(try await client.execute(uri: "\(base)/v1.0.0.info", method: .put, body: ByteBuffer(string: info)).status == .unauthorized)
        for (name, bytes, status, text) in table {
            #expect(try await client.get("\(base)/list").status == (status == 409 && text == "exists already" ? .ok : .notFound))
            let response = try await client.execute(
                uri: "\(base)/\(name)", method: .put, headers: [.authorization: "Bearer secret"], body: ByteBuffer(bytes: bytes))
            #expect(response.status.code == status && response.text.contains(text), "\(name) \(text): \(response.status) \(response.text)")
            if text == "not the one" || (status == 201 && name.hasSuffix(".zip")) {
                #expect(try await client.get("\(base)/v1.0.0.info").status == .notFound)
            }
            if name.hasSuffix(".mod"), status == 201 { break }
        }
        let conflict = try await client.execute(
            uri: "\(base)/v1.0.0.zip", method: .put, headers: [.authorization: "Bearer secret"],
            body: ByteBuffer(bytes: archive(["go.mod"])))
        #expect(conflict.status == .conflict)
        #expect(try await client.get("\(base)/list").text == "v1.0.0\n")
        #expect(try await client.get("/go/example.com/!put/@latest").text == info)
        #expect(try await Array(buffer: client.get("\(base)/v1.0.0.zip").body) == archive(["go.mod", "a.go"]))
        let head = try await client.execute(uri: "\(base)/v1.0.0.mod", method: .head)
        #expect(head.headers[.contentLength] == "\(manifest.utf8.count)" && head.body.readableBytes == 0)
        #expect(try await Folder(path: folder.appending("go/.incoming")).entries().isEmpty)
        let store = try await GoModuleStore(at: folder.appending("go"))
        #expect(try await store.modules() == ["example.com/Put"])
    }
}

/// Modules of a repository: tags, folders of major versions, commits without tags, versions before there was a go.mod.
@Test func goRepository() async throws {
    let sandbox = try await Sandbox()
    try await sandbox.check(
        """
        git init -q -b main repo; cd repo
        echo one > old.go; git add -A; git commit -qm old; git tag v0.9.0; git tag v2.0.0; git tag v3.0.0
        mkdir -p lib v2 two/v2; printf 'module example.com/r/lib\\n' > lib/go.mod; printf 'module example.com/r/two/v2\\n' > two/go.mod
        cp two/go.mod two/v2/go.mod; git add -A; git commit -qm two; git tag lib/v1.0.0; git tag two/v2.0.0; git tag lib/v1.1.0-rc.1
        echo x > lib/x.go; git add -A; git commit -qm three
        """)
    try await withRegistry(change: { $0.goRepositories = ["example.com/r=\(sandbox.folder)/repo"] }) { client, _ in
        let table: [(String, Int, String)] = [
            ("r/@v/list", 200, "v0.9.0\nv2.0.0+incompatible\nv3.0.0+incompatible\n"), ("r/@v/v0.9.0.mod", 200, "module example.com/r\n"),
            ("r/@v/v2.0.0+incompatible.info", 200, #""Version":"v2.0.0+incompatible""#),
            ("r/@v/v2.0.0.info", 404, "no example.com/r@v2.0.0"),
            ("r/lib/@v/list", 200, "v1.0.0\nv1.1.0-rc.1\n"), ("r/lib/@latest", 200, #""Version":"v1.0.0""#), ("r/lib/v2/@v/list", 200, ""),
            ("r/lib/v2/@latest", 404, "has"), ("r/lib/@v/main.info", 200, #""Version":"v1.1.0-rc.1.0.20260102030405-"#),
            ("r/none/@latest", 404, "has no none/go.mod"), ("r/two/v2/@v/v2.0.0.info", 404, "two go.mod files"),
            ("r/lib/@v/main.zip", 404, "ask for"), ("r/lib/@v/v1.0.1-0.20200102030405-abcdefabcdef.info", 404, "no"),
            ("r/lib/@v/\(String(repeating: "a", count: 40)).info", 404, "no"), ("other/@v/list", 404, "no module"),
        ]
        for (path, status, text) in table {
            let response = try await client.get("/go/example.com/\(path)")
            #expect(response.status.code == status && response.text.contains(text), "\(path): \(response.status) \(response.text)")
        }
    }
    await #expect(throws: Fault.self) {
        try await GoRepository("example.com/r=\(sandbox.folder)", in: Folder(path: FilePath(sandbox.folder)))
    }
    await #expect(throws: Fault.self) { try await GoRepository("r=\(sandbox.folder)/repo", in: Folder(path: FilePath(sandbox.folder))) }
}

/// The environment of go, with and without the user's own.
@Test func goSettings() async throws {
    try await FileSystem.shared.withTemporaryDirectory { _, folder in
        let open = try await GoModuleServer(
            at: folder, repositories: [], access: Access(token: nil), maximumSize: 1, indexLag: .zero)
        let settings = open.clientSettings(base: "http://127.0.0.1:9/go", token: "t")
        #expect(settings.map(\.name) == ["GOPROXY", "GOSUMDB"])
        let parts = settings[1].merged(with: "off").split(separator: " ")
        #expect(parts.count == 2 && parts[1] == "http://127.0.0.1:9/go/sumdb/\(parts[0].prefix { $0 != "+" })")
        #expect(settings.first?.merged(with: nil) == "http://127.0.0.1:9/go,https://proxy.golang.org,direct")
        #expect(settings.first?.merged(with: "off") == "http://127.0.0.1:9/go,off")
        let guarded = try await GoModuleServer(
            at: folder, repositories: [], access: Access(token: "t", guardsReading: true), maximumSize: 1, indexLag: .zero)
        #expect(guarded.clientSettings(base: "http://127.0.0.1:9/go", token: "t").isEmpty)
    }
}
