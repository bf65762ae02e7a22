import RKShared
import SystemPackage
import _NIOFileSystem

/// What a registry keeps of one package, as one document.
protocol PackageDocument: Sendable {
    /// The document as it lies on disk.
    var json: JSON { get }

    /// Reads a document; nil for what is none.
    init?(_ json: JSON)
}

/// What becomes of a package: its document, and files beside it.
struct PackageChange<Document: PackageDocument>: Sendable {
    /// What it is from now on.
    var document: Document
    /// Files that the document names from now on, with their bytes.
    var added: [String: [UInt8]] = [:]
    /// Files that it names no longer.
    var removed: [String] = []
}

/// Packages with one document each: all in memory, on disk as `NAME/document.json` beside the package's files.
///
/// The document is written behind the files that it names and before others are removed, in one step: what it does not name does not count.
/// Changes of different packages run side by side; those of one package wait for each other.
actor PackageDocuments<Document: PackageDocument> {
    /// The folder with one folder a package.
    nonisolated let folder: Folder
    /// Documents by the package's key.
    private var documents: [String: Document] = [:]
    /// The change under way of each package.
    private var changes: [String: Task<Void, any Error>] = [:]
    /// The name of the file with the document.
    private let documentName = "document.json"

    /// Reads the folder, making it if needed. Folders that are named like no key are passed over; a scope (`@acme`) has folders of its own.
    /// - Throws: a `Fault` for a document that cannot be read: to forget it would let its versions be published again.
    init(at path: FilePath, isKey: (String) -> Bool) async throws {
        folder = Folder(path: path)
        try await folder.create()
        var keys: [String] = []
        for entry in try await folder.entries() where entry.isDirectory {
            guard entry.name.hasPrefix("@") else {
                keys.append(entry.name)
                continue
            }
            let scope = Folder(path: folder.appending(entry.name))
            keys += try await scope.entries().filter(\.isDirectory).map { "\(entry.name)/\($0.name)" }
        }
        for key in keys where isKey(key) { documents[key] = try await read(Folder(path: folder.appending(key))) }
    }

    /// The document of a package's folder, nil when there is none yet; removes files that were not yet moved to their place.
    private func read(_ place: Folder) async throws -> Document? {
        for file in try await place.entries() where file.name.hasPrefix(".") && file.name.hasSuffix(".new") {
            try await FileSystem.shared.removeItem(at: place.appending(file.name))
        }
        guard let bytes = try await place.read(documentName, limit: 1 << 30) else { return nil }
        guard let document = (try? JSON(parsing: bytes)).flatMap({ Document($0) }) else {
            throw Fault(
                .fileUnreadable, "the registry cannot read what it keeps of a package",
                hint: "restore the file, or remove the folder to forget the package", at: Place(place.appending(documentName).string))
        }
        return document
    }

    /// The keys of all packages, sorted.
    func keys() -> [String] { documents.keys.sorted { $0.precedes($1) } }

    /// A package's document.
    func document(_ key: String) -> Document? { documents[key] }

    /// The path of a file of a package.
    nonisolated func path(_ key: String, _ file: String) -> FilePath { folder.appending(key).appending(file) }

    /// Changes a package as `plan` says, which is given what it is now and may refuse; no other change of it comes in between.
    func change<Failure: Error>(
        _ key: String, _ plan: @Sendable (Document?) throws(Failure) -> PackageChange<Document>
    ) async throws {
        while let change = changes[key] { _ = await change.result }
        let planned = try plan(documents[key])
        let task = Task { [folder, documentName] in
            let place = Folder(path: folder.appending(key))
            try await place.create()
            try await folder.synchronize()
            for (name, bytes) in planned.added { try await place.replace(name, with: bytes) }
            try await place.replace(documentName, with: Array(planned.document.json.line.utf8))
            for name in planned.removed { try await FileSystem.shared.removeItem(at: place.appending(name)) }
        }
        changes[key] = task
        defer { changes[key] = nil }
        try await task.value
        documents[key] = planned.document
    }
}
