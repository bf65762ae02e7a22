extension Action {
    /// A version that is in a registry, and that nobody is to take by mistake. Its number can never be used again.
    public struct Withdrawal: Sendable, Hashable {
        /// What a registry lets be done about a version.
        public enum Manner: String, Sendable, Hashable, CaseIterable {
            /// It stays as it is, with a warning for whoever installs it (npm).
            case deprecate
            /// Resolvers pass it over; a lockfile that has it still works (pub).
            case retract
            /// It is gone (npm, repositories of one's own).
            case unpublish
            /// Resolvers pass it over; a lockfile that has it still works (crates.io, PEP 592).
            case yank
        }

        /// The package's id.
        public var package: String
        /// The version.
        public var version: String
        /// The address of the registry, without credentials: performing it anywhere else is refused.
        public var registry: String
        /// What is done.
        public var manner: Manner
        /// What users are told.
        public var reason: String
        /// Where a person does it, since the registry has no other way; nil where it is done by rk-apply.
        public var page: String?

        /// A withdrawal.
        public init(package: String, version: String, registry: String, manner: Manner, reason: String, page: String? = nil) {
            self.package = package
            self.version = version
            self.registry = registry
            self.manner = manner
            self.reason = reason
            self.page = page
        }
    }

    /// The page of a release of the forge; its tag stays.
    public struct PageDeletion: Sendable, Hashable {
        /// The tag.
        public var tag: String

        /// A deletion.
        public init(tag: String) { self.tag = tag }
    }

    /// A tag of this clone and of a remote.
    public struct TagDeletion: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// The full id of the commit that it names: a tag on another one stays.
        public var commit: String
        /// The remote's name; nil for the tag of this clone alone.
        public var remote: String?

        /// A deletion.
        public init(name: String, commit: String, remote: String?) {
            self.name = name
            self.commit = commit
            self.remote = remote
        }
    }

    /// A request to merge that is not merged.
    public struct RequestClosing: Sendable, Hashable {
        /// The branch with the changes.
        public var branch: String
        /// The branch that was to take them.
        public var base: String
        /// The labels that it loses.
        public var labels: [String]

        /// A request.
        public init(branch: String, base: String, labels: [String]) {
            self.branch = branch
            self.base = base
            self.labels = labels
        }
    }

    /// A branch of a remote.
    public struct BranchDeletion: Sendable, Hashable {
        /// The remote's name.
        public var remote: String
        /// The branch's name.
        public var branch: String
        /// The full id of the commit at its end: a branch that has moved on stays.
        public var commit: String

        /// A deletion.
        public init(remote: String, branch: String, commit: String) {
            self.remote = remote
            self.branch = branch
            self.commit = commit
        }
    }

    /// A file that is to be gone.
    public struct FileRemoval: Sendable, Hashable {
        /// The path, relative to the repository's root.
        public var path: String
        /// `sha256:` and the digest of what must be there.
        public var before: String

        /// A removal.
        public init(path: String, before: String) {
            self.path = path
            self.before = before
        }
    }
}

extension Action.Withdrawal {
    /// Takes the fields.
    init(from fields: inout Fields) throws(Fault) {
        package = try fields.string("package")
        version = try fields.string("version")
        registry = try fields.string("registry")
        manner = try fields.choice("how")
        reason = try fields.string("reason")
        page = try fields.optionalString("page")
    }

    /// The fields.
    var fields: JSONObject {
        JSONObject([
            "package": .string(package), "version": .string(version), "registry": .string(registry), "how": .string(manner.rawValue),
            "reason": .string(reason), "page": page.map { .string($0) },
        ])
    }
}

extension Action.TagDeletion {
    /// Takes the fields.
    init(from fields: inout Fields) throws(Fault) {
        name = try fields.referenceName("tag")
        commit = try fields.string("commit")
        remote = try fields.optionalString("remote")
    }

    /// The fields.
    var fields: JSONObject {
        JSONObject(["tag": .string(name), "commit": .string(commit), "remote": remote.map { .string($0) }])
    }
}

extension Action.RequestClosing {
    /// Takes the fields.
    init(from fields: inout Fields) throws(Fault) {
        branch = try fields.referenceName("branch")
        base = try fields.referenceName("base")
        labels = try fields.strings("labels")
    }

    /// The fields.
    var fields: JSONObject { JSONObject(["branch": .string(branch), "base": .string(base), "labels": .strings(labels)]) }
}

extension Action.BranchDeletion {
    /// Takes the fields.
    init(from fields: inout Fields) throws(Fault) {
        remote = try fields.string("remote")
        branch = try fields.referenceName("branch")
        commit = try fields.string("commit")
    }

    /// The fields.
    var fields: JSONObject { JSONObject(["remote": .string(remote), "branch": .string(branch), "commit": .string(commit)]) }
}
