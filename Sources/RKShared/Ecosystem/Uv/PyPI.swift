/// A registry with PyPI's Simple API: JSON (PEP 691) where the server has it, else HTML (PEP 503).
struct PyPI: Registry {
    /// A file of a project's page.
    struct File: Sendable, Hashable {
        /// The file's name.
        let name: String
        /// The lower-case hexadecimal SHA-256; empty where the index states none.
        let sha256: String
    }

    /// The registry.
    let address: RegistryAddress

    /// The wheels and source distributions of a version with their digests, yanked ones too; nil when the index has none.
    /// A file of which the index states no SHA-256 has an empty digest, which equals no real one. Asked past every cache.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        let page = WebAddress.joined(WebAddress.joined(address.index, PercentText.segment(PythonName.normalize(name))), "")
        let request = Request(
            "GET", page,
            headers: [
                Request.Header("Accept", "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"),
                Request.Header("Cache-Control", "no-cache, max-age=0"),
            ] + (address.reading.map { [Request.Header("Authorization", $0.authorization)] } ?? []))
        return Query(request) { (response) throws(Fault) in
            guard try isThere(response, page) else { return nil }
            let files = try Self.files(of: response, page).filter { Self.isOf($0.name, name, version) }
            return files.isEmpty ? nil : RegistryRelease(digests: Dictionary(files.map { ($0.name, $0.sha256) }) { first, _ in first })
        }
    }

    /// Whether an answer has a page; no such project is no fault.
    private func isThere(_ response: Response, _ page: String) throws(Fault) -> Bool {
        let shown = WebAddress.redacted(page)
        switch response.status {
        case 200: return true
        case 404, 410: return false
        case 401, 403:
            throw Fault(
                .credentialsRefused, "\(shown) answers \(response.status)",
                hint: address.reading == nil
                    ? "the index wants a login: UV_INDEX_NAME_USERNAME and UV_INDEX_NAME_PASSWORD for the name that it has, or an entry in ~/.netrc"
                    : "the index wants another login than the one that was found for it")
        default: throw Self.fault(response, shown)
        }
    }

    /// What an answer without a page means for a release.
    private static func fault(_ response: Response, _ shown: String) -> Fault {
        var (code, asked) = (Code.registryUnknown, Double?.none)
        switch Retry.Failure(response) {
        case .rateLimited(let after): (code, asked) = (.rateLimited, after)
        case .serverError(let after): (code, asked) = (.serviceUnavailable, after)
        case .network, .indexLag: code = .serviceUnavailable
        case .never, nil: break
        }
        let patience = asked.map { ", and asks to wait for \(Int(min($0, 86_400))) s" } ?? ""
        var fault = Fault(code, "\(shown) answers \(response.status)\(patience)")
        fault.hint = code == .registryUnknown ? "is this the index's address?" : "run the same command again later; it goes on from here"
        fault.retryAfter = asked
        return fault
    }
}
