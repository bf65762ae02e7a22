import RKShared

extension PlanRow {
    /// The row of a package.
    /// - Parameters:
    ///   - plan: what rk-version decided for it, if it did.
    ///   - hasVersions: whether the document has versions at all; without them the manifests hold what is released.
    init(_ package: Package, order: Int, level: Int?, plan: VersionPlan?, hasVersions: Bool, result: Outcome?) {
        self.order = order
        self.level = level
        self.package = package
        self.result = result
        let status = Self.status(of: package, plan, hasVersions: hasVersions, result)
        let isReleased = plan?.isReleased ?? (!hasVersions && package.publish)
        self.status = status
        current = plan?.current ?? package.version
        next = isReleased && status != .excluded ? result?.version ?? plan?.next ?? package.version : nil
        bump = plan?.bump
        reason = plan?.reason.rawValue ?? (isReleased ? "manifest" : VersionPlan.Reason.none.rawValue)
        causes = plan.map(Self.causes) ?? []
        why = plan?.rest["why"]?.string ?? (isReleased || plan != nil && package.publish ? nil : Self.whyExcluded(package))
    }

    /// The rules of the statuses, in their order.
    private static func status(of package: Package, _ plan: VersionPlan?, hasVersions: Bool, _ result: Outcome?) -> Status {
        if result?.status == .alreadyPublished { return .alreadyPublished }
        if result?.isLeftOut == true { return .excluded }
        guard let plan else { return package.publish && !hasVersions ? .included : .excluded }
        if plan.isReleased { return plan.reason == .dependency ? .dependencyOnly : .included }
        return package.publish ? .skipped : .excluded
    }

    /// Why a package without a decision is not released.
    private static func whyExcluded(_ package: Package) -> String {
        package.publish ? "the document has no version for it" : "private: \(package.privateReason ?? "not published")"
    }

    /// The causes of a decision: `because` with the subjects of the commits.
    private static func causes(of plan: VersionPlan) -> [Cause] {
        let subjects = Dictionary(plan.commits.map { ($0.id, $0.subject) }) { first, _ in first }
        return plan.because.compactMap { word in
            if word.hasPrefix("propagation.") { return word.hasSuffix("=any") ? nil : .rule(word) }
            return plan.reason == .commit || subjects[word] != nil ? .commit(id: word, subject: subjects[word]) : .package(word)
        }
    }
}
