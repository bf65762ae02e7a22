import ArgumentParser
import Hummingbird
import HummingbirdTesting
import NIOCore
import RKShared
import SystemPackage
import Testing
import _NIOFileSystem

@testable import rk_registry

/// Faults are shown as often as planned, before or after the request is performed; the log tells what clients saw.
@Test func faults() async throws {
    let text = """
        {"match":"^POST /pypi/legacy","status":503,"headers":{"Retry-After":"1"}}
        {"match":"^POST /pypi/legacy","times":1,"status":502,"when":"after","delay":0.01}
        {"match":"^GET /health$","times":-1,"status":429}

        """
    let faults = try InjectedFault.list(from: Array(text.utf8))
    #expect(try InjectedFault.list(from: Array(" [\(text.split(separator: "\n").joined(separator: ","))]".utf8)) == faults)
    try await FileSystem.shared.withTemporaryDirectory { _, folder in
        let log = folder.appending("log")
        try await withRegistry(
            change: {
                $0.faults = faults
                $0.log = log.string
            }
        ) { client, _ in
            let before = try await client.send(Upload())
            #expect(before.status.code == 503 && before.headers[.retryAfter] == "1")
            #expect(try await client.get("/pypi/simple/acme-core/").status == .notFound)
            #expect(try await client.send(Upload()).status.code == 502)
            #expect(try await client.get("/pypi/simple/acme-core/").status == .ok)
            #expect(try await client.send(Upload()).status == .ok)
            for _ in 0..<3 { #expect(try await client.get("/health?x=1").status.code == 429) }
        }
        let lines = try await String(buffer: ByteBuffer(contentsOf: log, maximumSizeAllowed: .mebibytes(1))).split(separator: "\n")
        let requests = try lines.map { try JSON(parsing: Array($0.utf8)).object }
        #expect(requests.map { $0?["status"]?.integer } == [503, 404, 502, 200, 200, 429, 429, 429])
        #expect(lines.last == #"{"method":"GET","path":"/health","status":429}"#)
    }
}

/// Faults that are none, and a null where a field may be missing.
@Test(arguments: [
    "{}", "[1]", #"[{"match":1}]"#, #"{"match":"x","times":"1"}"#, #"{"match":"x","status":5.5}"#, #"{"match":"x","delay":"1"}"#,
    #"{"match":"x","when":"later"}"#, #"{"match":"x","drop":1}"#, #"{"match":"x","headers":{"a":1}}"#, #"{"match":"x","headers":[]}"#, "{",
])
func refusedFaults(_ text: String) throws {
    #expect(throws: (any Error).self) { try InjectedFault.list(from: Array(text.utf8)) }
    #expect(try InjectedFault.list(from: Array(#"{"match":"x","status":null,"delay":1e-2}"#.utf8)).first?.delay == 0.01)
}

/// A record is read as it was written; without what it must have it is none.
@Test func records() throws {
    let digests = Digests(md5: "1", sha256: "2", blake2b256: "3")
    var record = FileRecord(
        filename: "a-1.tar.gz", name: "a", version: "1", filetype: .sdist, pyversion: "source", size: 5, digests: digests, uploadTime: "t",
        requiresPython: ">=3", metadataDigest: "d", fields: ["summary": ["a \"b\""], "classifiers": []])
    #expect(FileRecord(Array(record.json.line.utf8)) == record)
    record.yanked = true
    record.yankedReason = "bad"
    #expect(FileRecord(Array(record.json.line.utf8)) == record)
    for key in ["filename", "name", "version", "filetype", "pyversion", "size", "digests", "upload_time", "fields"] {
        var object = try #require(record.json.object)
        object[key] = .null
        #expect(FileRecord(Array(JSON.object(object).line.utf8)) == nil, "\(key)")
    }
    record.version = "odd"
    #expect(record.normalVersion == "odd")
    #expect(FileRecord([]) == nil && Digests(.object(JSONObject(["md5": .string("1")]))) == nil)
}

/// A dropped connection gives no answer although the upload was performed.
@Test func droppedConnection() async throws {
    var fault = InjectedFault(match: "^POST")
    fault.drop = true
    fault.when = .after
    let planned = [fault]
    try await withRegistry(.ahc(), change: { $0.faults = planned }) { client, _ in
        await #expect(throws: (any Error).self) { try await client.send(Upload()) }
        let page = try await client.get("/pypi/simple/acme-core/")
        #expect(page.status == .ok)
    }
}

/// Uploaded files are there at once, but stay out of the indexes during the lag.
@Test func indexLag() async throws {
    try await withRegistry(change: { $0.indexLag = .seconds(3600) }) { client, _ in
        let upload = try await client.send(Upload())
        #expect(upload.status == .ok)
        for path in ["/pypi/simple/acme-core/", "/pypi/acme-core/json"] { #expect(try await client.get(path).status == .notFound) }
        #expect(try await !client.get("/pypi/simple/").text.contains("acme-core"))
        #expect(try await client.get("/pypi/files/acme-core/acme_core-1.0-py3-none-any.whl").status == .ok)
        #expect(try await client.send(Upload(body: "other")).status.code == 400)
    }
    try await withRegistry(change: { $0.indexLag = .milliseconds(300) }) { client, _ in
        #expect(try await client.send(Upload()).status == .ok)
        try await Task.sleep(for: .milliseconds(350))
        for path in ["/pypi/simple/acme-core/", "/pypi/acme-core/json"] { #expect(try await client.get(path).status == .ok) }
    }
}

/// A file without a record, or with a damaged one, gets a new record; strangers in the folder are passed over.
@Test func adoptedFiles() async throws {
    try await FileSystem.shared.withTemporaryDirectory { _, folder in
        let project = Folder(path: folder.appending("acme-core"))
        try await project.create()
        try await Folder(path: folder.appending("Not-Normal")).create()
        try await Folder(path: folder.appending(".incoming")).create()
        try await Folder(path: folder.appending(".incoming")).replace("left.part", with: [1])
        try await project.replace("acme_core-1.0-py3-none-any.whl", with: Upload().content)
        try await project.replace("acme_core-1.0.tar.gz", with: [0x1f, 0x8b, 8])
        try await project.replace("acme_core-1.0.tar.gz.json", with: Array("{".utf8))
        try await project.replace("other-1.0.tar.gz", with: [1])
        try await project.replace("README", with: [1])
        try await project.replace(".a.json.7.new", with: [1])
        let name = try #require(ProjectName("acme-core"))
        for _ in 0..<2 {
            let store = try await ProjectStore(at: folder)
            #expect(await store.names() == ["acme-core"])
            #expect(await store.project(name)?.files.map(\.filename) == ["acme_core-1.0-py3-none-any.whl", "acme_core-1.0.tar.gz"])
            let record = await store.record(name, file: "acme_core-1.0-py3-none-any.whl")
            #expect(record?.digests.sha256 == Digest.sha256(Upload().content) && record?.metadataDigest != nil)
            #expect(try await store.incoming.entries().isEmpty)
            #expect(try await !project.entries().map(\.name).contains(".a.json.7.new"))
        }
    }
}

/// What clients read from the environment, and how it goes with the user's own values.
@Test func clientSettings() async throws {
    try await FileSystem.shared.withTemporaryDirectory { _, folder in
        let pypi = PyPI(store: try await ProjectStore(at: folder), access: Access(token: nil), maximumSize: 1, indexLag: .zero)
        let settings = pypi.clientSettings(base: "http://127.0.0.1:9/pypi", token: "t")
        /// The value of a variable, given the user's own.
        func value(_ name: String, _ own: String? = nil) -> String? { settings.first { $0.name == name }?.merged(with: own) }
        #expect(value("UV_PUBLISH_URL", "https://example.org") == "http://127.0.0.1:9/pypi/legacy/")
        #expect(value("UV_INDEX") == "rk=http://127.0.0.1:9/pypi/simple/")
        #expect(value("UV_INDEX", "own=https://example.org") == "rk=http://127.0.0.1:9/pypi/simple/ own=https://example.org")
        #expect(value("TWINE_PASSWORD") == "t" && value("RK_REGISTRY") == "http://127.0.0.1:9/pypi")
    }
}

/// Where reading asks for the token, everything but the health page does, and clients are told it for reading too.
@Test func guardedReading() async throws {
    try await withRegistry(change: { $0.guardsReading = true }) { client, _ in
        #expect(try await client.send(Upload()).status == .ok)
        let bearer: HTTPFields = [.authorization: "Bearer secret"]
        for path in ["simple/", "simple/acme-core/", "acme-core/json", "files/acme-core/acme_core-1.0-py3-none-any.whl"] {
            let open = try await client.get("/pypi/\(path)")
            #expect(open.status == .unauthorized && open.headers[.wwwAuthenticate] != nil, "\(path)")
            #expect(try await client.get("/pypi/\(path)", headers: [.authorization: "Bearer other"]).status == .forbidden)
            #expect(try await client.get("/pypi/\(path)", headers: bearer).status == .ok)
        }
        #expect(try await client.get("/health").status == .ok)
    }
    try await FileSystem.shared.withTemporaryDirectory { _, folder in
        let pypi = PyPI(
            store: try await ProjectStore(at: folder), access: Access(token: "t", guardsReading: true), maximumSize: 1, indexLag: .zero)
        let settings = pypi.clientSettings(base: "http://127.0.0.1:9/pypi", token: "t")
        let values = Dictionary(uniqueKeysWithValues: settings.map { ($0.name, $0.value) })
        #expect(values["UV_INDEX_RK_USERNAME"] == "__token__" && values["UV_INDEX_RK_PASSWORD"] == "t")
        #expect(values["PIP_EXTRA_INDEX_URL"] == "http://__token__:t@127.0.0.1:9/pypi/simple/")
    }
}

/// Command lines that are refused before anything is opened.
@Test(arguments: [
    ["serve", "--host", "0.0.0.0"], ["serve", "--port", "70000"], ["serve", "--max-size", "0"], ["serve", "--index-lag", "-1"], ["run"],
    ["run", "--keep", "--"], ["nonsense"],
])
func refusedCommandLines(_ arguments: [String]) {
    #expect(throws: (any Error).self) { try RkRegistry.parseAsRoot(arguments) }
}

/// Command lines that are accepted.
@Test(arguments: [
    ["serve", "--host", "0.0.0.0", "--public"], ["serve", "--port", "0", "--port-file", "p"], ["run", "--keep", "--", "uv", "--version"],
    ["run", "--explain", "RK-USAGE"], ["run", "--token-for-reading", "--", "true"],
    ["run", "--", "sh", "-c", "exit 1"],
])
func acceptedCommandLines(_ arguments: [String]) throws {
    _ = try RkRegistry.parseAsRoot(arguments)
}
