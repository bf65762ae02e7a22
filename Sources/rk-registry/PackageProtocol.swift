import Hummingbird

/// One ecosystem's registry protocol, served under its own first path component.
protocol PackageProtocol: Sendable {
    /// The first component of its paths, also the name of its folder under the served one.
    var name: String { get }

    /// Who may change its packages, and read them.
    var access: Access { get }

    /// Adds its routes; the group already stands at `/NAME`.
    func addRoutes(to group: RouterGroup<RegistryContext>)

    /// What the ecosystem's clients read from the environment to use the registry at `base` (`http://127.0.0.1:4873/NAME`).
    func clientSettings(base: String, token: String) -> [ClientSetting]
}

/// One environment variable of a client.
struct ClientSetting: Hashable, Sendable {
    /// What becomes of a value that the user has set already.
    enum Merge: Sendable {
        /// Ours stands alone.
        case replace
        /// Ours comes first in a list with this separator.
        case prepend(separator: String)
    }

    /// The variable.
    var name: String
    /// What it is set to, before merging.
    var value: String
    /// How it goes with the user's own value.
    var merge = Merge.replace
    /// What clients take without the variable, which has to stand behind ours in a list.
    var otherwise: String?

    /// The value to set, given the user's own.
    func merged(with current: String?) -> String {
        guard case .prepend(let separator) = merge else { return value }
        guard let rest = current.flatMap({ $0.isEmpty ? nil : $0 }) ?? otherwise else { return value }
        return value + separator + rest
    }
}

extension ClientSetting.Merge: Hashable {}
