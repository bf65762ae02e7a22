/// A registry with a sparse index: one file for each crate, with a line of JSON for each version.
struct CargoIndex: Registry {
    /// The registry.
    let address: RegistryAddress

    /// The crate of a version with its SHA-256, a yanked one too; nil when the registry has no such version. Asked past every cache.
    func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        let page = page(of: name)
        return Query(request(page)) { (response) throws(Fault) in
            for (text, entry) in try Self.entries(response, page) {
                // Build metadata does not tell versions apart: a registry has one of them.
                guard let found = SemVer(text), found == SemVer(version) else { continue }
                return RegistryRelease(digests: ["\(name)-\(text).crate": entry["cksum"]?.string?.lowercased() ?? ""])
            }
            return nil
        }
    }

    /// The versions of a crate that cargo may take: those that are not yanked.
    func versions(of name: String) -> Query<[String]> {
        let page = page(of: name)
        return Query(request(page)) { (response) throws(Fault) in
            try Self.entries(response, page).filter { $0.entry["yanked"] != .bool(true) }.map(\.version)
        }
    }

    /// The address of a crate's file.
    private func page(of name: String) -> String { WebAddress.joined(address.index, Self.path(of: name)) }

    /// The question for a file, past every cache.
    private func request(_ page: String) -> Request {
        // cargo sends a token as it is.
        let login = address.reading.map { [Request.Header("Authorization", $0.password.isEmpty ? $0.user : $0.password)] } ?? []
        return Request("GET", page, headers: [Request.Header("Cache-Control", "no-cache, max-age=0")] + login)
    }

    /// The versions in a file with what it says of each; none where there is no such crate.
    private static func entries(_ response: Response, _ page: String) throws(Fault) -> [(version: String, entry: JSONObject)] {
        guard try isThere(response, page) else { return [] }
        var entries: [(version: String, entry: JSONObject)] = []
        for line in response.body.split(separator: UInt8(ascii: "\n")) {
            guard let entry = try? JSON(parsing: Array(line)).object, let text = entry["vers"]?.string else {
                throw Fault(
                    .serviceUnavailable, "\(WebAddress.redacted(page)) answers with something that is no file of an index",
                    hint: "is this the address of a sparse index?")
            }
            entries.append((text, entry))
        }
        return entries
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

    /// Whether an answer has a file; no such crate is no fault.
    private static func isThere(_ response: Response, _ page: String) throws(Fault) -> Bool {
        let shown = WebAddress.redacted(page)
        switch response.status {
        case 200: return true
        case 404, 410, 451: return false
        case 401, 403:
            throw Fault(.credentialsRefused, "\(shown) answers \(response.status)", hint: "the index wants a token, or another one")
        default: break
        }
        var (code, asked) = (Code.registryUnknown, Double?.none)
        switch Retry.Failure(response) {
        case .rateLimited(let after): (code, asked) = (.rateLimited, after)
        case .serverError(let after): (code, asked) = (.serviceUnavailable, after)
        case .network, .indexLag: code = .serviceUnavailable
        case .never, nil: break
        }
        let patience = asked.map { ", and asks to wait for \(Int(min($0, 86_400))) s" } ?? ""
        var fault = Fault(code, "\(shown) answers \(response.status)\(patience)")
        fault.hint =
            code == .registryUnknown ? "is this the address of a sparse index?" : "run the same command again later; it goes on from here"
        fault.retryAfter = asked
        throw fault
    }
}
