/// What reading a project's scripts may still cost. One count for the walk, the expressions and the scripts that are applied, since loops and
/// calls multiply one another: an object, which all of them share.
final class GradleEffort {
    /// The steps for any project, whatever loops its scripts hold; real ones need a third of it at most.
    private static let base = 300_000
    /// The steps for each token of a script; real scripts need six at most.
    private static let perToken = 16

    /// The steps that may be taken: a token that is looked at, an element of a list that is put together.
    private(set) var granted = base
    /// The steps that were taken.
    private(set) var spent = 0
    /// The scripts that were granted steps for their tokens.
    private var scripts: Set<String> = []
    /// Whether somebody was told that all are taken.
    private var isTold = false

    /// Whether no step is left.
    var isSpent: Bool { spent >= granted }

    /// Grants the steps of a script, once however often it is applied.
    func grant(_ script: GradleScript, path: String) {
        if scripts.insert(path).inserted { granted += Self.perToken * script.tokens.count }
    }

    /// Takes steps; whether there are any left.
    @discardableResult func spend(_ steps: Int) -> Bool {
        guard !isSpent else { return false }
        spent += steps
        return !isSpent
    }

    /// What to say of a script that was left at a token; nil where something is said already.
    func finding(_ severity: Diagnostic.Severity, at token: Int, of script: GradleScript, path: String) -> Diagnostic? {
        guard !isTold, token < script.tokens.count else { return nil }
        isTold = true
        let position = script.position(script.tokens[token].span)
        return Diagnostic(
            severity, .manifestTooLarge, "what this script says takes more than \(granted) steps; it is read up to here",
            hint: "write includes, versions and dependencies outside loops and functions that multiply one another",
            at: Place(path, line: position.line, column: position.column))
    }
}
