import Hummingbird
import HummingbirdTesting
import NIOCore
import RKShared
import SystemPackage
import Testing
import _NIOFileSystem

@testable import rk_registry

/// A new file is stored, the same bytes again are fine, other bytes are refused in words that clients look for.
@Test func uploadTwice() async throws {
    try await withRegistry { client, folder in
        #expect(try await client.send(Upload()).status == .ok)
        #expect(try await client.send(Upload(), path: "/pypi/legacy").status == .ok)
        let conflict = try await client.send(Upload(body: "other"))
        #expect(conflict.status.code == 400)
        #expect(conflict.status.reasonPhrase.contains("File already exists"))
        #expect(conflict.text.contains("acme_core-1.0-py3-none-any.whl"))
        let file = try await client.get("/pypi/files/acme-core/acme_core-1.0-py3-none-any.whl")
        #expect(Array(buffer: file.body) == Upload().content)
        #expect(try await Folder(path: folder.appending("pypi/.incoming")).entries().isEmpty)
    }
}

/// Uploads that are refused: the status, and a part of the sentence.
@Test func refusedUploads() async throws {
    let good = Upload()
    let table: [(Upload, Int, String)] = [
        (good.with(":action", "submit"), 400, ":action"),
        (good.with("protocol_version", "2"), 400, "protocol version"),
        (good.with("name", nil), 400, "name"),
        (good.with("name", "../acme"), 400, "name"),
        (good.with("name", "other"), 400, "does not belong"),
        (good.with("version", nil), 400, "version"),
        (good.with("version", "one"), 400, "PEP 440"),
        (good.with("version", "1.0+local"), 400, "local"),
        (good.with("version", "2.0"), 400, "does not belong"),
        (good.with("filetype", nil), 400, "filetype"),
        (good.with("filetype", "bdist_egg"), 400, "filetype"),
        (good.with("filetype", "sdist").with("pyversion", "source"), 400, "extension"),
        (good.with("filetype", "sdist"), 400, "pyversion"),
        (good.with("pyversion", nil), 400, "pyversion"),
        (good.with("metadata_version", nil), 400, "metadata_version"),
        (good.with("sha256_digest", nil), 400, "digest"),
        (good.with("sha256_digest", String(repeating: "0", count: 64)), 400, "does not match"),
        (good.with("md5_digest", String(repeating: "0", count: 32)), 400, "does not match"),
        (good.with("blake2_256_digest", String(repeating: "0", count: 64)), 400, "does not match"),
        (good.with(filename: "../../etc/acme_core-1.0-py3-none-any.whl"), 400, "file name"),
        (good.with(filename: "..\\\\acme_core-1.0-py3-none-any.whl"), 400, "file name"),
        (good.with(filename: "/etc/passwd"), 400, "file name"),
        (good.with(filename: ""), 400, "file name"),
        (good.with(filename: "acme_core-1.0.exe"), 400, "file name"),
        (good.with(filename: "acme_core-1.1-py3-none-any.whl"), 400, "does not belong"),
        (good.with(content: Array("no archive".utf8)), 400, "no end record"),
        (good.with(content: []), 400, "no end record"),
        (good.with(content: zip([("module.py", [])])), 400, "METADATA"),
        (
            good.with(content: zip([("acme_core-1.0.dist-info/METADATA", Array("Name: other\nVersion: 1.0\n".utf8))])), 400,
            "Name in METADATA"
        ),
        (good.with(content: zip([("acme_core-1.0.dist-info/METADATA", Array("Name: acme-core\nVersion: 1\n1".utf8))])), 200, ""),
        (good.with(content: zip([("acme_core-2.0.dist-info/METADATA", Array("Name: acme-core\nVersion: 1.0\n".utf8))])), 400, ".dist-info"),
        (
            good.with("filetype", "sdist").with("pyversion", "source").with(filename: "acme_core-1.0.tar.gz", content: Array("PK".utf8)),
            400,
            "no archive"
        ),
        (good.with(content: [UInt8](repeating: 0, count: 200_001)), 413, "too large"),
    ]
    try await withRegistry(change: { $0.maximumSize = 200_000 }) { client, folder in
        for (upload, status, text) in table {
            let response = try await client.send(upload)
            #expect(response.status.code == status && response.text.contains(text), "\(text): \(response.status) \(response.text)")
        }
        #expect(try await Folder(path: folder.appending("pypi/.incoming")).entries().isEmpty)
        #expect(try await Folder(path: folder.appending("pypi")).entries().map(\.name) == [".incoming", "acme-core"])
    }
}

