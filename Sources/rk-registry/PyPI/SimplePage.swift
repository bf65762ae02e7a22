/// The list of all projects (PEP 503, PEP 691).
struct SimpleIndexPage: Encodable {
    /// The version of the API.
    struct Meta: Encodable {
        var apiVersion = "1.1"

        /// The key that PEP 629 gives it.
        enum CodingKeys: String, CodingKey {
            case apiVersion = "api-version"
        }
    }

    /// One project of the list.
    struct Entry: Encodable {
        var name: String
    }

    /// Sent with every page.
    var meta = Meta()
    /// Sorted by name.
    var projects: [Entry]

    /// The list as a page of links.
    var html: String {
        htmlPage("Simple index", projects.map { "<a href=\"\($0.name)/\">\($0.name)</a>" })
    }
}

/// The files of one project (PEP 503, 592, 658, 691, 700, 714).
struct SimpleProjectPage: Encodable {
    /// One file; its URL is relative to the page.
    struct File: Encodable {
        var filename: String
        var url: String
        var hashes: [String: String]
        var requiresPython: String?
        var size: Int
        var uploadTime: String
        var yanked: TruthOrText
        var coreMetadata: TruthOrDigests

        /// The keys of the specification; the older name of the metadata's key is sent as well.
        enum CodingKeys: String, CodingKey {
            case filename, url, hashes, size, yanked
            case requiresPython = "requires-python"
            case uploadTime = "upload-time"
            case coreMetadata = "core-metadata"
            case distInfoMetadata = "dist-info-metadata"
        }

        /// Writes both keys of the metadata.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(filename, forKey: .filename)
            try container.encode(url, forKey: .url)
            try container.encode(hashes, forKey: .hashes)
            try container.encodeIfPresent(requiresPython, forKey: .requiresPython)
            try container.encode(size, forKey: .size)
            try container.encode(uploadTime, forKey: .uploadTime)
            try container.encode(yanked, forKey: .yanked)
            try container.encode(coreMetadata, forKey: .coreMetadata)
            try container.encode(coreMetadata, forKey: .distInfoMetadata)
        }
    }

    /// Sent with every page.
    var meta = SimpleIndexPage.Meta()
    /// The normalized name.
    var name: String
    /// All versions with files, oldest first.
    var versions: [String]
    /// In the order of their versions.
    var files: [File]

    /// The page of a project.
    init(_ project: Project) {
        name = project.name
        versions = project.versions
        files = project.files.map { record in
            File(
                filename: record.filename, url: "../../files/\(project.name)/\(record.filename)", hashes: ["sha256": record.digests.sha256],
                requiresPython: record.requiresPython, size: record.size, uploadTime: record.uploadTime,
                yanked: record.yanked ? .text(record.yankedReason ?? "") : .no,
                coreMetadata: record.metadataDigest.map { .digests(["sha256": $0]) } ?? .no)
        }
    }

    /// The page as links with data attributes.
    var html: String {
        htmlPage(
            "Links for \(name)",
            files.map { file in
                var attributes = ""
                if let requirement = file.requiresPython { attributes += " data-requires-python=\"\(htmlEscaped(requirement))\"" }
                if case .text(let reason) = file.yanked { attributes += " data-yanked=\"\(htmlEscaped(reason))\"" }
                if case .digests(let digests) = file.coreMetadata, let digest = digests["sha256"] {
                    attributes += " data-dist-info-metadata=\"sha256=\(digest)\" data-core-metadata=\"sha256=\(digest)\""
                }
                return "<a href=\"\(file.url)#sha256=\(file.hashes["sha256"] ?? "")\"\(attributes)>\(file.filename)</a>"
            })
    }
}

/// `false`, or a text; an empty text encodes as `true`.
enum TruthOrText: Encodable {
    /// `false`.
    case no
    /// The text.
    case text(String)

    /// One JSON value.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .no: try container.encode(false)
        case .text(""): try container.encode(true)
        case .text(let text): try container.encode(text)
        }
    }
}

/// `false`, or digests by algorithm.
enum TruthOrDigests: Encodable {
    /// `false`.
    case no
    /// The object.
    case digests([String: String])

    /// One JSON value.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .no: try container.encode(false)
        case .digests(let digests): try container.encode(digests)
        }
    }
}

/// A page in the form of PEP 503.
private func htmlPage(_ title: String, _ links: [String]) -> String {
    """
    <!DOCTYPE html>
    <html>
      <head>
        <meta name="pypi:repository-version" content="1.1">
        <title>\(title)</title>
      </head>
      <body>
        <h1>\(title)</h1>
    \(links.map { "    \($0)<br />" }.joined(separator: "\n"))
      </body>
    </html>

    """
}

/// Text for a place between tags or inside of a quoted attribute.
func htmlEscaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
}
