public import ArgumentParser

/// The options that every program takes.
public struct CommonOptions: ParsableArguments, Sendable {
    /// How stderr is written.
    public enum LogFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
        /// For people.
        case text
        /// One JSON object a line.
        case json
    }

    /// More on stderr.
    @Flag(name: .shortAndLong, help: "Say more on stderr: notes, and every command that runs.")
    public var verbose = false

    /// Less on stderr.
    @Flag(name: .shortAndLong, help: "Say nothing on stderr but errors.")
    public var quiet = false

    /// How stderr is written.
    @Option(help: "How stderr is written: text or json.")
    public var logFormat: LogFormat = .text

    /// A code to explain instead of working.
    @Option(help: ArgumentHelp("Explain a code such as RK-GRAPH-CYCLE and stop.", valueName: "code"))
    public var explain: String?

    /// The defaults.
    public init() {}

    /// Refuses options that contradict each other.
    public func validate() throws {
        if verbose && quiet { throw ValidationError("--verbose and --quiet contradict each other") }
    }

    /// How much is said on stderr.
    public var verbosity: Console.Verbosity { quiet ? .quiet : verbose ? .verbose : .normal }
}
