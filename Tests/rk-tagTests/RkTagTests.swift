import ArgumentParser
import RKShared
import Testing

@testable import rk_tag

/// The command line of rk-tag.
struct RkTagTests {
    /// The stage's name is the program's.
    @Test func name() { #expect(RkTag.stage == RkTag.configuration.commandName) }
}
