/// Finds the registry that a crate is published to, and tells cargo of it.
public enum CargoRegistries {
    /// The public registry.
    public static let cratesIO = RegistryAddress(
        name: "crates-io", base: "https://crates.io/", upload: "https://crates.io/", index: "https://index.crates.io/")

    /// The name under which cargo gets a registry that the user named by its address alone.
    private static let ownName = "rk-release"
    /// What stands in front of the address of an index that is read file by file.
    static let mark = "sparse+"

    /// The registry of the address of a sparse index; cargo reads there where uploads go.
    /// - Throws: a `Fault` with the code `.registryUnknown` for what is no address of the web.
    public static func registry(at text: String, from origin: String) throws(Fault) -> RegistryAddress {
        guard let address = WebAddress(text.rest(behind: mark) ?? text) else {
            throw Fault(
                .registryUnknown, "\(origin) holds `\(WebAddress.redacted(text))`, which is no address of a sparse index",
                hint: "it begins with sparse+https:// or https://")
        }
        switch address.host {
        case "crates.io", "index.crates.io", "static.crates.io": return cratesIO
        default: break
        }
        let base = WebAddress.joined(address.text, "")
        return RegistryAddress(name: base, base: base, upload: base, index: base)
    }

    /// The name by which cargo knows a registry: the user's, where cargo takes it.
    static func name(of registry: RegistryAddress) -> String {
        let isName = registry.name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        return isName && !registry.name.isEmpty ? registry.name : ownName
    }

    /// Whether a registry is crates.io.
    static func isPublic(_ registry: RegistryAddress) -> Bool { name(of: registry) == cratesIO.name }

    /// The keys of a registry's table in cargo's files.
    static func keys(of registry: RegistryAddress) -> [String] {
        isPublic(registry) ? ["registry"] : ["registries", name(of: registry)]
    }

    /// A registry's name as variables have it.
    static func word(_ name: String) -> String { name.replacing("-", with: "_").uppercased() }

    /// The name of one of cargo's variables for a registry: `CARGO_REGISTRIES_NAME_TOKEN`, of crates.io `CARGO_REGISTRY_TOKEN`.
    static func variable(_ suffix: String, of registry: RegistryAddress) -> String {
        isPublic(registry) ? "CARGO_REGISTRY_\(suffix)" : "CARGO_REGISTRIES_\(word(name(of: registry)))_\(suffix)"
    }

    /// The variables that tell cargo where a registry is; crates.io needs none.
    static func variables(of registry: RegistryAddress) -> [String: String?] {
        isPublic(registry) ? [:] : [variable("INDEX", of: registry): mark + registry.index]
    }

    /// The arguments with which a registry stands in the place of crates.io: no variable can say so.
    static func arguments(of registry: RegistryAddress) -> [String] {
        registry.standsFor.map { ["--config", "source.\($0).replace-with=\(TOMLDocument.quoted(name(of: registry)))"] } ?? []
    }
}
