/// The notes of one package's release.
public struct PackageNotes: Sendable, Hashable {
    /// A heading with its entries.
    public struct Part: Sendable, Hashable {
        /// The heading.
        public var title: String
        /// The entries, newest first.
        public var entries: [Entry]
        /// Fields of other programs.
        public var rest = JSONObject()

        /// A part.
        public init(title: String, entries: [Entry]) {
            self.title = title
            self.entries = entries
        }
    }

    /// One change.
    public struct Entry: Sendable, Hashable {
        /// The full id of the commit; nil for what no commit of this package says.
        public var commit: String?
        /// The scope of the commit.
        public var scope: String?
        /// What changed, as plain text.
        public var text: String
        /// The number of the request that brought it.
        public var pullRequest: Int?
        /// Who wrote it.
        public var author: String?
        /// The page of the commit.
        public var commitLink: String?
        /// The page of the request.
        public var requestLink: String?
        /// Fields of other programs.
        public var rest = JSONObject()

        /// An entry without links.
        public init(_ text: String, commit: String? = nil, scope: String? = nil, pullRequest: Int? = nil, author: String? = nil) {
            self.text = text
            self.commit = commit
            self.scope = scope
            self.pullRequest = pullRequest
            self.author = author
        }
    }

    /// The package's id.
    public var package: String
    /// The changelog file, relative to the repository's root.
    public var path: String
    /// The version that is released.
    public var version: String
    /// The parts, in the order of the file.
    public var sections: [Part]
    /// The same as Markdown, with its heading.
    public var markdown: String
    /// Fields of other programs.
    public var rest = JSONObject()

    /// Notes that are not rendered yet.
    public init(package: String, path: String, version: String, sections: [Part]) {
        self.package = package
        self.path = path
        self.version = version
        self.sections = sections
        markdown = ""
    }

    /// The notes as Markdown below a package's name.
    public func markdown(under name: String) -> String { "# \(MarkdownText.inline(name))\n\n\(markdown)" }
}

extension PackageNotes.Entry: Section {
    init(from fields: inout Fields) throws(Fault) {
        commit = try fields.optionalString("commit")
        scope = try fields.optionalString("scope")
        text = try fields.string("text")
        pullRequest = try fields.optionalInteger("pull_request")
        author = try fields.optionalString("author")
        commitLink = try fields.optionalString("commit_link")
        requestLink = try fields.optionalString("request_link")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["commit"] = commit.map { .string($0) }
        object["scope"] = scope.map { .string($0) }
        object["text"] = .string(text)
        object["pull_request"] = pullRequest.map { .integer($0) }
        object["author"] = author.map { .string($0) }
        object["commit_link"] = commitLink.map { .string($0) }
        object["request_link"] = requestLink.map { .string($0) }
        return object
    }
}

extension PackageNotes.Part: Section {
    init(from fields: inout Fields) throws(Fault) {
        title = try fields.string("title")
        entries = try fields.sections("entries")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["title"] = .string(title)
        object["entries"] = .array(entries.map(\.json))
        return object
    }
}

extension PackageNotes: Section {
    init(from fields: inout Fields) throws(Fault) {
        package = try fields.string("package")
        path = try fields.insidePath("path")
        version = try fields.string("version")
        sections = try fields.sections("sections")
        markdown = try fields.string("markdown")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["package"] = .string(package)
        object["path"] = .string(path)
        object["version"] = .string(version)
        object["sections"] = .array(sections.map(\.json))
        object["markdown"] = .string(markdown)
        return object
    }
}
