/// A forge's interface: every method is a question as a value, and nothing is sent here. What a forge cannot do, it does not adopt.
public protocol Forge: Sendable {
    /// The forge's name in messages.
    var name: String { get }
    /// Why something is left out that the forge does not adopt, as in `labels`.
    func lack(of what: String) -> String
}

extension Forge {
    /// The forge has no such thing.
    public func lack(of what: String) -> String { "\(name) has no \(what)" }
}

/// A forge that takes requests to merge.
public protocol MergeRequests: Forge {
    /// The open request to merge one branch of the repository into another, the oldest; nil where there is none. Those of forks do not count.
    func request(from branch: String, into base: String) -> ForgeQuestion<ForgeRequest?>
    /// Opens a request, with its labels where the forge takes them at once.
    func open(_ request: Action.MergeRequest) -> ForgeQuestion<ForgeRequest>
    /// Gives an open request another title and text.
    func update(_ number: Int, to request: Action.MergeRequest) -> ForgeQuestion<Void>
    /// Closes an open request without merging it.
    func close(_ number: Int) -> ForgeQuestion<Void>
}

/// A forge whose requests have labels.
public protocol RequestLabelling: MergeRequests {
    /// Adds labels to a request; missing ones are made.
    func add(_ labels: [String], to number: Int) -> ForgeQuestion<Void>
    /// Takes labels from a request; one that it does not have is no error.
    func remove(_ labels: [String], from number: Int) -> ForgeQuestion<Void>
    /// The request of a branch that was merged last; nil where there is none.
    func merged(from branch: String) -> ForgeQuestion<ForgeRequest?>
}

/// A forge with pages for releases.
public protocol ReleasePages: Forge {
    /// The release of a tag; nil where there is none. One that is not published yet may be left out.
    func release(of tag: String) -> ForgeQuestion<ForgePage?>
    /// The release of a tag that is not published yet; nil where there is none, or the forge has no such thing.
    func draft(of tag: String) -> ForgeQuestion<ForgePage?>
    /// Makes a release, not published yet where the forge has that.
    func create(_ release: Action.ForgeRelease) -> ForgeQuestion<ForgePage>
    /// Publishes a release that is not published yet, with what it is to say.
    func publish(_ page: ForgePage, as release: Action.ForgeRelease) -> ForgeQuestion<Void>
    /// Takes a release away with its files; the tag stays. One that is gone already is no error.
    func delete(_ page: ForgePage) -> ForgeQuestion<Void>
}

/// A forge whose releases are drafts before they are to be seen, and which lists these.
public protocol ReleaseDrafts: ReleasePages {
    /// The tag of a release that is not published yet, among the newest; nil where there is none.
    func openDraft() -> ForgeQuestion<String?>
}

/// A forge that keeps files with its releases.
public protocol ReleaseAssets: ReleasePages {
    /// Adds a file to a release that is not published yet; one of that name that is there already is no error.
    func upload(_ content: [UInt8], as name: String, to page: ForgePage) -> ForgeQuestion<Void>
}

/// A forge whose releases are to be seen from their beginning, and name files that it keeps elsewhere: these come first.
public protocol ReleaseLinks: ReleasePages {
    /// Keeps a file for the release of a tag, which `create` then names; one that is kept already is replaced.
    func keep(_ content: [UInt8], as name: String, for tag: String) -> ForgeQuestion<Void>
}

/// A forge that tells one repository of what happened in another.
public protocol EventDispatching: Forge {
    /// Sends an event to a repository, or begins a pipeline of it.
    func dispatch(_ dispatch: Action.Dispatch) -> ForgeQuestion<Void>
}

/// A request to merge, as a forge tells of it.
public struct ForgeRequest: Sendable, Hashable {
    /// Its number.
    public var number: Int
    /// Its title.
    public var title: String
    /// Its text.
    public var body: String
    /// Its labels.
    public var labels: [String]

    /// A request.
    public init(number: Int, title: String, body: String, labels: [String]) {
        self.number = number
        self.title = title
        self.body = body
        self.labels = labels
    }
}

/// A release, as a forge tells of it.
public struct ForgePage: Sendable, Hashable {
    /// The forge's own number of it; the tag where it has none.
    public var id: String
    /// Whether it is to be seen.
    public var isPublished: Bool
    /// Where its files go; nil where the forge does not say.
    public var uploads: String?
    /// The names of the files that are there whole.
    public var assets: [String]

    /// A release.
    public init(id: String, isPublished: Bool, uploads: String? = nil, assets: [String] = []) {
        self.id = id
        self.isPublished = isPublished
        self.uploads = uploads
        self.assets = assets
    }
}
