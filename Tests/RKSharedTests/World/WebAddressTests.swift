import RKShared
import Support
import Testing

/// Addresses of the web in their parts, hostile ones among them.
@Suite struct WebAddressTests {
    /// Addresses with what is kept of them.
    static let addresses: [(String, String?)] = [
        ("https://pypi.org/simple/", "https://pypi.org/simple/"),
        ("HTTPS://User:Secret@PyPI.org:443/Simple/?q=1#part", "https://pypi.org:443/Simple/?q=1"),
        ("http://a@b@host/x", "http://host/x"),
        ("http://host", "http://host/"),
        ("http://host?x=1", "http://host/?x=1"),
        ("http://[::1]:8080/p", "http://[::1]:8080/p"),
        ("http://host:/p", "http://host/p"),
        ("http://host/é", "http://host/%C3%A9"),
        ("http://evil.example\\@good.example/", "http://evil.example/\\@good.example/"),
        ("http://host:0/", nil), ("http://host:70000/", nil), ("http://host:+80/", nil), ("http://[::1/", nil), ("http://[::1]x/", nil),
        ("ftp://host/", nil), ("host/path", nil), ("", nil), ("://", nil), ("http://", nil), ("http://:80/", nil),
        ("http://host/a b", nil), ("http://host/a\r\nX: y", nil), ("http://ho st/", nil), ("http://u:p@\u{301}host/", nil),
    ]

    /// An address comes back without credentials and fragment.
    @Test(arguments: addresses)
    func text(_ text: String, _ expected: String?) {
        #expect(WebAddress(text)?.text == expected)
    }

    /// References with what they mean at `https://h:1/a/b?x=1`.
    static let references: [(String, String?)] = [
        ("/x", "https://h:1/x"), ("c", "https://h:1/a/c"), ("../c", "https://h:1/c"), ("../../../c", "https://h:1/c"),
        ("./", "https://h:1/a/"),
        ("..", "https://h:1/"), ("?y=2", "https://h:1/a/b?y=2"), ("", "https://h:1/a/b?x=1"), ("#f", "https://h:1/a/b?x=1"),
        ("//other/c", "https://other/c"), ("http://other/c#f", "http://other/c"),
        ("/login?next=https://h/x", "https://h:1/login?next=https://h/x"),
        ("/a/./b/../c/", "https://h:1/a/c/"), ("javascript://x", nil), ("/a b", nil),
    ]

    /// A reference means what a browser makes of it.
    @Test(arguments: references)
    func resolving(_ reference: String, _ expected: String?) throws {
        #expect(try #require(WebAddress("https://h:1/a/b?x=1")).resolving(reference)?.text == expected)
    }

    /// Only this machine is this machine.
    @Test(arguments: [
        ("http://localhost/", true), ("http://127.0.0.1:1/", true), ("http://127.9.8.7/", true), ("http://[::1]/", true),
        ("http://LOCALHOST/", true),
        ("http://127.evil.example/", false), ("http://127.0.0.1.evil.example/", false), ("http://127.0.0/", false),
        ("http://10.0.0.1/", false),
        ("http://localhost.evil.example/", false),
    ])
    func isLoopback(_ text: String, _ expected: Bool) {
        #expect(WebAddress(text)?.isLoopback == expected)
    }

    /// Credentials go to the same scheme, host and port only.
    @Test(arguments: [
        ("https://h/a", "https://h:443/b", true), ("https://h/a", "http://h/a", false), ("https://h/", "https://H:8443/", false),
        ("https://h/", "https://h.evil/", false),
    ])
    func origin(_ left: String, _ right: String, _ expected: Bool) throws {
        #expect(try #require(WebAddress(left)).hasOrigin(of: try #require(WebAddress(right))) == expected)
    }

    /// Messages show neither credentials nor query.
    @Test(arguments: [
        "https://u:s3cret@h/p?token=s3cret", "https://s3cret@h/p#s3cret", "ftp://u:s3cret@h/p?s3cret", "https://u:s3cret@h:99999/p",
    ])
    func redacted(_ text: String) {
        #expect(!WebAddress.redacted(text).contains("s3cret"))
    }

    /// The part before the `@` is found where the address has one.
    @Test func userInfo() {
        #expect(WebAddress.userInfo(of: "http://user:p%40ss@host:1/x@y") == "user:p%40ss")
        #expect(WebAddress.userInfo(of: "http://host/x@y") == nil)
        #expect(WebAddress.userInfo(of: "host") == nil)
    }

    /// Text of any kind is taken or refused, never a crash; what is taken reads as itself again.
    @Test func mutations() {
        var generator = SeededGenerator(seed: 7)
        let alphabet = Array("htps:/@[]?#.%0aé\\ \u{301}")
        for _ in 0..<20_000 {
            let text =
                "http://"
                + String((0..<Int.random(in: 0...14, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
            guard let address = WebAddress(text) else { continue }
            #expect(WebAddress(address.text) == address, "\(text)")
            _ = address.resolving(text)
            _ = address.resolving(String(text.dropFirst(7)))
        }
    }
}
