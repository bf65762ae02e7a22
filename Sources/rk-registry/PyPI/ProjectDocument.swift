import RKShared

/// The answer of the JSON API for a project or one of its versions.
struct ProjectDocument: Encodable {
    /// One file with what clients read of it; the fields are spelled as in the protocol.
    struct File: Encodable {
        var comment_text = ""
        var digests: Digests
        var downloads = -1
        var filename: String
        var has_sig = false
        var md5_digest: String
        var packagetype: DistributionFile.Kind
        var python_version: String
        var requires_python: String?
        var size: Int
        var upload_time: String
        var upload_time_iso_8601: String
        var url: String
        var yanked: Bool
        var yanked_reason: String?

        /// The file of a record, below the address of the registry.
        init(_ record: FileRecord, project: String, base: String) {
            digests = record.digests
            filename = record.filename
            md5_digest = record.digests.md5
            packagetype = record.filetype
            python_version = record.pyversion
            requires_python = record.requiresPython
            size = record.size
            upload_time = String(record.uploadTime.prefix(19))
            upload_time_iso_8601 = record.uploadTime
            url = "\(base)/files/\(project)/\(record.filename)"
            yanked = record.yanked
            yanked_reason = record.yankedReason
        }
    }

    /// What the uploader said of the version shown; the fields are spelled as in the protocol.
    struct Info: Encodable {
        var author: String?
        var author_email: String?
        var classifiers: [String]
        var description: String?
        var description_content_type: String?
        var home_page: String?
        var keywords: String?
        var license: String?
        var license_expression: String?
        var maintainer: String?
        var maintainer_email: String?
        var name: String
        var package_url: String
        var project_urls: [String: String]
        var provides_extra: [String]
        var release_url: String
        var requires_dist: [String]
        var requires_python: String?
        var summary: String?
        var version: String
        var yanked: Bool
        var yanked_reason: String?

        /// The fields of a version's record.
        init(_ record: FileRecord, project: String, yanked: Bool, base: String) {
            /// A field's value.
            func value(_ name: String) -> String? { record.fields[name]?.first }
            author = value("author")
            author_email = value("author_email")
            classifiers = record.fields["classifiers"] ?? []
            description = value("description")
            description_content_type = value("description_content_type")
            home_page = value("home_page")
            keywords = value("keywords")
            license = value("license")
            license_expression = value("license_expression")
            maintainer = value("maintainer")
            maintainer_email = value("maintainer_email")
            name = record.name
            package_url = "\(base)/simple/\(project)/"
            project_urls = (record.fields["project_urls"] ?? []).reduce(into: [:]) { urls, text in
                guard let comma = text.firstIndex(of: ",") else { return }
                urls[trimmed(text[..<comma])] = trimmed(text[text.index(after: comma)...])
            }
            provides_extra = record.fields["provides_extra"] ?? record.fields["provides_extras"] ?? []
            release_url = "\(base)/\(project)/\(record.version)/json"
            requires_dist = record.fields["requires_dist"] ?? []
            requires_python = record.requiresPython
            summary = value("summary")
            version = record.version
            self.yanked = yanked
            yanked_reason = record.yankedReason
        }
    }

    /// Of the latest version, or of the one asked for.
    var info: Info
    /// PyPI counts changes here; clients only want a number.
    var last_serial = 0
    /// Files by version; only in a project's answer.
    var releases: [String: [File]]?
    /// The files of the version shown.
    var urls: [File]
    /// Always empty: nothing is known of any.
    var vulnerabilities: [String] = []

    /// The answer for one version, nil if the project does not have it.
    init?(_ project: Project, version: PEP440, withReleases: Bool, base: String) {
        let files = project.files(of: version)
        guard let record = files.first else { return nil }
        info = Info(record, project: project.name, yanked: files.allSatisfy(\.yanked), base: base)
        urls = files.map { File($0, project: project.name, base: base) }
        releases =
            withReleases
            ? Dictionary(grouping: project.files, by: \.version).mapValues { $0.map { File($0, project: project.name, base: base) } }
            : nil
    }
}
