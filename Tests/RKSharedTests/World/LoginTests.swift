import RKShared
import Testing

/// Logins, and where they are written down.
@Suite struct LoginTests {
    /// Addresses with the login in front of their host.
    @Test(arguments: [
        ("https://ada:p%40%3A@h/x", Login(user: "ada", password: "p@:")), ("https://ada@h", Login(user: "ada", password: "")),
        ("https://:p@h", Login(user: "", password: "p")), ("https://a:b:c@h", Login(user: "a", password: "b:c")), ("https://h/a:b@c", nil),
        ("https://@h", nil), ("h", nil),
    ])
    func addresses(_ text: String, _ login: Login?) { #expect(Login(of: text) == login) }

    /// Nothing of it is in what is printed of it, or of what holds it.
    @Test func isNeverPrinted() {
        let login = Login(user: "ada", password: "s3cret")
        let holder = RegistryAddress(name: "n", base: "b", upload: "u", index: "i", reading: login)
        var dumped = ""
        dump(holder, to: &dumped)
        for text in ["\(login)", String(reflecting: login), "\(holder)", String(reflecting: [holder]), dumped] {
            #expect(!text.contains("s3cret") && !text.contains("ada"), "\(text)")
        }
    }

    /// In a header, and in an address in place of another one.
    @Test func forms() {
        let login = Login(user: "a/b", password: "c@d")
        #expect(login.authorization == "Basic YS9iOmNAZA==")
        #expect(login.applied(to: "https://x:y@h:8/p?q#f") == "https://a%2Fb:c%40d@h:8/p?q")
        #expect(Login(user: "t", password: "").applied(to: "http://h") == "http://t@h/")
        #expect(login.applied(to: "ftp://h/") == nil)
    }

    /// Texts of netrc files with the login of `h`.
    static let files: [(String, Login?)] = [
        ("machine h login u password p", Login(user: "u", password: "p")),
        ("machine H\n\tpassword p\n\tlogin u\n", Login(user: "u", password: "p")),
        ("machine other login u password p", nil),
        ("machine other login u password p default login d password q", Login(user: "d", password: "q")),
        ("machine h login u password p machine h login v password q", Login(user: "v", password: "q")),
        ("# machine h login no password no\nmachine h login u #x\npassword #p", Login(user: "u", password: "#p")),
        ("machine h login \"u v\" password \"a\\\"b\\\\\" account x", Login(user: "u v", password: "a\"b\\")),
        ("macdef init\nmachine h login no password no\n\nmachine h login u password p", Login(user: "u", password: "p")),
        ("macdef init\nmachine h login no password no", nil), ("machine", nil), ("machine h", nil), ("machine h login", nil),
        ("machine h password \"p", Login(user: "", password: "p")), ("login u password p", nil), ("\"", nil), ("", nil), ("default", nil),
    ]

    /// The format with comments, quotes, macros and mistakes.
    @Test(arguments: files)
    func netrc(_ text: String, _ login: Login?) throws {
        let address = try #require(WebAddress("https://h:8443/x"))
        #expect(Netrc(Array(text.utf8)).login(for: address) == login)
        if let login { #expect(Netrc(Array(text.utf8)).login(for: address, user: "\(login.user)2") == nil) }
    }
}
