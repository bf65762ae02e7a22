/// An ecosystem whose registries let a published version be kept from those who do not have it yet. None gives a number back.
public protocol Withdrawing: Publishing {
    /// What can be done about a version; nil where nothing can.
    /// - Parameter isForced: whether those who have it already may lose it.
    func manner(of version: PublishedVersion, isForced: Bool) -> Action.Withdrawal.Manner?
    /// Whether that was done already; nil where the registry has no such version.
    func isWithdrawn(_ version: PublishedVersion) -> Query<Bool?>
    /// How it is done.
    /// - Parameter credentials: what uploads are authorised with, by the names that the tool reads.
    func withdrawal(
        of version: PublishedVersion, by manner: Action.Withdrawal.Manner, because reason: String, with credentials: [String: String]
    ) -> WithdrawalStep
}

/// An ecosystem in which a version is withdrawn by a file of a later one.
public protocol WithdrawnByRelease: Publishing {
    /// The file that takes a version back; nil where it does so already.
    func withdrawing(_ version: String, of package: Package, because reason: String, in tree: SourceTree) throws(Fault) -> Rewriting
        .FileChange?
}

/// A version that is in a registry.
public struct PublishedVersion: Sendable, Hashable {
    /// The package.
    public var package: Package
    /// The version.
    public var version: String
    /// The registry.
    public var registry: RegistryAddress

    /// A version.
    public init(package: Package, version: String, registry: RegistryAddress) {
        self.package = package
        self.version = version
        self.registry = registry
    }

    /// What the registry has of it, asked in a way that does no harm where it has nothing.
    public var presence: Query<RegistryRelease?>? {
        Catalog.ecosystem(package.ecosystem)?.packageManager.registry(at: registry).releaseBeforehand(package.registryName, version)
    }
}

/// How a version is withdrawn.
public enum WithdrawalStep: Sendable {
    /// By the ecosystem's tool.
    case call(Call)
    /// By a request; where the registry knows none of the kind, by a person on the page.
    case request(Request, otherwise: String)
    /// By a person on the page.
    case byHand(page: String)
}
