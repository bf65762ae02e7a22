import Testing

@testable import RKShared

/// Reading PyPI's Simple API.
struct PyPITests {
    /// A registry that is never reached.
    private static let address = RegistryAddress(name: "t", base: "https://h", upload: "https://h/legacy/", index: "https://h/simple/")

    /// What an answer means for a version of `acme-core`.
    private func release(_ body: String, type: String, version: String = "1.0", status: Int = 200) throws -> RegistryRelease? {
        let query = PyPI(address: Self.address).release("Acme_Core", version)
        #expect(query.request.url == "https://h/simple/acme-core/")
        return try query.parse(Response(status: status, headers: ["content-type": type], body: Array(body.utf8)))
    }

    /// A PEP 691 page: only the files of the version count, in any spelling.
    @Test func json() throws {
        let page = """
            {"files":[{"filename":"acme_core-1.0.0-py3-none-any.whl","hashes":{"sha256":"AA"}},{"filename":"acme_core-1.0.tar.gz","hashes":{}},
            {"filename":"acme_core-1.1.tar.gz","hashes":{"sha256":"bb"}},{"filename":"acme-core-extra-1.0.tar.gz","hashes":{}},{"x":1}]}
            """
        let release = try #require(try release(page, type: "application/vnd.pypi.simple.v1+json"))
        #expect(release.digests == ["acme_core-1.0.0-py3-none-any.whl": "aa", "acme_core-1.0.tar.gz": ""])
        #expect(try self.release("{\"files\":[]}", type: "application/json") == nil)
    }

    /// A PEP 503 page, with the quotes and entities that servers write.
    @Test func html() throws {
        let page = """
            <!DOCTYPE html><html><body><a href="../../f/acme_core-1.0-py3-none-any.whl#sha256=ab" data-requires-python="&gt;=3">x</a>
            <a data-yanked='' href='acme%5Fcore-1.0.tar.gz?x=1#md5=00'>y</a><a>z</a><a href=></a></body></html>
            """
        let release = try #require(try release(page, type: "text/html"))
        #expect(release.digests == ["acme_core-1.0-py3-none-any.whl": "ab", "acme_core-1.0.tar.gz": ""])
        for junk in ["", "<a", "<a href=\"", "<a href='x", "\u{0}<a href=\"%\">", "<a<a<a href=\"#\">"] {
            #expect(try self.release(junk, type: "text/html") == nil)
        }
    }

    /// Statuses other than 200.
    @Test func statuses() throws {
        #expect(try release("", type: "", status: 404) == nil)
        for (status, code) in [(401, Code.credentialsRefused), (403, .credentialsRefused), (429, .rateLimited), (500, .serviceUnavailable)] {
            let fault = #expect(throws: Fault.self) { try release("", type: "", status: status) }
            #expect(fault?.code == code)
        }
        let fault = #expect(throws: Fault.self) { try release("<html>", type: "application/json") }
        #expect(fault?.code == .serviceUnavailable)
    }

    /// File names and whether they are of a version.
    @Test(arguments: [
        ("acme_core-1.0-py3-none-any.whl", true), ("Acme.Core-1.0-1-py3-none-any.whl", true), ("acme-core-1.0.tar.gz", true),
        ("acme_core-1.0.post1.tar.gz", false), ("acme_core-1.0.exe", false), ("acme-1.0.tar.gz", false), ("x", false), ("-.whl", false),
        ("acme_core-1.0.zip", true),
    ])
    func names(_ file: String, _ expected: Bool) {
        #expect(PyPI.isOf(file, "acme-core", "1.0") == expected)
    }
}
