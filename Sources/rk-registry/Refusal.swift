import Hummingbird
import NIOCore

/// An answer that is not success: a status, a sentence for the client's user, and headers.
///
/// The sentence is also the reason phrase, as on PyPI, because some clients show only that.
struct Refusal: HTTPResponseError, Hashable {
    /// The status code.
    var code: Int
    /// One sentence; line breaks and controls are replaced by spaces.
    var reason: String
    /// Headers beside the content type.
    var headers: HTTPFields = [:]

    /// A refusal with that code and sentence.
    init(_ code: Int, _ reason: String, headers: HTTPFields = [:]) {
        self.code = code
        self.reason = String(String.UnicodeScalarView(reason.unicodeScalars.map { 0x20..<0x7f ~= $0.value ? $0 : " " }))
        self.headers = headers
    }

    /// Code and reason phrase.
    var status: HTTPResponse.Status {
        HTTPResponse.Status(code: code, reasonPhrase: String(reason.prefix(400)))
    }

    /// The answer as plain text.
    func response(from request: Request, context: some RequestContext) throws -> Response {
        var headers = headers
        headers[.contentType] = "text/plain; charset=utf-8"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: "\(code) \(reason)\n")))
    }
}
