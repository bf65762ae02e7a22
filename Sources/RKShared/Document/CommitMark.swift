/// The lines at the end of a message by which a commit is known as one of the toolkit's: such a one may be replaced.
public enum CommitMark {
    /// In front of the digest of a release's record.
    public static let record = "Release-Record: "
    /// Of other proposals.
    public static let proposal = "Planned-By: rk-propose"

    /// Whether a commit has the record of a release, or takes one back.
    public static func isOfRelease(_ message: String) -> Bool { message.contains("\n\(record)") }

    /// Whether a commit is one of the toolkit's.
    public static func isOwn(_ message: String) -> Bool { isOfRelease(message) || message.contains("\n\(proposal)") }
}
