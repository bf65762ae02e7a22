/// How every program of the toolkit ends; `docs/exit-codes.md` is the page for users.
public struct ExitStatus: RawRepresentable, Sendable, Hashable {
    /// The number that the shell sees.
    public let rawValue: Int32

    /// A status of any number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Done.
    public static let done = ExitStatus(rawValue: 0)
    /// Finished, with findings or failed packages; the document says which.
    public static let findings = ExitStatus(rawValue: 1)
    /// Nothing to release, where `--exit-code` asks for it.
    public static let nothingToRelease = ExitStatus(rawValue: 3)
    /// Wrong usage of the command line.
    public static let usage = ExitStatus(rawValue: 64)
    /// The document, or a file that it names, is bad or lacks a section.
    public static let badDocument = ExitStatus(rawValue: 65)
    /// No input on stdin.
    public static let noInput = ExitStatus(rawValue: 66)
    /// A tool or a service is missing or does not answer.
    public static let unavailable = ExitStatus(rawValue: 69)
    /// A defect of the toolkit.
    public static let defect = ExitStatus(rawValue: 70)
    /// An input/output error.
    public static let inputOutput = ExitStatus(rawValue: 74)
    /// Try again: a lock is held, a deadline passed with work left, a rate limit.
    public static let tryAgain = ExitStatus(rawValue: 75)
    /// Not authorised.
    public static let notAuthorised = ExitStatus(rawValue: 77)
    /// Bad configuration.
    public static let badConfiguration = ExitStatus(rawValue: 78)

    /// Ended by a signal of this number.
    public static func signal(_ number: Int32) -> ExitStatus { ExitStatus(rawValue: 128 + number) }
}
