import RKShared

/// The answer of the JSON API for a project or one of its versions.
struct ProjectDocument {
    /// The project.
    private let project: Project
    /// The files of the version shown.
    private let files: [FileRecord]
    /// The record that speaks for the version.
    private let record: FileRecord
    /// Whether the files of all versions are listed too.
    private let withReleases: Bool
    /// The address of the registry.
    private let base: String

    /// The answer for one version, nil if the project does not have it.
    init?(_ project: Project, version: PEP440, withReleases: Bool, base: String) {
        files = project.files(of: version)
        guard let record = files.first else { return nil }
        self.record = record
        self.project = project
        self.withReleases = withReleases
        self.base = base
    }

    /// The answer; of vulnerabilities nothing is known, and the serial, which PyPI counts changes with, is just a number.
    var json: JSON {
        var object = JSONObject([
            "info": .object(info), "last_serial": .integer(0), "urls": .array(files.map(entry)), "vulnerabilities": .array([]),
        ])
        if withReleases {
            var releases = JSONObject()
            for (version, files) in Dictionary(grouping: project.files, by: \.version) { releases[version] = .array(files.map(entry)) }
            object["releases"] = .object(releases)
        }
        return .object(object)
    }

    /// One file with what clients read of it.
    private func entry(_ file: FileRecord) -> JSON {
        .object(
            JSONObject([
                "comment_text": .string(""), "digests": file.digests.json, "downloads": .integer(-1), "filename": .string(file.filename),
                "has_sig": .bool(false), "md5_digest": .string(file.digests.md5), "packagetype": .string(file.filetype.rawValue),
                "python_version": .string(file.pyversion), "requires_python": file.requiresPython.map { .string($0) },
                "size": .integer(file.size), "upload_time": .string(String(file.uploadTime.prefix(19))),
                "upload_time_iso_8601": .string(file.uploadTime),
                "url": .string("\(base)/files/\(project.name)/\(file.filename)"), "yanked": .bool(file.yanked),
                "yanked_reason": file.yankedReason.map { .string($0) },
            ]))
    }

    /// The fields of an upload that are shown as they were sent, those with one value.
    private static let plain = [
        "author", "author_email", "description", "description_content_type", "home_page", "keywords", "license", "license_expression",
        "maintainer", "maintainer_email", "summary",
    ]

    /// What the uploader said of the version shown.
    private var info: JSONObject {
        var urls = JSONObject()
        for text in record.fields["project_urls"] ?? [] {
            guard let comma = text.firstIndex(of: ",") else { continue }
            urls[text[..<comma].trimmed] = .string(text[text.index(after: comma)...].trimmed)
        }
        var info = JSONObject([
            "classifiers": .strings(record.fields["classifiers"] ?? []), "name": .string(record.name),
            "package_url": .string("\(base)/simple/\(project.name)/"), "project_urls": .object(urls),
            "provides_extra": .strings(record.fields["provides_extra"] ?? record.fields["provides_extras"] ?? []),
            "release_url": .string("\(base)/\(project.name)/\(record.version)/json"),
            "requires_dist": .strings(record.fields["requires_dist"] ?? []), "requires_python": record.requiresPython.map { .string($0) },
            "version": .string(record.version), "yanked": .bool(files.allSatisfy(\.yanked)),
            "yanked_reason": record.yankedReason.map { .string($0) },
        ])
        for name in Self.plain { info[name] = record.fields[name]?.first.map { .string($0) } }
        return info
    }
}
