import NIOSSL
import Testing

@testable import RKHTTP

/// Why no answer came, in words for people.
@Suite struct FailureCauseTests {
    /// An error that nobody knows, in several lines.
    private struct Odd: Error, CustomStringConvertible {
        /// Its own words.
        let description = "odd\nerror"
    }

    /// What the encryption layer says, and what is known of it.
    @Test func encryption() {
        #expect(FailureCause(NIOSSLExtraError.failedToValidateHostname).description == "its certificate is for another host")
        #expect(FailureCause(NIOSSLError.failedToLoadCertificate).description == "the file of SSL_CERT_FILE holds no certificates")
        #expect(FailureCause(NIOSSLError.uncleanShutdown).description.hasPrefix("no encrypted connection: "))
    }

    /// Other errors in their own words, in one line.
    @Test func others() { #expect(FailureCause(Odd()).description == "odd error") }
}
