import ArgumentParser
import RKShared

/// The planner of a release's tags and of its pages on the forge.
@main
struct RkTag: Filter {
    /// The stage's name.
    static let stage = "rk-tag"
    /// The most tags in one push: more start no pipeline on GitHub and GitLab.
    static let tagsPerPush = 3

    static let configuration = CommandConfiguration(
        commandName: "rk-tag",
        abstract: "Plan the tags of a merged release, and its pages on the forge.",
        discussion: """
            EXAMPLES
              rk-discover | rk-propose --merged | rk-tag | rk-apply
              … | rk-tag --no-release | rk-apply                 tags alone
              … | rk-tag --no-push | rk-apply                    tags of this clone alone

            An annotated tag for each package, on the commit that brought the release into the branch; at most three in a push, since \
            more start no pipeline. Tags that are right already are left alone; a tag on another commit is an error.
            """,
        version: Toolkit.version)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Plan no tags, for a forge that makes them with its releases.")
    var noTag = false

    @Flag(help: "Plan no push.")
    var noPush = false

    @Flag(help: "Plan no releases of the forge.")
    var noRelease = false

    @Flag(help: "Plan no label for the request that was merged.")
    var noLabel = false

    @Flag(help: "Sign the tags with the user's key.")
    var sign = false

    @Option(help: ArgumentHelp("The remote that takes the tags.", valueName: "name"))
    var remote = "origin"

    @Option(help: ArgumentHelp("The name of the release branch, whose merged request gets its label.", valueName: "name"))
    var branch = ReleaseBranch.name

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        guard document.versions != nil else { throw Document.missing("versions", for: Self.stage, from: "rk-propose --merged") }
        try document.requireNoError(else: "nothing is planned")
        try Self.requireStated(document)
        let checkout = try await Checkout(of: try document.requiredRepository(for: Self.stage), world: invocation.world)
        let plan = try TagPlan(
            document, on: document.release?.commit ?? checkout.head, in: checkout.tree,
            beside: try await checkout.versionControl.taggedCommits(), isSigned: sign)
        let findings = plan.findings.filter { !noRelease && !noPush || $0.code != Code.assetMissing.rawValue }
        document.report(findings, from: Self.stage)
        document.plan(findings.isEmpty ? actions(for: plan, isMerged: document.release?.commit != nil) : [], by: Self.stage)
        return findings.isEmpty ? .done : .findings
    }

    /// Refuses versions that no release brought into the tree, and no stage wrote there for a while: a tag would name a tree that says otherwise.
    private static func requireStated(_ document: Document) throws(Fault) {
        guard document.release == nil, document.pins == nil else { return }
        let packages = document.packagesByID
        for version in document.versions ?? [] where version.isReleased {
            guard let next = version.next, let package = packages[version.package], let stated = package.version,
                let scheme = Catalog.ecosystem(package.ecosystem)?.versionScheme, scheme.compare(stated, next) != 0
            else { continue }
            throw Fault(
                .sectionMissing,
                "\(package.id) is to be tagged as \(next), but its manifest says \(stated): put rk-propose --merged before rk-tag",
                hint: "rk-tag tags what was merged: rk-discover | rk-propose --merged | rk-tag", at: Place(package.manifest))
        }
    }

    /// The tags, then their pushes, then the pages, then the label of the request that was merged.
    private func actions(for plan: TagPlan, isMerged: Bool) -> [Action] {
        let entries = plan.entries
        var actions = noTag ? [] : entries.map { Action(.tag($0.tag)) }
        if !noTag, !noPush {
            for start in stride(from: 0, to: entries.count, by: Self.tagsPerPush) {
                let names = entries[start..<min(start + Self.tagsPerPush, entries.count)].map(\.tag.name)
                actions.append(Action(.push(Action.Push(remote: remote, tags: names))))
            }
        }
        if !noPush, !noRelease { actions += entries.map { Action(.publishRelease($0.page)) } }
        if !noTag, !noPush, !noLabel, isMerged, plan.isNew {
            let labels = Action.RequestLabels(branch: branch, add: [ReleaseLabel.tagged], remove: [ReleaseLabel.pending])
            actions.append(Action(.labelRequest(labels)))
        }
        return actions
    }
}
