/// The repository that a document is about, at one commit.
public struct Repository: Sendable, Hashable {
    /// The folder as the user gave it, relative to where the pipeline runs.
    public var root: String
    /// `git`, `hg` or `none`.
    public var vcs: String
    /// The full id of the commit that is checked out; nil without version control or commits.
    public var head: String?
    /// The branch; nil when detached.
    public var branch: String?
    /// Whether nothing is modified, staged or untracked.
    public var clean: Bool
    /// Whether the history was cut off when cloning.
    public var shallow: Bool
    /// The remote's address without credentials.
    public var remote: String?
    /// Fields of other programs.
    public var rest = JSONObject()

    /// A repository.
    public init(root: String, vcs: String, head: String?, branch: String?, clean: Bool, shallow: Bool, remote: String?) {
        self.root = root
        self.vcs = vcs
        self.head = head
        self.branch = branch
        self.clean = clean
        self.shallow = shallow
        self.remote = remote
    }
}

extension Repository: Section {
    init(from fields: inout Fields) throws(Fault) {
        root = try fields.string("root")
        vcs = try fields.string("vcs")
        head = try fields.optionalString("head")
        branch = try fields.optionalString("branch")
        clean = try fields.bool("clean", default: false)
        shallow = try fields.bool("shallow", default: false)
        remote = try fields.optionalString("remote")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["root"] = .string(root)
        object["vcs"] = .string(vcs)
        object["head"] = .optional(head)
        object["branch"] = .optional(branch)
        object["clean"] = .bool(clean)
        object["shallow"] = .bool(shallow)
        object["remote"] = .optional(remote)
        return object
    }
}

/// A workspace of one ecosystem inside the repository.
public struct Workspace: Sendable, Hashable {
    /// The name: a key of `[ecosystems]`, or made from the ecosystem and the folder.
    public var id: String
    /// The ecosystem.
    public var ecosystem: String
    /// Its folder, relative to the repository's root.
    public var root: String
    /// Its manifest, relative to the repository's root.
    public var manifest: String
    /// Its lockfile, if there is one.
    public var lockfile: String?
    /// Fields of other programs.
    public var rest = JSONObject()

    /// A workspace.
    public init(id: String, ecosystem: String, root: String, manifest: String, lockfile: String?) {
        self.id = id
        self.ecosystem = ecosystem
        self.root = root
        self.manifest = manifest
        self.lockfile = lockfile
    }
}

extension Workspace: Section {
    init(from fields: inout Fields) throws(Fault) {
        id = try fields.string("id")
        ecosystem = try fields.string("ecosystem")
        root = try fields.insidePath("root")
        manifest = try fields.insidePath("manifest")
        lockfile = try fields.optionalString("lockfile")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["id"] = .string(id)
        object["ecosystem"] = .string(ecosystem)
        object["root"] = .string(root)
        object["manifest"] = .string(manifest)
        object["lockfile"] = .optional(lockfile)
        return object
    }
}
