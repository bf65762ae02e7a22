/// A change of the world as a value: planned by one program, looked at by a person, performed by rk-apply.
public struct Action: Sendable, Hashable {
    /// What became of an action.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// The world was changed.
        case done
        /// The world was so already, or lacks what the action needs; `note` says which.
        case skipped
        /// It could not be performed; nothing behind it was tried.
        case failed
    }

    /// Unique in the document; `--only` names it.
    public var id: String
    /// What is to be done.
    public var work: Work
    /// What it is for.
    public var why: String?
    /// What became of it; nil before rk-apply.
    public var status: Status?
    /// Why it was skipped, or failed.
    public var note: String?
    /// Fields of other programs.
    public var rest = JSONObject()

    /// A planned action; `Document.plan` numbers it.
    public init(_ work: Work, why: String? = nil) {
        id = ""
        self.work = work
        self.why = why
    }
}

extension Action {
    /// Whether it needs a forge.
    public var needsForge: Bool {
        switch work {
        case .openRequest, .publishRelease, .labelRequest, .dispatch, .deleteRelease, .closeRequest: true
        default: false
        }
    }

    /// The kinds of changes. Each says what it expects of the world, so that doing it twice is doing it once.
    public enum Work: Sendable, Hashable {
        /// A branch that begins at a commit; the files of what follows are those of a work tree of its own until it is pushed.
        case startBranch(Branch)
        /// Another content of a file.
        case writeFile(FileWrite)
        /// A command of an ecosystem's tool, which must change nothing but files of the tree.
        case run(CommandRun)
        /// A commit of everything that was written and run before.
        case commit(Commit)
        /// References for a remote.
        case push(Push)
        /// An annotated tag.
        case tag(Tag)
        /// A request to merge the branch, opened or brought up to date.
        case openRequest(MergeRequest)
        /// A release of the forge.
        case publishRelease(ForgeRelease)
        /// Labels of the request that was merged.
        case labelRequest(RequestLabels)
        /// An event for another repository.
        case dispatch(Dispatch)
        /// A published version that nobody is to take by mistake.
        case withdraw(Withdrawal)
        /// The page of a release that is taken away.
        case deleteRelease(PageDeletion)
        /// A tag that is taken away.
        case deleteTag(TagDeletion)
        /// A request that is closed without being merged.
        case closeRequest(RequestClosing)
        /// A branch of the remote that is taken away.
        case deleteBranch(BranchDeletion)
        /// A file that is taken away.
        case removeFile(FileRemoval)
    }

    /// A branch of the toolkit's own.
    public struct Branch: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// The full id of the commit that it begins at.
        public var commit: String

        /// A branch.
        public init(name: String, commit: String) {
            self.name = name
            self.commit = commit
        }
    }

    /// A file before and after.
    public struct FileWrite: Sendable, Hashable {
        /// The path, relative to the repository's root.
        public var path: String
        /// `sha256:` and the digest of what must be there; nil where no file may be.
        public var before: String?
        /// `sha256:` and the digest of `content`.
        public var after: String
        /// What to write.
        public var content: [UInt8]

        /// A change; `before` and `after` are digests.
        public init(path: String, before: String?, after: String, content: [UInt8]) {
            self.path = path
            self.before = before
            self.after = after
            self.content = content
        }
    }

    /// A command.
    public struct CommandRun: Sendable, Hashable {
        /// The program and its arguments.
        public var argv: [String]
        /// The folder it runs in, relative to the repository's root.
        public var directory: String
        /// The files that it may write, relative to the repository's root: they are part of the next commit.
        public var writes: [String]

        /// A command.
        public init(argv: [String], directory: String, writes: [String]) {
            self.argv = argv
            self.directory = directory
            self.writes = writes
        }
    }

    /// A commit.
    public struct Commit: Sendable, Hashable {
        /// The message.
        public var message: String

        /// A commit.
        public init(message: String) { self.message = message }
    }

    /// A push.
    public struct Push: Sendable, Hashable {
        /// The remote's name.
        public var remote: String
        /// A branch that takes the commit that was made; nil for a push of tags.
        public var branch: String?
        /// The names of tags, at most three: more in one push start no pipeline on GitHub and GitLab.
        public var tags: [String]

        /// A push.
        public init(remote: String, branch: String? = nil, tags: [String] = []) {
            self.remote = remote
            self.branch = branch
            self.tags = tags
        }
    }

    /// An annotated tag.
    public struct Tag: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// The full id of the commit that it names.
        public var commit: String
        /// Its message.
        public var message: String
        /// Whether the user's key signs it.
        public var isSigned: Bool

        /// A tag.
        public init(name: String, commit: String, message: String, isSigned: Bool = false) {
            self.name = name
            self.commit = commit
            self.message = message
            self.isSigned = isSigned
        }
    }

    /// A request to merge one branch into another.
    public struct MergeRequest: Sendable, Hashable {
        /// The branch with the changes.
        public var branch: String
        /// The branch that is to take them.
        public var base: String
        /// The title.
        public var title: String
        /// The text, in Markdown.
        public var body: String
        /// Labels, which only decorate.
        public var labels: [String]

        /// A request.
        public init(branch: String, base: String, title: String, body: String, labels: [String]) {
            self.branch = branch
            self.base = base
            self.title = title
            self.body = body
            self.labels = labels
        }
    }

    /// A release of the forge, for a tag that is there.
    public struct ForgeRelease: Sendable, Hashable {
        /// The tag.
        public var tag: String
        /// The title.
        public var title: String
        /// The notes, in Markdown.
        public var body: String
        /// Whether the forge is to show it as unfinished work.
        public var isPrerelease: Bool
        /// Whether the forge is to show it as the newest one of the repository.
        public var isLatest: Bool
        /// The paths of files to attach, relative to the repository's root.
        public var assets: [String]

        /// A release.
        public init(tag: String, title: String, body: String, isPrerelease: Bool, isLatest: Bool, assets: [String] = []) {
            self.tag = tag
            self.title = title
            self.body = body
            self.isPrerelease = isPrerelease
            self.isLatest = isLatest
            self.assets = assets
        }

        /// The name that an attached file has on the page: the last part of its path.
        public static func name(ofAsset path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
    }

    /// Labels that a merged request gets and loses.
    public struct RequestLabels: Sendable, Hashable {
        /// The branch whose newest merged request it is.
        public var branch: String
        /// The labels that it gets.
        public var add: [String]
        /// The labels that it loses.
        public var remove: [String]

        /// Labels.
        public init(branch: String, add: [String], remove: [String]) {
            self.branch = branch
            self.add = add
            self.remove = remove
        }
    }
}

extension Document {
    /// Puts the actions of a planner in place of its earlier ones, numbered behind those of others.
    public mutating func plan(_ planned: [Action], by stage: String) {
        var all = (actions ?? []).filter { $0.rest["stage"]?.string != stage }
        let taken = Set(all.map(\.id))
        var number = 0
        for var action in planned {
            repeat { number += 1 } while taken.contains("a\(number)")
            action.id = "a\(number)"
            action.rest["stage"] = .string(stage)
            all.append(action)
        }
        actions = all
    }
}
