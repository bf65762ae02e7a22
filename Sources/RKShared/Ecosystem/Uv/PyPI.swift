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
        let page = page(of: name)
        return page.query { (response) throws(Fault) in
            let files = try Self.files(of: response, page).filter { Self.isOf($0.name, name, version) }
            return files.isEmpty ? nil : RegistryRelease(digests: Dictionary(files.map { ($0.name, $0.sha256) }) { first, _ in first })
        }
    }

    /// Whether all files of a version are yanked (PEP 592); nil when the index has none. An index with pages in HTML alone does not say.
    func isYanked(_ name: String, _ version: String) -> Query<Bool?> {
        let page = page(of: name)
        return page.query { (response) throws(Fault) in
            let names = try Self.files(of: response, page).map(\.name).filter { Self.isOf($0, name, version) }
            guard !names.isEmpty else { return nil }
            let files = (try? JSON(parsing: response.body))?.object?["files"]?.array?.compactMap(\.object) ?? []
            let yanked = files.filter { file in file["yanked"] == .bool(true) || file["yanked"]?.string != nil }
            return Set(names).isSubset(of: yanked.compactMap { $0["filename"]?.string })
        }
    }

    /// The versions of a project's page, where it lists them (PEP 700).
    func published(_ name: String) -> Query<[String]?>? {
        page(of: name).query { (response) throws(Fault) in
            (try? JSON(parsing: response.body))?.object?["versions"]?.array?.compactMap(\.string)
        }
    }

    /// The page of a project.
    private func page(of name: String) -> RegistryPage {
        RegistryPage(
            url: WebAddress.joined(WebAddress.joined(address.index, PercentText.segment(PythonName.normalize(name))), ""),
            doubt: "is this the index's address?",
            loginHint: address.reading == nil
                ? "the index wants a login: UV_INDEX_NAME_USERNAME and UV_INDEX_NAME_PASSWORD for the name that it has, or an entry in ~/.netrc"
                : "the index wants another login than the one that was found for it",
            accepts: "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1",
            authorization: address.reading?.authorization)
    }
}
