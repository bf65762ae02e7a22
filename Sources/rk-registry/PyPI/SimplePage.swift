import RKShared

/// The list of all projects (PEP 503, PEP 691).
struct SimpleIndexPage {
    /// The normalized names, sorted.
    let projects: [String]

    /// The version of the API, which is sent with every page (PEP 629).
    static let meta = JSON.object(JSONObject(["api-version": .string("1.1")]))

    /// The list as JSON.
    var json: JSON {
        let entries = projects.map { JSON.object(JSONObject(["name": .string($0)])) }
        return .object(JSONObject(["meta": Self.meta, "projects": .array(entries)]))
    }

    /// The list as a page of links.
    var html: String { htmlPage("Simple index", projects.map { "<a href=\"\($0)/\">\($0)</a>" }) }
}

/// The files of one project (PEP 503, 592, 658, 691, 700, 714).
struct SimpleProjectPage {
    /// The project, its files in the order of their versions.
    let project: Project

    /// The page of a project.
    init(_ project: Project) { self.project = project }

    /// The page as JSON.
    var json: JSON {
        .object(
            JSONObject([
                "meta": SimpleIndexPage.meta, "name": .string(project.name), "versions": .strings(project.versions),
                "files": .array(project.files.map(entry)),
            ]))
    }

    /// A file of the page; the older name of the metadata's key is sent as well.
    private func entry(_ record: FileRecord) -> JSON {
        let metadata: JSON = record.metadataDigest.map { .object(JSONObject(["sha256": .string($0)])) } ?? .bool(false)
        let reason = record.yankedReason.flatMap { $0.isEmpty ? nil : $0 }
        return .object(
            JSONObject([
                "filename": .string(record.filename), "url": .string(address(of: record)),
                "hashes": .object(JSONObject(["sha256": .string(record.digests.sha256)])),
                "requires-python": record.requiresPython.map { .string($0) }, "size": .integer(record.size),
                "upload-time": .string(record.uploadTime),
                "yanked": record.yanked ? reason.map { .string($0) } ?? .bool(true) : .bool(false),
                "core-metadata": metadata, "dist-info-metadata": metadata,
            ]))
    }

    /// Where a file is, as seen from the page.
    private func address(of record: FileRecord) -> String { "../../files/\(project.name)/\(record.filename)" }

    /// The page as links with data attributes.
    var html: String {
        htmlPage(
            "Links for \(project.name)",
            project.files.map { file in
                var attributes = ""
                if let requirement = file.requiresPython { attributes += " data-requires-python=\"\(htmlEscaped(requirement))\"" }
                if file.yanked { attributes += " data-yanked=\"\(htmlEscaped(file.yankedReason ?? ""))\"" }
                if let digest = file.metadataDigest {
                    attributes += " data-dist-info-metadata=\"sha256=\(digest)\" data-core-metadata=\"sha256=\(digest)\""
                }
                return "<a href=\"\(address(of: file))#sha256=\(file.digests.sha256)\"\(attributes)>\(file.filename)</a>"
            })
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
