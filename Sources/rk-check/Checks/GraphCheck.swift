import RKShared

/// Cycles and self-dependencies are rk-graph's findings; here it is told where it did not run.
struct GraphCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.checkSkipped]

    /// One, where the section is missing.
    func findings(in subject: Subject) -> [Finding] {
        guard subject.document.graph == nil else { return [] }
        return [.skipped("cycles and self-dependencies are not looked for", hint: "put rk-graph in front")]
    }
}

/// What mends self-dependencies, which are rk-graph's findings.
struct SelfDependencyCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.graphSelfDependency]

    /// The repairs of those that a manifest states without extras, and of the lockfile.
    func findings(in subject: Subject) -> [Finding] {
        let found = subject.document.diagnostics.filter { $0.code == Code.graphSelfDependency.rawValue && $0.severity != .note }
        return found.compactMap { finding in
            guard let package = finding.package.flatMap(subject.package), let profile = subject.profiles[package.id] else { return nil }
            let repairs = profile.needs.compactMap { need in need.removal.map { Finding.Repair.edit(path: need.place.path, $0) } }
            let relock = subject.workspace(of: package).flatMap { LockfileCheck.refresh($0, in: subject) }
            return repairs.isEmpty ? nil : Finding(nil, mendedBy: repairs + (relock.map { [$0] } ?? []))
        }
    }
}
