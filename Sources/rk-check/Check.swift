import RKShared

/// A check: what it looks for, and how. It changes nothing.
protocol Check: Sendable {
    /// The codes of its findings; it does not run where none is wanted.
    var codes: Set<Code> { get }
    /// What it finds.
    /// - Throws: a `Fault` where the repository cannot be looked at.
    func findings(in subject: Subject) async throws(Fault) -> [Finding]
}

/// What a check found, with what mends it.
struct Finding: Sendable {
    /// What mends a finding.
    enum Repair: Sendable {
        /// Edits of a file.
        case edit(path: String, Edit)
        /// A command of a tool.
        case run(Action.CommandRun)
    }

    /// The finding; nil for the repair of another stage's.
    var diagnostic: Diagnostic?
    /// What mends it, in order; empty where nothing does that is safe.
    var repairs: [Repair] = []

    /// A finding that nothing mends.
    init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

    /// A finding with its repairs.
    init(_ diagnostic: Diagnostic?, mendedBy repairs: [Repair]) {
        self.diagnostic = diagnostic
        self.repairs = repairs
    }

    /// A check that was left out, and why, after `skipped: `.
    static func skipped(_ why: String, hint: String? = nil) -> Finding { Finding(Diagnostic(.note, .checkSkipped, why, hint: hint)) }

    /// The finding beside its planned repair: it keeps nobody from performing that.
    var mended: Diagnostic? {
        guard !repairs.isEmpty, var diagnostic else { return diagnostic }
        if diagnostic.severity == .error { diagnostic.severity = .warning }
        diagnostic.hint = "rk-apply mends it"
        return diagnostic
    }
}