/// Bodies that are no uploads at all.
@Test func malformedBodies() async throws {
    try await withRegistry { client, _ in
        let types = [
            "multipart/form-data; boundary=BoUnDaRy", "multipart/form-data", "application/json", "multipart/form-data; boundary=other",
        ]
        for type in types {
            for body in ["", "{}", "--BoUnDaRy", "--BoUnDaRy\r\n\r\n", String(repeating: "x", count: 100_000)] {
                let response = try await client.execute(
                    uri: "/pypi/legacy/", method: .post, headers: [.contentType: type, .authorization: "Bearer secret"],
                    body: ByteBuffer(string: body))
                #expect(response.status.code == 400, "\(type)")
            }
        }
        let truncated = Upload().body.getSlice(at: 0, length: Upload().body.readableBytes - 20) ?? ByteBuffer()
        let response = try await client.execute(
            uri: "/pypi/legacy/", method: .post, headers: [.contentType: types[0], .authorization: "Bearer secret"], body: truncated)
        #expect(response.text.contains("closing boundary"))
        var fields = Upload().with("description", String(repeating: "d", count: UploadBody.fieldLimit + 1))
        fields.content = []
        #expect(try await client.send(fields).status.code == 413)
    }
}

/// Credentials: nothing 401 with a challenge, wrong ones 403, both right forms accepted; web pages are refused.
@Test func credentials() async throws {
    try await withRegistry { client, _ in
        let missing = try await client.send(Upload(), authorization: nil)
        #expect(missing.status == .unauthorized && missing.headers[.wwwAuthenticate]?.hasPrefix("Basic") == true)
        let wrong = ["Bearer wrong", "Bearer", "", "Digest x", "Basic !", "Basic " + Base64.encode(Array("me:secret".utf8)), "secret"]
        for header in wrong { #expect(try await client.send(Upload(), authorization: header).status == .forbidden, "\(header)") }
        for header in ["bearer secret", "basic " + Base64.encode(Array("__token__:secret".utf8))] {
            #expect(try await client.send(Upload(), authorization: header).status == .ok)
        }
        let page = try await client.execute(
            uri: "/pypi/legacy/", method: .post, headers: [.authorization: "Bearer secret", .origin: "http://example.org"])
        #expect(page.status == .forbidden)
        #expect(try await client.execute(uri: "/pypi/_rk/yank", method: .post, body: ByteBuffer(string: "{}")).status == .unauthorized)
    }
    try await withRegistry(change: { $0.token = nil }) { client, _ in
        let open = try await client.send(Upload(), authorization: nil)
        #expect(open.status == .ok)
    }
}

/// Fifty uploads at once are all there, in the index and after a restart.
@Test func fiftyUploadsAtOnce() async throws {
    try await withRegistry(.ahc()) { client, folder in
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<50 {
                group.addTask { try await client.send(Upload(wheel: "acme-\(number % 10)", version: "1.\(number)")).status.code }
            }
            for try await status in group { #expect(status == 200) }
        }
        let store = try await ProjectStore(at: folder.appending("pypi"))
        var files = 0
        for name in await store.names() {
            let page = try await client.get("/pypi/simple/\(name)/")
            #expect(page.text.split(separator: "<a href").count == 6)
            files += await store.project(try #require(ProjectName(name)))?.files.count ?? 0
        }
        #expect(files == 50)
    }
}

/// Of uploads of one file with different bytes at once exactly one wins, and its bytes are served.
@Test func racingUploads() async throws {
    try await withRegistry(.ahc()) { client, _ in
        let winners = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for number in 0..<8 { group.addTask { (number, try await client.send(Upload(body: "\(number)")).status.code) } }
            return try await group.reduce(into: [Int]()) { winners, result in if result.1 == 200 { winners.append(result.0) } }
        }
        #expect(winners.count == 1)
        let file = try await client.get("/pypi/files/acme-core/acme_core-1.0-py3-none-any.whl")
        #expect(Array(buffer: file.body) == Upload(body: "\(winners.first ?? -1)").content)
    }
}
