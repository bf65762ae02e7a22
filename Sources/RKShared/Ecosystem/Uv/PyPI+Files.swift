extension PyPI {
    /// The longest file name that is looked at, in bytes.
    private static let maximumName = 1024

    /// The files of a project's page in the form that the answer says it has.
    static func files(of response: Response, _ page: RegistryPage) throws(Fault) -> [File] {
        let type = (response.headers["content-type"] ?? "").prefix { $0 != ";" }.trimmed.lowercased()
        if type.hasSuffix("json") { return try files(inJSON: response.body, page) }
        guard type.isEmpty || type.hasSuffix("html") else { throw page.strange(noPage) }
        return SimpleHTML.files(in: response.body)
    }

    /// The files of a PEP 691 page.
    private static func files(inJSON body: [UInt8], _ page: RegistryPage) throws(Fault) -> [File] {
        guard let project = try? JSON(parsing: body).object, let files = project["files"]?.array else { throw page.strange(noPage) }
        if let version = project["meta"]?.object?["api-version"]?.string, version.prefix(while: { $0 != "." }) != "1" {
            throw Fault(
                .registryUnknown, "\(WebAddress.redacted(page.url)) speaks a later version of the Simple API than 1",
                hint: "update this program")
        }
        return files.compactMap { file in
            guard let name = file.object?["filename"]?.string else { return nil }
            let digest = file.object?["hashes"]?.object?["sha256"]?.string ?? ""
            return File(name: name, sha256: digest.lowercased())
        }
    }

    /// What a proxy's page of its own is, for one.
    private static let noPage = "something that is no page of the Simple API"

    /// Whether a file name is of a version of a project: a wheel (PEP 427) or a source distribution (PEP 625, and its older spellings).
    static func isOf(_ file: String, _ name: String, _ version: String) -> Bool {
        guard file.utf8.count <= maximumName else { return false }
        let normal = PythonName.normalize(name)
        if file.hasSuffix(".whl") {
            let parts = file.dropLast(4).split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 5 || parts.count == 6, PythonName.normalize(String(parts[0])) == normal else { return false }
            return VersionScheme.pep440.compare(String(parts[1].replacing("_", with: "-")), version) == 0
        }
        guard let ending = [".tar.gz", ".zip"].first(where: { file.hasSuffix($0) }) else { return false }
        let parts = file.dropLast(ending.count).split(separator: "-", omittingEmptySubsequences: false)
        return (1..<max(1, parts.count)).contains { split in
            PythonName.normalize(parts[..<split].joined(separator: "-")) == normal
                && VersionScheme.pep440.compare(parts[split...].joined(separator: "-").replacing("_", with: "-"), version) == 0
        }
    }
}
