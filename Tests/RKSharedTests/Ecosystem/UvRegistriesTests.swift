import Testing

@testable import RKShared

/// Which registry is published to, and with what.
struct UvRegistriesTests {
    /// A resolver with one declared registry.
    private func resolver(_ environment: [String: String] = [:]) -> UvRegistries {
        UvRegistries(declared: ["house": (upload: "https://house/up/", index: "https://house/simple/")], environment: environment)
    }

    /// Names and addresses as `--registry` takes them.
    @Test(arguments: [
        ("pypi", "https://upload.pypi.org/legacy/", "https://pypi.org/simple/"), ("testpypi", "https://test.pypi.org/legacy/", "https://test.pypi.org/simple/"),
        ("house", "https://house/up/", "https://house/simple/"), ("http://127.0.0.1:1/pypi", "http://127.0.0.1:1/pypi/legacy/", "http://127.0.0.1:1/pypi/simple/"),
        ("http://h/pypi/legacy/", "http://h/pypi/legacy/", "http://h/pypi/simple/"), ("https://pypi.org", "https://upload.pypi.org/legacy/", "https://pypi.org/simple/"),
        ("https://test.pypi.org/simple/", "https://test.pypi.org/legacy/", "https://test.pypi.org/simple/"),
    ])
    func named(_ name: String, _ upload: String, _ index: String) throws {
        let address = try resolver().address(named: name, manifest: nil)
        #expect(address.upload == upload && address.index == index)
    }

    /// An unknown name gets a suggestion.
    @Test func unknown() {
        let fault = #expect(throws: Fault.self) { try resolver().address(named: "pipy", manifest: nil) }
        #expect(fault?.code == .registryUnknown && fault?.hint?.contains("pypi") == true)
    }

    /// The tools' own configuration, in its order.
    @Test func configured() throws {
        let manifest = try TOMLDocument(Array("[[tool.uv.index]]\nname=\"a\"\nurl=\"https://u:p@a/s/\"\npublish-url=\"https://a/up/\"\n".utf8))
        #expect(try resolver().address(named: nil, manifest: nil).name == "pypi")
        let own = try resolver().address(named: nil, manifest: manifest)
        #expect(own.upload == "https://a/up/" && own.index == "https://a/s/")
        let environment = ["UV_PUBLISH_URL": "https://t:k@e/legacy/", "UV_PUBLISH_CHECK_URL": "https://e/i/"]
        let fromEnvironment = try resolver(environment).address(named: nil, manifest: manifest)
        #expect(fromEnvironment.upload == "https://e/legacy/" && fromEnvironment.index == "https://e/i/")
        #expect(try resolver(["RK_REGISTRY": "http://127.0.0.1:9/pypi"]).address(named: nil, manifest: manifest).base == "http://127.0.0.1:9/pypi")
    }

    /// Credentials by the names of both tools, trusted publishers, loopback.
    @Test func credentials() throws {
        let pypi = try resolver().address(named: "pypi", manifest: nil)
        #expect(UvCredentials(environment: [:], registry: pypi).areMissing)
        #expect(!UvCredentials(environment: ["ACTIONS_ID_TOKEN_REQUEST_URL": "x"], registry: pypi).areMissing)
        #expect(UvCredentials(environment: ["UV_PUBLISH_TOKEN": "t"], registry: pypi).variables == ["UV_PUBLISH_TOKEN": "t"])
        let twine = UvCredentials(environment: ["TWINE_PASSWORD": "p"], registry: pypi)
        #expect(twine.variables == ["UV_PUBLISH_USERNAME": "__token__", "UV_PUBLISH_PASSWORD": "p"])
        let loopback = try resolver().address(named: "http://127.0.0.1:1", manifest: nil)
        #expect(!UvCredentials(environment: [:], registry: loopback).areMissing)
    }
}
