import Hummingbird
import HummingbirdTesting
import NIOCore
import RKShared
import SystemPackage
import Testing
import _NIOFileSystem

@testable import rk_registry

/// What the tests read of a project's page.
private struct Page: Decodable {
    /// A file of the page.
    struct File: Decodable {
        var filename: String
        var url: String
        var size: Int
        var hashes: [String: String]
    }

    var name: String
    var versions: [String]
    var files: [File]
}

/// What the tests read of the JSON API.
private struct Document: Decodable {
    /// The part about the version.
    struct Info: Decodable {
        var name: String
        var version: String
        var classifiers: [String]
        var summary: String
        var requires_python: String
        var project_urls: [String: String]
        var yanked: Bool
    }

    /// A file of it.
    struct File: Decodable {
        var url: String
        var digests: [String: String]
        var size: Int
        var yanked_reason: String?
    }

    var info: Info
    var urls: [File]
    var releases: [String: [File]]?
}

/// Uploads three versions of one project.
private func fill(_ client: any TestClientProtocol) async throws {
    for version in ["1.0", "1.10", "1.9", "2.0rc1"] { #expect(try await client.send(Upload(version: version)).status == .ok) }
}

/// The pages in both forms, with versions in their order.
@Test func simplePages() async throws {
    try await withRegistry { client, _ in
        #expect(try await client.get("/health").text == "ok\n")
        #expect(try await client.get("/pypi/simple/acme-core/").status == .notFound)
        try await fill(client)
        let list = try await client.get("/pypi/simple/")
        #expect(list.headers[.contentType] == "text/html; charset=utf-8" && list.text.contains("<a href=\"acme-core/\">acme-core</a>"))
        let html = try await client.get("/pypi/simple/acme-core/")
        let digest = Digest.sha256(Upload().content)
        #expect(
            html.text.contains(
                "<a href=\"../../files/acme-core/acme_core-1.0-py3-none-any.whl#sha256=\(digest)\" data-requires-python=\"&gt;=3.9\""))
        #expect(html.text.contains("data-core-metadata=\"sha256="))
        #expect(!html.text.contains("data-yanked"))
        let json = try await client.get("/pypi/simple/acme-core/", headers: [.accept: "application/vnd.pypi.simple.v1+json"])
        #expect(json.headers[.contentType] == "application/vnd.pypi.simple.v1+json" && json.headers[.vary] == "Accept")
        let page = try decodeJSON(Page.self, from: Array(buffer: json.body))
        #expect(page.name == "acme-core" && page.versions == ["1.0", "1.9", "1.10", "2.0rc1"])
        #expect(page.files[0].hashes == ["sha256": digest] && page.files[0].size == Upload().content.count)
        for part in [
            "\"api-version\":\"1.1\"", "\"requires-python\":\">=3.9\"", "\"upload-time\":\"20", "\"yanked\":false", "\"core-metadata\":{",
        ] {
            #expect(json.text.contains(part), "\(part)")
        }
        #expect(try await client.get("/pypi/simple/", headers: [.accept: "image/png"]).status.code == 406)
        let parameter = try await client.get("/pypi/simple/?format=application/vnd.pypi.simple.latest%2Bjson")
        #expect(parameter.headers[.contentType] == "application/vnd.pypi.simple.v1+json")
    }
}

/// Other spellings of a project's page lead to the one of PEP 503.
@Test(arguments: ["/pypi/simple/Acme_Core/", "/pypi/simple/acme-core", "/pypi/simple/acme.core/"]) func redirects(_ path: String)
    async throws
{
    try await withRegistry { client, _ in
        try await fill(client)
        let response = try await client.get(path)
        #expect(response.status == .movedPermanently && response.headers[.location] == "/pypi/simple/acme-core/")
    }
}

