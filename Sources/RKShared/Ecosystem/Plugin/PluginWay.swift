/// A way through JSON or YAML that a program names: keys, positions, elements by their texts.
struct PluginWay: Sendable, Hashable {
    /// A step of the way.
    private enum Step: Sendable, Hashable {
        /// The value of a key.
        case key(String)
        /// An element of a list, from 0.
        case index(Int)
        /// The first element of a list that has these texts under these keys.
        case element([String: String])
    }

    /// The steps from the root; not empty.
    private let steps: [Step]

    /// Reads a way.
    /// - Parameter path: where it stands in the answer.
    init(_ value: JSON?, at path: String) throws(Fault) {
        guard let elements = value?.array, !elements.isEmpty else { throw Fields.fault("\(path) is no list of steps") }
        steps = try elements.map { step throws(Fault) in
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

    /// The way as a person would write it: `dependencies[name=core].version`.
    var text: String {
        let words = steps.map { step in
            switch step {
            case .key(let key): ".\(key)"
            case .index(let index): "[\(index)]"
            case .element(let texts): "[\(texts.sorted { $0.key.precedes($1.key) }.map { "\($0)=\($1)" }.joined(separator: ","))]"
            }
        }.joined()
        return words.hasPrefix(".") ? String(words.dropFirst()) : words
    }

    /// What stands at its end: a text, or empty for another value that is not null; nil where it leads nowhere.
    func text(in document: PluginPage) -> String? {
        switch document {
        case .json(let root): text(in: root)
        case .yaml(let root): text(in: root)
        }
    }

    /// The same through JSON.
    private func text(in root: JSON) -> String? {
        var value = root
        for step in steps {
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
    private func text(in root: YAMLNode) -> String? {
        var node = root
        for step in steps {
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

/// A page of a registry, or a file in an artifact.
enum PluginPage {
    /// JSON.
    case json(JSON)
    /// YAML.
    case yaml(YAMLNode)

    /// JSON where it begins like an object or a list, else YAML; nil for what is neither, and for nothing.
    init?(_ bytes: [UInt8]) {
        let isJSON = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.map { "[{".utf8.contains($0) } ?? false
        if isJSON {
            guard let root = try? JSON(parsing: bytes) else { return nil }
            self = .json(root)
        } else {
            guard let root = try? YAMLDocument(bytes).root else { return nil }
            self = .yaml(root)
        }
    }
}
