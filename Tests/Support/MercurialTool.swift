import RKShared

/// What tests need to work with Mercurial as a person would.
extension Sandbox {
    /// The variables of a user of hg who has no configuration: a name, and the time of every commit.
    public var mercurialEnvironment: [String: String?] {
        ["HGRCPATH": "/dev/null", "HGUSER": "Ada <ada@example.com>", "HGPLAIN": "1", "HGENCODING": "UTF-8"]
    }
}
