/// The credentials that the environment has for a Maven repository.
///
/// Maven reads them from settings files alone. `settings` is the text of one that names variables, so that no secret stands in it, and none
/// on a command line; the user's own settings count beside it.
public struct MavenCredentials: Sendable {
    /// The variables of the upload: a user and a password, or the path of a settings file.
    public let variables: [String: String]
    /// Whether there are none although the repository will ask for some; the user's own settings may have them.
    public let areMissing: Bool

    /// The variables with a user and a password, those of this toolkit first.
    private static let pairs = [
        ("RK_MAVEN_USERNAME", "RK_MAVEN_PASSWORD"), ("MAVEN_USERNAME", "MAVEN_PASSWORD"),
        ("MAVEN_CENTRAL_USERNAME", "MAVEN_CENTRAL_TOKEN"),
    ]

    /// Variables that let whoever has them upload; no code that builds run may see them.
    static let secrets = ["RK_MAVEN_PASSWORD", "RK_MAVEN_TOKEN", "MAVEN_PASSWORD", "MAVEN_CENTRAL_TOKEN", "RK_MAVEN_SETTINGS"]

    /// The variable that names a settings file.
    static let settingsVariable = "RK_MAVEN_SETTINGS"

    /// The largest settings file that is read, in bytes.
    private static let maximumSize = 1 << 20

    /// Looks for `RK_MAVEN_SETTINGS`, then for a user and a password, then for `RK_MAVEN_TOKEN`, whose user is `__token__`.
    public init(environment: [String: String], registry: RegistryAddress) {
        let environment = environment.filter { !$0.value.isEmpty }
        if let path = environment[Self.settingsVariable] {
            variables = [Self.settingsVariable: path]
        } else if let pair = Self.pairs.first(where: { environment[$0.0] != nil && environment[$0.1] != nil }) {
            variables = ["RK_MAVEN_USERNAME": environment[pair.0] ?? "", "RK_MAVEN_PASSWORD": environment[pair.1] ?? ""]
        } else if let token = environment["RK_MAVEN_TOKEN"] {
            variables = ["RK_MAVEN_USERNAME": "__token__", "RK_MAVEN_PASSWORD": token]
        } else {
            variables = [:]
        }
        areMissing = variables.isEmpty && WebAddress(registry.upload)?.isLoopback != true
    }

    /// The text of a settings file in which the repository's credentials are the variables. It takes the place of Maven's global one, and so
    /// has the one rule of that: repositories of the network are not read without encryption.
    static func settings(for registry: RegistryAddress) -> [UInt8] {
        Array(
            """
            <settings>
              <servers>
                <server>
                  <id>\(serverId(of: registry))</id>
                  <username>${env.RK_MAVEN_USERNAME}</username>
                  <password>${env.RK_MAVEN_PASSWORD}</password>
                </server>
              </servers>
              <mirrors>
                <mirror>
                  <id>maven-default-http-blocker</id>
                  <mirrorOf>external:http:*</mirrorOf>
                  <url>http://0.0.0.0/</url>
                  <blocked>true</blocked>
                </mirror>
              </mirrors>
            </settings>

            """.utf8)
    }

    /// Whether the user's own settings have a server of an id.
    static func userSettings(_ environment: [String: String], know id: String) -> Bool {
        guard let home = environment["HOME"], let bytes = try? Files.read("\(home)/.m2/settings.xml", limit: maximumSize),
            let document = try? XMLDocument(bytes, knowsHTMLNames: true)
        else { return false }
        return document.root.list("servers", "server").contains { $0["id"]?.text == id }
    }

    /// The id of a repository: the registry's name where it can be one, else `rk`.
    static func serverId(of registry: RegistryAddress) -> String {
        let isId =
            !registry.name.isEmpty
            && registry.name.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                    || $0 == UInt8(ascii: ".")
            }
        return isId ? registry.name : "rk"
    }
}
