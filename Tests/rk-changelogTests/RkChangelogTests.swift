import ArgumentParser
import RKShared
import Testing

@testable import rk_changelog

/// The command line of rk-changelog.
struct RkChangelogTests {
    /// The stage's name is the program's.
    @Test func name() { #expect(RkChangelog.stage == RkChangelog.configuration.commandName) }
}
