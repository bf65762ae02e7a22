/// Reads an object's known fields one by one; what is left over is passed through.
struct Fields {
    /// What was not taken yet.
    private(set) var object: JSONObject
    /// Where the object stands in the document, as in `packages[3]`.
    let path: String

    /// The fields of a value that must be an object.
    init(_ value: JSON, at path: String) throws(Fault) {
        guard let object = value.object else { throw Self.fault("\(path) is \(value.kindName), not an object") }
        self.object = object
        self.path = path
    }

    /// A fault about the document's shape.
    static func fault(_ message: String) -> Fault {
        Fault(.documentInvalid, message, hint: "docs/document.md describes every field; the stage that writes this section is named there")
    }

    /// A fault about one field.
    private func fault(_ key: String, expected: String, found value: JSON?) -> Fault {
        let place = path.isEmpty ? key : "\(path).\(key)"
        guard let value else { return Self.fault("\(place) is missing; it should be \(expected)") }
        return Self.fault("\(place) is \(value.kindName), not \(expected)")
    }

    /// Removes a field and returns its value.
    mutating func take(_ key: String) -> JSON? { object.take(key) }

    /// A string that may be absent or null.
    mutating func optionalString(_ key: String) throws(Fault) -> String? {
        switch object.take(key) {
        case nil, .null?: return nil
        case .string(let text)?: return text
        case let other: throw fault(key, expected: "string", found: other)
        }
    }

    /// A string.
    mutating func string(_ key: String) throws(Fault) -> String {
        let value = object.take(key)
        guard case .string(let text)? = value else { throw fault(key, expected: "string", found: value) }
        return text
    }

    /// A path inside the repository, relative to its root; builds run there.
    /// - Throws: a `Fault` with `.pathOutside` for one that is absolute or leads above the root.
    mutating func insidePath(_ key: String) throws(Fault) -> String {
        let text = try string(key)
        try requireInside(text, key)
        return text
    }

    /// Refuses a path that is absolute or leads above the root.
    private func requireInside(_ text: String, _ key: String) throws(Fault) {
        var depth = text.hasPrefix("/") ? -1 : 0
        for part in text.split(separator: "/") where part != "." && depth >= 0 { depth += part == ".." ? -1 : 1 }
        guard depth >= 0 else {
            throw Fault(
                .pathOutside, "\(path).\(key) is `\(text)`, which leads outside the repository",
                hint: "paths are relative to the repository's root; who changed the document since rk-discover?")
        }
    }

    /// An integer that may be absent or null.
    mutating func optionalInteger(_ key: String) throws(Fault) -> Int? {
        let value = object.take(key)
        if value == nil || value == .null { return nil }
        guard let number = value?.integer else { throw fault(key, expected: "integer", found: value) }
        return number
    }

    /// A boolean; absent or null gives `fallback`.
    mutating func bool(_ key: String, default fallback: Bool) throws(Fault) -> Bool {
        switch object.take(key) {
        case nil, .null?: return fallback
        case .bool(let flag)?: return flag
        case let other: throw fault(key, expected: "boolean", found: other)
        }
    }

    /// One of the words of an enumeration.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) throws(Fault) -> Choice
    where Choice.RawValue == String {
        let text = try string(key)
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw Self.fault("\(path).\(key) is `\(text)`, not one of \(words)")
        }
        return choice
    }

    /// One of the words of an enumeration; nil where it is absent.
    mutating func optionalChoice<Choice: RawRepresentable & CaseIterable>(_ key: String) throws(Fault) -> Choice?
    where Choice.RawValue == String {
        guard let value = object[key], value != .null else {
            _ = object.take(key)
            return nil
        }
        return try choice(key)
    }

    /// An array of paths inside the repository; absent gives an empty one.
    mutating func insidePaths(_ key: String) throws(Fault) -> [String] {
        let paths = try strings(key)
        for (index, text) in paths.enumerated() { try requireInside(text, "\(key)[\(index)]") }
        return paths
    }

    /// An array of strings; absent gives an empty one.
    mutating func strings(_ key: String) throws(Fault) -> [String] {
        let value = object.take(key)
        guard let value, value != .null else { return [] }
        guard let elements = value.array else { throw fault(key, expected: "array of strings", found: value) }
        var result: [String] = []
        for element in elements {
            guard let text = element.string else { throw fault(key, expected: "array of strings", found: value) }
            result.append(text)
        }
        return result
    }

    /// An array of arrays of strings; absent gives an empty one.
    mutating func stringLists(_ key: String) throws(Fault) -> [[String]] {
        var result: [[String]] = []
        for (index, element) in try list(key).enumerated() {
            var inner = try Fields(.object(JSONObject(["list": element])), at: "\(path).\(key)[\(index)]")
            result.append(try inner.strings("list"))
        }
        return result
    }

    /// An array of sections; absent gives an empty one.
    mutating func sections<Element: Section>(_ key: String) throws(Fault) -> [Element] {
        var result: [Element] = []
        for (index, element) in try list(key).enumerated() {
            result.append(try Element(element, at: "\(path.isEmpty ? key : "\(path).\(key)")[\(index)]"))
        }
        return result
    }

    /// A section that may be absent or null.
    mutating func optionalSection<Element: Section>(_ key: String) throws(Fault) -> Element? {
        guard let value = object.take(key), value != .null else { return nil }
        return try Element(value, at: path.isEmpty ? key : "\(path).\(key)")
    }

    /// The elements of an array; absent gives none.
    private mutating func list(_ key: String) throws(Fault) -> [JSON] {
        guard let value = object.take(key), value != .null else { return [] }
        guard let elements = value.array else { throw fault(key, expected: "array", found: value) }
        return elements
    }
}

/// A part of the document that is read from an object and written as one, other programs' fields included.
protocol Section {
    /// Takes the known fields; what is left is kept in `rest`.
    init(from fields: inout Fields) throws(Fault)
    /// The object as it is written.
    var object: JSONObject { get }
}

extension Section {
    /// Reads the section that stands at `path` of the document.
    init(_ value: JSON, at path: String) throws(Fault) {
        var fields = try Fields(value, at: path)
        try self.init(from: &fields)
    }

    /// The section as a value.
    var json: JSON { .object(object) }
}
