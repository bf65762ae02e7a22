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

    @Flag(help: "Sign the tags with the user's key.")
    var sign = false

    @Option(help: ArgumentHelp("The remote that takes the tags.", valueName: "name"))
    var remote = "origin"

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        guard let versions = document.versions else { throw Document.missing("versions", for: Self.stage, from: "rk-propose --merged") }
        try document.requireNoError(else: "nothing is planned")
        let checkout = try await Checkout(of: try document.requiredRepository(for: Self.stage), world: invocation.world)
        let commit = document.rest["release"]?.object?["commit"]?.string ?? checkout.head
        let present = try await checkout.git.taggedCommits()
        var tags: [Action.Tag] = []
        var findings: [Diagnostic] = []
        for version in versions where version.isReleased {
            guard let name = version.tag, let next = version.next, !tags.contains(where: { $0.name == name }) else { continue }
            if let other = present[name], other != commit {
                findings.append(
                    Diagnostic(
                        .error, .tagTaken, "the tag `\(name)` is on \(other.prefix(12)), not on \(commit.prefix(12)), the release",
                        hint: "a tag that was published must not move: release \(version.package) as another version",
                        package: version.package))
            }
            let message = "\(Self.name(of: version.package, in: document)) \(next)"
            tags.append(Action.Tag(name: name, commit: commit, message: message, isSigned: sign))
        }
        document.report(findings, from: Self.stage)
        guard findings.isEmpty else {
            document.plan([], by: Self.stage)
            return .findings
        }
        document.plan(actions(for: tags, document), by: Self.stage)
        return .done
    }

    /// The tags, then their pushes, then the pages.
    private func actions(for tags: [Action.Tag], _ document: Document) -> [Action] {
        var actions = noTag ? [] : tags.map { Action(.tag($0)) }
        if !noTag, !noPush {
            for start in stride(from: 0, to: tags.count, by: Self.tagsPerPush) {
                let names = tags[start..<min(start + Self.tagsPerPush, tags.count)].map(\.name)
                actions.append(Action(.push(Action.Push(remote: remote, tags: names))))
            }
        }
        if !noPush, !noRelease { actions += releases(for: tags, document).map { Action(.publishRelease($0)) } }
        return actions
    }

    /// The pages of the releases; the last final one is the newest.
    private func releases(for tags: [Action.Tag], _ document: Document) -> [Action.ForgeRelease] {
        let notes = Dictionary((document.changelog ?? []).map { ($0.package, $0) }) { first, _ in first }
        let versions = (document.versions ?? []).filter(\.isReleased)
        let newest = versions.last { !isPrerelease($0, document) }?.tag
        return tags.map { tag in
            let sharers = versions.filter { $0.tag == tag.name }
            let body = sharers.compactMap { version -> String? in
                guard let note = notes[version.package] else { return nil }
                return sharers.count == 1 ? note.markdown : note.markdown(under: Self.name(of: version.package, in: document))
            }.joined(separator: "\n")
            let isPrerelease = sharers.contains { self.isPrerelease($0, document) }
            return Action.ForgeRelease(
                tag: tag.name, title: tag.message, body: body, isPrerelease: isPrerelease, isLatest: tag.name == newest)
        }
    }

    /// Whether a version is a prerelease by its ecosystem's rules.
    private func isPrerelease(_ version: VersionPlan, _ document: Document) -> Bool {
        let ecosystem = document.packages?.first { $0.id == version.package }?.ecosystem
        guard let next = version.next, let scheme = ecosystem.flatMap({ Catalog.ecosystem($0) })?.versionScheme else { return false }
        return scheme.isPrerelease(next) ?? false
    }

    /// A package's name.
    private static func name(of id: String, in document: Document) -> String { document.packages?.first { $0.id == id }?.name ?? id }
}
