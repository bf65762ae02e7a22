import RKShared

/// What runs began and ended, across crashes: a record is on disk before its effect, another one after it.
actor RunJournal {
    /// What is known of one version in one registry.
    struct Entry: Sendable {
        /// What was built; empty before the build ended.
        var artifacts: [Outcome.Artifact] = []
        /// A digest of everything that the build depends on.
        var inputs = ""
        /// Whether an upload was begun.
        var isUploadBegun = false
        /// Whether the whole work on the package ended well.
        var isPublished = false
    }

    /// The file.
    private let journal: Journal
    /// What the file says, by key.
    private var entries: [String: Entry] = [:]
    /// The commit that the last run was about; nil when there was none.
    private(set) var head: String?

    /// Opens the file and reads what is in it.
    init(at path: String) throws(Fault) {
        journal = Journal(path: path)
        for record in try Journal.read(path) {
            guard let object = record.object else { continue }
            if object["record"]?.string == "run" { head = object["head"]?.string }
            Self.apply(object, to: &entries)
        }
    }

    /// Takes a record into account.
    private static func apply(_ object: JSONObject, to entries: inout [String: Entry]) {
        guard let key = object["key"]?.string, let event = object["record"]?.string else { return }
        var entry = entries[key] ?? Entry()
        switch event {
        case "built":
            entry.inputs = object["inputs"]?.string ?? ""
            entry.artifacts = (object["artifacts"]?.array ?? []).compactMap { Outcome.Artifact($0) }
        case "upload": entry.isUploadBegun = true
        case "published": entry.isPublished = true
        default: return
        }
        entries[key] = entry
    }

    /// Records that a run about a commit begins.
    func begin(head: String) throws(Fault) {
        guard self.head != head else { return }
        try journal.append(.object(JSONObject(["record": .string("run"), "head": .string(head)])))
        self.head = head
    }

    /// The name of a version in a registry.
    static func key(_ item: PublishPlan.Item, _ registry: RegistryAddress) -> String {
        "\(item.package.id) \(item.version) \(registry.upload)"
    }

    /// What earlier runs did of a version.
    func entry(_ item: PublishPlan.Item, _ registry: RegistryAddress) -> Entry { entries[Self.key(item, registry)] ?? Entry() }

    /// Whether an upload was begun and not proved.
    var isUnfinished: Bool { entries.values.contains { $0.isUploadBegun && !$0.isPublished } }

    /// Records that artifacts are built, from a commit.
    func built(_ item: PublishPlan.Item, _ registry: RegistryAddress, _ artifacts: [Outcome.Artifact], inputs: String) throws(Fault) {
        let list = artifacts.map { JSON.object($0.object) }
        try record("built", item, registry, ["artifacts": .array(list), "inputs": .string(inputs)])
    }

    /// Records that an upload begins.
    func upload(_ item: PublishPlan.Item, _ registry: RegistryAddress) throws(Fault) { try record("upload", item, registry) }

    /// Records that a version is published and proved.
    func published(_ item: PublishPlan.Item, _ registry: RegistryAddress) throws(Fault) { try record("published", item, registry) }

    /// Appends a record.
    private func record(
        _ event: String, _ item: PublishPlan.Item, _ registry: RegistryAddress, _ fields: KeyValuePairs<String, JSON?> = [:]
    ) throws(Fault) {
        var object = JSONObject(fields)
        object["record"] = .string(event)
        object["key"] = .string(Self.key(item, registry))
        try journal.append(.object(object))
        Self.apply(object, to: &entries)
    }
}
