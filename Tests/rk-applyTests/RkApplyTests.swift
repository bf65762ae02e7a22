import ArgumentParser
import RKShared
import Testing

@testable import rk_apply

/// The command line of rk-apply.
struct RkApplyTests {
    /// The stage's name is the program's.
    @Test func name() { #expect(RkApply.stage == RkApply.configuration.commandName) }
}
