import RKShared
import Support

/// The stages and the repository of the contract's tests.
enum Contract {
    /// All stages in their order, as they are typed; the one with effects only says what it would do.
    static let stages = ["rk-discover", "rk-graph --topo", "rk-version", "rk-pin", "rk-publish --dry-run --no-smoke-test"]

    /// The stages from one to another as a pipeline.
    static func pipeline(_ range: some RangeExpression<Int>) -> String { stages[range].joined(separator: " | ") }

    /// Makes the repository `repo`: `a` with a new feature, `b` that needs it, and `d` by itself with a fix. uv knows the lockfile.
    static func build(in sandbox: Sandbox) async throws {
        try await sandbox.uvWorkspace("repo", ["a": [], "b": ["a>=1"], "d": []])
        try await sandbox.commit("feat: one", touching: "packages/a/src/a/one.txt")
        try await sandbox.commit("fix: two", touching: "packages/d/src/d/two.txt")
    }
}

extension Completion {
    /// stderr as text.
    var said: String { String(decoding: errors, as: UTF8.self) }
}
