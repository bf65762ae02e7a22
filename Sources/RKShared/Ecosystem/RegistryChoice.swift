/// Which registry the user names, for all packages or for those of one ecosystem: `NAME`, an address, `ECOSYSTEM=NAME`.
public struct RegistryChoice: Sendable {
    /// The one for every ecosystem that knows it.
    private var general: String?
    /// Those for one family of ecosystems.
    private var special: [String: String] = [:]

    /// Reads what the command line names; what the configuration names holds where it is silent.
    /// - Throws: a `Fault` with `.usage` for an ecosystem that does not exist, and for two registries of one.
    public init(_ texts: [String], configured: String? = nil) throws(Fault) {
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, !parts[0].contains(where: { "/:.".contains($0) }) else {
                if let general, general != text { throw Self.twice(general, text) }
                general = text
                continue
            }
            guard let family = Self.family(parts[0]) else {
                let names = Catalog.ecosystems.map(\.name)
                throw Fault(
                    .usage, "--registry \(WebAddress.redacted(text)): there is no ecosystem `\(parts[0])`",
                    hint: Suggestion.nearest(to: parts[0], among: names).map { "did you mean `\($0)`?" }
                        ?? "one of \(names.joined(separator: ", "))")
            }
            if let other = special.updateValue(parts[1], forKey: family), other != parts[1] { throw Self.twice(other, parts[1]) }
        }
        general = general ?? configured
    }

    /// What is named for an ecosystem's packages, in a release of several families of ecosystems or of this one alone.
    /// - Throws: a `Fault` with `.registryUnknown` for an address that could be any ecosystem's.
    public func name(
        for ecosystem: any Ecosystem, isAlone: Bool, declared: [String: Configuration.DeclaredRegistry]
    ) throws(Fault) -> String? {
        if let own = special[ecosystem.family] { return own }
        let own = declared.filter { $0.value.ecosystem.flatMap(Self.family) == ecosystem.family }.keys.min { $0.precedes($1) }
        guard let general else { return own }
        if let registry = declared[general] {
            guard let family = registry.ecosystem.flatMap(Self.family) else {
                if isAlone { return general }
                throw Self.ambiguous(general, "add `ecosystem` to [registries.\(general)], or write --registry ECOSYSTEM=\(general)")
            }
            return family == ecosystem.family ? general : own
        }
        if ecosystem.publishing?.knownRegistries.contains(general) == true { return general }
        if Catalog.ecosystems.contains(where: { $0.publishing?.knownRegistries.contains(general) == true }) { return own }
        guard WebAddress(general) != nil, !isAlone else { return general }
        throw Self.ambiguous(general, "write --registry \(ecosystem.name)=ADDRESS, once for each ecosystem")
    }

    /// The family of an ecosystem by its name, the type of its ids, or its own name.
    private static func family(_ name: String) -> String? {
        Catalog.ecosystems.first { $0.name == name || $0.idPrefix == name || $0.family == name }?.family
    }

    /// Two registries for the same packages.
    private static func twice(_ first: String, _ second: String) -> Fault {
        Fault(
            .usage, "--registry names both \(WebAddress.redacted(first)) and \(WebAddress.redacted(second)) for the same packages",
            hint: "put the ecosystem in front: --registry npm=ADDRESS")
    }

    /// A registry whose protocol nobody can tell.
    private static func ambiguous(_ name: String, _ hint: String) -> Fault {
        Fault(
            .registryUnknown,
            "the release has packages of several ecosystems, and \(WebAddress.redacted(name)) can be the registry of one only",
            hint: hint)
    }
}
