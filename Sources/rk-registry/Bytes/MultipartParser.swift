/// Why a multipart body was refused, as a sentence without its full stop.
struct MultipartFault: Error, Hashable {
    /// Names the rule that the body breaks.
    var reason: String
}

/// Parses a multipart/form-data body (RFC 7578, RFC 2046 section 5.1) that arrives in pieces of any size.
///
/// It keeps at most one boundary, or the headers of one part, in memory; the caller decides what to do with the data.
struct MultipartParser {
    /// What the body says, in its order.
    enum Event: Hashable {
        /// A part begins.
        case part(name: String, filename: String?)
        /// The next bytes of the current part, never empty.
        case data([UInt8])
        /// The current part is complete.
        case end
    }

    /// Where in the body the next byte belongs.
    private enum State {
        /// Before the first boundary.
        case preamble, delimiter, headers, data, epilogue
    }

    /// Most bytes of headers of one part.
    static let headerLimit = 16 << 10
    /// Most bytes before the first boundary.
    static let preambleLimit = 64 << 10
    /// Most parts of one body.
    static let partLimit = 4096

    /// Line break, two hyphens, boundary: what ends a part.
    private let delimiter: [UInt8]
    /// Bytes that could not be decided yet.
    private var buffer: [UInt8] = Array("\r\n".utf8)
    /// Where the first byte of `buffer` belongs.
    private var state = State.preamble
    /// Bytes dropped before the first boundary.
    private var skipped = 0
    /// Parts begun.
    private var parts = 0

    /// A parser for one body with the boundary of its Content-Type.
    init(boundary: String) {
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// The boundary that a Content-Type header names, nil if the header is not a multipart/form-data one.
    static func boundary(contentType: String) -> String? {
        let (type, parameters) = parseHeaderValue(contentType)
        guard type.lowercased() == "multipart/form-data", let boundary = parameters["boundary"] else { return nil }
        let allowed = 1...200 ~= boundary.utf8.count && boundary.utf8.allSatisfy { 0x20...0x7e ~= $0 } && boundary.last != " "
        return allowed ? boundary : nil
    }

    /// Takes the next bytes of the body and returns what they complete.
    mutating func feed(_ bytes: [UInt8]) throws(MultipartFault) -> [Event] {
        buffer.append(contentsOf: bytes)
        var events: [Event] = []
        var position = 0
        var going = true
        while going {
            switch state {
            case .preamble: going = try skipPreamble(&position)
            case .delimiter: going = try finishDelimiter(&position)
            case .headers: going = try readHeaders(&position, &events)
            case .data: going = readData(&position, &events)
            case .epilogue:
                position = buffer.count
                going = false
            }
        }
        buffer.removeFirst(position)
        return events
    }

    /// Says that the body has ended; throws if its closing boundary has not been seen.
    func finish() throws(MultipartFault) {
        guard case .epilogue = state else { throw MultipartFault(reason: "the multipart body ends before its closing boundary") }
    }

    /// Drops everything before the first boundary.
    private mutating func skipPreamble(_ position: inout Int) throws(MultipartFault) -> Bool {
        let (found, safe) = search(from: position)
        skipped += safe - position
        guard skipped <= Self.preambleLimit else { throw MultipartFault(reason: "the multipart body does not begin with its boundary") }
        position = found ? safe + delimiter.count : safe
        if found { state = .delimiter }
        return found
    }

    /// Reads what follows a boundary: two hyphens end the body, a line break begins a part.
    private mutating func finishDelimiter(_ position: inout Int) throws(MultipartFault) -> Bool {
        var cursor = position
        if cursor + 2 <= buffer.count, buffer[cursor] == UInt8(ascii: "-"), buffer[cursor + 1] == UInt8(ascii: "-") {
            position = cursor + 2
            state = .epilogue
            return true
        }
        while cursor < buffer.count, buffer[cursor] == 0x20 || buffer[cursor] == 0x09, cursor - position < 64 { cursor += 1 }
        guard cursor + 2 <= buffer.count else {
            let fits = cursor == buffer.count || buffer[cursor] == 0x0d || (buffer[cursor] == UInt8(ascii: "-") && cursor == position)
            guard fits else { throw MultipartFault(reason: "a multipart boundary is followed by other text") }
            return false
        }
        guard buffer[cursor] == 0x0d, buffer[cursor + 1] == 0x0a else {
            throw MultipartFault(reason: "a multipart boundary is followed by other text")
        }
        parts += 1
        guard parts <= Self.partLimit else { throw MultipartFault(reason: "the multipart body has more than \(Self.partLimit) parts") }
        position = cursor
        state = .headers
        return true
    }

    /// Reads the headers of a part, up to their empty line; `position` is at the line break before the first one.
    private mutating func readHeaders(_ position: inout Int, _ events: inout [Event]) throws(MultipartFault) -> Bool {
        let mark: [UInt8] = [0x0d, 0x0a, 0x0d, 0x0a]
        var end = position
        while end + 4 <= buffer.count, buffer[end..<end + 4] != mark[...] { end += 1 }
        guard end - position <= Self.headerLimit else { throw MultipartFault(reason: "the headers of a part are too long") }
        guard end + 4 <= buffer.count else { return false }
        let text = String(decoding: buffer[position..<end], as: UTF8.self)
        for line in text.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "content-disposition" else { continue }
            let (kind, parameters) = parseHeaderValue(String(line[line.index(after: colon)...]))
            guard kind.lowercased() == "form-data", let name = parameters["name"] else { break }
            events.append(.part(name: name, filename: parameters["filename"]))
            position = end + 4
            state = .data
            return true
        }
        throw MultipartFault(reason: "a part has no Content-Disposition with a name")
    }

    /// Passes data on, except for bytes at the end that may begin a boundary.
    private mutating func readData(_ position: inout Int, _ events: inout [Event]) -> Bool {
        let (found, safe) = search(from: position)
        if safe > position { events.append(.data(Array(buffer[position..<safe]))) }
        position = safe
        guard found else { return false }
        position += delimiter.count
        events.append(.end)
        state = .delimiter
        return true
    }

    /// Looks for the delimiter: whether it is there, and the end of the bytes before it (or before what may become it).
    private func search(from start: Int) -> (found: Bool, safe: Int) {
        var cursor = start
        while let candidate = buffer[cursor...].firstIndex(of: 0x0d) {
            let available = min(delimiter.count, buffer.count - candidate)
            if buffer[candidate..<candidate + available] == delimiter[..<available] {
                return (available == delimiter.count, candidate)
            }
            cursor = candidate + 1
        }
        return (false, buffer.count)
    }
}
