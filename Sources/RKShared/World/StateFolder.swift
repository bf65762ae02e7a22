/// Where the toolkit keeps journals and locks of one work tree: never inside the tree, so that its status stays clean.
public struct StateFolder: Sendable, Hashable {
    /// The absolute path; the folder need not be there yet.
    public let path: String

    /// The folder inside the version control system's own one for the work tree, as in `.git/rk`.
    public init(privateFolder: String) { path = "\(privateFolder)/rk" }

    /// The folder of a tree without version control: `$XDG_STATE_HOME/rk/HASH` or `~/.local/state/rk/HASH`.
    /// - Throws: a `Fault` with the code `.fileUnwritable` when the environment names neither.
    public init(root: String, environment: [String: String]) throws(Fault) {
        let own = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/.local/state" : nil }
        guard let base = own ?? home else {
            throw Fault(.fileUnwritable, "there is no folder for journals: neither XDG_STATE_HOME nor HOME is set", hint: "set one of them")
        }
        path = "\(base)/rk/\(Digest.sha256(Array(root.utf8)).prefix(16))"
    }

    /// The path of something inside.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The lock that programs with effects take, one at a time.
    public var lock: String { file("lock") }
}
