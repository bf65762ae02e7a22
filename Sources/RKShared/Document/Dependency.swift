/// A declared dependency of a package.
public struct Dependency: Sendable, Hashable {
    /// What a dependency is needed for.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// To run.
        case runtime
        /// To develop and test.
        case dev
        /// To build.
        case build
        /// With an extra or a feature.
        case optional
        /// Brought by the user of the package.
        case peer

        /// Whether the release must wait for it: runtime and build.
        public var isHard: Bool { self == .runtime || self == .build }
        /// Whether it orders nothing and propagates nothing.
        public var isInert: Bool { self == .dev }
    }

    /// The name as declared.
    public var name: String
    /// What it is needed for.
    public var kind: Kind
    /// The versions that are allowed, in the ecosystem's own words; empty for any.
    public var requirement: String
    /// The id of the package of this repository that is meant; nil when it comes from a registry.
    public var package: String?
    /// Why it is internal, or why it is not although a member has this name.
    public var why: String?
    /// Fields of other programs.
    public var rest = JSONObject()

    /// The field of a dependency that `releasekit.toml` declares, or that a package is built from: no requirement states it, so there is nothing
    /// to pin.
    public static let declaredField = "declared"
    /// Whether `releasekit.toml` declares it.
    public var isDeclared: Bool { rest[Self.declaredField] == .bool(true) }

    /// The id of the package of this repository whose version the requirement states: that of the edge, or of a requirement that is no
    /// edge and yet follows the release, as an indirect one of Go.
    public var member: String? { package ?? rest["member"]?.string }

    /// Makes what was one of a package of the repository, edge or not, one of a package with another id.
    public mutating func point(to id: String) {
        if package != nil { package = id }
        if rest["member"] != nil { rest["member"] = .string(id) }
    }

    /// A dependency.
    public init(name: String, kind: Kind, requirement: String, package: String? = nil, why: String? = nil) {
        self.name = name
        self.kind = kind
        self.requirement = requirement
        self.package = package
        self.why = why
    }
}

extension Dependency: Section {
    init(from fields: inout Fields) throws(Fault) {
        name = try fields.string("name")
        kind = try fields.choice("kind")
        requirement = try fields.optionalString("requirement") ?? ""
        package = try fields.optionalString("package")
        why = try fields.optionalString("why")
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["name"] = .string(name)
        object["kind"] = .string(kind.rawValue)
        object["requirement"] = .string(requirement)
        object["package"] = package.map { .string($0) }
        object["why"] = why.map { .string($0) }
        return object
    }
}
