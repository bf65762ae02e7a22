import RKShared
import Testing

/// How conditions are written for a version that they do not allow.
struct PEP440RaisingTests {
    /// Conditions, a version, and what becomes of them.
    static let cases: [(text: String, version: String, raised: String)] = [
        ("", "2.0.0", ""), (">=1.0", "2.0.0", ">=1.0"), ("==1.4.0", "2.0.1", "==2.0.1"), ("==1.*", "2.3.0", "==2.*"),
        ("==1.4.*", "2.3.0", "==2.3.*"), ("~=1.4", "2.3.1", "~=2.3"), ("~=1.4.2", "1.5.0", "~=1.5.0"), ("~=1.4", "1.9.0", "~=1.4"),
        (">=1.2,<2", "2.1.0", ">=1.2,<3"), (">=1.2, <2.0.0", "2.1.0", ">=1.2, <3.0.0"), (">=0.4,<0.5", "0.6.2", ">=0.4,<0.7"),
        ("<=1.4", "1.5.0", "<=1.5.0"), (">1.0,!=1.5.0", "1.5.0", "==1.5.0"), (">=1.0", "2.0.0rc1", ">=2.0.0rc1"),
        ("===1.0.0", "1.0.1", "===1.0.1"), ("nonsense", "1.0.0", "==1.0.0"), (">=1.0,<2", "1.9.0", ">=1.0,<2"),
    ]

    /// Each case; the result allows the version.
    @Test(arguments: cases) func raised(_ entry: (text: String, version: String, raised: String)) throws {
        let text = PEP440Specifiers.raised(entry.text, to: entry.version)
        #expect(text == entry.raised)
        #expect(try #require(PEP440Specifiers(text)).allows(entry.version))
    }
}
