import Hummingbird
import HummingbirdTesting
import NIOCore
import RKShared
import SystemPackage
import Testing
import _NIOFileSystem

@testable import rk_registry

/// Dart's order: build metadata counts.
@Test func pubVersions() {
    let texts = ["1.0.0-dev", "1.0.0-dev.2", "1.0.0", "1.0.0+1", "1.0.0+2", "1.0.0+10", "1.0.0+a", "1.0.1", "2.0.0"]
    let versions = texts.compactMap { PubVersion($0) }
    #expect(versions.count == texts.count && versions.reversed().sorted().map(\.text) == texts)
    for text in ["", "1", "1.0", "v1.0.0", "1.0.0/..", "../1.0.0", String(repeating: "1", count: 200) + ".0.0"] {
        #expect(PubVersion(text) == nil)
    }
}

/// A tar archive of one file, gzip'd without compression.
private func archive(_ name: String, _ text: String) -> [UInt8] {
    /// A field of a header.
    func field(_ text: String, _ length: Int) -> [UInt8] { Array(text.utf8) + [UInt8](repeating: 0, count: length - text.utf8.count) }
    /// Octal digits in a field.
    func octal(_ number: Int, _ length: Int) -> [UInt8] {
        let digits = String(number, radix: 8)
        return field(String(repeating: "0", count: length - 1 - digits.count) + digits, length)
    }
    var header = field(name, 100) + octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(text.utf8.count, 12) + octal(0, 12)
    header += Array("        0".utf8) + field("", 100) + field("ustar", 6) + Array("00".utf8) + field("", 247)
    header.replaceSubrange(148..<156, with: octal(header.reduce(0) { $0 + Int($1) }, 7) + [0x20])
    let body = Array(text.utf8) + [UInt8](repeating: 0, count: (512 - text.utf8.count % 512) % 512)
    let tar = header + body + [UInt8](repeating: 0, count: 1024)
    let length = [UInt8(tar.count & 255), UInt8(tar.count >> 8)]
    return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1] + length + length.map { ~$0 } + tar + [UInt8](repeating: 0, count: 8)
}

/// What an archive must be.
@Test func pubArchives() throws {
    let good = try PubArchive(archive("pubspec.yaml", "name: acme_core\nversion: 1.0.0+1\nx: [1, true, null, 'a', 1.50]\ny: {z: ~}\n"))
    #expect(good.name == "acme_core" && good.version.text == "1.0.0+1")
    #expect(good.pubspec.object?["x"]?.array == [.number("1"), .bool(true), .null, .string("a"), .number("1.50")])
    let table = [
        ("pubspec.yml", "name: a\nversion: 1.0.0\n", "no pubspec.yaml"), ("pubspec.yaml", "name: [\n", "line"),
        ("pubspec.yaml", "x", "mapping"),
        ("pubspec.yaml", "", "mapping"), ("pubspec.yaml", "version: 1.0.0\n", "name"),
        ("pubspec.yaml", "name: ../a\nversion: 1.0.0\n", "name"),
        ("pubspec.yaml", "name: 1a\nversion: 1.0.0\n", "name"), ("pubspec.yaml", "name: a\n", "version"),
        ("pubspec.yaml", "name: a\nversion: 1.0\n", "version"),
        ("pubspec.yaml", "name: a\nversion: 1.0.0\npublish_to: none\n", "publish_to"),
        ("../pubspec.yaml", "name: a\nversion: 1.0.0\n", "archive"),
    ]
    for (name, text, reason) in table {
        let refusal = #expect(throws: Refusal.self, "\(reason)") { try PubArchive(archive(name, text)) }
        #expect(refusal?.code == 400 && refusal?.reason.contains(reason) == true, "\(refusal?.reason ?? "")")
    }
    for bytes in [[], [0x1f, 0x8b], Array("no".utf8), Array(archive("pubspec.yaml", "name: a\n").prefix(200))] {
        #expect(throws: Refusal.self) { try PubArchive(bytes) }
    }
}

