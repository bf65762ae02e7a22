/// Where a program talks: stdout takes data, once; stderr takes everything for people.
public struct Console: Sendable {
    /// How much is said on stderr.
    public enum Verbosity: Int, Sendable, Comparable {
        /// Errors only.
        case quiet
        /// Errors, warnings and what matters.
        case normal
        /// Also notes and every command that runs.
        case verbose

        /// Whether the left one says less.
        public static func < (left: Verbosity, right: Verbosity) -> Bool { left.rawValue < right.rawValue }
    }

    /// The program's name, in front of what it says.
    public let program: String
    /// How much is said.
    public let verbosity: Verbosity
    /// Whether stderr takes JSON lines instead of text.
    public let isJSON: Bool
    /// Whether stderr takes colours.
    public let isColoured: Bool
    /// Takes bytes for stderr.
    let write: @Sendable ([UInt8]) -> Void

    /// A console that writes to stderr, or to `write` in tests.
    public init(
        program: String, verbosity: Verbosity = .normal, isJSON: Bool = false, isColoured: Bool = false,
        write: @escaping @Sendable ([UInt8]) -> Void = { StandardStreams.error($0) }
    ) {
        self.program = program
        self.verbosity = verbosity
        self.isJSON = isJSON
        self.isColoured = isColoured
        self.write = write
    }

    /// Says a line, in verbose mode only.
    public func detail(_ text: String) { say(text, level: "debug", from: .verbose) }

    /// Says a line.
    public func info(_ text: String) { say(text, level: "info", from: .normal) }

    /// Says a line where the verbosity reaches `least`.
    private func say(_ text: String, level: String, from least: Verbosity) {
        guard verbosity >= least else { return }
        if isJSON {
            line(JSON.object(JSONObject(["level": .string(level), "message": .string(text), "program": .string(program)])).line)
        } else {
            line("\(program): \(Self.printable(text))")
        }
    }

    /// Shows findings in their order. Of a code that comes more than five times the first three are for people, and the number of the
    /// others; JSON lines and verbose mode have all.
    public func show(_ findings: [Diagnostic]) {
        let findings = findings.filter { isShown($0.severity) }
        guard !isJSON, verbosity < .verbose else { return findings.forEach { show($0) } }
        let counts = findings.reduce(into: [:]) { $0[$1.code, default: 0] += 1 }
        var seen: [String: Int] = [:]
        for finding in findings {
            let count = counts[finding.code] ?? 0
            seen[finding.code, default: 0] += 1
            if count <= 5 || seen[finding.code] ?? 0 <= 3 { show(finding) }
            if count > 5, seen[finding.code] == 3 { line("… and \(count - 3) more \(finding.code)") }
        }
    }

    /// Whether findings are said at all: notes need verbose mode, warnings at least normal mode.
    private func isShown(_ severity: Diagnostic.Severity) -> Bool {
        switch severity {
        case .error: true
        case .warning: verbosity >= .normal
        case .note: verbosity >= .verbose
        }
    }

    /// Shows a finding: like a compiler's, or as one JSON line. Notes need verbose mode, warnings at least normal mode.
    public func show(_ finding: Diagnostic) {
        guard isShown(finding.severity) else { return }
        if isJSON {
            var object = finding.object
            object["level"] = object.take("severity")
            object["program"] = .string(program)
            line(JSON.object(object).line)
        } else {
            line(text(of: finding))
        }
    }

    /// A finding as a compiler prints it.
    private func text(of finding: Diagnostic) -> String {
        let colour =
            switch finding.severity {
            case .error: "31"
            case .warning: "33"
            case .note: "36"
            }
        var lines = ["\(styled("\(finding.severity.rawValue)[\(finding.code)]", colour)): \(Self.printable(finding.message))"]
        if let place = finding.place { lines.append("  \(styled("-->", "34")) \(Self.printable(place.description))") }
        if let package = finding.package, !finding.message.contains(package) { lines.append("  package: \(Self.printable(package))") }
        if let hint = finding.hint { lines.append("  \(styled("help:", "32")) \(Self.printable(hint))") }
        return lines.joined(separator: "\n")
    }

    /// Text in a colour, where the terminal takes colours.
    private func styled(_ text: String, _ colour: String) -> String {
        isColoured ? "\u{1B}[1;\(colour)m\(text)\u{1B}[0m" : text
    }

    /// Text without what untrusted names could use to rewrite the screen; newlines are indented.
    public static func printable(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        return lines.map(\.visible).joined(separator: "\n    ")
    }

    /// Writes a text of several lines as it is, without a program's name in front; also with --quiet, for what was asked for.
    public static func passage(_ text: String) {
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            StandardStreams.error(Array("\(printable(String(line)).withoutWorkflowCommands)\n".utf8))
        }
    }

    /// Writes a line; what a tool printed is no command to the runner of a workflow.
    private func line(_ text: String) { write(Array("\(text.withoutWorkflowCommands)\n".utf8)) }
}
