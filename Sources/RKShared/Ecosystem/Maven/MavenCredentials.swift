/// The credentials that the environment has for a Maven repository.
///
/// Maven reads them from a settings file alone. Without one of the user's, `settings` is the text of a file that names the variables, so
/// that no secret stands in it, and none on a command line.
public struct MavenCredentials: Sendable {
    /// The variables of the upload; secrets.
    public let variables: [String: String]
    /// The path of the settings file that the environment names.
    public let settingsPath: String?
    /// Whether there are none although the repository will ask for some; the user's own settings may have them.
    public let areMissing: Bool

    /// The variables with a user and a password, those of this toolkit first.
    private static let pairs = [
        ("RK_MAVEN_USERNAME", "RK_MAVEN_PASSWORD"), ("MAVEN_USERNAME", "MAVEN_PASSWORD"),
        ("MAVEN_CENTRAL_USERNAME", "MAVEN_CENTRAL_TOKEN"),
    ]

    /// Variables that let whoever has them upload; no code that builds run may see them.
    static let secrets = ["RK_MAVEN_PASSWORD", "MAVEN_PASSWORD", "MAVEN_CENTRAL_TOKEN", "MAVEN_GPG_PASSPHRASE", "RK_MAVEN_SETTINGS"]

    /// Looks for a user and a password, and for `RK_MAVEN_SETTINGS`.
    public init(environment: [String: String], registry: RegistryAddress) {
        let environment = environment.filter { !$0.value.isEmpty }
        settingsPath = environment[MavenCommands.settingsVariable]
        let found = Self.pairs.first { environment[$0.0] != nil && environment[$0.1] != nil }
        variables =
            found.map { ["RK_MAVEN_USERNAME": environment[$0.0] ?? "", "RK_MAVEN_PASSWORD": environment[$0.1] ?? ""] } ?? [:]
        areMissing = found == nil && settingsPath == nil && WebAddress(registry.upload)?.isLoopback != true
    }

    /// The text of a settings file in which the repository's credentials are the variables.
    public static func settings(for registry: RegistryAddress) -> [UInt8] {
        let id = serverId(of: registry)
        return Array(
            """
            <settings>
              <servers>
                <server>
                  <id>\(id)</id>
                  <username>${env.RK_MAVEN_USERNAME}</username>
                  <password>${env.RK_MAVEN_PASSWORD}</password>
                </server>
              </servers>
            </settings>

            """.utf8)
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