/// Begin, upload, finish; every step of it may be repeated or asked out of order.
@Test func pubUpload() async throws {
    try await withRegistry { client, folder in
        let bearer: HTTPFields = [.authorization: "Bearer secret"]
        /// Begins an upload and returns the path to send to.
        func begin() async throws -> String {
            let begun = try await client.get("/pub/api/packages/versions/new", headers: bearer)
            let url = try #require(try JSON(parsing: Array(begun.text.utf8)).object?["url"]?.string)
            return String(url[(try #require(url.firstRange(of: "/pub/"))).lowerBound...])
        }
        /// Sends an archive as a form.
        func send(_ bytes: [UInt8], to path: String, field: String = "file") async throws -> TestResponse {
            var body = ByteBuffer(string: "--B\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"p.tar.gz\"\r\n\r\n")
            body.writeBytes(bytes)
            body.writeString("\r\n--B--\r\n")
            return try await client.execute(
                uri: path, method: .post, headers: [.contentType: "multipart/form-data; boundary=B"], body: body)
        }
        let refused = try await client.get("/pub/api/packages/versions/new")
        #expect(refused.status == .unauthorized && refused.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
        #expect(refused.text.hasPrefix(#"{"error":{"code":"MissingAuthentication","message":"#))
        let bytes = archive("pubspec.yaml", "name: acme\nversion: 1.0.0\n")
        let path = try await begin()
        let finish = path.replacing("upload", with: "finish")
        #expect(try await client.get(finish, headers: bearer).status == .badRequest)
        #expect(try await client.execute(uri: path, method: .post, body: ByteBuffer(bytes: bytes)).status == .badRequest)
        #expect(try await send(bytes, to: path, field: "other").status == .badRequest)
        for _ in 0..<2 {
            let sent = try await send(bytes, to: path)
            #expect(sent.status == .noContent && sent.headers[.location]?.hasSuffix(finish) == true)
        }
        #expect(try await client.get(finish).status == .unauthorized)
        for _ in 0..<2 { #expect(try await client.get(finish, headers: bearer).text.contains("Successfully uploaded acme version 1.0.0.")) }
        let other = try await begin()
        _ = try await send(archive("pubspec.yaml", "name: acme\nversion: 1.0.0\nx: 1\n"), to: other)
        for _ in 0..<2 {
            let conflict = try await client.get(other.replacing("upload", with: "finish"), headers: bearer)
            #expect(conflict.status == .badRequest && conflict.text.contains("already exists"))
        }
        #expect(try await Array(buffer: client.get("/pub/packages/acme/versions/1.0.0.tar.gz").body) == bytes)
        #expect(try await client.get("/pub/api/packages/acme").text.contains(Digest.sha256(bytes)))
        #expect(try await Folder(path: folder.appending("pub/.incoming")).entries().isEmpty)
        for body in ["", "{}", #"{"isRetracted":1}"#, "["] {
            let wrong = try await client.execute(
                uri: "/pub/api/packages/acme/versions/1.0.0/options", method: .put, headers: bearer, body: ByteBuffer(string: body))
            #expect(wrong.status == .badRequest)
        }
        let again = try await PubStore(at: folder.appending("pub"))
        #expect(await again.package("acme", until: .now())?.records.map(\.version.text) == ["1.0.0"])
    }
}

/// A record is read as it was written; the latest version is no prerelease and not retracted.
@Test func pubRecords() throws {
    /// A record of a version.
    func record(_ text: String, isRetracted: Bool = false) throws -> PubRecord {
        PubRecord(
            version: try #require(PubVersion(text)), digest: "d", published: Timestamp(microseconds: 1), isRetracted: isRetracted,
            pubspec: .object(JSONObject(["name": .string("a")])))
    }
    let one = try record("1.0.0+1", isRetracted: true)
    #expect(PubRecord(Array(one.json.line.utf8)) == one)
    for key in ["version", "archive_sha256", "published", "pubspec"] {
        var object = try #require(one.json.object)
        object[key] = .null
        #expect(PubRecord(Array(JSON.object(object).line.utf8)) == nil, "\(key)")
    }
    /// The latest of these versions.
    func latest(_ records: [PubRecord]) -> String? { PubPackage(name: "a", records: records, options: PubOptions()).latest?.version.text }
    #expect(latest([try record("1.0.0"), try record("1.1.0", isRetracted: true), try record("2.0.0-dev")]) == "1.0.0")
    #expect(latest([try record("1.0.0-a"), try record("1.0.0-b")]) == "1.0.0-b")
    #expect(latest([one]) == "1.0.0+1" && latest([]) == nil)
}
