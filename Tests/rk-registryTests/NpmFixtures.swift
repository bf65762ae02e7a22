import Hummingbird
import HummingbirdTesting
import NIOCore
public import RKShared

@testable import rk_registry

/// A document that npm sends to publish a version; it is right unless a test changes it.
struct NpmDocument {
    /// The package.
    var name = "@acme/ui"
    /// The version.
    var version = "1.0.0"
    /// The tags that name it.
    var tags = ["latest"]
    /// The tarball.
    var tarball: [UInt8]
    /// The manifest, without `dist`.
    var manifest: JSONObject
    /// What is put over the document at last.
    var changes: [String: JSON?] = [:]

    /// The document of a version whose tarball holds the manifest; `fields` join the manifest.
    init(_ name: String = "@acme/ui", _ version: String = "1.0.0", tag: String = "latest", fields: KeyValuePairs<String, JSON?> = [:]) {
        self.name = name
        self.version = version
        tags = [tag]
        manifest = JSONObject(["name": .string(name), "version": .string(version), "description": "a button"])
        for (key, value) in fields { manifest[key] = value }
        tarball = rk_registryTests.tarball(["package/package.json": JSON.object(manifest).line, "package/index.js": "module.exports = 1\n"])
    }

    /// The document with another tarball.
    func with(tarball: [UInt8]) -> NpmDocument {
        var copy = self
        copy.tarball = tarball
        return copy
    }

    /// The document with a member set, or without it.
    func with(_ key: String, _ value: JSON?) -> NpmDocument {
        var copy = self
        copy.changes[key] = .some(value)
        return copy
    }

    /// The document.
    var json: JSONObject {
        var manifest = manifest
        manifest["dist"] = .object(JSONObject(["integrity": .string(integrity), "shasum": .string(Digest.of(tarball, .sha1))]))
        var tagged = JSONObject()
        for tag in tags { tagged[tag] = .string(version) }
        let attachment = JSON.object(
            JSONObject([
                "content_type": "application/octet-stream", "data": .string(Base64.encode(tarball)), "length": .integer(tarball.count),
            ]))
        var versions = JSONObject()
        versions[version] = .object(manifest)
        var attachments = JSONObject()
        attachments["\(name)-\(version).tgz"] = attachment
        var object = JSONObject([
            "_id": .string(name), "name": .string(name), "dist-tags": .object(tagged), "versions": .object(versions), "readme": "# Read me",
            "_attachments": .object(attachments),
        ])
        for (key, value) in changes { object[key] = value }
        return object
    }

    /// The digest of the tarball as npm writes it.
    var integrity: String {
        let digits = Array(Digest.of(tarball, .sha512))
        return "sha512-"
            + Base64.encode(stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) })
    }
}

extension TestClientProtocol {
    /// Sends JSON with the token `secret`.
    func put(_ path: String, _ json: JSON, method: HTTPRequest.Method = .put) async throws -> TestResponse {
        try await execute(uri: path, method: method, headers: [.authorization: "Bearer secret"], body: ByteBuffer(string: json.line))
    }

    /// Publishes a version.
    func publish(_ document: NpmDocument) async throws -> TestResponse {
        try await put("/npm/\(document.name.replacing("/", with: "%2f"))", .object(document.json))
    }

    /// The JSON object of an answer.
    func object(_ path: String, headers: HTTPFields = [:]) async throws -> JSONObject {
        try JSON(parsing: Array(buffer: try await get(path, headers: headers).body)).object ?? JSONObject()
    }
}

extension JSON: ExpressibleByStringLiteral {
    /// A string, so that tests can write documents as literals.
    public init(stringLiteral value: String) { self = .string(value) }
}
