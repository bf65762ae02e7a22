/// What `publish` of a manifest says: everywhere, nowhere, or to some registries.
struct CargoPublishPolicy {
    /// Why it is not meant for a registry; nil when it is.
    private(set) var refusal: String?
    /// The names of the only registries that it may go to; empty for any.
    private(set) var registries: [String] = []

    /// Reads the member's own `publish`, or the workspace's.
    init(of member: CargoManifest, root: CargoManifest, findings: inout [Diagnostic]) {
        guard let own = member.package?.table?["publish"] else { return }
        let origin = member.inherits("publish") ? "[workspace.package] " : ""
        guard let (node, manifest) = member.inherited("publish", from: root) else {
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "`publish` is taken from the workspace, but [workspace.package] has none",
                    hint: "add `publish` to [workspace.package] in `\(root.path)`", at: member.place(own.span)))
            return
        }
        let allows = node.boolean ?? (node.array.map { !$0.isEmpty } ?? false)
        if allows, member.package?.table?["version"] == nil {
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "`publish` allows what a package without a version cannot",
                    hint: "add `version` to [package], or take `publish` out", at: member.place(own.span)))
        }
        if let flag = node.boolean {
            refusal = flag ? nil : "\(origin)publish = false"
        } else if let elements = node.array, elements.allSatisfy({ $0.string != nil }) {
            registries = elements.compactMap(\.string)
            refusal = registries.isEmpty ? "\(origin)publish = []" : nil
        } else {
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "`publish` is \(node.kindName), not a boolean or an array of registries' names",
                    hint: "write `publish = false`", at: manifest.place(node.span)))
        }
    }
}