/// Files with their headers, ranges, metadata, and nothing beside them.
@Test func files() async throws {
    try await withRegistry { client, _ in
        try await fill(client)
        let path = "/pypi/files/acme-core/acme_core-1.0-py3-none-any.whl"
        let content = Upload().content
        let whole = try await client.get(path)
        let tag = "\"\(Digest.sha256(content))\""
        #expect(Array(buffer: whole.body) == content && whole.headers[.eTag] == tag && whole.headers[.contentLength] == "\(content.count)")
        let head = try await client.execute(uri: path, method: .head)
        #expect(head.status == .ok && head.headers[.contentLength] == "\(content.count)" && head.body.readableBytes == 0)
        #expect(try await client.get(path, headers: [.ifNoneMatch: tag]).status == .notModified)
        let ranges: [(String, Int, [UInt8]?)] = [
            ("bytes=0-9", 206, Array(content[0...9])), ("bytes=5-", 206, Array(content[5...])), ("bytes=-4", 206, Array(content.suffix(4))),
            ("bytes=0-999999999", 206, content), ("bytes=99999999-", 416, nil), ("bytes=-0", 416, nil), ("bytes=9-0", 200, content),
            ("bytes=a-b", 200, content), ("bytes=-", 200, content), ("bytes=0-1,3-4", 200, content), ("lines=0-1", 200, content),
            ("bytes=99999999999999999999-", 200, content),
        ]
        for (range, status, bytes) in ranges {
            let response = try await client.get(path, headers: [.range: range])
            #expect(response.status.code == status, "\(range)")
            if let bytes { #expect(Array(buffer: response.body) == bytes, "\(range)") }
        }
        #expect(try await client.get("\(path).metadata").text.contains("Name: acme-core\nVersion: 1.0\n"))
        for missing in [
            "\(path).json", "/pypi/files/acme-core/../acme-core/x", "/pypi/files/acme-core/..%2f..%2fx", "/pypi/files/%2e%2e/x",
            "/pypi/files/acme-core/",
            "/pypi/files/.incoming/x", "/pypi", "/pypi/nope/json", "/etc/passwd", "/pypi/acme-core/9/json", "/pypi/simple/-/",
        ] {
            #expect(try await client.get(missing).status == .notFound, "\(missing)")
        }
    }
}

/// The JSON API of a project and of one version, spelled in any way.
@Test func jsonDocuments() async throws {
    try await withRegistry { client, _ in
        try await fill(client)
        let whole = try decodeJSON(Document.self, from: Array(buffer: try await client.get("/pypi/acme.core/json").body))
        #expect(whole.info.version == "1.10" && whole.info.classifiers == ["A :: B", "C"] && whole.info.summary == "a summary")
        #expect(whole.info.requires_python == ">=3.9" && whole.info.project_urls == ["Home": "https://example.org"])
        #expect(whole.releases?.keys.sorted() == ["1.0", "1.10", "1.9", "2.0rc1"])
        let one = try decodeJSON(Document.self, from: Array(buffer: try await client.get("/pypi/acme-core/1.0.0/json").body))
        #expect(one.releases == nil && one.info.version == "1.0" && one.urls.count == 1)
        #expect(one.urls[0].digests["sha256"] == Digest.sha256(Upload().content) && one.urls[0].size == Upload().content.count)
        #expect(one.urls[0].url.hasSuffix("/pypi/files/acme-core/acme_core-1.0-py3-none-any.whl"))
    }
}

/// A yank shows everywhere with its reason, moves the latest version back, survives a restart, and can be taken back.
@Test func yanking() async throws {
    try await withRegistry { client, folder in
        try await fill(client)
        /// Sends a yank or unyank.
        @Sendable func yank(_ path: String, _ body: String) async throws -> Int {
            try await client.execute(
                uri: "/pypi/_rk/\(path)", method: .post, headers: [.authorization: "Bearer secret"], body: ByteBuffer(string: body)
            ).status.code
        }
        #expect(try await yank("yank", #"{"name":"Acme_Core","version":"1.10.0","reason":"a \"bad\" <one>"}"#) == 200)
        #expect(try await client.get("/pypi/simple/acme-core/").text.contains("data-yanked=\"a &quot;bad&quot; &lt;one&gt;\""))
        let json = try await client.get("/pypi/simple/acme-core/", headers: [.accept: "application/vnd.pypi.simple.v1+json"])
        #expect(json.text.contains(#""yanked":"a \"bad\" <one>""#))
        let document = try decodeJSON(Document.self, from: Array(buffer: try await client.get("/pypi/acme-core/1.10/json").body))
        #expect(document.info.yanked && document.urls[0].yanked_reason == "a \"bad\" <one>")
        let latest = try decodeJSON(Document.self, from: Array(buffer: try await client.get("/pypi/acme-core/json").body))
        #expect(latest.info.version == "1.9")
        let again = try await ProjectStore(at: folder.appending("pypi"))
        let name = try #require(ProjectName("acme-core"))
        #expect(await again.record(name, file: "acme_core-1.10-py3-none-any.whl")?.yanked == true)
        #expect(try await yank("unyank", #"{"name":"acme-core","version":"1.10"}"#) == 200)
        #expect(try await !client.get("/pypi/simple/acme-core/").text.contains("data-yanked"))
        #expect(try await yank("yank", #"{"name":"acme-core","version":"7"}"#) == 404)
        for body in ["", "[", "{}", #"{"name":"acme-core"}"#, #"{"name":"/","version":"1"}"#, String(repeating: "[", count: 60_000)] {
            #expect(try await yank("yank", body) == 400)
        }
    }
}
