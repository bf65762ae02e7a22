import RKShared

/// Writes the decisions down as the document's section.
struct VersionSection {
    /// The decisions.
    let decisions: Decisions
    /// The tag formats, in package order.
    let formats: [TagFormat]
    /// The tags.
    let tags: ReleaseTags
    /// What the user asks.
    let options: DecisionOptions

    /// The section and the findings about tags.
    func build() throws(Fault) -> (versions: [VersionPlan], findings: [Diagnostic]) {
        var versions: [VersionPlan] = []
        var findings: [Diagnostic] = []
        var owners: [String: Int] = [:]
        var known: [String: String] = [:]
        for (index, decision) in decisions.all.enumerated() {
            let candidate = decisions.candidates[index]
            var plan = VersionPlan(
                package: candidate.package.id, current: candidate.current, next: candidate.current, bump: decision.bump.rawValue,
                reason: decision.reason)
            plan.because = decision.because
            plan.rest["why"] = decision.why.map { .string($0) }
            plan.since = candidate.baseline.final.map { VersionPlan.Baseline(tag: $0.tag.name, commit: $0.tag.commit) }
            plan.commits = candidate.touches.map { Self.change($0) }
            if decision.bump > .none {
                let key = "\(decisions.sets.componentOf[index]) \(candidate.scheme.rawValue)"
                let version = if let shared = known[key] { shared } else { try NextVersion(decisions: decisions).version(of: index) }
                known[key] = version
                plan.next = version
                if let current = candidate.current, sharesManual(index) {
                    plan.bump = max(candidate.scheme.bump(from: current, to: version), .prerelease).rawValue
                }
                if options.prerelease != nil || candidate.scheme.isPrerelease(version) == true { plan.bump = Bump.prerelease.rawValue }
                plan.tag = tag(of: index, version, &owners, &findings)
                if let finding = refusal(of: version, for: index) { findings.append(finding) }
            } else {
                plan.rest["why"] = .string(reasonToStay(index))
                if candidate.baseline.newest == nil, candidate.package.publish {
                    findings.append(
                        Diagnostic(
                            .note, .versionNeverReleased,
                            "\(candidate.package.id) was never released, and no commit since it was added asks for a release",
                            hint: "release it as it is with --set \(candidate.package.id)=\(candidate.current ?? "0.1.0")",
                            package: candidate.package.id,
                            at: Place(candidate.package.manifest)))
                }
            }
            if let behind = untagged(candidate) { findings.append(behind) }
            versions.append(plan)
        }
        return (versions, findings + unreadable())
    }

    /// Whether the user set the version of a package, or of one that shares it.
    private func sharesManual(_ index: Int) -> Bool { decisions.sharing(with: index).contains { decisions.all[$0].reason == .manual } }

    /// Why a package is not released.
    private func reasonToStay(_ index: Int) -> String {
        let package = decisions.candidates[index].package
        guard package.publish else { return "private: \(package.privateReason ?? "not published")" }
        return "no commit since the last release asks for one" + (decisions.held[index].map { "; \($0)" } ?? "")
    }

    /// The notes of the requirements that could not be read when a rule asked for their range.
    private func unreadable() -> [Diagnostic] {
        let lines = decisions.unreadable.map { requirement in
            let package = decisions.candidates[requirement.dependent].package
            return Diagnostic(
                .note, .requirementSyntax,
                "the requirement `\(requirement.text)` of \(package.id) on \(requirement.dependency) cannot be read, so every version counts as out of its range",
                hint: "write a range that the ecosystem knows, or give this kind another rule in [propagation]", package: package.id,
                at: Place(package.manifest))
        }
        return lines.sorted { $0.message.precedes($1.message) }
    }

    /// The finding of a version that the package's ecosystem does not let it have.
    private func refusal(of version: String, for index: Int) -> Diagnostic? {
        let package = decisions.candidates[index].package
        guard let ecosystem = Catalog.ecosystem(package.ecosystem) as? any VersionInTags else { return nil }
        guard !ecosystem.accepts(version, for: package) else { return nil }
        let sharers = NextVersion(decisions: decisions).sharers(of: package.id, decisions.sharing(with: index))
        let apart = sharers.isEmpty ? "" : ", for all of them; or let a group without it share one version"
        return Diagnostic(
            .error, .versionInvalid, "\(package.id) cannot have the version \(version)\(sharers)",
            hint: ecosystem.remedy(for: version, of: package) + apart, package: package.id, at: Place(package.manifest))
    }

    /// The tag of a version, with findings when git would refuse it, when it is there already, or when two packages would share it.
    private func tag(of index: Int, _ version: String, _ owners: inout [String: Int], _ findings: inout [Diagnostic]) -> String {
        let package = decisions.candidates[index].package
        let tag = package.tag(of: version, in: formats[index])
        if let problem = RefName.problem(in: tag) {
            findings.append(
                Diagnostic(
                    .error, .tagInvalid, "the tag `\(tag)` is no valid name: \(problem)", hint: "change tag_format", package: package.id))
        }
        if tags.names.contains(tag) {
            findings.append(
                Diagnostic(
                    .error, .tagCollision, "the tag `\(tag)` exists already, on a commit that is not in this branch's history",
                    hint: "merge the branch that holds it, release from there, or choose another version with --set \(package.id)=VERSION",
                    package: package.id))
        }
        if let other = tags.obstacle(to: tag) {
            findings.append(
                Diagnostic(
                    .error, .tagCollision, "git cannot have the tag `\(tag)` beside the tag `\(other)`: one would be a folder of the other",
                    hint: "change tag_format, or delete `\(other)` here and on the remote if nobody needs it", package: package.id))
        }
        if let other = owners[tag], !decisions.sharing(with: index).contains(other) {
            findings.append(
                Diagnostic(
                    .error, .tagCollision, "\(decisions.candidates[other].package.id) and \(package.id) would both get the tag `\(tag)`",
                    hint: "put {name} into tag_format, or set synchronize = true", package: package.id))
        }
        owners[tag] = index
        return tag
    }

    /// A finding for a manifest whose version is above every tag: a release that was not finished, or tags that were not fetched.
    private func untagged(_ candidate: Candidate) -> Diagnostic? {
        guard let newest = candidate.baseline.newest?.version, let stated = candidate.package.version else { return nil }
        guard candidate.scheme.isPrerelease(stated) == false, candidate.scheme.compare(stated, newest) == 1 else { return nil }
        return Diagnostic(
            .warning, .versionUntagged, "\(candidate.package.id) states \(stated), but its newest tag is for \(newest)",
            hint: "was a release not finished, or were tags not fetched? `git fetch --tags`, or `hg pull`", package: candidate.package.id,
            at: Place(candidate.package.manifest))
    }

    /// A commit as the document lists it.
    private static func change(_ touch: PackageHistory.Touch) -> Change {
        var change = change(of: touch.entry.message, id: touch.entry.id, author: touch.entry.author, bump: touch.bump)
        change.isCancelled = touch.isCancelled
        change.isInPrerelease = touch.isInPrerelease
        change.squashed = touch.entry.message.nested.map {
            self.change(of: $0, id: touch.entry.id, author: touch.entry.author, bump: $0.bump())
        }
        return change
    }

    /// A message as the document lists it.
    private static func change(of message: ConventionalCommit, id: String, author: String, bump: Bump) -> Change {
        var change = Change(
            id: id, type: message.type, scope: message.scope, breaking: message.isBreaking, subject: message.subject, bump: bump.rawValue,
            pullRequest: message.pullRequest, author: author)
        change.breakingNote = message.footers.first { $0.token == "BREAKING CHANGE" }?.value
        return change
    }
}
