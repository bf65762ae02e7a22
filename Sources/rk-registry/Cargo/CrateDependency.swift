import RKShared

/// What a version needs: as cargo sends it, and as the index has it.
struct CrateDependency: Sendable {
    /// The crate that is needed.
    let name: CrateName
    /// The index where it is, nil for the one of the crate that needs it.
    let registry: String?
    /// The dependency's part of a line of the index.
    let json: JSON

    /// Checks and turns around what cargo sends.
    init(_ sent: JSON) throws(Refusal) {
        guard let fields = sent.object, let text = fields["name"]?.string, let name = CrateName(text) else {
            throw Refusal(400, "invalid upload: a dependency has no name, or one that is none")
        }
        guard let requirement = fields["version_req"]?.string, !requirement.isEmpty else {
            throw Refusal(400, "invalid upload: the dependency '\(text)' has no version_req")
        }
        let kind = fields["kind"]?.string ?? "normal"
        guard ["normal", "build", "dev"].contains(kind) else {
            throw Refusal(400, "invalid upload: the dependency '\(text)' is of the kind '\(kind.prefix(40))', not normal, build or dev")
        }
        let renamed = fields["explicit_name_in_toml"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        registry = fields["registry"]?.string
        self.name = name
        json = .object(
            JSONObject([
                "name": .string(renamed ?? text), "package": renamed == nil ? nil : .string(text), "req": .string(requirement),
                "features": fields["features"]?.array.map { .array($0) } ?? .array([]),
                "optional": .bool(fields["optional"] == .bool(true)), "default_features": .bool(fields["default_features"] != .bool(false)),
                "target": fields["target"]?.string.map { .string($0) } ?? .null, "kind": .string(kind), "registry": .optional(registry),
            ]))
    }
}
