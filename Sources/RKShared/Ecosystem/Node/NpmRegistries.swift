/// Finds the registry that a package is published to: what the user names, else what its manifest and npm's variables say.
public enum NpmRegistries {
    /// The public registry.
    public static let npm = RegistryAddress(
        name: "npm", base: "https://registry.npmjs.org/", upload: "https://registry.npmjs.org/", index: "https://registry.npmjs.org/")

    /// The registry of an address; uploads and queries go to one place.
    /// - Throws: a `Fault` with the code `.registryUnknown` for what is no address of the web.
    public static func registry(at text: String, from origin: String, in place: Place? = nil) throws(Fault) -> RegistryAddress {
        guard let address = WebAddress(text) else {
            throw Fault(
                .registryUnknown, "\(origin) holds `\(WebAddress.redacted(text))`, which is no address of the web",
                hint: "it begins with https://", at: place)
        }
        let base = WebAddress.joined(address.text, "")
        return RegistryAddress(name: base, base: base, upload: base, index: base)
    }
}
