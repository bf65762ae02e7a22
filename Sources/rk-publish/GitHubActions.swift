import RKShared

/// What a workflow of GitHub shows of a run: annotations on files, and a page about the run.
struct GitHubActions {
    /// The file for the page; nil where the runner has none.
    let summaryPath: String?

    /// The most packages that the page names: a page may have 1 MiB.
    private static let maximumRows = 2000

    /// Nil outside a workflow.
    init?(environment: [String: String]) {
        guard environment["GITHUB_ACTIONS"] == "true" else { return nil }
        summaryPath = environment["GITHUB_STEP_SUMMARY"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The page: how many packages ended how, and a table of them.
    static func summary(_ outcomes: [Outcome]) -> String {
        let counts = Outcome.Status.allCases.compactMap { status in
            let number = outcomes.count { $0.status == status }
            return number == 0 ? nil : "\(number) \(status.rawValue)"
        }
        var lines = ["## Release", "", counts.isEmpty ? "No packages." : "\(counts.joined(separator: ", ")).", ""]
        lines += ["| Package | Version | Status | |", "|---|---|---|---|"]
        for outcome in outcomes.prefix(maximumRows) {
            let why = outcome.blockedBy.isEmpty ? outcome.why ?? "" : "waits for \(outcome.blockedBy.joined(separator: ", "))"
            let cells = [outcome.package, outcome.version ?? "", outcome.status.rawValue, TerminalText(firstLineOf: why).text]
            lines.append("| \(cells.map(escaped(cell:)).joined(separator: " | ")) |")
        }
        if outcomes.count > maximumRows { lines += ["", "… and \(outcomes.count - maximumRows) more"] }
        return lines.joined(separator: "\n") + "\n\n"
    }

    /// Adds the page to the workflow's.
    func write(_ outcomes: [Outcome]) {
        guard let summaryPath else { return }
        _ = StandardStreams.append(Array(Self.summary(outcomes).utf8), to: summaryPath)
    }

    /// Text in a cell of a Markdown table, without markup.
    private static func escaped(cell text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "|", "\\", "`", "*", "_", "[", "]", "#": result += "\\\(character)"
            default: result += character.isNewline ? " " : String(character).visible
            }
        }
        return result
    }
}
