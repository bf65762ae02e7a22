import NIOCore
import RKShared
import SystemPackage
import _NIOFileSystem

/// Largest METADATA file accepted, in bytes.
private let metadataLimit = 10 << 20

/// Checks that an uploaded file is what its form says, and returns the METADATA of a wheel.
func checkArtifact(at path: FilePath, size: Int, form: UploadForm) async throws -> [UInt8]? {
    try await FileSystem.shared.withFileHandle(forReadingAt: path) { handle in
        guard form.file.name.hasSuffix(".whl") else {
            let magic: [UInt8] = form.file.name.hasSuffix(".zip") ? [0x50, 0x4b] : [0x1f, 0x8b, 0x08]
            let start = try await handle.readChunk(fromAbsoluteOffset: 0, length: .bytes(3))
            guard Array(buffer: start).starts(with: magic) else {
                throw Refusal(400, "Invalid distribution file: it is no archive of its kind")
            }
            return nil
        }
        let metadata = try await readMetadata(handle, size: size, form: form)
        let header = CoreMetadata(metadata)
        guard let name = header["Name"].flatMap({ ProjectName($0) }), name == form.project else {
            throw Refusal(400, "Invalid distribution file: the Name in METADATA is not '\(form.project.normalized)'")
        }
        guard let version = header["Version"].flatMap({ PEP440($0) }), version == form.version else {
            throw Refusal(400, "Invalid distribution file: the Version in METADATA is not \(form.version)")
        }
        return metadata
    }
}

/// The METADATA of a wheel that belongs to a form's project.
private func readMetadata(_ handle: ReadFileHandle, size: Int, form: UploadForm) async throws -> [UInt8] {
    do {
        return try await wheelMetadata(handle, size: size) { directory in
            let stem = directory.split(separator: "-", maxSplits: 1)
            return stem.count == 2 && ProjectName(stem[0]) == form.project
                && PEP440(String(stem[1].replacing("_", with: "-"))) == form.version
        }
    } catch let fault as ZipFault {
        throw Refusal(400, "Invalid distribution file: the archive \(fault.reason)")
    }
}

/// The METADATA of a wheel, from the one `.dist-info` folder whose stem is accepted (PEP 427).
func wheelMetadata(_ handle: ReadFileHandle, size: Int, accepts: (String) -> Bool) async throws -> [UInt8] {
    let archive = try await ZipArchive(size: size) { offset, length in
        var bytes: [UInt8] = []
        while bytes.count < length {
            let chunk = try await handle.readChunk(
                fromAbsoluteOffset: Int64(offset + bytes.count), length: .bytes(Int64(min(length - bytes.count, 1 << 20))))
            guard chunk.readableBytes > 0 else { break }
            bytes += Array(buffer: chunk)
        }
        return bytes
    }
    let entries = archive.entries.filter { entry in
        let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0].hasSuffix(".dist-info") && parts[1] == "METADATA"
    }
    guard let entry = entries.first, entries.count == 1 else { throw ZipFault(reason: "has no .dist-info/METADATA, or several") }
    guard accepts(String(entry.name.dropLast(".dist-info/METADATA".count))) else {
        throw ZipFault(reason: "has a .dist-info folder of another name or version")
    }
    return try await archive.contents(of: entry, limit: metadataLimit)
}
