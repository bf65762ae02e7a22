import RKShared
import Testing

/// Reading, resolving and redacting web addresses.
struct WebAddressTests {
    /// The parts of addresses, and texts that are none.
    @Test(arguments: [
        ("https://pypi.org/simple/", "https://pypi.org/simple/"), ("HTTP://Host:8080", "http://host:8080/"),
        ("https://user:secret@h/x?y=1#z", "https://h/x?y=1"), ("https://[::1]:4873/a", "https://[::1]:4873/a"),
        ("https://h?q", "https://h/?q"), ("ftp://h/", nil), ("h/x", nil), ("https://", nil), ("https://h:99999/", nil),
        ("https://h h/", nil), ("https://h:x/", nil), ("://", nil),
    ])
    func parts(_ text: String, _ expected: String?) {
        #expect(WebAddress(text)?.text == expected)
    }

    /// References as redirects and links give them (RFC 3986 section 5.2).
    @Test(arguments: [
        ("/x", "https://h/x"), ("b/", "https://h/a/b/"), ("../b", "https://h/b"), ("../../../b", "https://h/b"), ("//o/x", "https://o/x"),
        ("http://o/x", "http://o/x"), ("./b#f", "https://h/a/b"),
    ])
    func resolving(_ reference: String, _ expected: String) throws {
        #expect(try #require(WebAddress("https://h/a/c")).resolving(reference)?.text == expected)
    }

    /// Loopback is told from other hosts, and messages never show credentials.
    @Test func hosts() {
        #expect(WebAddress("http://127.0.0.1:1/")?.isLoopback == true)
        #expect(WebAddress("http://localhost/")?.isLoopback == true)
        #expect(WebAddress("https://pypi.org/")?.isLoopback == false)
        #expect(WebAddress.redacted("https://u:p@h/x?token=s") == "https://h/x")
        #expect(WebAddress.joined("https://h/a", "b") == "https://h/a/b")
        #expect(WebAddress.joined("https://h/a/", "b") == "https://h/a/b")
    }
}
