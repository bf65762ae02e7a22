/// How every program of the toolkit ends; `docs/exit-codes.md` is the page for users.
public enum ExitStatus: Int32, Sendable, Hashable, CaseIterable {
    /// Done.
    case done = 0
    /// Finished, with findings or failed packages; the document says which.
    case findings = 1
    /// Nothing to release, where `--exit-code` asks for it.
    case nothingToRelease = 3
    /// Wrong usage of the command line.
    case usage = 64
    /// The document, or a file that it names, is bad or lacks a section.
    case badDocument = 65
    /// No input on stdin.
    case noInput = 66
    /// A tool or a service is missing or does not answer.
    case unavailable = 69
    /// A defect of the toolkit.
    case defect = 70
    /// An input/output error.
    case inputOutput = 74
    /// Try again: a lock is held, a deadline passed with work left, a rate limit.
    case tryAgain = 75
    /// Not authorised.
    case notAuthorised = 77
    /// Bad configuration.
    case badConfiguration = 78
}
