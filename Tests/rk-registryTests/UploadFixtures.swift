import FoundationEssentials
import Hummingbird
import HummingbirdTesting
import NIOCore
import RKShared
import SystemPackage
import Testing
import _NIOFileSystem

@testable import rk_registry

/// An archive of stored entries.
func zip(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    /// Little-endian bytes of a number.
    func little(_ number: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for file in files {
        let sizes = little(Int(ZipArchive.crc32(file.bytes)), 4) + little(file.bytes.count, 4) + little(file.bytes.count, 4)
        let name = Array(file.name.utf8)
        let common = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + sizes + little(name.count, 2) + little(0, 2)
        directory += little(0x0201_4b50, 4) + little(20, 2) + common + little(0, 10) + little(archive.count, 4) + name
        archive += little(0x0403_4b50, 4) + common + name + file.bytes
    }
    let end = little(0x0605_4b50, 4) + little(0, 4) + little(files.count, 2) + little(files.count, 2)
    return archive + directory + end + little(directory.count, 4) + little(archive.count, 4) + little(0, 2)
}

/// An upload that is right unless a test changes it.
struct Upload {
    var fields: [(name: String, value: String)]
    var filename: String
    var content: [UInt8]

    /// The wheel of a project's version; `body` makes its bytes differ.
    init(wheel name: String = "acme-core", version: String = "1.0", body: String = "") {
        let stem = "\(name.replacing("-", with: "_"))-\(version)"
        filename = "\(stem)-py3-none-any.whl"
        content = zip([
            ("module.py", Array(body.utf8)),
            ("\(stem).dist-info/METADATA", Array("Metadata-Version: 2.1\nName: \(name)\nVersion: \(version)\n\nbody\n".utf8)),
        ])
        fields = [
            (":action", "file_upload"), ("protocol_version", "1"), ("metadata_version", "2.1"), ("name", name), ("version", version),
            ("filetype", "bdist_wheel"), ("pyversion", "py3"), ("sha256_digest", Digest.sha256(content)), ("requires_python", ">=3.9"),
            ("summary", "a summary"), ("classifiers", "A :: B"), ("classifiers", "C"), ("project_urls", "Home, https://example.org"),
        ]
    }

    /// The same upload with a field set to another value, or without it.
    func with(_ name: String, _ value: String?) -> Upload {
        var copy = self
        copy.fields.removeAll { $0.name == name }
        if let value { copy.fields.append((name, value)) }
        return copy
    }

    /// The same upload under another file name or with other bytes.
    func with(filename: String? = nil, content: [UInt8]? = nil) -> Upload {
        var copy = self
        copy.filename = filename ?? self.filename
        copy.content = content ?? self.content
        return copy.with("sha256_digest", Digest.sha256(copy.content))
    }

    /// The body with the boundary `BoUnDaRy`.
    var body: ByteBuffer {
        var buffer = ByteBuffer()
        for field in fields {
            buffer.writeString("--BoUnDaRy\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n\(field.value)\r\n")
        }
        buffer.writeString("--BoUnDaRy\r\nContent-Disposition: form-data; name=\"content\"; filename=\"\(filename)\"\r\n\r\n")
        buffer.writeBytes(content)
        buffer.writeString("\r\n--BoUnDaRy--\r\n")
        return buffer
    }
}

extension TestClientProtocol {
    /// Sends an upload with the token `secret`, or with another Authorization header.
    func send(_ upload: Upload, authorization: String? = "Bearer secret", path: String = "/pypi/legacy/") async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: "multipart/form-data; boundary=BoUnDaRy"]
        headers[.authorization] = authorization
        return try await execute(uri: path, method: .post, headers: headers, body: upload.body)
    }

    /// The answer to a GET.
    func get(_ path: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        try await execute(uri: path, method: .get, headers: headers)
    }
}

extension TestResponse {
    /// The body as text.
    var text: String { String(buffer: body) }
}

/// Runs a test against a registry in a folder of its own, with the token `secret`.
func withRegistry(
    _ setup: TestingSetup = .router, change: @Sendable (inout RegistrySettings) -> Void = { _ in },
    _ test: @escaping @Sendable (any TestClientProtocol, FilePath) async throws -> Void
) async throws {
    try await FileSystem.shared.withTemporaryDirectory { _, folder in
        var settings = RegistrySettings(folder: folder)
        settings.token = "secret"
        change(&settings)
        let application = try await RegistryServer(settings).application { _ in }
        try await application.test(setup) { try await test($0, folder) }
    }
}

/// What another reader of JSON than the program's own makes of an answer.
func decodeJSON<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
}
