import RKShared

/// Artifacts of earlier builds.
struct LeftoverCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.artifactsLeft]

    /// Those in `dist`.
    func findings(in subject: Subject) -> [Finding] { Readiness.leftovers(of: subject.published, in: subject.tree).map { Finding($0) } }
}
