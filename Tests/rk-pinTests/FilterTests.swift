import RKShared
import Support
import Testing

/// rk-pin as a filter.
struct FilterTests {
    /// The pins of what is released; nothing on disk changes; twice gives the same bytes.
    @Test func pins() async throws {
        let fixture = try await PinFixture()
        let before = try await fixture.look()
        let document = try Document(parsing: try await fixture.shell("rk-pin < ../v.json | tee ../once | rk-pin | tee ../twice").output)
        #expect(try Files.read("\(fixture.sandbox.folder)/once") == Files.read("\(fixture.sandbox.folder)/twice"))
        let pins = try #require(document.pins)
        #expect(pins.map(\.package) == ["pypi:cli", "pypi:core"])
        #expect(pins.map(\.version) == [Pin.VersionChange(from: "2.0.0", to: "2.0.1"), Pin.VersionChange(from: "1.0.0", to: "1.1.0")])
        #expect(pins[0].set.map(\.to) == ["==1.1.0", "==1.1.0"])
        #expect(pins[1].set == [])
        #expect(document.stages == ["rk-discover", "rk-pin"])
        #expect(try await fixture.look() == before)
        #expect(Files.names(in: "\(fixture.sandbox.folder)/repo/.git/rk") == [])
    }

    /// Without versions the manifests' versions are pinned to, and none changes.
    @Test func manifestVersions() async throws {
        let fixture = try await PinFixture()
        let document = try Document(parsing: try await fixture.shell("rk-pin < ../d.json").output)
        #expect(document.pins?.map(\.package) == ["pypi:cli"])
        #expect(document.pins?.first?.version == nil)
        #expect(document.pins?.first?.set.map(\.to) == ["==1.0.0", "==1.0.0"])
    }

    /// What is refused, with which status and code; nothing is written on stdout.
    @Test(arguments: [
        ("rk-pin < /dev/null", 66, "RK-INPUT-EMPTY"), ("echo '{\"rk\":1}' | rk-pin", 65, "RK-SECTION-MISSING"),
        ("git commit -q --allow-empty -m next; rk-pin < ../v.json", 65, "RK-REPOSITORY-MOVED"),
        (
            "git commit -q --allow-empty -m next; rk-pin run -- touch ran < ../v.json; s=$?; [ ! -e ran ] && exit $s", 65,
            "RK-REPOSITORY-MOVED"
        ),
        ("rk-pin apply < ../v.json > /dev/null; rk-pin < ../v.json", 65, "RK-PIN-LEFT"),
        ("sed -i 's/\"1.1.0\"/\"x\\\\\"\"/' ../v.json; rk-pin < ../v.json", 65, "RK-VERSION-INVALID"),
        (
            "sed 's/\"diagnostics\": \\[\\]/\"diagnostics\": [{\"severity\":\"error\",\"code\":\"X\",\"message\":\"m\"}]/' ../v.json | rk-pin apply",
            65, "RK-DOCUMENT-HOLDS-ERROR"
        ),
        ("rk-pin run < ../v.json", 64, "no command to run"), ("rk-pin restore no-such-folder", 65, "RK-REPOSITORY-MISSING"),
        ("rk-pin nonsense", 64, "Usage"),
    ]) func refusals(_ script: String, _ status: Int32, _ words: String) async throws {
        let fixture = try await PinFixture()
        let completion = try await fixture.shell(script)
        #expect(completion.status == status)
        #expect(completion.talk.contains(words), "\(completion.talk)")
        #expect(completion.output == [])
    }
}
