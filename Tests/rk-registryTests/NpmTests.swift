import Hummingbird
import HummingbirdTesting
import NIOCore
import RKShared
import SystemPackage
import Testing
import _NIOFileSystem

@testable import rk_registry

/// Names that npm lets a package have, and others.
@Test func npmNames() {
    for name in ["ui", "a", "lodash.merge", "@acme/ui", "@a-b/c_d", "0x", "~x", "-x"] { #expect(NpmName(name)?.text == name) }
    for name in [
        "", "UI", "@acme", "@acme/", "@/ui", "acme/ui", "@acme/ui/x", ".ui", "_ui", "@acme/.ui", "@.acme/ui", "a b", "a\u{e9}",
        "node_modules", "-",
        "@acme/-", "..", "@../x", String(repeating: "a", count: 215),
    ] {
        #expect(NpmName(name) == nil, "\(name)")
    }
    #expect(NpmName("@acme/ui")?.file("1.0.0") == "ui-1.0.0.tgz")
}

/// Paths and what they ask for.
@Test func npmRequests() throws {
    let (name, scoped) = (try #require(NpmName("ui")), try #require(NpmName("@acme/ui")))
    let table: [(String, NpmRequest?)] = [
        ("ui", .package(name)), ("@acme/ui", .package(scoped)), ("ui/1.0.0", .version(name, "1.0.0")),
        ("@acme/ui/latest", .version(scoped, "latest")),
        ("ui/-/ui-1.0.0.tgz", .tarball(name, "ui-1.0.0.tgz")), ("@acme/ui/-/ui-1.0.0.tgz", .tarball(scoped, "ui-1.0.0.tgz")),
        ("@acme/ui/-rev/3-0", .revision(scoped, "3-0")), ("ui/-/ui-1.0.0.tgz/-rev/3-0", .tarballRevision(name, "ui-1.0.0.tgz")),
        ("-/ping", .ping), ("-/whoami", .whoami), ("-/v1/search", .search), ("-/npm/v1/security/advisories/bulk", .advisories),
        ("-/package/@acme/ui/dist-tags", .tags(scoped)), ("-/package/ui/dist-tags/next", .tag(name, "next")),
        ("-/npm/v1/attestations/@acme/ui@1.0.0", .attestations(scoped, "1.0.0")), ("", nil), ("-", nil), ("@acme", nil), ("UI", nil),
        ("a/b/c", nil),
        ("-/package/ui", nil), ("-/package/ui/dist-tags/a/b", nil), ("-/npm/v1/attestations/ui", nil), ("ui/-/x/y/z", nil), ("../x", nil),
    ]
    for (path, request) in table { #expect(NpmRequest(path) == request, "\(path)") }
}

/// Documents that are refused: the status, and a part of the sentence.
@Test func refusedNpmDocuments() async throws {
    let good = NpmDocument()
    /// The document with one attachment.
    func attached(_ fields: KeyValuePairs<String, JSON?>) -> NpmDocument {
        good.with("_attachments", .object(JSONObject(["@acme/ui-1.0.0.tgz": .object(JSONObject(fields))])))
    }
    /// The document with another manifest in its list, its `dist` included.
    func listed(_ fields: KeyValuePairs<String, JSON?>) -> NpmDocument {
        var manifest = good.json["versions"]?.object?["1.0.0"]?.object ?? JSONObject()
        for (key, value) in fields { manifest[key] = value }
        return good.with("versions", .object(JSONObject(["1.0.0": .object(manifest)])))
    }
    /// Requirements of a package.
    func needs(_ text: String) -> JSON { .object(JSONObject(["@acme/core": .string(text)])) }
    let data = JSON.string(Base64.encode(good.tarball))
    let table: [(NpmDocument, Int, String)] = [
        (good.with("name", nil), 400, "not of '@acme/ui'"), (good.with("name", "ui"), 400, "is of 'ui'"),
        (good.with("versions", nil), 400, "one version"), (good.with("versions", .array([])), 400, "one version"),
        (NpmDocument(fields: [:]).with("versions", .object(JSONObject(["1": .object(JSONObject())]))), 400, "no version of semver"),
        (NpmDocument("@acme/ui", "1.0.0+build"), 400, "build metadata"), (NpmDocument("@acme/ui", "v1.0.0"), 400, "no version of semver"),
        (listed(["version": "1.0.1"]), 400, "another name or version"), (listed(["name": nil]), 400, "another name or version"),
        (listed(["private": .bool(true)]), 400, "private"), (listed(["dist": nil]), 400, "digest"),
        (listed(["dist": .object(JSONObject(["integrity": "sha512-AAAA"]))]), 400, "integrity"),
        (listed(["dist": .object(JSONObject(["integrity": "sha512-!"]))]), 400, "integrity"),
        (listed(["dist": .object(JSONObject(["shasum": "00"]))]), 400, "shasum"),
        (listed(["dependencies": needs("workspace:^")]), 400, "only inside of a workspace"),
        (NpmDocument(fields: ["dependencies": needs("workspace:*")]), 400, "only inside of a workspace"),
        (NpmDocument(fields: ["peerDependencies": needs("workspace:1.0.0")]), 400, "only inside of a workspace"),
        (NpmDocument(fields: ["optionalDependencies": needs("catalog:")]), 400, "only inside of a workspace"),
        (NpmDocument(tag: "1.x"), 400, "SemVer range"), (NpmDocument(tag: "a/b"), 400, "tag name"),
        (NpmDocument(tag: ""), 400, "SemVer range"),
        (good.with("dist-tags", .object(JSONObject(["latest": "2.0.0"]))), 400, "dist-tags"),
        (good.with("dist-tags", .array([])), 400, "dist-tags"),
        (good.with("_attachments", .object(JSONObject(["x.txt": data]))), 400, "one tarball"), (attached([:]), 400, "no data"),
        (attached(["data": "!!!!"]), 400, "no Base64"), (attached(["data": ""]), 400, "no Base64"),
        (attached(["data": .integer(5)]), 400, "no data"),
        (attached(["data": data, "length": .integer(5)]), 400, "not the length"),
        (good.with(tarball: Array("no archive".utf8)), 400, "not compressed with gzip"),
        (good.with(tarball: gzip([1, 2, 3])), 400, "no package.json"),
        (good.with(tarball: Array(good.tarball.dropLast(600))), 400, "the archive is damaged"),
        (good.with(tarball: tarball(["package/index.js": ""])), 400, "no package.json"),
        (good.with(tarball: tarball(["package/package.json": "{"])), 400, "no JSON object"),
        (good.with(tarball: tarball(["package/package.json": "{}"])), 400, "is of ''"),
        (good.with(tarball: NpmDocument("ui").tarball), 400, "is of 'ui'"),
        (good.with(tarball: NpmDocument("@acme/ui", "1.0.1").tarball), 400, "has the version '1.0.1'"),
        (good.with(tarball: tarball(["../package.json": ""])), 400, "leads outside"),
        (good.with(tarball: tarball(["package/package.json": JSON.object(good.manifest).line, "../x": ""])), 400, "leads outside"),
        (good.with(tarball: [UInt8](repeating: 0, count: 100_001)), 413, "too large"),
    ]
    try await withRegistry(change: { $0.maximumSize = 100_000 }) { client, folder in
        for (document, status, text) in table {
            let response = try await client.publish(document)
            #expect(response.status.code == status && response.text.contains(text), "\(text): \(response.status) \(response.text)")
        }
        for body in ["", "[]", "{", "null", "{}"] {
            let response = try await client.execute(
                uri: "/npm/ui", method: .put, headers: [.authorization: "Bearer secret"], body: ByteBuffer(string: body))
            #expect([400, 404].contains(response.status.code), "\(body)")
        }
        #expect(try await Folder(path: folder.appending("npm")).entries().map(\.name) == ["npmrc"])
        #expect(try await client.publish(good).status == .created)
    }
}

/// A version is published once; the package shows in both forms, and caches are told that nothing changed.
@Test func npmPublishing() async throws {
    try await withRegistry { client, folder in
        let first = NpmDocument(fields: ["scripts": .object(JSONObject(["postinstall": "true"])), "author": "Ada"])
        #expect(try await client.publish(first).status == .created)
        for again in [first, NpmDocument(fields: ["description": "other"])] {
            let response = try await client.publish(again)
            #expect(response.status == .forbidden)
            #expect(response.text == #"{"error":"You cannot publish over the previously published versions: 1.0.0."}"#)
        }
        #expect(try await client.publish(NpmDocument("@acme/ui", "2.0.0-rc.1", tag: "next")).status == .created)
        let whole = try await client.object("/npm/@acme%2fui")
        #expect(whole["dist-tags"]?.object?.members.map(\.key) == ["latest", "next"] && whole["_rev"]?.string == "2-0")
        #expect(whole["readme"]?.string == "# Read me" && whole["time"]?.object?.members.count == 4 && whole["author"]?.string == "Ada")
        let dist = whole["versions"]?.object?["1.0.0"]?.object?["dist"]?.object
        #expect(dist?["integrity"]?.string == first.integrity && dist?["shasum"]?.string == Digest.of(first.tarball, .sha1))
        #expect(dist?["tarball"]?.string?.hasSuffix("/npm/@acme/ui/-/ui-1.0.0.tgz") == true)
        let short = try await client.get("/npm/@acme/ui", headers: [.accept: "application/vnd.npm.install-v1+json; q=1.0, */*"])
        #expect(short.headers[.contentType] == "application/vnd.npm.install-v1+json" && short.headers[.vary] == "Accept")
        #expect(short.text.contains("\"hasInstallScript\":true") && !short.text.contains("author"))
        let tag = try #require(short.headers[.eTag])
        let known: HTTPFields = [.accept: "application/vnd.npm.install-v1+json", .ifNoneMatch: tag]
        #expect(try await client.get("/npm/@acme/ui", headers: known).status == .notModified)
        #expect(try await client.object("/npm/@acme/ui/next")["version"]?.string == "2.0.0-rc.1")
        let file = try await client.get("/npm/@acme/ui/-/ui-1.0.0.tgz")
        #expect(Array(buffer: file.body) == first.tarball)
        for missing in [
            "@acme/ui/3.0.0", "@acme/other", "@acme/ui/-/ui-3.0.0.tgz", "@acme/ui/-/document.json", "@acme/ui/-/..%2fui-1.0.0.tgz", "npmrc",
        ] {
            #expect(try await client.get("/npm/\(missing)").status == .notFound, "\(missing)")
        }
        let store = try await PackageDocuments<NpmPackage>(at: folder.appending("npm")) { NpmName($0) != nil }
        #expect(await store.document("@acme/ui")?.json == store.document("@acme/ui")?.json)
        #expect(await store.document("@acme/ui")?.versions.count == 2)
        #expect(try await client.object("/npm/-/v1/search?text=BUTTON")["total"]?.integer == 1)
        #expect(try await client.object("/npm/-/v1/search?text=nothing")["total"]?.integer == 0)
    }
}

/// Tags are set, moved and removed; `latest` stays.
@Test func npmTags() async throws {
    try await withRegistry { client, _ in
        let first = try await client.publish(NpmDocument("ui", "1.0.0", tag: "next"))
        #expect(first.status == .created)
        #expect(try await client.publish(NpmDocument("ui", "1.1.0", tag: "beta")).status == .created)
        let path = "/npm/-/package/ui/dist-tags"
        #expect(
            try await client.object(path).members.map { "\($0.key) \($0.value.string ?? "")" } == [
                "beta 1.1.0", "latest 1.0.0", "next 1.0.0",
            ])
        #expect(try await client.put("\(path)/latest", "1.1.0").status == .created)
        #expect(try await client.put("\(path)/latest", "9.0.0").status == .notFound)
        #expect(try await client.put("\(path)/1.x", "1.1.0").status == .badRequest)
        #expect(try await client.put("\(path)/x", .integer(1)).status == .badRequest)
        #expect(try await client.put("\(path)/beta", .null, method: .delete).status == .ok)
        #expect(try await client.put("\(path)/beta", .null, method: .delete).status == .notFound)
        #expect(try await client.put("\(path)/latest", .null, method: .delete).status == .badRequest)
        #expect(try await client.object(path).members.map(\.value.string) == ["1.1.0", "1.0.0"])
        #expect(try await client.execute(uri: "\(path)/x", method: .put, body: ByteBuffer(string: "\"1.0.0\"")).status == .unauthorized)
    }
}

/// Versions are deprecated and taken back, on the state that the client saw; numbers are never given again.
@Test func npmChanges() async throws {
    try await withRegistry { client, folder in
        for version in ["1.0.0", "1.1.0", "2.0.0-rc.1"] { #expect(try await client.publish(NpmDocument("ui", version)).status == .created) }
        var document = try await client.object("/npm/ui?write=true")
        var versions = try #require(document["versions"]?.object)
        var old = try #require(versions["1.0.0"]?.object)
        old["deprecated"] = "use 1.1"
        versions["1.0.0"] = .object(old)
        document["versions"] = .object(versions)
        #expect(try await client.put("/npm/ui", .object(document)).status == .ok)
        #expect(try await client.object("/npm/ui/1.0.0")["deprecated"]?.string == "use 1.1")
        #expect(try await client.put("/npm/ui", .object(document)).status == .conflict)
        document = try await client.object("/npm/ui?write=true")
        versions["1.0.0"] = nil
        document["versions"] = .object(versions)
        #expect(try await client.put("/npm/ui", .object(document)).status == .ok)
        #expect(try await client.object("/npm/ui")["versions"]?.object?.members.count == 3)
        versions["2.0.0-rc.1"] = nil
        document["versions"] = .object(versions)
        #expect(try await client.put("/npm/ui/-rev/4-0", .object(document)).status == .conflict)
        #expect(try await client.put("/npm/ui/-rev/5-0", .object(document)).status == .ok)
        #expect(try await client.object("/npm/ui")["dist-tags"]?.object?["latest"]?.string == "1.1.0")
        #expect(try await client.put("/npm/ui/-/ui-1.0.0.tgz/-rev/6-0", .null, method: .delete).status == .ok)
        #expect(try await client.put("/npm/ui/-/ui-1.1.0.tgz/-rev/6-0", .null, method: .delete).status == .badRequest)
        #expect(try await client.publish(NpmDocument("ui", "1.0.0")).status == .forbidden)
        #expect(try await Folder(path: folder.appending("npm/ui")).entries().map(\.name) == ["document.json", "ui-1.1.0.tgz"])
        #expect(try await client.put("/npm/ui/-rev/6-0", .null, method: .delete).status == .ok)
        #expect(try await client.get("/npm/ui").status == .notFound)
        #expect(try await client.publish(NpmDocument("ui", "1.1.0")).status == .forbidden)
        #expect(try await client.publish(NpmDocument("ui", "1.2.0")).status == .created)
        #expect(try await client.put("/npm/other", .object(document)).status == .notFound)
    }
}

/// The token in its forms, guarded reading, and what npm is told.
@Test func npmAccess() async throws {
    try await withRegistry(change: { $0.guardsReading = true }) { client, _ in
        let published = try await client.publish(NpmDocument("ui"))
        #expect(published.status == .created)
        #expect(try await client.get("/npm/ui").status == .unauthorized)
        for header in ["Bearer secret", "Basic \(Base64.encode(Array("ada:secret".utf8)))"] {
            #expect(try await client.get("/npm/ui", headers: [.authorization: header]).status == .ok)
            #expect(try await client.object("/npm/-/whoami", headers: [.authorization: header])["username"]?.string == "rk")
        }
        for header in [
            "Bearer wrong", "secret", "Basic \(Base64.encode(Array("secret".utf8)))", "Basic ?",
            "Basic \(Base64.encode(Array("ada:".utf8)))",
        ] {
            #expect(try await client.get("/npm/ui", headers: [.authorization: header]).status == .forbidden, "\(header)")
        }
    }
    try await FileSystem.shared.withTemporaryDirectory { _, folder in
        let server = try await NpmServer(at: folder, access: Access(token: "t"), maximumSize: 1, indexLag: .zero)
        let settings = server.clientSettings(base: "http://127.0.0.1:9/npm", token: "t")
        let values = Dictionary(uniqueKeysWithValues: settings.map { ($0.name, $0.value) })
        #expect(values["npm_config_registry"] == "http://127.0.0.1:9/npm/" && values["npm_config_//127.0.0.1:9/npm/:_authToken"] == "t")
        #expect(values["NPM_CONFIG_GLOBALCONFIG"] == folder.appending("npmrc").string && values["RK_NPM_KEY"] == "//127.0.0.1:9/npm/")
    }
}

/// New versions stay out of what installers read during the lag, but not out of what publishers do.
@Test func npmIndexLag() async throws {
    try await withRegistry(change: { $0.indexLag = .seconds(3600) }) { client, _ in
        let published = try await client.publish(NpmDocument("ui"))
        #expect(published.status == .created)
        for path in ["ui", "ui/1.0.0", "-/package/ui/dist-tags"] { #expect(try await client.get("/npm/\(path)").status == .notFound) }
        #expect(try await client.get("/npm/ui?write=true").status == .ok)
        #expect(try await client.get("/npm/ui/-/ui-1.0.0.tgz").status == .ok)
        #expect(try await client.publish(NpmDocument("ui")).status == .forbidden)
    }
}

/// A provenance bundle is kept with its version and found again.
@Test func npmProvenance() async throws {
    try await withRegistry { client, _ in
        let payload = Base64.encode(Array(#"{"predicateType":"https://slsa.dev/provenance/v1"}"#.utf8))
        let bundle = JSON.object(JSONObject(["dsseEnvelope": .object(JSONObject(["payload": .string(payload)]))]))
        let good = NpmDocument("ui")
        var attachments = try #require(good.json["_attachments"]?.object)
        attachments["ui-1.0.0.sigstore"] = .object(JSONObject(["data": "{"]))
        #expect(try await client.publish(good.with("_attachments", .object(attachments))).status == .badRequest)
        attachments["ui-1.0.0.sigstore"] = .object(JSONObject(["data": .string(bundle.line)]))
        #expect(try await client.publish(good.with("_attachments", .object(attachments))).status == .created)
        let dist = try await client.object("/npm/ui/1.0.0")["dist"]?.object?["attestations"]?.object
        #expect(dist?["provenance"]?.object?["predicateType"]?.string == "https://slsa.dev/provenance/v1")
        #expect(dist?["url"]?.string?.hasSuffix("/npm/-/npm/v1/attestations/ui@1.0.0") == true)
        let found = try await client.object("/npm/-/npm/v1/attestations/ui@1.0.0")["attestations"]?.array?.first?.object
        #expect(found?["bundle"] == bundle)
        #expect(try await client.get("/npm/-/npm/v1/attestations/ui@2.0.0").status == .notFound)
    }
}

/// Of publications of one version at once exactly one wins; different packages do not wait for each other.
@Test func racingNpmPublications() async throws {
    try await withRegistry(.ahc()) { client, folder in
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            var statuses: [Int: Int] = [:]
            for number in 0..<20 {
                // The client waits no longer than some seconds for a connection, of which it has eight.
                if number >= 8, let status = try await group.next() { statuses[status, default: 0] += 1 }
                group.addTask { try await client.publish(NpmDocument("ui-\(number % 4)", "1.0.\(number % 8)")).status.code }
            }
            return try await group.reduce(into: statuses) { $0[$1, default: 0] += 1 }
        }
        #expect(statuses == [201: 8, 403: 12])
        let store = try await PackageDocuments<NpmPackage>(at: folder.appending("npm")) { NpmName($0) != nil }
        #expect(await store.keys() == ["ui-0", "ui-1", "ui-2", "ui-3"])
    }
}

/// What a hand left: strangers are passed over, half-written files removed, a damaged document stops the registry.
@Test func npmFolder() async throws {
    try await FileSystem.shared.withTemporaryDirectory { _, path in
        let place = Folder(path: path.appending("@acme/ui"))
        try await place.create()
        try await place.replace(".document.json.7.new", with: [1])
        try await Folder(path: path.appending("Strange")).create()
        let store = try await PackageDocuments<NpmPackage>(at: path) { NpmName($0) != nil }
        #expect(await store.keys().isEmpty)
        #expect(try await place.entries().isEmpty)
        for text in ["", "{", "{}", #"{"name":"ui","versions":{},"dist-tags":{"latest":"1.0.0"}}"#] {
            try await place.replace("document.json", with: Array(text.utf8))
            await #expect(throws: Fault.self) { _ = try await PackageDocuments<NpmPackage>(at: path) { NpmName($0) != nil } }
        }
    }
}
