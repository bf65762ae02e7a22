import Testing

@testable import RKShared

/// What forges' answers mean.
struct ForgeInterfaceTests {
    /// An interface with a token.
    private static let rest = ForgeInterface(
        name: "Forge", address: "https://x.dev/api/r", credential: ForgeCredential("s3cret-word", from: "X_TOKEN"))

    /// An answer.
    private static func response(_ status: Int, _ body: String = "{}", _ headers: [String: String] = [:]) -> Response {
        Response(status: status, headers: headers, body: Array(body.utf8))
    }

    /// The pages of a list are asked one after the other, on the same server whatever their links say; the first that fits ends it.
    @Test func pages() throws {
        let link = [
            "link": "<https://evil.example/api/r/list?page=1>; rel=\"prev\", <https://evil.example/api/r/list?page=3&q=a>; rel=\"next\""
        ]
        let question = Self.rest.search(Self.rest.request("GET", "list?page=2")) { items in items.first { $0["id"] == .integer(5) } }
        guard case .ask(let next) = try question.parse(Self.response(200, "[{\"id\":4}]", link)) else { throw Fault(.defect, "no page") }
        #expect(next.request.url == "https://x.dev/api/r/list?page=3&q=a")
        #expect(next.request.headers == question.request.headers)
        guard case .answer(let thing) = try next.parse(Self.response(200, "[{\"id\":5}]", link)) else { throw Fault(.defect, "no answer") }
        #expect(thing?["id"] == .integer(5))
        guard
            case .ask(let values) = try question.parse(Self.response(200, "{\"values\":[],\"next\":\"https://x.dev/api/r/list?page=9\"}")),
            case .answer(nil) = try values.parse(Self.response(200, "{\"values\":[]}"))
        else { throw Fault(.defect, "no end") }
        #expect(values.request.url == "https://x.dev/api/r/list?page=9")
    }

    /// A list without an end ends.
    @Test func endless() throws {
        var question = Self.rest.search(Self.rest.request("GET", "list")) { items in items.first }
        var count = 0
        while case .ask(let next) = try question.parse(Self.response(200, "[]", ["link": "</api/r/list>; rel=next"])) {
            count += 1
            question = next
            guard count < 100 else { break }
        }
        #expect(count == 19)
    }

    /// An address that moved is asked with the same method and body, on the same server only.
    @Test(
        arguments: [
            (307, "https://x.dev/repositories/1/pulls", "https://x.dev/repositories/1/pulls"), (308, "/other", "https://x.dev/other"),
            (307, "https://evil.example/", nil), (301, "/other", nil), (307, "", "https://x.dev/api/r/pulls"),
        ] as [(Int, String, String?)]) func moved(_ status: Int, _ location: String, _ expected: String?) throws
    {
        let question = Self.rest.plain(Self.rest.request("POST", "pulls", JSONObject(["a": .bool(true)])))
        let step = Result { try question.parse(Self.response(status, "", ["location": location])) }
        guard let expected else {
            #expect(throws: Fault.self) { try step.get() }
            return
        }
        guard case .ask(let next) = try step.get() else { throw Fault(.defect, "no question") }
        #expect(next.request.url == expected)
        #expect(next.request.method == "POST" && next.request.body == question.request.body)
    }

    /// What refusals become: their code, what is repeated of their reason, how long to wait.
    static let refusals: [(Response, Code, String, Double?)] = [
        (response(401, #"{"message":"Bad credentials: s3cret-word"}"#), .credentialsRefused, ": Bad credentials: ***", nil),
        (response(404, #"{"message":"Not Found"}"#), .credentialsRefused, ": Not Found", nil),
        (response(403, #"{"message":"Resource not accessible"}"#), .credentialsRefused, ": Resource not accessible", nil),
        (
            response(
                403, #"{"message":"API rate limit exceeded"}"#,
                [
                    "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1767225660", "date": "Thu, 01 Jan 2026 00:00:00 GMT",
                ]), .rateLimited, ": API rate limit exceeded", 60
        ),
        (response(403, #"{"message":"You have exceeded a secondary rate limit"}"#), .rateLimited, "limit", 60),
        (response(429, "busy", ["retry-after": "7"]), .rateLimited, "/list", 7),
        (
            response(429, "busy", ["ratelimit-remaining": "0", "ratelimit-reset": "1767225602", "date": "Thu, 01 Jan 2026 00:00:00 GMT"]),
            .rateLimited, "/list", 2
        ),
        (response(429, "", ["x-ratelimit-remaining": "0", "x-ratelimit-reset": "-9223372036854775808"]), .rateLimited, "/list", 0),
        (response(429), .rateLimited, "/list", nil), (response(503, "<html>", ["retry-after": "3"]), .serviceUnavailable, "/list", 3),
        (response(500), .serviceUnavailable, "/list", nil),
        (
            response(
                422,
                #"{"message":"Validation Failed","errors":[{"resource":"PullRequest","code":"custom","message":"No commits"},{"resource":"R","field":"f","code":"c"}]}"#
            ),
            .forgeRefused, ": Validation Failed; No commits; R f c", nil
        ),
        (
            response(409, #"{"message":["Another open merge request already exists: !1"]}"#), .forgeRefused,
            ": Another open merge request already exists: !1", nil
        ),
        (response(400, #"{"message":{"base":["is wrong"]}}"#), .forgeRefused, ": base is wrong", nil),
        (
            response(403, #"{"error":"insufficient_scope","error_description":"needs more"}"#), .credentialsRefused,
            ": needs more; insufficient_scope", nil
        ),
        (
            response(400, #"{"type":"error","error":{"message":"Bad","fields":{"title":["required"]}}}"#), .forgeRefused,
            ": Bad; title required", nil
        ),
    ]

    /// Each refusal.
    @Test(arguments: refusals) func refusal(_ entry: (Response, Code, String, Double?)) {
        let fault = #expect(throws: Fault.self) { _ = try Self.rest.query(Self.rest.request("GET", "list")) { $0 }.parse(entry.0) }
        #expect(fault?.code == entry.1)
        #expect(fault?.message.hasSuffix(entry.2) == true, "\(fault?.message ?? "")")
        #expect(fault?.retryAfter == entry.3)
        #expect(fault?.message.contains("s3cret") != true)
    }

    /// What is no answer of a forge is said to be none.
    @Test(arguments: ["<html>", "[]", "3", ""]) func strange(_ body: String) {
        let fault = #expect(throws: Fault.self) {
            _ = try Self.rest.query(Self.rest.request("GET", "list")) { $0 }.parse(Self.response(200, body))
        }
        #expect(fault?.hint == "is https://x.dev/api/r the address of Forge's interface?")
    }
}
