/// A registry with PyPI's Simple API: JSON (PEP 691) where the server has it, else HTML (PEP 503).
struct PyPI: Registry {
    /// The registry.
    let address: RegistryAddress

    /// The files of a version with their digests; nil when the index has none.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        let url = WebAddress.joined(WebAddress.joined(address.index, PythonName.normalize(name)), "")
        let request = Request(
            "GET", url,
            headers: [
                Request.Header("Accept", "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"),
                Request.Header("Cache-Control", "max-age=0"),
            ])
        return Query(request) { (response) throws(Fault) in
            switch response.status {
            case 200: break
            case 404: return nil
            case 401, 403: throw Fault(.credentialsRefused, "\(url) answers \(response.status)", hint: "the index wants credentials")
            case 429:
                var fault = Fault(.rateLimited, "\(url) answers 429", hint: "run the same command again later; it goes on from here")
                if case .rateLimited(let seconds)? = Retry.Failure(response) { fault.retryAfter = seconds }
                throw fault
            default: throw Fault(.serviceUnavailable, "\(url) answers \(response.status)", hint: "try again later")
            }
            let isJSON = response.headers["content-type"]?.contains("json") ?? false
            let files = isJSON ? try Self.files(inJSON: response.body, from: url) : SimpleHTML.files(in: response.body)
            let digests = files.filter { Self.isOf($0.name, name, version) }
            return digests.isEmpty ? nil : RegistryRelease(digests: Dictionary(digests.map { ($0.name, $0.sha256) }) { first, _ in first })
        }
    }

    /// The files of a PEP 691 page.
    private static func files(inJSON body: [UInt8], from url: String) throws(Fault) -> [(name: String, sha256: String)] {
        guard let page = try? JSON(parsing: body), let files = page.object?["files"]?.array else {
            throw Fault(.serviceUnavailable, "\(url) answers with something that is no Simple API page", hint: "is this the index's address?")
        }
        return files.compactMap { file in
            file.object?["filename"]?.string.map { ($0, file.object?["hashes"]?.object?["sha256"]?.string?.lowercased() ?? "") }
        }
    }

    /// Whether a file name is of a version of a project (PEP 427, PEP 625).
    static func isOf(_ file: String, _ name: String, _ version: String) -> Bool {
        let normal = PythonName.normalize(name)
        let text: Substring?
        if file.hasSuffix(".whl") {
            let parts = file.dropLast(4).split(separator: "-", omittingEmptySubsequences: false)
            text = parts.count >= 5 && PythonName.normalize(String(parts[0])) == normal ? parts[1] : nil
        } else {
            let stem = [".tar.gz", ".zip"].lazy.filter { file.hasSuffix($0) }.first.map { file.dropLast($0.count) }
            let dash = stem.flatMap { stem in
                stem.indices.filter { stem[$0] == "-" }.last { PythonName.normalize(String(stem[..<$0])) == normal }
            }
            text = stem.flatMap { stem in dash.map { stem[stem.index(after: $0)...] } }
        }
        guard let text else { return false }
        return VersionScheme.pep440.compare(String(text).replacing("_", with: "+"), version) == 0
    }
}
