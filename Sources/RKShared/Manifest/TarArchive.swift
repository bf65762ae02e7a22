/// A compressed tar archive that cannot be read.
public struct TarFault: Error, Hashable {
    /// As a clause that fits behind "the archive".
    public var reason: String
}

/// Reads single files out of `.tar.gz` archives, front to back, with no more of them in memory than the file that is asked for.
public enum TarArchive {
    /// How far an archive may go.
    public struct Limits: Sendable {
        /// The largest file that is read, in bytes.
        public var file: Int
        /// The most that is expanded on the way to it, in bytes.
        public var archive: Int

        /// Limits.
        public init(file: Int, archive: Int) {
            self.file = file
            self.archive = archive
        }
    }

    /// The longest extended header that is read, in bytes.
    private static let maximumExtension = 1 << 20

    /// The bytes of the first regular file whose path is accepted; nil when there is none. What stands behind it is not looked at.
    /// - Throws: a `TarFault` also for a path before it that is absolute or has `..`.
    public static func file(in bytes: [UInt8], limits: Limits, accepts: (String) -> Bool) throws(TarFault) -> [UInt8]? {
        var stream = try GzipStream(bytes, limit: limits.archive)
        var extended: (path: String?, size: Int?) = (nil, nil)
        while true {
            let block = try stream.read(TarHeader.blockLength)
            guard block.count == TarHeader.blockLength, var header = try TarHeader(block) else { return nil }
            switch header.kind {
            case .path: extended.path = TarHeader.text(try content(of: header, in: &stream, limit: maximumExtension)[...])
            case .records:
                let records = try TarHeader.records(try content(of: header, in: &stream, limit: maximumExtension))
                extended = (records.path ?? extended.path, records.size ?? extended.size)
            case .file, .other:
                header.apply(path: extended.path, size: extended.size)
                extended = (nil, nil)
                try header.confine()
                if header.kind == .file, accepts(header.path) { return try content(of: header, in: &stream, limit: limits.file) }
                guard header.size <= limits.archive else { throw TarFault(reason: "expands to more than \(limits.archive) bytes") }
                guard try stream.skip(padded(header.size)) else { throw TarFault(reason: "ends inside of `\(header.path)`") }
            }
        }
    }

    /// The content of an entry, with the stream behind its last block.
    private static func content(of header: TarHeader, in stream: inout GzipStream, limit: Int) throws(TarFault) -> [UInt8] {
        guard header.size <= limit else { throw TarFault(reason: "holds `\(header.path)` with more than \(limit) bytes") }
        let content = try stream.read(header.size)
        guard content.count == header.size else { throw TarFault(reason: "ends inside of `\(header.path)`") }
        _ = try stream.skip(padded(header.size) - header.size)
        return content
    }

    /// A length with what fills its last block.
    private static func padded(_ size: Int) -> Int {
        (size + TarHeader.blockLength - 1) / TarHeader.blockLength * TarHeader.blockLength
    }
}
