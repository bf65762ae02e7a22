import Hummingbird
import HummingbirdTesting
import NIOCore
import RKShared
import SystemPackage
import Testing
import _NIOFileSystem

@testable import rk_registry

/// What cargo sends to publish a version; it is right unless a test changes it.
private struct CrateBody {
    /// The first part.
    var metadata: JSONObject
    /// The second part.
    var archive: [UInt8]

    /// A version of a crate; `fields` join the metadata.
    init(_ name: String = "acme-core", _ version: String = "1.0.0", fields: KeyValuePairs<String, JSON?> = [:], text: String = "") {
        metadata = JSONObject([
            "name": .string(name), "vers": .string(version), "deps": .array([]), "features": .object(JSONObject()), "description": "a core",
            "license": "MIT",
        ])
        for (key, value) in fields { metadata[key] = value }
        archive = tarball([
            "\(name)-\(version)/src/lib.rs": text,
            "\(name)-\(version)/Cargo.toml": "[package]\nname = \"\(name)\"\nversion = \"\(version)\"\n",
        ])
    }

    /// The same with another archive.
    func with(archive: [UInt8]) -> CrateBody {
        var copy = self
        copy.archive = archive
        return copy
    }

    /// Both parts behind their lengths.
    var bytes: [UInt8] { Self.part(Array(JSON.object(metadata).line.utf8)) + Self.part(archive) }

    /// A part behind its length.
    static func part(_ bytes: [UInt8]) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) } + bytes }
}

extension TestClientProtocol {
    /// Sends bytes with the token `secret` as cargo sends it.
    fileprivate func publish(_ bytes: [UInt8], token: String = "secret") async throws -> TestResponse {
        try await execute(
            uri: "/cargo/api/v1/crates/new", method: .put, headers: [.authorization: token], body: ByteBuffer(bytes: bytes))
    }
}

/// A dependency as cargo sends it.
private func dependency(_ name: String, fields: KeyValuePairs<String, JSON?> = [:]) -> JSON {
    var object = JSONObject([
        "name": .string(name), "version_req": "^1", "features": .array([]), "optional": .bool(false), "default_features": .bool(true),
        "target": .null, "kind": "normal",
    ])
    for (key, value) in fields { object[key] = value }
    return .object(object)
}

