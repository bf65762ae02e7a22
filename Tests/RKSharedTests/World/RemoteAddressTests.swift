import RKShared
import Testing

/// Addresses of remotes, as they may stand in a document that is kept in public places.
struct RemoteAddressTests {
    /// What is written where, and what is left of it.
    static let table = [
        ("https://github.com/acme/widgets.git", "https://github.com/acme/widgets.git"),
        ("https://user:token@github.com/acme/widgets.git", "https://github.com/acme/widgets.git"),
        ("https://ghp_token@github.com/acme/widgets.git", "https://github.com/acme/widgets.git"),
        ("https://user:@github.com/x", "https://github.com/x"), ("https://:token@github.com/x", "https://github.com/x"),
        ("https://u%40corp:p%2Fw@host.example:8443/x", "https://host.example:8443/x"),
        ("https://u:p@ss@host.example/x", "https://host.example/x"),
        ("HTTPS://u:p@Host.example/x", "https://Host.example/x"), ("http://u:p@host.example", "http://host.example"),
        ("https://host.example/x?private_token=secret", "https://host.example/x"),
        ("https://host.example/x#secret", "https://host.example/x"),
        ("https://host.example?token=secret", "https://host.example"), ("https://host.example/a@b/c", "https://host.example/a@b/c"),
        ("https://u:p@[::1]:8080/x", "https://[::1]:8080/x"), ("ssh://git@host.example:22/x.git", "ssh://git@host.example:22/x.git"),
        ("ssh://git:secret@host.example/x.git", "ssh://git@host.example/x.git"),
        ("git@github.com:acme/widgets.git", "git@github.com:acme/widgets.git"),
        ("host.example:acme/widgets.git", "host.example:acme/widgets.git"), ("git://u:p@host.example/x", "git://host.example/x"),
        ("file:///srv/x.git", "file:///srv/x.git"), ("/srv/x.git", "/srv/x.git"), ("../x.git", "../x.git"), ("C:\\x.git", "C:\\x.git"),
        ("", ""), ("https://u:p@\u{301}host/x", "https://\u{301}host/x"), ("https://h/\u{301}x?\u{301}secret", "https://h/\u{301}x"),
        ("ssh://git:secret\u{301}@h/x", "ssh://git@h/x"),
    ]

    /// Nothing that could be a secret stays, everything else does.
    @Test(arguments: table)
    func credentialsAreTakenOut(_ address: String, _ expected: String) {
        #expect(RemoteAddress.withoutCredentials(address) == expected)
    }
}
