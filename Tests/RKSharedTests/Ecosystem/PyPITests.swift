import Support
import Testing

@testable import RKShared

/// The Simple API in both of its forms, and the answers that are none.
@Suite struct PyPITests {
    /// The registry that is asked.
    private let registry = PyPI(
        address: RegistryAddress(name: "t", base: "https://h", upload: "https://h/legacy/", index: "https://h/simple"))

    /// The answer for `Acme_Core 1.0`.
    private func release(_ type: String, _ body: String = "", status: Int = 200, _ headers: [String: String] = [:]) throws(Fault)
        -> RegistryRelease?
    {
        let headers = headers.merging(["content-type": type]) { first, _ in first }
        return try registry.release("Acme_Core", "1.0").parse(Response(status: status, headers: headers, body: Array(body.utf8)))
    }

    /// The page of the normalised name, past caches; a name that is none cannot leave its segment.
    @Test func request() {
        let request = registry.release("Acme_Core", "1.0").request
        #expect(request.url == "https://h/simple/acme-core/")
        #expect(request.method == "GET")
        #expect(request.headers.contains(Request.Header("Cache-Control", "no-cache, max-age=0")))
        #expect(registry.release("../a?b", "1").request.url == "https://h/simple/-%2Fa%3Fb/")
    }

    /// A login goes along as a header, and not in the address; without one there is no such header. A refusal says how to give one.
    @Test func login() throws {
        #expect(!registry.release("a", "1").request.headers.contains { $0.name == "Authorization" })
        var address = registry.address
        address.reading = Login(user: "ada", password: "pass")
        let query = PyPI(address: address).release("a", "1")
        #expect(query.request.headers.contains(Request.Header("Authorization", "Basic YWRhOnBhc3M=")))
        #expect(query.request.url == "https://h/simple/a/")
        for (query, words) in [(query, "another login"), (registry.release("a", "1"), "UV_INDEX_NAME_PASSWORD")] {
            let fault = #expect(throws: Fault.self) { try query.parse(Response(status: 401)) }
            #expect(fault?.code == .credentialsRefused && fault?.hint?.contains(words) == true)
        }
    }

    /// JSON: the version's files alone, digests in lower case, yanked and digestless ones too.
    @Test func json() throws {
        let page = """
            {"meta": {"api-version": "1.4"}, "name": "acme-core", "files": [
              {"filename": "acme_core-1.0-py3-none-any.whl", "hashes": {"sha256": "AB"}, "yanked": "oops"},
              {"filename": "acme-core-1.0.0.tar.gz", "hashes": {}}, {"filename": "acme_core-1.0.1.tar.gz", "hashes": {"sha256": "cd"}},
              {"filename": "acme_core_extra-1.0.tar.gz", "hashes": {"sha256": "cd"}}, {"filename": 3}, null]}
            """
        let expected = ["acme_core-1.0-py3-none-any.whl": "ab", "acme-core-1.0.0.tar.gz": ""]
        #expect(try release("application/vnd.pypi.simple.v1+json; charset=utf-8", page) == RegistryRelease(digests: expected))
    }