/// Names, their folding, and where cargo asks for them.
@Test func crateNames() {
    let table = [("a", "1/a"), ("Ab", "2/ab"), ("abc", "3/a/abc"), ("Acme_Core", "ac/me/acme_core"), ("serde-json", "se/rd/serde-json")]
    for (name, path) in table { #expect(CrateName(name)?.indexPath == path) }
    #expect(CrateName("Acme_Core")?.key == "acme-core" && CrateName("acme-core")?.file("1.0.0") == "acme-core-1.0.0.crate")
    for name in ["", "1a", "-a", "_a", "a.b", "a b", "a/b", "..", "\u{e9}", String(repeating: "a", count: 65)] {
        #expect(CrateName(name) == nil)
    }
    for path in [
        "", "a", "1/ab", "ac/me/acme_Core", "ac/me/acme-core/x", "api/v1/crates/x", "api/v1/crates/../x/yank", "api/v1/crates/x/1/y",
    ] {
        #expect(CargoRequest(path) == nil, "\(path)")
    }
}

/// Bodies that are refused: the status, and a part of the sentence.
@Test func refusedCrates() async throws {
    let good = CrateBody()
    /// The body with other metadata.
    func with(_ key: String, _ value: JSON?) -> [UInt8] { CrateBody(fields: [key: value]).bytes }
    /// A body whose archive has a manifest of this text.
    func manifest(_ text: String) -> [UInt8] { good.with(archive: tarball(["acme-core-1.0.0/Cargo.toml": text])).bytes }
    let table: [([UInt8], Int, String)] = [
        ([], 400, "before the length of the metadata"), ([1, 0, 0], 400, "before the length"),
        ([255, 255, 255, 255, 1], 400, "4294967295 bytes"),
        (CrateBody.part(Array("{}".utf8)), 400, "length of the crate"), (good.bytes + [0], 400, "1 bytes stand behind"),
        (Array(good.bytes.dropLast()), 400, "are left"), (CrateBody.part(Array("{".utf8)) + CrateBody.part([]), 400, "no JSON"),
        (CrateBody.part(Array("[]".utf8)) + CrateBody.part([]), 400, "no JSON object"), (with("name", nil), 400, "no name of a crate"),
        (with("name", "../x"), 400, "no name of a crate"), (with("vers", nil), 400, "no version"), (with("vers", "1.0"), 400, "no version"),
        (with("deps", nil), 400, "deps"), (with("deps", .array([.integer(1)])), 400, "has no name"),
        (with("deps", .array([dependency("x", fields: ["version_req": nil])])), 400, "version_req"),
        (with("deps", .array([dependency("x", fields: ["kind": "odd"])])), 400, "kind"),
        (with("deps", .array([dependency("missing")])), 400, "no known crate named `missing`"),
        (with("features", .object(JSONObject(["a": "b"]))), 400, "feature"),
        (good.with(archive: []).bytes, 400, "not compressed"), (good.with(archive: Array("PK".utf8)).bytes, 400, "not compressed"),
        (good.with(archive: Array(good.archive.dropLast(600))).bytes, 400, "the archive is damaged"),
        (good.with(archive: tarball([:])).bytes, 400, "has no"),
        (good.with(archive: tarball(["acme-core-1.0.0/Cargo.toml": "", "other/x": ""])).bytes, 400, "other/x"),
        (good.with(archive: tarball(["../Cargo.toml": ""])).bytes, 400, "leads outside"), (manifest("x"), 400, "cannot be read"),
        (manifest("[package]\nname = \"acme-core\"\n"), 400, "version"),
        (manifest("[package]\nname = \"x\"\nversion = \"1.0.0\"\n"), 400, "name"),
        (manifest("[package]\nname = \"acme-core\"\nversion = \"1.0.1\"\n"), 400, "version"),
        (good.with(archive: CrateBody("acme-core", "1.0.1").archive).bytes, 400, "not below"),
        (good.with(archive: [UInt8](repeating: 0, count: 100_001)).bytes, 413, "too large"),
    ]
    try await withRegistry(change: { $0.maximumSize = 100_000 }) { client, folder in
        for (body, status, text) in table {
            let response = try await client.publish(body)
            #expect(response.status.code == status && response.text.contains(text), "\(text): \(response.status) \(response.text)")
            #expect(response.text.hasPrefix(#"{"errors":[{"detail":""#))
        }
        #expect(try await Folder(path: folder.appending("cargo")).entries().isEmpty)
        for token in ["wrong", "Bearer wrong", "Basic secret"] {
            #expect(try await client.publish(good.bytes, token: token).status == .forbidden)
        }
        #expect(try await client.publish(good.bytes).status == .ok)
    }
}

/// Bodies with single bytes changed end in an answer, never in a crash.
@Test func damagedCrates() {
    var generator = SystemRandomNumberGenerator()
    let body = CrateBody(fields: ["deps": .array([dependency("x")])]).bytes
    for _ in 0..<500 {
        var damaged = body
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        guard let upload = try? CrateUpload(damaged, limit: 1 << 20) else { continue }
        _ = try? CrateArchive.check(upload.archive, of: upload.name, upload.version)
    }
}

/// A version is published once; the index has it as cargo reads it, in any spelling of the web API.
@Test func cratePublishing() async throws {
    try await withRegistry { client, folder in
        let body = CrateBody()
        let published = try await client.publish(body.bytes)
        #expect(published.text == #"{"warnings":{"invalid_badges":[],"invalid_categories":[],"other":[]}}"#)
        for again in [body, CrateBody(text: "other")] {
            let response = try await client.publish(again.bytes)
            #expect(
                response.status == .badRequest && response.text == #"{"errors":[{"detail":"crate version `1.0.0` is already uploaded"}]}"#)
        }
        #expect(try await client.publish(CrateBody("acme-core", "1.0.0+meta").bytes).text.contains("already uploaded"))
        #expect(try await client.publish(CrateBody("Acme_Core", "2.0.0").bytes).text.contains("previously named `acme-core`"))
        let needs = JSON.array([
            dependency("acme-core", fields: ["explicit_name_in_toml": "core", "optional": .bool(true)]),
            dependency(
                "serde", fields: ["registry": "https://github.com/rust-lang/crates.io-index", "kind": "dev", "target": "cfg(unix)"]),
        ])
        let features = JSON.object(JSONObject(["std": .array([]), "core": .array(["dep:core"])]))
        let second = CrateBody("App", "0.1.0", fields: ["deps": needs, "features": features, "license": nil, "rust_version": "1.70"])
        #expect(try await client.publish(second.bytes).text.contains("missing or empty metadata fields: license"))
        let index = try await client.get("/cargo/3/a/app")
        let entry = try JSON(parsing: Array(buffer: index.body)).object
        #expect(
            entry?["cksum"]?.string == Digest.sha256(second.archive) && entry?["v"]?.integer == 2
                && entry?["rust_version"]?.string == "1.70")
        #expect(entry?["features"]?.object?.members.map(\.key) == ["std"] && entry?["features2"]?.object?.members.map(\.key) == ["core"])
        let dependencies = try #require(entry?["deps"]?.array?.map { $0.object })
        #expect(dependencies[0]?["name"]?.string == "core" && dependencies[0]?["package"]?.string == "acme-core")
        #expect(dependencies[0]?["optional"] == .bool(true) && dependencies[0]?["registry"] == .null)
        #expect(dependencies[1]?["registry"]?.string?.hasPrefix("https://") == true && dependencies[1]?["kind"]?.string == "dev")
        let (tag, date) = (try #require(index.headers[.eTag]), try #require(index.headers[.lastModified]))
        #expect(HTTPDate.seconds(date) != nil)
        #expect(try await client.get("/cargo/3/a/app", headers: [.ifNoneMatch: tag]).status == .notModified)
        #expect(try await client.get("/cargo/3/a/app", headers: [.ifModifiedSince: date]).status == .notModified)
        #expect(try await client.get("/cargo/3/a/app", headers: [.ifNoneMatch: "\"other\"", .ifModifiedSince: date]).status == .ok)
        for name in ["acme-core", "Acme_Core"] {
            let file = try await client.get("/cargo/api/v1/crates/\(name)/1.0.0/download")
            #expect(Array(buffer: file.body) == body.archive)
        }
        for missing in [
            "ac/me/acme_core", "ac/me/acme-other", "api/v1/crates/acme-core/2.0.0/download", "api/v1/crates/x/owners", "document.json",
        ] {
            #expect(try await client.get("/cargo/\(missing)").status == .notFound, "\(missing)")
        }
        let store = try await PackageDocuments<Crate>(at: folder.appending("cargo")) { CrateName($0)?.key == $0 }
        #expect(await store.keys() == ["acme-core", "app"])
        #expect(await store.document("app")?.file == index.text)
    }
}

/// Yanking, owners and search.
@Test func crateChanges() async throws {
    try await withRegistry { client, _ in
        for version in ["1.0.0", "1.1.0", "2.0.0-rc.1"] {
            #expect(try await client.publish(CrateBody("acme-core", version).bytes).status == .ok)
        }
        let path = "/cargo/api/v1/crates/acme_core"
        #expect(try await client.put("\(path)/1.1.0/yank", .null, method: .delete).text == #"{"ok":true}"#)
        let yanked = try await client.get("/cargo/ac/me/acme-core")
        #expect(yanked.text.contains(#""vers":"1.1.0","yanked":true}"#))
        #expect(try await client.object("/cargo/api/v1/crates?q=acme_c")["crates"]?.array?.first?.object?["max_version"]?.string == "1.0.0")
        #expect(try await client.object("/cargo/api/v1/crates?q=A%20CORE")["meta"]?.object?["total"]?.integer == 1)
        #expect(try await client.put("\(path)/1.1.0/unyank", .null).status == .ok)
        #expect(try await !client.get("/cargo/ac/me/acme-core").text.contains(#""yanked":true"#))
        #expect(try await client.put("\(path)/9.0.0/yank", .null, method: .delete).status == .notFound)
        let users = JSON.object(JSONObject(["users": .array(["ada"])]))
        #expect(try await client.put("\(path)/owners", users).text.contains("ada has been added"))
        #expect(try await client.object("\(path)/owners")["users"]?.array?.count == 2)
        #expect(try await client.put("\(path)/owners", users, method: .delete).status == .ok)
        #expect(
            try await client.put("\(path)/owners", .object(JSONObject(["users": .array(["rk"])])), method: .delete).status == .badRequest)
        for body in [JSON.null, .object(JSONObject()), .object(JSONObject(["users": .array([""])]))] {
            #expect(try await client.put("\(path)/owners", body).status == .badRequest)
        }
        #expect(try await client.execute(uri: "\(path)/1.0.0/yank", method: .delete).status == .unauthorized)
    }
}

