import NIOSSL
import Support
import Testing

@testable import RKHTTP

/// Whose certificates are believed.
@Suite struct TrustRootsTests {
    /// A certificate of an authority that signed itself.
    private static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBgDCCASWgAwIBAgIUQkKclWi+7Yz3DSmt1Jm8Ta39k3wwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTAzNDExMFoYDzIxMjYxMDI4
        MDM0MTEwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAAQHv6OjmNy39yd1Z163EIFlPiivedcGuoPb94KU4H5i1mc2YxJ4wf6J
        wcizDznL7jfS17LEK+R2RZ9LAOx65LfTo1MwUTAdBgNVHQ4EFgQU66QFNrWEVnjw
        3J9u3MOqgdankVcwHwYDVR0jBBgwFoAU66QFNrWEVnjw3J9u3MOqgdankVcwDwYD
        VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAlaLyyOJP3nohiWAaEXo2
        zJ9TQ/uNn2YFVbxCCCumS00CIQCFzG+yz4H6+a1+Qr4KbY0p0OZ3NAs73t11VYHd
        2VjgOA==
        -----END CERTIFICATE-----
        """

    /// What exists stands in for the system's authorities.
    @Test func paths() {
        let none = TrustRoots(environment: ["SSL_CERT_FILE": "/nowhere.pem", "SSL_CERT_DIR": ":/nowhere"])
        #expect(none.file == nil && none.folder == nil)
        let both = TrustRoots(environment: ["SSL_CERT_FILE": "/etc/passwd", "SSL_CERT_DIR": "/nowhere:/tmp:/etc"])
        #expect(both.file == "/etc/passwd" && both.folder == "/tmp")
        #expect(TrustRoots(environment: ["SSL_CERT_FILE": "/tmp"]).file == nil)
    }

    /// A file, a folder and both make a usable configuration.
    @Test func contexts() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("ca.pem", Self.authority)
        try await sandbox.write("certs/readme", "")
        let (file, folder) = ("\(sandbox.folder)/ca.pem", "\(sandbox.folder)/certs")
        for environment in [[:], ["SSL_CERT_FILE": file], ["SSL_CERT_DIR": folder], ["SSL_CERT_FILE": file, "SSL_CERT_DIR": folder]] {
            _ = try NIOSSLContext(configuration: TrustRoots(environment: environment).configuration)
        }
        try await sandbox.write("ca.pem", "junk")
        #expect(throws: (any Error).self) {
            _ = try NIOSSLContext(configuration: TrustRoots(environment: ["SSL_CERT_FILE": file]).configuration)
        }
    }
}