    /// HTML as different servers write it.
    @Test(arguments: [
        #"<a href="/p/acme_core-1.0.tar.gz#sha256=AB">acme_core-1.0.tar.gz</a>"#,
        #"<!-- <a href="x"> --><A data-requires-python='>=3.8' HREF = '../../acme_core-1.0.tar.gz?x=1#sha256=ab&egg=e' data-yanked>x</A>"#,
        #"<a data-href="no.whl" data-requires-python="&gt;=3.8" href="https://h/acme%5fcore-1.0.tar.gz#sha256=ab"/>"#,
        #"<a href=acme_core-1.0.tar.gz#sha256=ab>x</a><abbr href="acme_core-1.0.zip">"#,
        "<a\n  rel=\"internal\"\n  href=\"acme&#95;core&#x2d;1.0.tar.gz#sha256=ab\"\n>x",
    ])
    func html(_ page: String) throws {
        #expect(
            try release("text/html; charset=UTF-8", "<!DOCTYPE html><html><body>\(page)</body></html>")?.digests == [
                "acme_core-1.0.tar.gz": "ab"
            ])
    }

    /// No page, no file of the version: nothing is there.
    @Test func absence() throws {
        #expect(try release("text/html", status: 404) == nil)
        #expect(try release("text/html", status: 410) == nil)
        #expect(try release("text/html", "<a href='acme_core-2.0.tar.gz'>") == nil)
        #expect(try release("application/json", #"{"files": []}"#) == nil)
    }

    /// Statuses with what they mean.
    static let statuses: [(Int, Code)] = [
        (401, Code.credentialsRefused), (403, .credentialsRefused), (429, .rateLimited), (500, .serviceUnavailable),
        (503, .serviceUnavailable),
        (408, .serviceUnavailable), (302, .registryUnknown), (400, .registryUnknown), (406, .registryUnknown), (204, .registryUnknown),
    ]

    /// Every other answer says what it means for the release.
    @Test(arguments: statuses)
    func refusals(_ status: Int, _ code: Code) {
        let fault = #expect(throws: Fault.self) { try release("text/html", status: status) }
        #expect(fault?.code == code)
    }

    /// How long to wait is known in seconds, whichever way the server says it; what it says otherwise is not repeated.
    @Test(arguments: [("120", 120.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("soon\u{1B}[31m", nil), ("-5", nil)] as [(String, Double?)])
    func retryAfter(_ value: String, _ expected: Double?) {
        let fault = #expect(throws: Fault.self) { try release("text/html", status: 429, ["retry-after": value]) }
        #expect(fault?.retryAfter == expected)
        #expect(fault?.message == "https://h/simple/acme-core/ answers 429\(expected.map { ", and asks to wait for \(Int($0)) s" } ?? "")")
    }

    /// What is no page of the Simple API is never taken for an empty one.
    @Test(arguments: [
        ("application/json", "{"), ("application/json", "[]"), ("application/json", #"{"files": 3}"#), ("application/json", ""),
        ("image/png", "x"),
        ("application/vnd.pypi.simple.v2+json", #"{"meta": {"api-version": "2.0"}, "files": []}"#),
    ])
    func noPage(_ type: String, _ body: String) {
        #expect(throws: Fault.self) { try release(type, body) }
    }

    /// File names, and whether they are of `acme-core 1.0`.
    static let names: [(String, Bool)] = [
        ("acme_core-1.0-py3-none-any.whl", true), ("Acme.Core-1.0.0-2-cp39.cp310-abi3-linux_x86_64.whl", true),
        ("acme_core-1.0.tar.gz", true),
        ("acme-core-1.0.zip", true), ("ACME.core-01.0.tar.gz", true), ("acme_core-1.0-py3-none.whl", false),
        ("acme_core-1.0.post1.tar.gz", false),
        ("acme-core-extra-1.0.tar.gz", false), ("acme-1.0.tar.gz", false), ("acme_core-1.0.egg", false), ("acme_core-1.0", false),
        (".tar.gz", false),
        ("", false), ("-.whl", false), ("acme_core-1.0.tar.gz.asc", false),
    ]

    /// File names of a version, in all spellings that indexes hold.
    @Test(arguments: names)
    func fileNames(_ file: String, _ expected: Bool) {
        #expect(PyPI.isOf(file, "acme-core", "1.0") == expected)
    }

    /// Versions are compared, not spelled.
    @Test(arguments: [
        ("a-1.0rc1-py3-none-any.whl", "1.0-rc.1"), ("a-1.0+ubuntu_1-py3-none-any.whl", "1.0+ubuntu.1"),
        ("a-1.0_post2-py3-none-any.whl", "1.0.post2"),
        ("a-1.0-1.tar.gz", "1.0.post1"), ("a-1!2.0.dev3.tar.gz", "1!2.dev3"),
    ])
    func versions(_ file: String, _ version: String) {
        #expect(PyPI.isOf(file, "a", version))
    }

    /// Pages of any bytes are read without a crash, in time that grows with their length.
    @Test func mutations() {
        var generator = SeededGenerator(seed: 11)
        let page = Array(#"<!--x--><a href="/p/acme_core-1.0.tar.gz#sha256=ab" data-x='y' z>&amp;&#x2b;</a>"#.utf8)
        for _ in 0..<5000 {
            var bytes = page
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
                    Array("<>\"'=&#;!-a%/\u{0}\u{FF}".utf8).randomElement(using: &generator) ?? 0
            }
            _ = SimpleHTML.files(in: Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator))))
        }
        for junk in ["", "<a", "<a href=\"", "<a href='x", "\u{0}<a href=\"%\">", "<a<a<a href=\"#\">", "<a>z</a><a href=></a>"] {
            #expect(SimpleHTML.files(in: Array(junk.utf8)).allSatisfy { $0.sha256.isEmpty })
        }
        for hostile in ["<", "<!--", "<a ", "<a href=\"", "&", "<a href='&#", "-"] {
            _ = SimpleHTML.files(in: Array(String(repeating: hostile, count: 100_000).utf8))
        }
        #expect(!PyPI.isOf(String(repeating: "a-", count: 500_000) + ".tar.gz", "a", "1"))
    }
}
