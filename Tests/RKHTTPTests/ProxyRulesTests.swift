import RKShared
import Testing

@testable import RKHTTP

/// Which proxy the environment names for an address.
@Suite struct ProxyRulesTests {
    /// The proxy's host and port for an address.
    private func proxy(_ environment: [String: String], _ address: String) throws -> String? {
        try ProxyRules(environment: environment).proxy(for: try #require(WebAddress(address))).map { "\($0.kind) \($0.host):\($0.port)" }
    }

    /// Environments with an address and its proxy.
    static let choices: [([String: String], String, String?)] = [
        (["HTTPS_PROXY": "http://p:1"], "https://h/", "http p:1"), (["HTTPS_PROXY": "http://p:1"], "http://h/", nil),
        (["https_proxy": "a:1", "HTTPS_PROXY": "b:2"], "https://h/", "http a:1"),
        (["https_proxy": "", "ALL_PROXY": "c"], "https://h/", "http c:80"),
        (["ALL_PROXY": "socks5h://s"], "http://h/", "socks s:1080"), (["HTTP_PROXY": "http://[::2]:3"], "http://h/", "http ::2:3"),
        ([:], "http://h/", nil),
        (["ALL_PROXY": "p:1"], "http://127.0.0.1/", nil), (["ALL_PROXY": "p:1"], "http://localhost:8080/", nil),
        (["ALL_PROXY": "p:1"], "http://[::1]/", nil),
    ]

    /// The scheme's own variable before `ALL_PROXY`, lower case before capitals.
    @Test(arguments: choices)
    func choice(_ environment: [String: String], _ address: String, _ expected: String?) throws {
        #expect(try proxy(environment, address) == expected)
    }

    /// Values of NO_PROXY with an address, and whether it is exempt.
    static let lists: [(String, String, Bool)] = [
        ("example.com", "https://example.com/", true), ("example.com", "https://a.example.com/", true),
        (".example.com", "https://example.com/", true),
        ("*.example.com", "https://a.example.com/", true), ("example.com", "https://badexample.com/", false),
        (" a , example.com ", "https://example.com/", true),
        ("example.com:443", "https://example.com/", true), ("example.com:444", "https://example.com/", false), ("*", "https://x/", true),
        ("", "https://x/", false),
        ("EXAMPLE.com", "https://example.COM/", true), ("10.0.0.1", "http://10.0.0.1/", true), ("fe80::1", "http://[fe80::1]/", true),
        (",,.", "https://x/", false),
        ("[fe80::1]:80", "http://[fe80::1]/", true),
    ]

    /// `NO_PROXY`: hosts with all below them, ports, everything.
    @Test(arguments: lists)
    func exemptions(_ list: String, _ address: String, _ isExempt: Bool) throws {
        #expect(try proxy(["ALL_PROXY": "p:1", "NO_PROXY": list], address) == (isExempt ? nil : "http p:1"))
    }

    /// The user and the password of the address, decoded.
    @Test func credentials() throws {
        let proxy = try ProxyRules(environment: ["ALL_PROXY": "http://me:a%3Ab@p:1"]).proxy(for: try #require(WebAddress("http://h/")))
        #expect(proxy?.credentials == Login(user: "me", password: "a:b"))
    }

    /// A value that names no proxy is a fault that does not repeat it.
    @Test(arguments: ["https://u:s3cret@p:1", "ftp://s3cret", "http://", "http://s3cret p"])
    func refusals(_ value: String) {
        let fault = #expect(throws: Fault.self) { try proxy(["ALL_PROXY": value], "http://h/") }
        #expect(fault?.code == .configValue && fault?.message.contains("s3cret") == false)
    }
}
