import Crypto
import NIOCore
import RKShared
import SystemPackage
import _NIOFileSystem

/// A checksum database: a log of the digests of modules, whose growth the go command can check (golang.org/design/25530-sumdb).
///
/// The folder holds the private key and the records, one after the other; the tree is made of these again at each start.
actor GoSumDatabase {
    /// The longest log that is read, in bytes.
    private static let limit: Int64 = 256 << 20

    /// The folder.
    private let folder: Folder
    /// What signs the tree.
    private let key: Curve25519.Signing.PrivateKey
    /// The name, in which the key's own digest is: go remembers the tree of each name, and two folders have two trees.
    nonisolated let name: String
    /// The first four bytes of the digest of name and key.
    private let keyHash: [UInt8]
    /// What clients verify with: `NAME+HASH+KEY`.
    nonisolated let verifier: String
    /// The tree.
    private var tree = GoSumTree()
    /// The records.
    private var records: [String] = []
    /// The number of the record of each `MODULE VERSION`.
    private var numbers: [String: Int] = [:]
    /// The bytes of the log that are whole records.
    private var length: Int64 = 0
    /// The work under way on the log.
    private var change: Task<Void, any Error>?

    /// Opens the folder; makes a key in one that has none.
    init(at path: FilePath) async throws {
        folder = Folder(path: path)
        key = try await Self.key(in: folder)
        let publicKey = [1] + Array(key.publicKey.rawRepresentation)
        name = "\(Digest.sha256(publicKey).prefix(16)).sum.rk-registry.invalid"
        keyHash = Array(SHA256.hash(data: Array("\(name)\n".utf8) + publicKey).prefix(4))
        verifier = "\(name)+\(Digest.hexadecimal(keyHash))+\(Base64.encode(publicKey))"
        let bytes = try await folder.read("log", limit: Self.limit) ?? []
        for record in Self.records(in: bytes) { length += Int64(keep(record)) }
        guard bytes.count > length else { return }
        let whole = length
        try await FileSystem.shared.withFileHandle(
            forWritingAt: folder.appending("log"), options: .modifyFile(createIfNecessary: false)
        ) { _ = try await $0.resize(to: .bytes(whole)) }
    }

    /// The key of a folder.
    private static func key(in folder: Folder) async throws -> Curve25519.Signing.PrivateKey {
        if let text = try await folder.read("key", limit: 1024) {
            guard let bytes = Base64.decode(String(decoding: text, as: UTF8.self).trimmed),
                let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
            else {
                throw Fault(
                    .fileUnreadable, "`\(folder.appending("key"))` is no key of a checksum database",
                    hint: "remove it, and the file `log` beside it")
            }
            return key
        }
        let key = Curve25519.Signing.PrivateKey()
        try await folder.create()
        try await folder.replace("key", with: Array("\(Base64.encode(key.rawRepresentation))\n".utf8), permissions: .ownerReadWrite)
        return key
    }

    /// The whole records of a log, two lines each; a beginning that a stopped process left at the end is none.
    private static func records(in bytes: [UInt8]) -> [String] {
        var records: [String] = []
        var (start, breaks) = (0, 0)
        for (index, byte) in bytes.enumerated() where byte == 0x0A {
            breaks += 1
            guard breaks.isMultiple(of: 2) else { continue }
            records.append(String(decoding: bytes[start...index], as: UTF8.self))
            start = index + 1
        }
        return records
    }

    /// Takes a record into memory, and returns its length.
    private func keep(_ record: String) -> Int {
        let bytes = Array(record.utf8)
        numbers[record.split(separator: " ", maxSplits: 2).prefix(2).joined(separator: " ")] = records.count
        records.append(record)
        tree.append(bytes)
        return bytes.count
    }

    /// The answer to a question for a version that has a record; nil when it has none.
    func answer(_ module: String, _ version: String) throws -> [UInt8]? {
        guard let number = numbers["\(module) \(version)"] else { return nil }
        return Array("\(number)\n\(records[number])\n\(try signedTree())".utf8)
    }

    /// Adds the record of a version, unless it has one: it is on disk before anybody is told of it.
    func add(_ module: String, _ version: String, files: String, manifest: String) async throws {
        while let change { _ = await change.result }
        guard numbers["\(module) \(version)"] == nil else { return }
        let record = "\(module) \(version) \(files)\n\(module) \(version)/go.mod \(manifest)\n"
        let (path, offset) = (folder.appending("log"), length)
        let task = Task {
            let options = OpenOptions.Write.modifyFile(createIfNecessary: true)
            try await FileSystem.shared.withFileHandle(forWritingAt: path, options: options) { handle in
                try await handle.write(contentsOf: Array(record.utf8), toAbsoluteOffset: offset)
                try await handle.synchronize()
            }
        }
        change = task
        defer { change = nil }
        try await task.value
        length += Int64(keep(record))
    }

    /// The tree as it is now: its size, its hash, and a signature in the form of golang.org/x/mod/sumdb/note.
    func signedTree() throws -> String {
        let text = "go.sum database tree\n\(tree.count)\n\(Base64.encode(tree.root))\n"
        let signature = try key.signature(for: Array(text.utf8))
        return "\(text)\n\u{2014} \(name) \(Base64.encode(keyHash + Array(signature)))\n"
    }

    /// The bytes of a tile; nil where the log is not as long.
    func tile(_ tile: GoSumTile) -> [UInt8]? {
        if let level = tile.level { return tree.tile(level: level, number: tile.number, width: tile.width) }
        let start = tile.number << GoSumTree.height
        guard start <= records.count - tile.width else { return nil }
        return Array((start..<(start + tile.width)).map { "\($0)\n\(records[$0])\n" }.joined().utf8)
    }
}
