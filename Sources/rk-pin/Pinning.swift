import RKShared

/// What `apply` and `run` share: the document's pins, written into its files under the lock.
struct Pinning {
    /// The document, with its pins.
    let document: Document
    /// The edits, in the document's order of packages, those of private ones behind the others.
    let rewritings: [(package: String, rewriting: Rewriting)]
    /// The files and their journal.
    let target: PinTarget

    /// Reads the document on stdin and computes the edits; undoes first what an earlier run left behind, unless `isDry`.
    /// - Parameter isLasting: whether the edits are for a commit, not for a registry.
    /// - Throws: a `Fault`: nothing is edited then.
    static func prepare(
        _ invocation: Invocation, _ signals: Signals, isDry: Bool, isLasting: Bool = false
    ) async throws -> (pinning: Pinning, lock: Lock?) {
        var document = try Document(parsing: try StandardStreams.input(for: RkPin.stage))
        try document.requireNoError(else: "nothing is pinned")
        let target = try await PinTarget(of: document, invocation)
        guard !isDry else {
            try target.refuseLeftovers()
            return (try await compute(&document, target, invocation, signals, isLasting), nil)
        }
        let lock = try Lock(at: target.state.lock, purpose: RkPin.stage)
        let restored = try await PinSession(state: target.state, root: target.tree.root).recover()
        for path in restored { invocation.console.info("restored \(path), which a run that was stopped had left pinned") }
        if !restored.isEmpty, document.repository?.clean != true {
            throw Fault(
                .pinLeft, "the document was made while files were still pinned from another run; they are restored now",
                hint: "run the pipeline again")
        }
        return (try await compute(&document, target, invocation, signals, isLasting), lock)
    }

    /// Computes the edits. The document always has the pins of a registry: a later stage builds with them.
    private static func compute(
        _ document: inout Document, _ target: PinTarget, _ invocation: Invocation, _ signals: Signals, _ isLasting: Bool
    ) async throws -> Pinning {
        let snapshot = document
        let (plan, pinned, written) = try await Catalog.following(snapshot) {
            let plan = try PinPlan(following: snapshot)
            let pinned = try await plan.rewritings(in: target.tree, asking: target.host(invocation, signals: signals))
            return (plan, pinned, isLasting ? try plan.lasting(pinned, in: target.tree) : pinned)
        }
        document.begin(stage: RkPin.stage)
        document.pins = plan.pins(for: pinned)
        return Pinning(
            document: document,
            rewritings: (plan.packages + plan.privates).compactMap { package in written[package.id].map { (package.id, $0) } },
            target: target)
    }

    /// The edits of packages that fit one of the patterns; all of them where there is no pattern.
    /// - Throws: a `Fault` for a name that no package has.
    func narrowed(to patterns: [NameGlob]) throws(Fault) -> Pinning {
        guard !patterns.isEmpty else { return self }
        let packages = document.packages ?? []
        for pattern in patterns where !pattern.hasWildcard && !packages.contains(where: pattern.matches) {
            throw Fault(
                .packageUnknown, "no package fits `\(pattern.pattern)`",
                hint: Suggestion.nearest(to: pattern.pattern, among: packages.flatMap { [$0.name, $0.id] }).map { "did you mean `\($0)`?" }
                    ?? "`rk-pin apply --dry-run` names what it would edit")
        }
        let kept = Set(packages.filter { package in patterns.contains { $0.matches(package) } }.map(\.id))
        return Pinning(document: document, rewritings: rewritings.filter { kept.contains($0.package) }, target: target)
    }

    /// A session for the edits.
    func session() -> PinSession { PinSession(state: target.state, root: target.tree.root) }

    /// Says what would be edited.
    func describe(_ dryRun: DryRun) {
        for (package, rewriting) in rewritings {
            for change in rewriting.changes { dryRun.say("would edit \(change.path) (\(package))") }
            if let version = document.pins?.first(where: { $0.package == package })?.version {
                dryRun.say("  version: \(version.from ?? "none") -> \(version.to)")
            }
            for requirement in rewriting.requirements { dryRun.say("  \(requirement.name): \(requirement.from) -> \(requirement.to)") }
        }
    }
}