/// What cargo is told of the registry, guarded reading, and the lag of the index.
@Test func cargoConfiguration() async throws {
    try await withRegistry { client, _ in
        let open = try await client.object("/cargo/config.json")
        #expect(open["dl"]?.string?.hasSuffix("/cargo/api/v1/crates") == true && open["api"]?.string?.hasSuffix("/cargo") == true)
        #expect(open["auth-required"] == nil)
    }
    try await withRegistry(change: {
        $0.guardsReading = true
        $0.indexLag = .seconds(3600)
    }) { client, _ in
        let open = try await client.get("/cargo/config.json")
        #expect(open.status == .unauthorized)
        #expect(try await client.object("/cargo/config.json", headers: [.authorization: "secret"])["auth-required"] == .bool(true))
        #expect(try await client.publish(CrateBody().bytes).status == .ok)
        #expect(try await client.get("/cargo/ac/me/acme-core", headers: [.authorization: "secret"]).status == .notFound)
        #expect(try await client.publish(CrateBody().bytes).status == .badRequest)
    }
    try await FileSystem.shared.withTemporaryDirectory { _, folder in
        let server = try await CargoServer(at: folder, access: Access(token: "t"), maximumSize: 1, indexLag: .zero)
        let settings = server.clientSettings(base: "http://127.0.0.1:9/cargo", token: "t")
        let values = Dictionary(uniqueKeysWithValues: settings.map { ($0.name, $0.value) })
        #expect(values["CARGO_REGISTRIES_RK_INDEX"] == "sparse+http://127.0.0.1:9/cargo/" && values["CARGO_REGISTRIES_RK_TOKEN"] == "t")
    }
}

/// A client that offers HTTP/2 is told that the connection ends, with an answer of any kind.
@Test func upgradeOffers() async throws {
    try await withRegistry(.ahc()) { client, _ in
        let offer: HTTPFields = [.connection: "Upgrade, HTTP2-Settings", .upgrade: "h2c"]
        for path in ["cargo/config.json", "cargo/ac/me/acme-core", "cargo/config.json"] {
            let response = try await client.get("/\(path)", headers: offer)
            #expect(response.headers[.connection]?.contains("close") == true, "\(path)")
        }
    }
}

/// Dates as headers have them.
@Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (1_795_226_500, "Sat, 21 Nov 2026 02:01:40 GMT"),
])
func webDates(_ seconds: Int64, _ text: String) {
    #expect(Timestamp(microseconds: seconds * 1_000_000).webDate == text)
    #expect(HTTPDate.seconds(text) == Int(seconds))
}
