/// A registry with the protocol of module proxies (golang.org/ref/mod, "GOPROXY protocol").
public struct GoProxy: Registry {
    /// What a proxy tells of a version.
    public struct Info: Sendable, Hashable {
        /// The version in canonical form.
        public var version: String
        /// The commit that it was made from, where the proxy says it.
        public var commit: String?
        /// The tag or branch, where the proxy says it.
        public var reference: String?
    }

    /// The registry; `index` is the proxy's address.
    public let address: RegistryAddress

    /// A proxy.
    public init(address: RegistryAddress) { self.address = address }

    /// The proxy that the go command asks by default.
    static let standard = "https://proxy.golang.org"

    /// Whether the proxy has a version, and of which commit, where it says so. Asking for a version that is not tagged yet may let a proxy
    /// remember for a while that there is none.
    public func release(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        let query = info(name, version)
        return Query(query.request) { (response) throws(Fault) in
            try query.parse(response).map { info in
                info.commit.map { RegistryRelease(digests: ["\(version).tag": $0], algorithm: .commit) } ?? .opaque
            }
        }
    }

    /// Whether the proxy lists a version; the list is of what it fetched before, so nothing is remembered of one that it does not have.
    public func releaseBeforehand(_ name: String, _ version: String) -> Query<RegistryRelease?> {
        let query = versions(of: name)
        return Query(query.request) { (response) throws(Fault) in
            try query.parse(response)?.contains(version) == true ? .opaque : nil
        }
    }

    /// What the proxy knows of a version; nil when it has none.
    public func info(_ name: String, _ version: String) -> Query<Info?> {
        let page = page(name, "@v/\(GoModulePath.escaped(version)).info")
        return page.query { (response) throws(Fault) in
            guard let object = try? JSON(parsing: response.body).object, let version = object["Version"]?.string else {
                throw page.strange("something that no module proxy says")
            }
            let origin = object["Origin"]?.object
            return Info(version: version, commit: origin?["Hash"]?.string, reference: origin?["Ref"]?.string)
        }
    }

    /// The versions of a module that have a tag, lowest first; nil where the proxy does not know the module.
    public func versions(of name: String) -> Query<[String]?> {
        page(name, "@v/list").query { (response) throws(Fault) in
            let lines = String(decoding: response.body, as: UTF8.self).split(whereSeparator: \.isNewline)
            let versions = lines.compactMap { $0.split(separator: " ").first.map(String.init) }.filter { GoVersion($0) != nil }
            return versions.sorted { VersionScheme.go.compare($0, $1) == -1 }
        }
    }

    /// The versions that have a tag.
    public func published(_ name: String) -> Query<[String]?>? { versions(of: name) }

    /// Something of a module.
    private func page(_ name: String, _ rest: String) -> RegistryPage {
        let path = GoModulePath.escaped(name).split(separator: "/", omittingEmptySubsequences: false).map { Self.segment(String($0)) }
        return RegistryPage(
            url: WebAddress.joined(WebAddress.joined(address.index, path.joined(separator: "/")), rest),
            doubt: "is this the proxy's address?", loginHint: "the proxy wants credentials, or other ones")
    }

    /// A part of a path; `!` stays, as the protocol has it.
    private static func segment(_ text: String) -> String { PercentText.segment(text).replacing("%21", with: "!") }
}
