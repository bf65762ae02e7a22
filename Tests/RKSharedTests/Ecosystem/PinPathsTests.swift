import Testing

@testable import RKShared

/// The paths in the journal of pins.
struct PinPathsTests {
    /// From a folder to a path, and back.
    @Test(arguments: [
        ("/r", "/r/.git/rk", "../.."), ("/r/sub", "/r/.git/rk", "../../sub"), ("/r", "/r", "."), ("/r/a b", "/s", "../r/a b"),
        ("/", "/s/t", "../.."),
    ]) func relative(_ path: String, _ folder: String, _ expected: String) {
        #expect(PinPaths.relative(path, to: folder) == expected)
        #expect(PinPaths.resolve(expected, from: folder) == path)
    }
}
