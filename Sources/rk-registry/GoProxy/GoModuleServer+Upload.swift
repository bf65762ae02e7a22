import Hummingbird
import NIOCore
import RKShared
import SystemPackage
import _NIOFileSystem

extension GoModuleServer {
    /// PUT of one of the three files of a version; the same bytes again are fine, other ones are not.
    func upload(_ request: Request) async throws -> Response {
        try access.check(request.headers)
        guard let wanted = pathBelow(name, of: request).flatMap({ GoRequest($0) }), case .file(let version, let kind) = wanted.subject,
            kind != .ziphash, let number = GoVersion(version), number.description == version
        else {
            throw Refusal(
                400, "Malformed address: PUT MODULE/@v/VERSION.info, .mod or .zip, upper-case letters as ! and the lower-case one")
        }
        let module = wanted.module
        guard module.allowsRequirement(of: number) else { throw Refusal(400, "\(module.text) cannot have the version \(version)") }
        if let source = source(of: module) {
            throw Refusal(409, "\(module.text) comes from the tags of \(source.repository.prefix): push a tag")
        }
        let limit = kind == .zip ? maximumSize : GoModuleSelection.manifestLimit
        return try await BodyFile.with(request, in: store.incoming, limit: limit) { body in
            switch kind {
            case .info: try Self.check(info: try await body.bytes(), version)
            case .mod: try Self.check(manifest: try await body.bytes(), module)
            case .zip, .ziphash: try await Self.check(archive: body, module, version)
            }
            try await store.alone(module, version) { [store] in
                if let existing = try await store.file(module, version, kind) {
                    guard try await Checksums.of(file: existing.path) == body.checksums else {
                        throw Refusal(409, "\(module.text)@\(version) exists already with other bytes (.\(kind.rawValue))")
                    }
                } else {
                    try await Self.compare(body, kind, with: store, module, version)
                    try await store.add(body, of: module, version, kind)
                }
            }
            return FileAnswer.text("stored \(module.text)@\(version).\(kind.rawValue)", to: request, status: .created)
        }
    }

    /// Refuses an `.info` that is not of the version, or has no time.
    private static func check(info: [UInt8], _ version: String) throws(Refusal) {
        guard let object = try? JSON(parsing: info).object, object["Version"]?.string == version else {
            throw Refusal(400, "Malformed .info: it must be JSON with the Version \(version)")
        }
        guard let time = object["Time"]?.string, time.utf8.count >= 20, Timestamp("\(time.prefix(19)).000000Z") != nil else {
            throw Refusal(400, "Malformed .info: it must have a Time in RFC 3339")
        }
    }

    /// Refuses a go.mod that go would refuse, or of another module.
    private static func check(manifest: [UInt8], _ module: GoModulePath) throws(Refusal) {
        let file: GoMod
        do throws(SyntaxFault) {
            file = try GoMod(manifest)
        } catch {
            throw Refusal(400, "Malformed go.mod: line \(error.line): \(error.message)")
        }
        guard file.module?.text == module.text else {
            throw Refusal(400, "Malformed go.mod: it is of '\(file.module?.text ?? "")', not of '\(module.text)'")
        }
    }

    /// Refuses an archive that go would refuse.
    private static func check(archive body: BodyFile, _ module: GoModulePath, _ version: String) async throws {
        let prefix = "\(module.text)@\(version)/"
        do {
            let archive = try await Self.archive(body)
            var files: [GoModuleSelection.File] = []
            for entry in archive.entries {
                guard entry.name.hasPrefix(prefix) else { throw ZipFault(reason: "holds \(entry.name), which is not below \(prefix)") }
                guard !entry.name.hasSuffix("/") else { throw ZipFault(reason: "holds a folder, \(entry.name)") }
                files.append(GoModuleSelection.File(name: String(entry.name.dropFirst(prefix.count)), isRegular: true, size: entry.size))
            }
            let selected = try GoModuleSelection(files, language: nil).selection(files)
            guard files.allSatisfy({ !$0.name.lowercased().hasSuffix("/go.mod") }) else { throw ZipFault(reason: "holds another module") }
            guard selected.count > 0 || files.isEmpty else { throw ZipFault(reason: "holds no file of the module") }
            for entry in archive.entries { _ = try await archive.contents(of: entry, limit: GoModuleSelection.sizeLimit) }
            if let entry = archive.entries.first(where: { $0.name == "\(prefix)go.mod" }) {
                try check(manifest: try await archive.contents(of: entry, limit: GoModuleSelection.manifestLimit), module)
            }
        } catch let fault as ZipFault {
            throw Refusal(400, "Malformed archive: it \(fault.reason)")
        } catch let problem as GoModuleProblem {
            throw Refusal(400, "Malformed archive: it \(problem.reason)")
        }
    }

    /// Refuses a go.mod that is not the one in the archive.
    private static func compare(
        _ body: BodyFile, _ kind: GoRequest.Kind, with store: GoModuleStore, _ module: GoModulePath, _ version: String
    ) async throws {
        let manifest: [UInt8]
        let archive: ZipArchive
        switch kind {
        case .zip:
            guard let bytes = try await store.bytes(module, version, .mod) else { return }
            (manifest, archive) = (bytes, try await Self.archive(body))
        case .mod:
            guard let (path, size) = try await store.file(module, version, .zip) else { return }
            let stored = BodyFile(path: path, size: Int(size), checksums: body.checksums)
            (manifest, archive) = (try await body.bytes(), try await Self.archive(stored))
        case .info, .ziphash: return
        }
        guard let entry = archive.entries.first(where: { $0.name == "\(module.text)@\(version)/go.mod" }) else { return }
        guard try await archive.contents(of: entry, limit: GoModuleSelection.manifestLimit) == manifest else {
            throw Refusal(409, "the go.mod of \(module.text)@\(version) is not the one in its archive")
        }
    }

    /// The archive in an upload.
    private static func archive(_ body: BodyFile) async throws -> ZipArchive { try await archive(body.path, body.size) }

    /// The archive in a file.
    static func archive(_ path: FilePath, _ size: Int) async throws -> ZipArchive {
        try await ZipArchive(size: size) { offset, length in
            try await FileSystem.shared.withFileHandle(forReadingAt: path) { handle in
                var bytes: [UInt8] = []
                while bytes.count < length {
                    let chunk = try await handle.readChunk(
                        fromAbsoluteOffset: Int64(offset + bytes.count), length: .bytes(Int64(min(length - bytes.count, 1 << 20))))
                    guard chunk.readableBytes > 0 else { break }
                    bytes += Array(buffer: chunk)
                }
                return bytes
            }
        }
    }
}
