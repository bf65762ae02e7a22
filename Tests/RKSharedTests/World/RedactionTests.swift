import Testing

@testable import RKShared

/// What is taken out of texts.
struct RedactionTests {
    /// Secrets in every form, and user and password of addresses.
    @Test(arguments: [
        ("token pypi-AgE/Z+x= end", "token *** end"), ("q=pypi-AgE%2FZ%2bx%3D&r", "q=***&r"), ("pypi-AgE/Z%2Bx=", "***"),
        ("pypi-AgEpypi-AgE/Z+x=", "pypi-AgE***"), ("https://u:p@host/x", "https://***@host/x"), ("https://tok@host", "https://***@host"),
        ("https://u:p@ss@host/x@y", "https://***@host/x@y"), ("https://host/a@b", "https://host/a@b"), ("a://", "a://"), ("x", "x"),
        ("", ""),
        ("see \"https://a:b@c\", <https://d:e@f>", "see \"https://***@c\", <https://***@f>"), ("://a@b", "://a@b"), ("abc abc", "abc abc"),
        ("https://u:pypi-AgE/Z+x=@host", "https://u:***@host"),
    ]) func texts(_ text: String, _ expected: String) {
        let redaction = Redaction(secrets: ["pypi-AgE/Z+x=", "abc", " ", ""])
        #expect(redaction.applied(to: text) == expected)
    }

    /// The Base64 form of any user and the secret goes, whole, however it is aligned and whichever alphabet has it.
    @Test(arguments: ["__token__", "u", "us", "use", ""]) func basicAuthorisation(_ user: String) {
        let redaction = Redaction(secrets: ["s3cr3t-???>>>-value"])
        let encoded = Base64.encode("\(user):s3cr3t-???>>>-value".utf8)
        #expect(redaction.applied(to: "Authorization: Basic \(encoded)\n") == "Authorization: Basic ***\n")
        let safe = encoded.replacing("+", with: "-").replacing("/", with: "_")
        #expect(redaction.applied(to: "[\(safe)]") == "[***]")
    }

    /// The longer of two secrets wins, and bytes that are no text stay.
    @Test func bytes() {
        let redaction = Redaction(secrets: ["abcd", "abcdefgh"])
        #expect(redaction.applied(to: [0xFF] + Array("abcdefgh abcd".utf8) + [0xFE]) == [0xFF] + Array("*** ***".utf8) + [0xFE])
    }

    /// Base64 both ways, by the vectors of RFC 4648 section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func base64(_ text: String, _ encoded: String) {
        #expect(Base64.encode(text.utf8) == encoded)
        #expect(Base64.decode(encoded) == Array(text.utf8))
    }

    /// All bytes survive; what is no Base64 is refused.
    @Test func base64Edges() {
        for count in 250...260 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
        for text in ["Z", "Zg", "Zg=", "Z===", "Zh==", "Zg==Zg==", "Zm8 ", "====", "Zm9-"] {
            #expect(Base64.decode(text) == nil, "\(text)")
        }
    }
}
