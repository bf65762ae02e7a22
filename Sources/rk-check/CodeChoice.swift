import RKShared

/// Which codes are wanted, and how bad they are.
struct CodeChoice: Sendable {
    /// The only ones; empty for all.
    let only: Set<Code>
    /// Those that are left out.
    let ignore: Set<Code>
    /// `[check]` of releasekit.toml.
    let settings: CheckSettings

    /// Whether findings of a code are wanted; a code of the user's own is, unless only others are.
    func takes(_ name: String) -> Bool {
        guard let code = Code(rawValue: name) else { return only.isEmpty }
        return (only.isEmpty || only.contains(code)) && !ignore.contains(code) && !settings.ignore.contains(code)
    }

    /// A finding as bad as the configuration says; nil for one that is not wanted. A repair of another stage's finding stays.
    func applied(to finding: Finding) -> Finding? {
        guard var diagnostic = finding.diagnostic, let code = Code(rawValue: diagnostic.code) else { return finding }
        guard takes(diagnostic.code) else { return nil }
        diagnostic.severity = settings.severity[code] ?? diagnostic.severity
        return Finding(diagnostic, mendedBy: finding.repairs)
    }
}
