/// A forge's interface: every method is a question as a value, and nothing is sent here. What a forge cannot do, it does not adopt.
public protocol Forge: Sendable {
    /// The forge's name in messages.
    var name: String { get }
    /// The open requests to merge one branch into another, the oldest first.
    func requests(from branch: String, into base: String) -> Query<[ForgeRequest]>
    /// Opens a request; its labels are a question of their own.
    func open(_ request: Action.MergeRequest) -> Query<ForgeRequest>
    /// Gives an open request another title and text.
    func update(_ number: Int, to request: Action.MergeRequest) -> Query<ForgeRequest>
}

/// A forge whose requests have labels.
public protocol RequestLabelling: Forge {
    /// Adds labels to a request; missing ones are made.
    func add(_ labels: [String], to number: Int) -> Query<Void>
    /// Takes a label from a request; one that it does not have is no error.
    func remove(_ label: String, from number: Int) -> Query<Void>
    /// The request of a branch that was merged last; nil where there is none.
    func merged(from branch: String) -> Query<ForgeRequest?>
}

/// A forge with pages for releases.
public protocol ReleasePages: Forge {
    /// The release of a tag that is to be seen; nil where there is none.
    func release(of tag: String) -> Query<ForgePage?>
    /// The release of a tag that is not published yet, where the forge has such; nil where there is none.
    func draft(of tag: String) -> Query<ForgePage?>
    /// Makes a release, not published yet where the forge has that.
    func createDraft(_ release: Action.ForgeRelease) -> Query<ForgePage>
    /// Publishes a release that is not published yet.
    func publish(_ page: ForgePage, _ release: Action.ForgeRelease) -> Query<ForgePage>
}

/// A request to merge, as a forge tells of it.
public struct ForgeRequest: Sendable, Hashable {
    /// Its number.
    public var number: Int
    /// Its page.
    public var page: String
    /// Its title.
    public var title: String
    /// Its text.
    public var body: String
    /// Its labels.
    public var labels: [String]

    /// A request.
    public init(number: Int, page: String, title: String, body: String, labels: [String]) {
        self.number = number
        self.page = page
        self.title = title
        self.body = body
        self.labels = labels
    }
}

/// A release, as a forge tells of it.
public struct ForgePage: Sendable, Hashable {
    /// The forge's own number of it; the tag where it has none.
    public var id: String
    /// The tag.
    public var tag: String
    /// Its page.
    public var page: String
    /// Whether it is to be seen.
    public var isPublished: Bool

    /// A release.
    public init(id: String, tag: String, page: String, isPublished: Bool) {
        self.id = id
        self.tag = tag
        self.page = page
        self.isPublished = isPublished
    }
}
