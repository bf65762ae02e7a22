import Hummingbird
import HummingbirdTesting
import NIOCore
import RKShared
import SystemPackage
import Testing
import _NIOFileSystem

@testable import rk_registry

/// Paths of the layout, and whether their bytes may change.
@Test(arguments: [
    ("com/acme/core/1.0/core-1.0.jar", false), ("com/acme/core/1.0/core-1.0-sources.jar.asc", false), ("g/a/1/a-1.pom.sha512", false),
    ("com/acme/core/1.0-SNAPSHOT/core-1.0-20260102.030405-1.jar", true), ("com/acme/core/1.0-SNAPSHOT/core-1.0-SNAPSHOT.pom", true),
    ("com/acme/core/maven-metadata.xml", true), ("com/acme/maven-metadata.xml.md5", true), ("com/acme/core/1.0+2/core-1.0+2.module", false),
])
func mavenPath(_ text: String, _ isMutable: Bool) { #expect(MavenPath(text)?.isMutable == isMutable) }

/// Paths that no client uses, and that would lead out of the folder.
@Test(arguments: [
    "", "core-1.0.jar", "maven-metadata.xml", "core/1.0/core-1.0.jar/", "/com/core/1.0/core-1.0.jar", "com//core/1.0/core-1.0.jar",
    "com/../core/1.0/core-1.0.jar", "com/./core/1.0/core-1.0.jar", ".client/core/1.0/core-1.0.jar", "com/core/1.0/.core-1.0.jar",
    "com/core/1.0/core-1.0", "com/core/1.0/core-1.0.", "com/core/1.0/core-1.1.jar", "com/core/1.0/other-1.0.jar",
    "com/core/1.0/core-1.01.jar",
    "com/co re/1.0/co re-1.0.jar", "com/core/1.0/core-1.0.jar\0", "com/cöre/1.0/cöre-1.0.jar", "com\\core/1.0/1.0-1.0.jar",
    "1.0/core-1.0.jar",
])
func refusedMavenPath(_ text: String) { #expect(MavenPath(text) == nil) }

/// A release stays as it is, a snapshot does not, and checksums are those of the files.
@Test func mavenUpload() async throws {
    let manifest = "<project/>"
    let table: [(String, String, Int, String)] = [
        ("core/1.0/core-1.0.jar.sha1", Checksums.of(Array("jar".utf8))[.sha1], 404, "upload it first"),
        ("core/1.0/core-1.0.jar", "jar", 201, "stored"),
        ("core/1.0/core-1.0.jar", "jar", 200, "there already"), ("core/1.0/core-1.0.jar", "other", 409, "other bytes"),
        ("core/1.0/core-1.0.jar.sha1", Checksums.of(Array("jar".utf8))[.sha1].uppercased() + "  core-1.0.jar\n", 201, "has this"),
        ("core/1.0/core-1.0.jar.md5", "00", 400, "does not match"), ("core/1.0/core-1.0.jar.sha256", "", 400, "does not match"),
        ("core/1.0/core-1.0.pom", "no POM", 400, "no project"), ("core/1.0/core-1.0.pom", manifest, 201, ""),
        ("core/2.0-SNAPSHOT/core-2.0-SNAPSHOT.jar", "one", 201, ""), ("core/2.0-SNAPSHOT/core-2.0-SNAPSHOT.jar", "two", 201, ""),
        ("core/2.0-SNAPSHOT/core-2.0-SNAPSHOT.pom", manifest, 201, ""), ("core/maven-metadata.xml", "text", 400, "metadata"),
        ("core/maven-metadata.xml", "<metadata><version>9</version></metadata>", 201, ""),
        ("core/maven-metadata.xml.sha1", "00", 200, "noted"),
        ("core/1.0/core-9.jar", "x", 400, "path"), ("core/1.0/core-1.0-huge.jar", String(repeating: "x", count: 1001), 413, "too large"),
        ("core/1.0/core-1.0.jar.sha512", String(repeating: "x", count: 5000), 413, "too large"),
    ]
    try await withRegistry(change: { $0.maximumSize = 1000 }) { client, folder in
        let refused = try await client.execute(uri: "/maven/com/core/1.0/core-1.0.jar", method: .put, body: ByteBuffer(string: "jar"))
        #expect(refused.status == .unauthorized)
        for (path, body, status, text) in table {
            let response = try await client.execute(
                uri: "/maven/com/\(path)", method: .put, headers: [.authorization: "Bearer secret"], body: ByteBuffer(string: body))
            #expect(response.status.code == status && response.text.contains(text), "\(path): \(response.status) \(response.text)")
        }
        #expect(try await client.get("/maven/com/core/1.0/core-1.0.jar").text == "jar")
        #expect(try await client.get("/maven/com/core/2.0-SNAPSHOT/core-2.0-SNAPSHOT.jar").text == "two")
        for kind in Checksums.Kind.allCases {
            #expect(try await client.get("/maven/com/core/1.0/core-1.0.jar.\(kind.rawValue)").text == Checksums.of(Array("jar".utf8))[kind])
        }
        let metadata = try await client.get("/maven/com/core/maven-metadata.xml").text
        #expect(MavenMetadata.versions(in: Array(metadata.utf8)) == ["1.0", "2.0-SNAPSHOT"])
        #expect(metadata.contains("<release>1.0</release>") && metadata.contains("<latest>2.0-SNAPSHOT</latest>"))
        let sum = try await client.get("/maven/com/core/maven-metadata.xml.sha256")
        #expect(sum.text == Digest.sha256(Array(metadata.utf8)))
        #expect(try await client.get("/maven/com/maven-metadata.xml").status == .notFound)
        #expect(try await client.get("/maven/.client/settings.xml").status == .notFound)
        #expect(try await Folder(path: folder.appending("maven/.incoming")).entries().isEmpty)
        try await FileSystem.shared.removeItem(at: folder.appending("maven/com/core/1.0/core-1.0.jar.sha1"))
        #expect(try await client.get("/maven/com/core/1.0/core-1.0.jar.sha1").text == Checksums.of(Array("jar".utf8))[.sha1])
        let tag = try #require(try await client.get("/maven/com/core/1.0/core-1.0.jar").headers[.eTag])
        #expect(try await client.get("/maven/com/core/1.0/core-1.0.jar", headers: [.ifNoneMatch: tag]).status == .notModified)
    }
}

/// A client's own metadata is shown while it names the versions that are there.
@Test func mavenMetadata() {
    let made = MavenMetadata(group: "com.acme", artifact: "core", versions: ["1", "2-SNAPSHOT"], lastUpdated: Timestamp(microseconds: 0))
    #expect(made.xml.contains("<groupId>com.acme</groupId>") && made.xml.contains("<lastUpdated>19700101000000</lastUpdated>"))
    #expect(made.xml.contains("    <release>1</release>\n    <versions>\n      <version>1</version>\n"))
    #expect(made.agrees(with: Array(made.xml.utf8)) && MavenMetadata.isPlausible(Array(made.xml.utf8)))
    #expect(made.agrees(with: Array("<version> 2-SNAPSHOT\n</version><version>1</version>".utf8)))
    #expect(!made.agrees(with: Array("<version>1</version>".utf8)) && !made.agrees(with: []))
    for text in ["", "<metadata>", "<metadatas></metadatas>", "x</metadata>", "<metadata>\0</metadata>"] {
        #expect(!MavenMetadata.isPlausible(Array(text.utf8)), "\(text)")
    }
    #expect(!MavenMetadata.isPlausible([0xff] + Array("<metadata></metadata>".utf8)))
}

/// Maven's variables; MAVEN_ARGS is left alone where the folder's name has a blank.
@Test func mavenSettings() async throws {
    try await FileSystem.shared.withTemporaryDirectory { _, folder in
        for (name, isNamed) in [("plain", true), ("with blank", false)] {
            let server = try await MavenServer(at: folder.appending(name), access: Access(token: "t"), maximumSize: 1, indexLag: .zero)
            let settings = server.clientSettings(base: "http://127.0.0.1:9/maven", token: "t")
            #expect(settings.contains { $0.name == "MAVEN_ARGS" } == isNamed)
            let path = try #require(settings.first { $0.name == "RK_MAVEN_SETTINGS" }?.value)
            let text = try String(decoding: Files.read(path), as: UTF8.self)
            #expect(path.hasPrefix("/") && text.contains("${env.RK_MAVEN_TOKEN}") && text.contains("${env.RK_MAVEN_URL}"))
        }
    }
}
