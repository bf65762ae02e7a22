import Hummingbird
import NIOCore
import SystemPackage
import _NIOFileSystem

/// An upload on its way in: fields in memory, the file in the incoming folder, digests computed on the way.
struct UploadBody {
    /// Most bytes of all fields together.
    static let fieldLimit = 4 << 20

    /// Fields by name, values in their order.
    private(set) var fields: [String: [String]] = [:]
    /// The name that the client gave the file, nil before its part has begun.
    private(set) var filename: String?
    /// Digests and size of the file so far.
    private(set) var digests = DigestStream()
    /// Where the file is written.
    private let file: WriteFileHandle
    /// Largest file, in bytes.
    private let limit: Int
    /// The name of the part that holds the file.
    private let fileField: String
    /// Bytes of all fields so far.
    private var fieldBytes = 0
    /// The part being read.
    private var part: (name: String, isFile: Bool, value: [UInt8])?

    /// Starts with an empty file.
    init(file: WriteFileHandle, limit: Int, fileField: String = "content") {
        self.file = file
        self.limit = limit
        self.fileField = fileField
    }

    /// Reads the whole body.
    mutating func read(_ body: RequestBody, boundary: String) async throws {
        var parser = MultipartParser(boundary: boundary)
        do {
            for try await chunk in body {
                for event in try parser.feed(Array(buffer: chunk)) { try await receive(event) }
            }
            try parser.finish()
        } catch let fault as MultipartFault {
            throw Refusal(400, "Malformed upload: \(fault.reason)")
        }
    }

    /// Takes one event of the parser.
    private mutating func receive(_ event: MultipartParser.Event) async throws {
        switch event {
        case .part(let name, let filename):
            let isFile = name == fileField
            if isFile {
                guard self.filename == nil else { throw Refusal(400, "Malformed upload: more than one file") }
                self.filename = filename ?? ""
            }
            part = (name, isFile, [])
        case .data(let bytes):
            if part?.isFile == true {
                guard digests.count + bytes.count <= limit else { throw Self.tooLarge(limit) }
                try await file.write(contentsOf: bytes, toAbsoluteOffset: Int64(digests.count))
                digests.update(bytes)
            } else {
                fieldBytes += bytes.count
                guard fieldBytes <= Self.fieldLimit else { throw Refusal(413, "The fields of the upload are too large") }
                part?.value += bytes
            }
        case .end:
            guard let part, !part.isFile else { return }
            fields[part.name, default: []].append(String(decoding: part.value, as: UTF8.self))
        }
    }

    /// The refusal of a file above the limit.
    static func tooLarge(_ limit: Int) -> Refusal {
        Refusal(413, "File too large: the limit is \(limit) bytes")
    }
}
