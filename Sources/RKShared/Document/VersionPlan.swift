/// What rk-version decided for one package.
public struct VersionPlan: Sendable, Hashable {
    /// What decided the bump.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// Commits that touch the package.
        case commit
        /// A dependency's bump.
        case dependency
        /// Another member of the release group.
        case group
        /// Another package, all sharing one version.
        case synchronize
        /// `--force-unchanged`.
        case forced
        /// `--set`.
        case manual
        /// Nothing: the package stays as it is.
        case none
    }

    /// Where the history of a package begins.
    public struct Baseline: Sendable, Hashable {
        /// The tag of the last release.
        public var tag: String
        /// The full id of the commit that the tag names.
        public var commit: String

        /// A baseline.
        public init(tag: String, commit: String) {
            self.tag = tag
            self.commit = commit
        }
    }

    /// The package's id.
    public var package: String
    /// The version of the manifest, else that of the last release.
    public var current: String?
    /// The version to release; equal to `current` when nothing changes.
    public var next: String?
    /// How large the step is: `major minor patch prerelease none`.
    public var bump: String
    /// What decided.
    public var reason: Reason
    /// The deciding commits' ids, or the ids of packages whose bump caused this one.
    public var because: [String]
    /// The last release; nil before the first one.
    public var since: Baseline?
    /// The tag of the next version.
    public var tag: String?
    /// The commits since the baseline that touch the package, newest first.
    public var commits: [Change]
    /// Fields of other programs.
    public var rest = JSONObject()

    /// A decision without commits.
    public init(package: String, current: String?, next: String?, bump: String, reason: Reason) {
        self.package = package
        self.current = current
        self.next = next
        self.bump = bump
        self.reason = reason
        because = []
        commits = []
    }

    /// Whether the package is released.
    public var isReleased: Bool { bump != "none" }
}

/// A commit as it counts for one package.
public struct Change: Sendable, Hashable {
    /// The full commit id.
    public var id: String
    /// The Conventional Commits type; nil for another message.
    public var type: String?
    /// The scope in parentheses.
    public var scope: String?
    /// Whether it is marked as breaking.
    public var breaking: Bool
    /// The description, or the first line of another message.
    public var subject: String
    /// The bump that it asks for.
    public var bump: String
    /// The number of the pull request at the end of the subject.
    public var pullRequest: Int?
    /// The author's name.
    public var author: String
    /// What a breaking change breaks, from the footer; nil where only `!` says that it is one.
    public var breakingNote: String?
    /// Whether another commit since the last release took it back, or it did that to another one: neither is news.
    public var isCancelled = false
    /// Whether a prerelease since the last final release had it already.
    public var isInPrerelease = false
    /// The commits that were squashed into this one, without ids of their own.
    public var squashed: [Change] = []
    /// Fields of other programs.
    public var rest = JSONObject()

    /// A change.
    public init(
        id: String, type: String?, scope: String?, breaking: Bool, subject: String, bump: String, pullRequest: Int?, author: String
    ) {
        self.id = id
        self.type = type
        self.scope = scope
        self.breaking = breaking
        self.subject = subject
        self.bump = bump
        self.pullRequest = pullRequest
        self.author = author
    }
}

extension VersionPlan.Baseline: Section {
    init(from fields: inout Fields) throws(Fault) {
        tag = try fields.string("tag")
        commit = try fields.string("commit")
    }

    var object: JSONObject { JSONObject(["tag": .string(tag), "commit": .string(commit)]) }
}

extension Change: Section {
    init(from fields: inout Fields) throws(Fault) {
        id = try fields.string("id")
        type = try fields.optionalString("type")
        scope = try fields.optionalString("scope")
        breaking = try fields.bool("breaking", default: false)
        subject = try fields.string("subject")
        bump = try fields.string("bump")
        pullRequest = try fields.optionalInteger("pull_request")
        author = try fields.optionalString("author") ?? ""
        breakingNote = try fields.optionalString("breaking_note")
        isCancelled = try fields.bool("cancelled", default: false)
        isInPrerelease = try fields.bool("in_prerelease", default: false)
        squashed = try fields.sections("squashed")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["id"] = .string(id)
        object["type"] = .optional(type)
        object["scope"] = .optional(scope)
        object["breaking"] = .bool(breaking)
        object["subject"] = .string(subject)
        object["bump"] = .string(bump)
        object["pull_request"] = pullRequest.map { .integer($0) } ?? .null
        object["author"] = .string(author)
        object["breaking_note"] = breakingNote.map { .string($0) }
        object["cancelled"] = isCancelled ? .bool(true) : nil
        object["in_prerelease"] = isInPrerelease ? .bool(true) : nil
        object["squashed"] = squashed.isEmpty ? nil : .array(squashed.map(\.json))
        return object
    }
}

extension VersionPlan: Section {
    init(from fields: inout Fields) throws(Fault) {
        package = try fields.string("package")
        current = try fields.optionalString("current")
        next = try fields.optionalString("next")
        bump = try fields.string("bump")
        reason = try fields.choice("reason")
        because = try fields.strings("because")
        since = try fields.optionalSection("since")
        tag = try fields.optionalString("tag")
        commits = try fields.sections("commits")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["package"] = .string(package)
        object["current"] = .optional(current)
        object["next"] = .optional(next)
        object["bump"] = .string(bump)
        object["reason"] = .string(reason.rawValue)
        object["because"] = .strings(because)
        object["since"] = since?.json ?? .null
        object["tag"] = .optional(tag)
        object["commits"] = .array(commits.map(\.json))
        return object
    }
}
