import ArgumentParser
import RKShared
import Testing

@testable import rk_propose

/// The command line of rk-propose.
struct RkProposeTests {
    /// The stage's name is the program's.
    @Test func name() { #expect(RkPropose.stage == RkPropose.configuration.commandName) }
}
