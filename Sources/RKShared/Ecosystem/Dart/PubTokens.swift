/// The tokens for registries of Dart: of the environment, and of the store that `dart pub token` keeps.
struct PubTokens {
    /// The variable in which dart gets a token.
    static let variable = "PUB_TOKEN"
    /// The variables with a token, best first: the user's for this toolkit, the one that setups of CI fill.
    static let variables = ["RK_PUB_TOKEN", variable]
    /// The largest store that is read, in bytes.
    private static let maximumSize = 1 << 20

    /// The token of the environment; nil without one.
    let ofEnvironment: String?
    /// The environment.
    private let environment: [String: String]
    /// The folders where dart's settings can be: on Linux, on macOS.
    private let folders: [String]

    /// The tokens that an environment leads to.
    init(_ environment: [String: String]) {
        let environment = environment.filter { !$0.value.isEmpty }
        self.environment = environment
        ofEnvironment = Self.variables.lazy.compactMap { environment[$0] }.first
        let home = environment["HOME"]
        folders =
            [environment["XDG_CONFIG_HOME"] ?? home.map { "\($0)/.config" }, home.map { "\($0)/Library/Application Support" }]
            .compactMap { $0.map { "\($0)/dart" } }
    }

    /// Whether the store has something for a registry.
    func hasEntry(for address: String) -> Bool { entry(for: address) != nil }

    /// Whether `dart pub login` left a login for pub.dev.
    var hasPubDevLogin: Bool { folders.contains { Files.exists("\($0)/pub-credentials.json") } }

    /// What a registry is read with: pub sends its token with every request.
    func login(for address: String) -> Login? {
        if let ofEnvironment { return Login(token: ofEnvironment) }
        guard let entry = entry(for: address) else { return nil }
        let token = entry["token"]?.string ?? entry["env"]?.string.flatMap { environment[$0] }
        return token.flatMap { $0.isEmpty ? nil : Login(token: $0) }
    }

    /// The first entry of the store whose address a registry's begins with.
    private func entry(for address: String) -> JSONObject? {
        let address = WebAddress.joined(address, "")
        for folder in folders {
            guard let bytes = try? Files.read("\(folder)/pub-tokens.json", limit: Self.maximumSize),
                let entries = (try? JSON(parsing: bytes))?.object?["hosted"]?.array
            else { continue }
            for entry in entries.compactMap(\.object) {
                guard let url = entry["url"]?.string, address.hasPrefix(WebAddress.joined(url, "")) else { continue }
                return entry
            }
        }
        return nil
    }
}
