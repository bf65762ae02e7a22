import RKShared

/// What follows a release that is on its registries: the label of its request, events for other repositories, and the next development
/// versions.
struct FollowUp {
    /// The versions that were released.
    private let released: [VersionPlan]
    /// The packages by id.
    private let packages: [String: Package]
    /// The document.
    private let document: Document
    /// The configuration.
    private let configuration: Configuration
    /// The most bytes of an event's text; GitHub takes 65,535 characters.
    private static let maximumPayload = 60_000

    /// Reads what was released.
    /// - Throws: a `Fault` where no upload was tried, or not everything is on its registry.
    init(of document: Document, _ configuration: Configuration) throws(Fault) {
        guard let results = document.results else {
            throw Document.missing("results", for: "rk-propose --published", from: "rk-publish")
        }
        let packages = try document.requiredPackages(for: RkPropose.stage).byID
        let outcomes = Dictionary(results.map { ($0.package, $0) }) { first, _ in first }
        let plans =
            document.versions?.filter(\.isReleased)
            ?? results.compactMap { outcome in
                guard outcome.status.isPublic, let version = outcome.version else { return nil }
                return VersionPlan(package: outcome.package, current: version, next: version, bump: "patch", reason: .manual)
            }
        released = plans.filter { packages[$0.package]?.publish == true }
        for plan in released where outcomes[plan.package]?.status.isPublic != true {
            throw Fault(
                .documentHoldsError,
                "\(plan.package) \(plan.next ?? "") is not published: \(outcomes[plan.package]?.status.rawValue ?? "nobody tried to")",
                hint: "publish the rest first; nothing is planned", package: plan.package)
        }
        self.packages = packages
        self.document = document
        self.configuration = configuration
    }

    /// The label of the request that was merged.
    func label(of branch: String) -> [Action] {
        guard document.release?.commit != nil, !released.isEmpty else { return [] }
        let labels = Action.RequestLabels(
            branch: branch, add: [ReleaseLabel.published], remove: [ReleaseLabel.pending, ReleaseLabel.tagged])
        return [Action(.labelRequest(labels))]
    }

    /// The events for the repositories that are told of a package that was released.
    var dispatches: [Action] {
        return configuration.dispatches.compactMap { target in
            let news = released.compactMap { plan -> JSON? in
                guard let package = packages[plan.package], let version = plan.next, target.concerns(package) else { return nil }
                return .object(
                    JSONObject([
                        "package": .string(package.id), "name": .string(package.registryName), "version": .string(version),
                    ]))
            }
            guard !news.isEmpty else { return nil }
            let dispatch = Action.Dispatch(
                repository: target.repository, event: target.event, branch: target.branch, payload: payload(news))
            return Action(.dispatch(dispatch), why: "\(news.count) released \(news.count == 1 ? "package" : "packages")")
        }
    }

    /// The text of an event: as many packages as fit, and how many more there are.
    private func payload(_ news: [JSON]) -> JSONObject {
        var room = Self.maximumPayload
        let fitting = news.prefix { item in
            room -= item.line.utf8.count + 1
            return room >= 0
        }
        var payload = JSONObject(["packages": .array(Array(fitting))])
        payload["commit"] = (document.release?.commit ?? document.repository?.head).map { .string($0) }
        payload["repository"] = document.repository?.remote.map { .string($0) }
        if fitting.count < news.count { payload["more"] = .integer(news.count - fitting.count) }
        return payload
    }

    /// The document whose versions are those of the work that follows; nil where none is asked for, or they are there.
    var development: Document? {
        let plans = released.compactMap { plan -> VersionPlan? in
            guard let package = packages[plan.package], let release = plan.next, package.version != nil,
                PackageSettings(of: package).developmentVersions ?? configuration.developmentVersions,
                let next = Catalog.ecosystem(package.ecosystem)?.versionScheme.development(after: release)
            else { return nil }
            var plan = VersionPlan(package: plan.package, current: package.version, next: next, bump: "prerelease", reason: .manual)
            // Nothing is tagged: the entries of a record have tags, and no record is written.
            plan.tag = next
            return plan
        }
        guard !plans.isEmpty else { return nil }
        var next = document
        next.versions = plans
        next.changelog = nil
        next.release = nil
        return next
    }

    /// The proposal of these versions.
    static func proposal(of commit: ReleaseCommit, branch: String) -> Proposal {
        let title = "chore: begin the next development versions"
        let lines = commit.record.packages.map { "- \($0.package) \($0.from.map { "\($0) -> " } ?? "")\($0.version)" }
        return Proposal(
            branch: branch, message: "\(title)\n\n\(lines.joined(separator: "\n"))\n\n\(CommitMark.proposal)\n", changes: commit.actions,
            request: (title, "The versions of the work that follows the release.\n\n\(lines.joined(separator: "\n"))\n", []))
    }
}

extension Outcome.Status {
    /// Whether the version is on its registry.
    var isPublic: Bool { self == .published || self == .alreadyPublished }
}
