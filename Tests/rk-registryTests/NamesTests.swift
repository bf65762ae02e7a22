import RKShared
import Testing

@testable import rk_registry

/// Names and their normal form (PEP 503), nil for no name.
@Test(arguments: [
    ("Acme.Core", "acme-core"), ("a", "a"), ("A__-..B", "a-b"), ("x9", "x9"),
    ("", nil), ("-a", nil), ("a-", nil), ("..", nil), ("a/b", nil), ("a b", nil), ("\u{e9}", nil),
    (String(repeating: "a", count: 129), nil),
])
func projectName(_ text: String, _ normalized: String?) {
    #expect(ProjectName(text)?.normalized == normalized)
}

/// File names and whether they belong to version 1.0 of acme-core.
@Test(arguments: [
    ("acme_core-1.0-py3-none-any.whl", true), ("Acme.Core-1.0.0-1b-py3-none-any.whl", true), ("acme_core-1.0.tar.gz", true),
    ("acme-core-1.0.zip", true), ("acme_core-1.1.tar.gz", false), ("acme-1.0.tar.gz", false), ("acme-core-1.0-py3-none-any.whl", false),
    ("acme_core-1.0-py3-any.whl", false), ("acme_core-1.0.tar.bz2", false), ("acme_core-1.0.exe", false),
    ("../acme_core-1.0.tar.gz", false),
    ("a/acme_core-1.0.tar.gz", false), (".acme_core-1.0.tar.gz", false), ("acme_core-1.0.tar.gz\0", false), (".whl", false), ("", false),
    ("acme_core-1.0..tar.gz", false), ("acme_core-1.0-x-py3-none-any.whl", false),
])
func fileName(_ name: String, _ belongs: Bool) throws {
    let project = try #require(ProjectName("acme-core"))
    let version = try #require(PEP440("1.0"))
    #expect((DistributionFile(name)?.belongs(to: project, version) ?? false) == belongs)
}

/// Accept headers and the form that they choose (PEP 691), nil for none.
@Test(
    arguments: [
        (nil, .plainHTML), ("", .plainHTML), ("*/*", .plainHTML), ("text/html", .plainHTML), ("text/*", .plainHTML),
        ("application/vnd.pypi.simple.v1+json", .json), ("application/vnd.pypi.simple.latest+json", .json),
        ("application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1, text/html; q=0.01", .json),
        ("application/vnd.pypi.simple.v1+json;q=0.2, application/vnd.pypi.simple.v1+html;q=0.3, text/html;q=0.1", .html),
        ("text/html;q=0, */*;q=0.5", .json), ("application/*", .json), ("application/json", nil), ("*/*;q=0", nil), (",,;q=x", nil),
        ("TEXT/HTML;Q=0.5", .plainHTML),
    ] as [(String?, SimpleFormat?)])
func negotiation(_ accept: String?, _ format: SimpleFormat?) {
    #expect(SimpleFormat(accept: accept) == format)
}

/// Addresses that only this machine can reach.
@Test(arguments: [
    ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("localhost", true), ("0.0.0.0", false), ("::", false), ("10.0.0.1", false),
    ("127.0.0.1.example.org", false), ("127.0.0", false), ("example.org", false), ("", false),
])
func loopback(_ host: String, _ expected: Bool) {
    #expect(isLoopback(host) == expected)
}
