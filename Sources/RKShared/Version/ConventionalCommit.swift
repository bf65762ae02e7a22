/// A commit message, read whole by Conventional Commits 1.0.0. Every message gives one; most of its parts may be empty.
public struct ConventionalCommit: Sendable, Hashable {
    /// A trailer at the end of a message.
    public struct Footer: Sendable, Hashable {
        /// The word before the separator, as written; both spellings of a breaking change are `BREAKING CHANGE`.
        public var token: String
        /// The text behind the separator; lines are joined by line feeds. `Fixes #12` has the value `#12`.
        public var value: String

        /// A trailer.
        public init(token: String, value: String) {
            self.token = token
            self.value = value
        }
    }

    /// The first line that is not blank, as written.
    public internal(set) var header = ""
    /// The type in lower case; nil when the header is not conventional, as with merges, `fixup!` and git's own reverts.
    public internal(set) var type: String?
    /// The text in parentheses.
    public internal(set) var scope: String?
    /// Whether `!` or a footer says so; squashed commits speak for themselves.
    public internal(set) var isBreaking = false
    /// The description without the pull request's number; the header without it when that is not conventional.
    public internal(set) var subject = ""
    /// The number in `(#12)` at the end of the header.
    public internal(set) var pullRequest: Int?
    /// The commits that this one takes back: full or abbreviated ids in lower case, in the order of the message.
    public internal(set) var reverts: [String] = []
    /// The header of the commit that this one takes back, from `Revert "feat: x"`, `Reapply "feat: x"` or `revert: feat: x`.
    public internal(set) var revertedSubject: String?
    /// The trailers, in order; a breaking change may stand at the start of any line.
    public internal(set) var footers: [Footer] = []
    /// The commits that were squashed into this one, from a list in the body; they hold none themselves.
    public internal(set) var nested: [ConventionalCommit] = []

    /// Reads a message.
    public init(_ message: String) {
        self.init(bytes: Array(message.utf8)[...])
    }

    /// Reads a message of any bytes; what is not UTF-8 becomes replacement characters.
    public init(bytes message: ArraySlice<UInt8>) {
        self.init()
        var reader = CommitReader(message)
        self = reader.readCommit()
    }

    /// An empty message.
    init() {}

    /// Whether this commit says that it takes back another one.
    public var isRevert: Bool { type == "revert" || revertedSubject != nil || !reverts.isEmpty }

    /// Whether this commit takes back another one: by a prefix of its full id, or by its header, whatever pull requests the two name.
    public func reverts(_ other: ConventionalCommit, id: String) -> Bool {
        if !reverts.isEmpty { return reverts.contains { id.hasPrefix($0) } }
        guard let revertedSubject else { return false }
        return CommitHeader.withoutPullRequest(revertedSubject) == CommitHeader.withoutPullRequest(other.header)
    }

    /// The size of the release that this commit asks for, squashed commits included.
    public func bump(rules: BumpRules = .standard) -> Bump {
        nested.reduce(ownBump(rules)) { max($0, $1.ownBump(rules)) }
    }

    /// The bump without the squashed commits.
    private func ownBump(_ rules: BumpRules) -> Bump {
        let word = type ?? (isRevert ? "revert" : nil)
        let bump = word.flatMap { rules.types[$0] } ?? rules.other
        return isBreaking ? max(rules.breaking, bump) : bump
    }
}
