import RKShared

/// The archive of a Dart package: a `.tar.gz` with a pubspec.yaml at its root.
struct PubArchive: Sendable {
    /// Largest pubspec.yaml, in bytes.
    private static let manifestLimit = 1 << 20
    /// Most that an archive may expand to, in bytes.
    private static let expandedLimit = 256 << 20

    /// The package's name; safe on disk.
    let name: String
    /// The version.
    let version: PubVersion
    /// The pubspec as JSON.
    let pubspec: JSON

    /// Reads an archive.
    /// - Throws: a `Refusal` with 400 that says what is wrong.
    init(_ bytes: [UInt8]) throws(Refusal) {
        let manifest: [UInt8]?
        do throws(TarFault) {
            manifest = try TarArchive.file(
                in: bytes, limits: TarArchive.Limits(file: Self.manifestLimit, archive: Self.expandedLimit),
                accepts: { $0 == "pubspec.yaml" || $0 == "./pubspec.yaml" })
        } catch {
            throw Refusal(400, "The archive \(error.reason)")
        }
        guard let manifest else { throw Refusal(400, "The archive has no pubspec.yaml") }
        let document: YAMLDocument
        do throws(SyntaxFault) {
            document = try YAMLDocument(manifest)
        } catch {
            throw Refusal(400, "Malformed pubspec.yaml: line \(error.line): \(error.message)")
        }
        guard let root = document.root, root.mapping != nil else { throw Refusal(400, "Malformed pubspec.yaml: it is no mapping") }
        guard let name = root["name"]?.text, Self.isName(name) else {
            throw Refusal(400, "Malformed pubspec.yaml: name must be lower-case letters, digits and underscores")
        }
        guard let version = root["version"]?.text.flatMap({ PubVersion($0) }) else {
            throw Refusal(400, "Malformed pubspec.yaml: version is missing or no semantic version")
        }
        guard root["publish_to"]?.text != "none" else { throw Refusal(400, "The package says publish_to: none") }
        (self.name, self.version, self.pubspec) = (name, version, Self.json(root))
    }

    /// Whether a text is the name of a package: a Dart identifier.
    static func isName(_ text: String) -> Bool {
        guard 1...64 ~= text.utf8.count, let first = text.utf8.first, !(0x30...0x39 ~= first) else { return false }
        return text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x5a ~= $0 || 0x61...0x7a ~= $0 || $0 == UInt8(ascii: "_") }
    }

    /// A node as JSON; the parser bounds depth and size.
    private static func json(_ node: YAMLNode) -> JSON {
        switch node.value {
        case .sequence(let elements): return .array(elements.map(json))
        case .mapping(let mapping):
            var object = JSONObject()
            for entry in mapping.entries { if let key = entry.key.text { object[key] = json(entry.value) } }
            return .object(object)
        case .scalar(let text, _):
            if node.isNull { return .null }
            if let boolean = node.boolean { return .bool(boolean) }
            guard node.string == nil, let number = try? JSON(parsing: Array(text.utf8)) else { return .string(text) }
            return number
        }
    }
}
