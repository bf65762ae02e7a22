/// The release document: the contract between the stages, the user's `jq`, and whoever keeps one. `docs/document.md` describes it.
public struct Document: Sendable, Hashable {
    /// The schema's major number that this code reads and writes.
    public static let major = 1

    /// The stages that ran, in the order of their first run.
    public var stages: [String]
    /// rk-discover: the repository.
    public var repository: Repository?
    /// rk-discover: the workspaces, by id.
    public var workspaces: [Workspace]?
    /// rk-discover: the packages, by id or in dependency order.
    public var packages: [Package]?
    /// rk-graph: the release graph.
    public var graph: Graph?
    /// rk-version: the decisions, in package order.
    public var versions: [VersionPlan]?
    /// rk-pin: what it will write.
    public var pins: [Pin]?
    /// rk-changelog: the notes of the packages that are released.
    public var changelog: [PackageNotes]?
    /// Where a release came into the branch, and what is said of it as a whole.
    public var release: ReleasePoint?
    /// The planners: what rk-apply is to do, in order.
    public var actions: [Action]?
    /// rk-publish: the outcomes.
    public var results: [Outcome]?
    /// Findings of all stages.
    public var diagnostics: [Diagnostic]
    /// Sections and fields of other programs.
    public var rest = JSONObject()

    /// An empty document.
    public init() {
        stages = []
        diagnostics = []
    }

    /// Reads a document from its bytes.
    /// - Throws: a `Fault` with the code `.documentInvalid`, or `.documentNewer` for a newer major.
    public init(parsing bytes: [UInt8]) throws(Fault) {
        let value: JSON
        do {
            value = try JSON(parsing: bytes)
        } catch {
            throw Fault(
                .documentInvalid, "stdin holds no release document: \(error.message)",
                hint: "put rk-discover in front, or give a document that one of the stages wrote", at: Place("<stdin>", error))
        }
        guard let object = value.object, object["rk"] != nil else {
            throw Fault(
                .documentInvalid, "stdin holds no release document: it has no field `rk`",
                hint: "put rk-discover in front, or give a document that one of the stages wrote", at: Place("<stdin>"))
        }
        var fields = try Fields(value, at: "")
        guard let major = fields.take("rk")?.integer, major >= 1 else {
            throw Fields.fault("`rk`, the schema's major number, is not a whole number from 1")
        }
        guard major <= Self.major else {
            throw Fault(
                .documentNewer, "the document's schema is \(major); this program reads up to \(Self.major)",
                hint: "install the toolkit that wrote it, or run all stages with one version", at: Place("<stdin>"))
        }
        stages = try fields.strings("stages")
        repository = try fields.optionalSection("repository")
        workspaces = fields.object["workspaces"] == nil ? nil : try fields.sections("workspaces")
        packages = fields.object["packages"] == nil ? nil : try fields.sections("packages")
        graph = try fields.optionalSection("graph")
        versions = fields.object["versions"] == nil ? nil : try fields.sections("versions")
        pins = fields.object["pins"] == nil ? nil : try fields.sections("pins")
        changelog = fields.object["changelog"] == nil ? nil : try fields.sections("changelog")
        release = try fields.optionalSection("release")
        actions = fields.object["actions"] == nil ? nil : try fields.sections("actions")
        results = fields.object["results"] == nil ? nil : try fields.sections("results")
        diagnostics = try fields.sections("diagnostics")
        rest = fields.object
    }

    /// The document as it is written.
    public var json: JSON {
        var object = rest
        object["rk"] = .integer(Self.major)
        object["stages"] = .strings(stages)
        object["repository"] = repository?.json
        object["workspaces"] = workspaces.map { .array($0.map(\.json)) }
        object["packages"] = packages.map { .array($0.map(\.json)) }
        object["graph"] = graph?.json
        object["versions"] = versions.map { .array($0.map(\.json)) }
        object["pins"] = pins.map { .array($0.map(\.json)) }
        object["changelog"] = changelog.map { .array($0.map(\.json)) }
        object["release"] = release?.json
        object["actions"] = actions.map { .array($0.map(\.json)) }
        object["results"] = results.map { .array($0.map(\.json)) }
        object["diagnostics"] = .array(diagnostics.map(\.json))
        return .object(object)
    }

    /// The document's bytes as a stage writes them.
    public var bytes: [UInt8] { json.documentBytes }
}
