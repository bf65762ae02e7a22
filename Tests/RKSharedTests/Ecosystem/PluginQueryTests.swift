import Testing

@testable import RKShared

/// What a registry's answer means by the ways that a program names through it.
struct PluginQueryTests {
    /// A digest by SHA-256.
    private static let digest = String(repeating: "ab", count: 32)

    /// A query from its JSON.
    private static func query(_ text: String) throws -> PluginQuery { try PluginQuery(try JSON(parsing: Array(text.utf8)), at: "release") }

    /// A query with one way.
    private static func query(way: String, algorithm: String = "sha256") throws -> PluginQuery {
        try query("{\"url\": \"https://x.example/index\", \"algorithm\": \"\(algorithm)\", \"digests\": {\"f\": \(way)}}")
    }

    /// Ways through JSON and YAML: keys, places in lists, elements by their texts.
    @Test(arguments: [
        (#"["digest"]"#, "{\"digest\": \"D\"}", true), (#"["digest"]"#, "digest: D\n", true), (#"["digest"]"#, "digest: sha256:D\n", true),
        (#"["a", 1]"#, "{\"a\": [\"x\", \"D\"]}", true), (#"["a", 1]"#, "a: [x, D]\n", true), (#"["a", 1]"#, "a: [D]\n", false),
        (#"["a", {"v": "1.0"}, "d"]"#, "a:\n- v: 1.00\n  d: x\n- v: 1.0\n  d: D\n", true),
        (
            #"["a", {"v": "1.0", "os": "any"}, "d"]"#,
            "{\"a\": [{\"v\": \"1.0\", \"d\": \"x\"}, {\"v\": \"1.0\", \"os\": \"any\", \"d\": \"D\"}]}", true
        ),
        (#"["a", {"v": "2.0"}, "d"]"#, "a:\n- v: 1.0\n  d: D\n", false), (#"["a"]"#, "{\"a\": null}", false), (#"["a"]"#, "a: ~\n", false),
        (#"["a", "b"]"#, "{\"a\": [\"D\"]}", false), (#"["a"]"#, "[]", false),
    ]) func ways(_ way: String, _ text: String, _ isThere: Bool) throws {
        let bytes = Array(text.replacing("D", with: Self.digest.uppercased()).utf8)
        let release = try Self.query(way: way).release(in: bytes)
        #expect(release?.digests == (isThere ? ["f": Self.digest] : nil))
    }

    /// A registry without digests tells that a file is there; one that has another kind of value has no equal digest.
    @Test func kinds() throws {
        #expect(try Self.query(way: #"["a"]"#, algorithm: "none").release(in: Array("{\"a\": 1}".utf8))?.isOpaque == true)
        #expect(try Self.query(way: #"["b"]"#, algorithm: "none").release(in: Array("{\"a\": 1}".utf8)) == nil)
        #expect(
            try Self.query(way: #"["a"]"#, algorithm: "sha1").release(in: Array("{\"a\": 1}".utf8))
                == RegistryRelease(digests: ["f": ""], algorithm: .sha1))
        for text in ["{\"a\": ", "\"", "a: [\n"] {
            #expect(throws: Fault.self) { try Self.query(way: #"["a"]"#).release(in: Array(text.utf8)) }
        }
    }

    /// What an answer's status means.
    @Test(arguments: [
        (200, nil), (404, nil), (401, Code.credentialsRefused), (429, .rateLimited), (503, .serviceUnavailable), (400, .registryUnknown),
    ])
    func statuses(_ status: Int, _ code: Code?) throws {
        let query = try Self.query(way: #"["a"]"#).query
        #expect(query.request.url == "https://x.example/index" && query.request.method == "GET")
        do {
            #expect(try query.parse(Response(status: status, body: Array("{}".utf8))) == nil)
            #expect(code == nil)
        } catch {
            #expect(error.code == code)
        }
    }

    /// Ways and algorithms that are none.
    @Test(arguments: [
        #"{"url": "u", "digests": {}}"#, #"{"url": "u"}"#, #"{"digests": {"f": ["a"]}}"#, #"{"url": "u", "digests": {"f": []}}"#,
        #"{"url": "u", "digests": {"f": [1.5]}}"#, #"{"url": "u", "digests": {"f": [{}]}}"#, #"{"url": "u", "digests": {"f": [{"a": 1}]}}"#,
        #"{"url": "u", "digests": {"f": ["a"]}, "algorithm": "md5"}"#, #"{"url": "u", "digests": {"f": ["a"]}, "method": "PUT"}"#,
    ]) func refused(_ text: String) throws {
        #expect(throws: Fault.self) { try Self.query(text) }
    }
}
