/// npm's settings, as far as they say where a package goes: of variables, of the workspace's `.npmrc`, of the user's.
struct Npmrc: Sendable {
    /// The settings by name, the deciding one of each.
    private var settings: [String: String] = [:]
    /// Where the deciding ones of files stand.
    private(set) var places: [String: Place] = [:]

    /// The largest file that is read, in bytes.
    private static let maximumSize = 1 << 20

    /// Reads the three; a file that cannot be read holds nothing.
    init(below root: String, from sources: RegistrySources) {
        let environment = sources.environment
        let user =
            environment["npm_config_userconfig"] ?? environment["NPM_CONFIG_USERCONFIG"] ?? environment["HOME"].map { "\($0)/.npmrc" }
        if let user, let bytes = try? Files.read(user, limit: Self.maximumSize) { read(bytes, of: user, environment) }
        if let path = RelativePath.join(root, ".npmrc"), let bytes = try? sources.tree.read(path) { read(bytes, of: path, environment) }
        for (name, value) in environment.sorted(by: { $0.key.precedes($1.key) }) where name.lowercased().hasPrefix("npm_config_") {
            let key = String(name.dropFirst("npm_config_".count))
            let setting = key.hasPrefix("//") || key.hasPrefix("@") ? key : key.lowercased().replacing("_", with: "-")
            settings[setting] = value
            places[setting] = nil
        }
    }

    /// Takes the lines `name = value` of a file; `${NAME}` in a value stands for a variable.
    private mutating func read(_ bytes: [UInt8], of path: String, _ environment: [String: String]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.endsLine)
        for (number, line) in lines.enumerated() {
            let text = line.trimmed
            guard !text.hasPrefix(";"), !text.hasPrefix("#"), let sign = text.firstIndex(of: "=") else { continue }
            var value = String(text[text.index(after: sign)...]).trimmed
            if value.count >= 2, let quote = value.first, quote == "\"" || quote == "'", value.last == quote {
                value = String(value.dropFirst().dropLast())
            }
            let name = String(text[..<sign]).trimmed
            settings[name] = Self.expanded(value, environment)
            places[name] = Place(path, line: number + 1, column: 1)
        }
    }

    /// A value with its variables; one that is not set stays as it stands, as npm has it.
    private static func expanded(_ value: String, _ environment: [String: String]) -> String {
        var result = ""
        var rest = value[...]
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            let name = String(rest[start.upperBound..<end])
            result += rest[..<start.lowerBound]
            result += environment[name] ?? "${\(name)}"
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    /// The value of a setting.
    subscript(_ name: String) -> String? { settings[name] }

    /// The settings without those of variables, which tools that run this one may have set for themselves.
    static func files(below root: String, from sources: RegistrySources) -> Npmrc {
        let own = sources.environment.filter {
            !$0.key.lowercased().hasPrefix("npm_config_") || $0.key.lowercased() == "npm_config_userconfig"
        }
        return Npmrc(below: root, from: RegistrySources(declared: sources.declared, environment: own, tree: sources.tree))
    }

    /// Whether there is a login for a registry.
    func hasLogin(for address: String) -> Bool { login(for: address) != nil }

    /// The login for a registry: of its own address, or of a folder above it.
    func login(for address: String) -> Login? {
        var key = NpmCredentials.key(of: address)
        while key.count > 2 {
            if let token = settings["\(key):_authToken"], !token.hasPrefix("${") { return Login(token: token) }
            if let text = settings["\(key):_auth"], let bytes = Base64.decode(text) {
                let parts = String(decoding: bytes, as: UTF8.self).split(separator: ":", maxSplits: 1).map(String.init)
                if parts.count == 2 { return Login(user: parts[0], password: parts[1]) }
            }
            if let user = settings["\(key):username"], let text = settings["\(key):_password"], let bytes = Base64.decode(text) {
                return Login(user: user, password: String(decoding: bytes, as: UTF8.self))
            }
            let shorter = key.dropLast()
            guard let slash = shorter.lastIndex(of: "/"), slash > shorter.index(after: shorter.startIndex) else { return nil }
            key = String(shorter[...slash])
        }
        return nil
    }
}
