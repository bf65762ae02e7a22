import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file to which facts are added, one JSON object a line, and which survives a kill or a power cut at any moment.
///
/// A fact is on the disk when `append` returns. A last line without its end was never acknowledged, and does not count.
public struct Journal: Sendable, Hashable {
    /// The file's path.
    public let path: String

    /// The journal in a file, which need not be there yet.
    public init(path: String) { self.path = path }

    /// Adds a record.
    /// - Throws: a `Fault` with the code `.fileUnwritable`.
    public func append(_ record: JSON) throws(Fault) { try append(contentsOf: [record]) }

    /// Adds records with one write and one flush; after a kill, the first so many of them are there.
    /// - Throws: a `Fault` with the code `.fileUnwritable`.
    public func append(contentsOf records: [JSON]) throws(Fault) {
        guard !records.isEmpty else { return }
        do {
            let isNew = !Files.exists(path)
            if isNew { try Files.createFolder(Files.folder(of: path)) }
            let descriptor = try FileDescriptor.open(
                FilePath(path), .readWrite, options: [.append, .create, .closeOnExec], permissions: FilePermissions(rawValue: 0o600))
            defer { try? descriptor.close() }
            while flock(descriptor.rawValue, LOCK_EX) != 0 { guard errno == EINTR else { throw Errno(rawValue: errno) } }
            try Self.cutTornLine(of: descriptor)
            try descriptor.writeAll(records.flatMap { Array(($0.line + "\n").utf8) })
            #if canImport(Darwin)
                guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
            #else
                guard fdatasync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
            #endif
            if isNew { try Files.flush(folder: Files.folder(of: path)) }
        } catch {
            throw Files.refusal(error).fault(writing: path)
        }
    }

    /// Cuts off what follows the last line end, so that a new record does not stick to it.
    private static func cutTornLine(of descriptor: FileDescriptor) throws {
        var end = try descriptor.seek(offset: 0, from: .end)
        let size = end
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while end > 0 {
            let start = max(0, end - Int64(buffer.count))
            let count = try buffer.withUnsafeMutableBytes { buffer in
                try descriptor.read(fromAbsoluteOffset: start, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(end - start)]))
            }
            if let last = buffer[..<count].lastIndex(of: UInt8(ascii: "\n")) {
                end = start + Int64(last) + 1
                break
            }
            end = start
        }
        guard end < size else { return }
        guard ftruncate(descriptor.rawValue, off_t(end)) == 0 else { throw Errno(rawValue: errno) }
    }

    /// The records in the file; none when it is missing.
    /// - Throws: a `Fault` with the code `.journalInvalid` for a line that is no JSON object, `.fileUnreadable` when it cannot be read.
    public static func read(_ path: String) throws(Fault) -> [JSON] {
        let bytes: [UInt8]
        do {
            bytes = try Files.read(path)
        } catch {
            if error == .missing { return [] }
            throw error.fault(reading: path)
        }
        var records: [JSON] = []
        var start = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let invalid = { (why: String, column: Int?) in
                Fault(
                    .journalInvalid, "the journal `\(path)` has a line that is no record: \(why)",
                    hint: "another program wrote to it, or the disk lost it; look at the files it names, then remove it",
                    at: Place(path, line: records.count + 1, column: column))
            }
            let record: JSON
            do {
                record = try JSON(parsing: Array(bytes[start..<end]))
            } catch {
                throw invalid(error.message, error.column)
            }
            guard record.object != nil else { throw invalid("it is \(record.kindName)", nil) }
            records.append(record)
            start = end + 1
        }
        return records
    }
}
