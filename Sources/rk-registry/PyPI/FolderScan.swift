import NIOCore
import RKShared
import SystemPackage
import _NIOFileSystem

/// Reads the records of a folder of projects, and makes the missing ones.
///
/// A file without a record was put there by hand, or by an upload that ended between its last two steps; both are complete files.
struct FolderScan {
    /// Largest record, in bytes.
    static let recordLimit: Int64 = 32 << 20

    /// The folder with one folder a project.
    let root: Folder

    /// Records by normalized project name, then file name; other folders and files are passed over.
    ///
    /// Files that a `Folder` had not moved to their place when the program was killed are removed.
    func run() async throws -> [String: [String: FileRecord]] {
        var projects: [String: [String: FileRecord]] = [:]
        for entry in try await root.entries() where entry.isDirectory {
            guard let name = ProjectName(entry.name), name.normalized == entry.name else { continue }
            let place = Folder(path: root.appending(entry.name))
            for file in try await place.entries() where !file.isDirectory {
                if file.name.hasPrefix("."), file.name.hasSuffix(".new") {
                    try await FileSystem.shared.removeItem(at: place.appending(file.name))
                }
                guard let artifact = DistributionFile(file.name), let record = try await record(of: artifact, in: place, name) else {
                    continue
                }
                projects[entry.name, default: [:]][file.name] = record
            }
        }
        return projects
    }

    /// The record beside a file, or a new one; nil if the file does not belong to the project.
    private func record(of artifact: DistributionFile, in place: Folder, _ name: ProjectName) async throws -> FileRecord? {
        if let bytes = try await place.read("\(artifact.name).json", limit: Self.recordLimit),
            let record = FileRecord(bytes), record.filename == artifact.name
        {
            return record
        }
        guard let version = artifact.candidates.first(where: { $0.project == name })?.version else { return nil }
        let path = place.appending(artifact.name)
        let (digests, size, metadata) = try await FileSystem.shared.withFileHandle(forReadingAt: path) { handle in
            var stream = DigestStream()
            for try await chunk in handle.readChunks() { stream.update(Array(buffer: chunk)) }
            let size = stream.count
            let metadata = artifact.kind == .wheel ? try? await wheelMetadata(handle, size: size) { _ in true } : nil
            return (stream.finish(), size, metadata)
        }
        let header = metadata.map { CoreMetadata($0) }
        let record = FileRecord(
            filename: artifact.name, name: header?["Name"] ?? name.normalized, version: version.description, filetype: artifact.kind,
            pyversion: artifact.kind == .wheel ? "py3" : "source", size: size, digests: digests, uploadTime: Timestamp.now().description,
            requiresPython: header?["Requires-Python"], metadataDigest: metadata.map { Digest.sha256($0) },
            fields: ["summary": header?.all("Summary") ?? [], "requires_dist": header?.all("Requires-Dist") ?? []])
        if let metadata { try await place.replace("\(artifact.name).metadata", with: metadata) }
        try await place.replace("\(artifact.name).json", with: Array(record.json.line.utf8))
        return record
    }
}
