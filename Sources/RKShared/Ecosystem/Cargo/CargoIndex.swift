/// A registry with a sparse index: one file for each crate, with a line of JSON for each version.
struct CargoIndex: Registry {
    /// The registry.
    let address: RegistryAddress

    /// The crate of a version with its SHA-256, a yanked one too; nil when the registry has no such version. Asked past every cache.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        page(of: name).query { (response) throws(Fault) in
            for (text, entry) in try entries(response, of: name) {
                // Build metadata does not tell versions apart: a registry has one of them.
                guard let found = SemVer(text), found == SemVer(version) else { continue }
                return RegistryRelease(digests: ["\(name)-\(text).crate": entry["cksum"]?.string?.lowercased() ?? ""])
            }
            return nil
        }
    }

    /// Whether a version is yanked; nil when the registry has no such version.
    func isYanked(_ name: String, _ version: String) -> Query<Bool?> {
        page(of: name).query { (response) throws(Fault) in
            let entry = try entries(response, of: name).first { SemVer($0.version).map { $0 == SemVer(version) } ?? false }
            return entry.map { $0.entry["yanked"] == .bool(true) }
        }
    }

    /// The versions of a crate that cargo may take: those that are not yanked; nil where there is no such crate.
    func versions(of name: String) -> Query<[String]?> {
        page(of: name).query { (response) throws(Fault) in
            try entries(response, of: name).filter { $0.entry["yanked"] != .bool(true) }.map(\.version)
        }
    }

    /// The versions that are not yanked.
    func published(_ name: String) -> Query<[String]?>? { versions(of: name) }

    /// Whether the index lets nobody read without a token (the Cargo book, "Registry Authentication"); nil when it has no configuration.
    var loginNeed: Query<Bool?> {
        page("config.json").query { (response) throws(Fault) in
            guard let configuration = try? JSON(parsing: response.body).object else {
                throw page("config.json").strange("something that is no configuration of an index")
            }
            return configuration["auth-required"] == .bool(true)
        }
    }

    /// A crate's file.
    private func page(of name: String) -> RegistryPage { page(Self.path(of: name)) }

    /// A file of the index. cargo sends a token as it is, and takes 451 for a crate that was taken away (the Cargo book, "Registry Index").
    private func page(_ path: String) -> RegistryPage {
        RegistryPage(
            url: WebAddress.joined(address.index, path), doubt: "is this the address of a sparse index?",
            loginHint: "the index wants a token, or another one", absences: [404, 410, 451],
            authorization: address.reading.map { $0.password.isEmpty ? $0.user : $0.password })
    }

    /// The versions in a crate's file with what it says of each.
    private func entries(_ response: Response, of name: String) throws(Fault) -> [(version: String, entry: JSONObject)] {
        try response.body.split(separator: UInt8(ascii: "\n")).map { line throws(Fault) in
            guard let entry = try? JSON(parsing: Array(line)).object, let text = entry["vers"]?.string else {
                throw page(of: name).strange("something that is no file of an index")
            }
            return (text, entry)
        }
    }

    /// The path of a crate's file, in folders by the first letters of its name in lower case.
    static func path(of name: String) -> String {
        let letters = name.lowercased().unicodeScalars.map { String($0) }
        /// Some of the letters.
        func part(_ range: Range<Int>) -> String { PercentText.segment(letters[range].joined()) }
        let file = part(0..<letters.count)
        switch letters.count {
        case 0...2: return "\(letters.count)/\(file)"
        case 3: return "3/\(part(0..<1))/\(file)"
        default: return "\(part(0..<2))/\(part(2..<4))/\(file)"
        }
    }
}
