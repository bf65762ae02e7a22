/// Where a registry tells of one version: an address, and for each artifact the way through the JSON or YAML that stands there.
struct PluginQuery: Sendable, Hashable, Section {
    /// A step of the way through a document.
    private enum Step: Sendable, Hashable {
        /// The value of a key.
        case key(String)
        /// An element of a list, from 0.
        case index(Int)
        /// The first element of a list that has these texts under these keys.
        case element([String: String])
    }

    /// The address.
    let url: String
    /// How the registry computes its digests; nil where it only says that a file is there.
    let algorithm: Digest.Algorithm?
    /// The way to each artifact's digest, by file name.
    private let ways: [String: [Step]]

    init(from fields: inout Fields) throws(Fault) {
        url = try fields.string("url")
        let name = try fields.optionalString("algorithm") ?? "sha256"
        let value = fields.take("digests")
        guard let files = value?.object, !files.members.isEmpty else {
            throw Fields.fault("\(fields.path).digests is to have the way to the digest of each artifact")
        }
        var ways: [String: [Step]] = [:]
        for file in files.members { ways[file.key] = try Self.way(file.value, at: "\(fields.path).digests.\(file.key)") }
        self.ways = ways
        switch name {
        case "sha256", "sha512", "sha1": algorithm = Digest.Algorithm(rawValue: name)
        case "none": algorithm = nil
        default: throw Fields.fault("\(fields.path).algorithm is `\(name)`, not one of `sha256`, `sha512`, `sha1`, `none`")
        }
        try fields.finish()
    }

    var object: JSONObject { JSONObject(["url": .string(url)]) }

    /// Reads a way.
    private static func way(_ value: JSON, at path: String) throws(Fault) -> [Step] {
        guard let steps = value.array, !steps.isEmpty else { throw Fields.fault("\(path) is no list of steps") }
        return try steps.map { step throws(Fault) in
            switch step {
            case .string(let key): return .key(key)
            case .number where step.integer.map { $0 >= 0 } == true: return .index(step.integer ?? 0)
            case .object(let object):
                var texts: [String: String] = [:]
                for member in object.members { texts[member.key] = member.value.string }
                if !texts.isEmpty, texts.count == object.members.count { return .element(texts) }
            default: break
            }
            throw Fields.fault("\(path) has a step that is no key, no number from 0, and no object with texts")
        }
    }

    /// The question to the registry; nothing is sent but the address.
    var query: Query<RegistryRelease?> {
        page.query { [self] (response) throws(Fault) in try release(in: response.body) }
    }

    /// The page that is asked.
    private var page: RegistryPage { RegistryPage(url: url, loginHint: "it is asked without credentials") }

    /// What a document tells; nil when it knows none of the files.
    func release(in bytes: [UInt8]) throws(Fault) -> RegistryRelease? {
        let isJSON = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.map { "[{".utf8.contains($0) } ?? false
        let json = isJSON ? try? JSON(parsing: bytes) : nil
        let yaml = isJSON ? nil : try? YAMLDocument(bytes).root
        guard json != nil || yaml != nil else { throw page.strange("neither JSON nor YAML") }
        var digests: [String: String] = [:]
        for (file, way) in ways {
            if let json { digests[file] = Self.text(at: way, in: json) }
            if let yaml { digests[file] = Self.text(at: way, in: yaml) }
        }
        guard !digests.isEmpty else { return nil }
        guard let algorithm else { return digests.count == ways.count ? .opaque : nil }
        let plain = digests.mapValues { text in
            String(text.hasPrefix("\(algorithm.rawValue):") ? text.dropFirst(algorithm.rawValue.count + 1) : text[...]).lowercased()
        }
        return RegistryRelease(digests: plain, algorithm: algorithm)
    }

    /// What stands at the end of a way through JSON: a text, or empty for another value that is not null.
    private static func text(at way: [Step], in root: JSON) -> String? {
        var value = root
        for step in way {
            var next: JSON?
            switch step {
            case .key(let key): next = value.object?[key]
            case .index(let index): next = value.array.flatMap { index < $0.count ? $0[index] : nil }
            case .element(let texts):
                next = value.array?.first { element in texts.allSatisfy { element.object?[$0.key]?.string == $0.value } }
            }
            guard let next else { return nil }
            value = next
        }
        return value == .null ? nil : value.string ?? ""
    }

    /// The same through YAML, whose scalars count as they are written.
    private static func text(at way: [Step], in root: YAMLNode) -> String? {
        var node = root
        for step in way {
            var next: YAMLNode?
            switch step {
            case .key(let key): next = node[key]
            case .index(let index): next = node.sequence.flatMap { index < $0.count ? $0[index] : nil }
            case .element(let texts):
                next = node.sequence?.first { element in texts.allSatisfy { element[$0.key]?.text == $0.value } }
            }
            guard let next else { return nil }
            node = next
        }
        return node.isNull ? nil : node.text ?? ""
    }
}
