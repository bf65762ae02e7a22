import Testing

@testable import rk_registry

/// A body of two fields and a file, the file holding everything that looks like a boundary but is none.
private let sample = [
    "preamble that is dropped\r\n--XbX\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nacme\r\n",
    "--XbX  \r\ncontent-disposition: FORM-DATA; filename=\"a;\\\"b.whl\"; name=\"content\"\r\nContent-Type: text/plain\r\n\r\n",
    "\r\n--Xb\r--XbX\r\r\n-\n--XbX\r\n\r\n--XbX\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--XbX--\r\nepilogue",
].joined()

/// What the sample holds.
private let expected: [MultipartParser.Event] = [
    .part(name: "name", filename: nil), .data(Array("acme".utf8)), .end,
    .part(name: "content", filename: "a;\"b.whl"), .data(Array("\r\n--Xb\r--XbX\r\r\n-\n--XbX\r\n".utf8)), .end,
    .part(name: "empty", filename: nil), .end,
]

/// Parses pieces and joins neighbouring data events.
private func parse(_ pieces: [[UInt8]], boundary: String = "XbX") throws -> [MultipartParser.Event] {
    var parser = MultipartParser(boundary: boundary)
    var events: [MultipartParser.Event] = []
    for piece in pieces {
        for event in try parser.feed(piece) {
            if case .data(let next) = event, case .data(let previous) = events.last {
                events[events.count - 1] = .data(previous + next)
            } else {
                events.append(event)
            }
        }
    }
    try parser.finish()
    return events
}

/// However the network cuts the body in two, the events are the same.
@Test func bodySplitAtEveryByte() throws {
    let bytes = Array(sample.utf8)
    for cut in 0...bytes.count {
        #expect(try parse([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected, "cut at \(cut)")
    }
}

/// Pieces of every small size give the same events.
@Test(arguments: 1...17) func bodyInPieces(of size: Int) throws {
    let bytes = Array(sample.utf8)
    let pieces = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
    #expect(try parse(pieces) == expected)
}

/// Bodies that are refused, whole or byte by byte, with a part of the reason.
@Test(arguments: [
    ("", "before its closing boundary"),
    ("--XbX", "before its closing boundary"),
    ("--XbX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue", "before its closing boundary"),
    ("--XbX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue\r\n--XbX\r\n", "before its closing boundary"),
    ("--XbX-", "before its closing boundary"),
    ("--XbXmore\r\n", "followed by other text"),
    ("--XbX-x", "followed by other text"),
    ("--XbX \n", "followed by other text"),
    ("--XbX\r\n\r\nvalue\r\n--XbX--", "no Content-Disposition"),
    ("--XbX\r\nContent-Type: text/plain\r\n\r\nvalue\r\n--XbX--", "no Content-Disposition"),
    ("--XbX\r\nContent-Disposition: form-data\r\n\r\nvalue\r\n--XbX--", "no Content-Disposition"),
    ("--XbX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nvalue\r\n--XbX--", "no Content-Disposition"),
    ("\n--XbX\n", "before its closing boundary"),
])
func refusedBody(_ body: String, _ reason: String) throws {
    for pieces in [[Array(body.utf8)], body.utf8.map { [$0] }] {
        let fault = #expect(throws: MultipartFault.self) { try parse(pieces) }
        #expect(fault?.reason.contains(reason) == true, "\(fault?.reason ?? "")")
    }
}

/// Bodies that would fill the memory are refused long before they do.
@Test func boundedMemory() throws {
    var preamble = MultipartParser(boundary: "XbX")
    #expect(throws: MultipartFault.self) {
        for _ in 0..<100 { _ = try preamble.feed([UInt8](repeating: 65, count: 1024)) }
    }
    var headers = MultipartParser(boundary: "XbX")
    _ = try headers.feed(Array("--XbX\r\nX-Long: ".utf8))
    #expect(throws: MultipartFault.self) {
        for _ in 0..<20 { _ = try headers.feed([UInt8](repeating: 65, count: 1024)) }
    }
    var parts = MultipartParser(boundary: "b")
    #expect(throws: MultipartFault.self) {
        for _ in 0...MultipartParser.partLimit {
            _ = try parts.feed(Array("\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".utf8))
        }
    }
}

/// Content-Type headers and the boundary that they name.
@Test(arguments: [
    ("multipart/form-data; boundary=abc", "abc"),
    ("Multipart/Form-Data; charset=utf-8; Boundary=\"a b;c\"", "a b;c"),
    ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil), ("multipart/mixed; boundary=abc", nil),
    ("application/json", nil), ("", nil), ("multipart/form-data; boundary=\"a\u{e9}\"", nil),
    ("multipart/form-data; boundary=" + String(repeating: "x", count: 201), nil),
])
func boundaryOfContentType(_ header: String, _ boundary: String?) {
    #expect(MultipartParser.boundary(contentType: header) == boundary)
}
