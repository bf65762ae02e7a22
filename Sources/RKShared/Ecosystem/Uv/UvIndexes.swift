/// The indexes that uv knows by name, and the logins for them. Credentials for uploads, UV_PUBLISH_…, are none of these.
struct UvIndexes {
    /// An index as somebody wrote it.
    private struct Entry {
        /// The name; nil where it has none.
        let name: String?
        /// The address with its credentials.
        let address: String
        /// What uv takes from it.
        var use = Use.any
    }

    /// What uv takes from an index.
    private enum Use {
        /// Any package.
        case any
        /// What no other index has.
        case last
        /// Only the packages of which somebody said so.
        case explicit
    }

    /// All indexes.
    private let entries: [Entry]
    /// The environment, without empty variables.
    private let environment: [String: String]

    /// Those of `[[tool.uv.index]]`, of `[registries]` in releasekit.toml, and of uv's variables.
    init(manifest: TOMLDocument?, declared: [String: String], environment: [String: String]) {
        self.environment = environment
        let tables = (manifest?.node("tool", "uv", "index")?.array ?? []).compactMap(\.table)
        let configured = tables.compactMap { table in
            table["url"]?.string.map { Entry(name: table["name"]?.string, address: $0, use: Self.use(of: table)) }
        }
        let named = declared.sorted { $0.key.precedes($1.key) }.map { Entry(name: $0.key, address: $0.value, use: .explicit) }
        let variables = ["UV_INDEX", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL"].flatMap { variable in
            (environment[variable] ?? "").split { $0 == " " || $0 == "\n" || $0 == "\t" }.map { text in
                var entry = Self.entry(String(text))
                if variable == "UV_DEFAULT_INDEX" || variable == "UV_INDEX_URL" { entry.use = .last }
                return entry
            }
        }
        entries = configured + named + variables
    }

    /// What a table of `[[tool.uv.index]]` says of its use.
    private static func use(of table: TOMLTable) -> Use {
        if table["explicit"]?.boolean == true { return .explicit }
        return table["default"]?.boolean == true ? .last : .any
    }

    /// The variables by which uv takes packages from the other indexes where it does not see the manifest: UV_EXTRA_INDEX_URL, with
    /// logins, and UV_DEFAULT_INDEX where the environment has none of its own.
    func others(than index: String, netrc: Netrc) -> [String: [RegistryAddress.Index]] {
        guard let own = WebAddress(index) else { return [:] }
        var lists: [Use: [RegistryAddress.Index]] = [:]
        for entry in entries where entry.use != .explicit {
            guard let address = WebAddress(entry.address), !Self.isSame(address, own) else { continue }
            let login = login(for: address.text, from: Login(of: entry.address), netrc: netrc)
            let index = RegistryAddress.Index(address: address.text, reading: login)
            if !(lists[entry.use] ?? []).contains(index) { lists[entry.use, default: []].append(index) }
        }
        var variables: [String: [RegistryAddress.Index]] = [:]
        variables["UV_EXTRA_INDEX_URL"] = lists[.any]
        let isSet = environment["UV_DEFAULT_INDEX"] != nil || environment["UV_INDEX_URL"] != nil
        if let last = lists[.last]?.first, !isSet { variables["UV_DEFAULT_INDEX"] = [last] }
        return variables
    }

    /// An entry of a variable: `NAME=ADDRESS`, or an address alone.
    private static func entry(_ text: String) -> Entry {
        guard WebAddress(text) == nil, let equals = text.firstIndex(of: "=") else { return Entry(name: nil, address: text) }
        return Entry(name: String(text[..<equals]), address: String(text[text.index(after: equals)...]))
    }

    /// The login for an index: the one that the environment has for a name of it, else the one in its address, else the one of its host.
    /// - Parameter own: what the address had that the user gave.
    func login(for index: String, from own: Login?, netrc: Netrc) -> Login? {
        guard let address = WebAddress(index) else { return own }
        let matching = entries.filter { entry in WebAddress(entry.address).map { Self.isSame($0, address) } ?? false }
        for name in matching.compactMap(\.name) {
            let user = environment["\(Self.variable(name))_USERNAME"]
            let password = environment["\(Self.variable(name))_PASSWORD"]
            if user != nil || password != nil { return Login(user: user ?? "", password: password ?? "") }
        }
        let written = own ?? matching.lazy.compactMap { Login(of: $0.address) }.first
        if let written, !written.password.isEmpty { return written }
        return netrc.login(for: address, user: written?.user) ?? written
    }

    /// What the variables of an index begin with: UV_INDEX_ and its name in capitals, everything but letters and digits as `_`.
    static func variable(_ name: String) -> String {
        let letters = name.uppercased().unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value)) ? Character(scalar) : "_"
        }
        return "UV_INDEX_\(String(letters))"
    }

    /// Whether two addresses are the same, with or without a last `/`.
    private static func isSame(_ left: WebAddress, _ right: WebAddress) -> Bool {
        left.hasOrigin(of: right) && WebAddress.joined(left.path, "") == WebAddress.joined(right.path, "")
    }
}
