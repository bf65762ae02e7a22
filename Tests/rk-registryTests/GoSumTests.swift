import Crypto
import Hummingbird
import HummingbirdTesting
import NIOCore
import RKShared
import Support
import SystemPackage
import Testing

@testable import rk_registry

/// Roots of trees of the records that Certificate Transparency's own tests use, one after the other (RFC 6962).
@Test func goSumRoots() {
    let records: [[UInt8]] = [
        [], [0], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        Array(0x60...0x6f),
    ]
    let roots = [
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
    var tree = GoSumTree()
    for record in records {
        tree.append(record)
        if let root = roots[tree.count] { #expect(Digest.hexadecimal(tree.root) == root, "\(tree.count)") }
    }
    #expect(tree.tile(level: 0, number: 0, width: 8)?.count == 256 && tree.tile(level: 0, number: 0, width: 9) == nil)
    #expect(tree.tile(level: 1, number: 0, width: 1) == nil && tree.tile(level: 0, number: 1, width: 1) == nil)
}

/// The tile of a level holds the roots of 256 subtrees each.
@Test func goSumTiles() {
    var tree = GoSumTree()
    var first = GoSumTree()
    for number in 0..<600 {
        tree.append([UInt8(number & 255), UInt8(number >> 8)])
        if number < 256 { first.append([UInt8(number & 255), UInt8(number >> 8)]) }
    }
    #expect(tree.tile(level: 1, number: 0, width: 2)?.prefix(32).elementsEqual(first.root) == true)
    #expect(tree.tile(level: 1, number: 0, width: 3) == nil)
    #expect(tree.tile(level: 0, number: 2, width: 88) != nil && tree.tile(level: 0, number: 2, width: 89) == nil)
}

/// Addresses of tiles.
@Test(arguments: [
    ("8/0/000", "0 0 256"), ("8/0/001.p/7", "0 1 7"), ("8/1/x001/x234/067", "1 1234067 256"), ("8/data/x001/067.p/255", "data 1067 255"),
    ("7/0/000", ""), ("8/0/0", ""), ("8/0/x000", ""), ("8/0/001/002", ""), ("8/0/000.p/256", ""), ("8/0/000.p/0", ""), ("8/0", ""),
    ("8/-1/000", ""), ("8/9/000", ""), ("", ""), ("8/0/000.p", ""), ("8/0/x999/x999/x999/x999/x999/999", ""), ("8/0/+01", ""),
])
func goSumTileAddress(_ path: String, _ meaning: String) {
    let tile = GoSumTile(path)
    #expect((tile.map { "\($0.level.map(String.init) ?? "data") \($0.number) \($0.width)" } ?? "") == meaning)
}

/// The database signs what it says with the key of its folder, answers with records, and goes on where it ended, also behind half a record.
@Test func goSumDatabase() async throws {
    let sandbox = try await Sandbox()
    let path = FilePath(sandbox.folder).appending("sums")
    var database = try await GoSumDatabase(at: path)
    #expect(try await database.answer("x.org/a", "v1.0.0") == nil)
    for version in ["v1.0.0", "v1.1.0", "v1.0.0"] { try await database.add("x.org/a", version, files: "h1:a=", manifest: "h1:b=") }
    let answer = String(decoding: try #require(try await database.answer("x.org/a", "v1.1.0")), as: UTF8.self)
    #expect(answer.hasPrefix("1\nx.org/a v1.1.0 h1:a=\nx.org/a v1.1.0/go.mod h1:b=\n\ngo.sum database tree\n2\n"))
    let parts = database.verifier.split(separator: "+", maxSplits: 2).map(String.init)
    let key = try #require(Base64.decode(parts[2]))
    #expect(parts[0] == database.name && key.count == 33 && key[0] == 1)
    #expect(parts[1] == Digest.sha256(Array("\(database.name)\n".utf8) + key).prefix(8))
    let note = try await database.signedTree()
    let split = try #require(note.firstRange(of: "\n\n"))
    let text = note[..<split.lowerBound] + "\n"
    let signature = try #require(note.split(separator: " ").last.flatMap { Base64.decode($0.trimmed) })
    #expect(Digest.hexadecimal(signature.prefix(4)) == parts[1] && note.hasPrefix("go.sum database tree\n2\n"))
    let verifier = try Curve25519.Signing.PublicKey(rawRepresentation: key.dropFirst())
    #expect(verifier.isValidSignature(signature.dropFirst(4), for: Array(text.utf8)))
    let log = try sandbox.read("sums/log")
    try await sandbox.write("sums/log", log + "x.org/b v1.0.0 h1:a=\nx.org/b v1.")
    let name = database.name
    database = try await GoSumDatabase(at: path)
    #expect(database.name == name)
    #expect(try await database.signedTree() == note)
    try await database.add("x.org/b", "v1.0.0", files: "h1:c=", manifest: "h1:d=")
    #expect(try sandbox.read("sums/log").hasPrefix(log + "x.org/b v1.0.0 h1:c=\nx.org/b v1.0.0/go.mod h1:d=\n"))
    let tile = try #require(GoSumTile("8/data/000.p/3"))
    #expect(await database.tile(tile).map { String(decoding: $0, as: UTF8.self).hasPrefix("0\nx.org/a v1.0.0 h1:a=\n") } == true)
    try await sandbox.write("sums/key", "nonsense")
    await #expect(throws: Fault.self) { _ = try await GoSumDatabase(at: path) }
}
