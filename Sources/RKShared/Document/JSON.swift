/// A JSON value that keeps what it does not understand: numbers stay the text that was read.
public enum JSON: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number as it was written, of any size and precision.
    case number(String)
    /// A string.
    case string(String)
    /// An array.
    case array([JSON])
    /// An object.
    case object(JSONObject)

    /// A whole number.
    public static func integer(_ value: Int) -> JSON { .number(String(value)) }

    /// An array of strings.
    public static func strings(_ values: some Sequence<String>) -> JSON { .array(values.map { .string($0) }) }

    /// A string, or `null` for nil.
    public static func optional(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }

    /// The string, or nil when this is another kind of value.
    public var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The elements, or nil when this is another kind of value.
    public var array: [JSON]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The object, or nil when this is another kind of value.
    public var object: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The number as an integer, or nil when this is no integer that fits.
    public var integer: Int? {
        if case .number(let text) = self { Int(text) } else { nil }
    }

    /// What kind of value this is, in JSON's own words.
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

/// A JSON object: members in the order of their keys' bytes, each key once.
public struct JSONObject: Sendable, Hashable {
    /// A key with its value.
    public struct Member: Sendable, Hashable {
        /// The key.
        public let key: String
        /// The value.
        public var value: JSON
    }

    /// The members in the order of their keys' bytes.
    public private(set) var members: [Member] = []

    /// An object without members.
    public init() {}

    /// An object of these members; nil values are left out.
    public init(_ pairs: KeyValuePairs<String, JSON?>) {
        for (key, value) in pairs { self[key] = value }
    }

    /// An object of members in any order; returns the key that stands twice, if one does.
    init(unordered: [Member], duplicate: inout String?) {
        members = unordered
        var ordered = true
        for index in members.indices.dropFirst() where !members[index - 1].key.precedes(members[index].key) {
            ordered = false
            break
        }
        guard !ordered else { return }
        members.sort { $0.key.precedes($1.key) }
        for index in members.indices.dropFirst() where members[index - 1].key.sameBytes(members[index].key) {
            duplicate = members[index].key
            return
        }
    }

    /// The value of a key; setting nil removes the member.
    public subscript(key: String) -> JSON? {
        get {
            let index = position(of: key)
            return index < members.count && members[index].key.sameBytes(key) ? members[index].value : nil
        }
        set {
            let index = position(of: key)
            let present = index < members.count && members[index].key.sameBytes(key)
            switch (present, newValue) {
            case (true, let value?): members[index].value = value
            case (true, nil): members.remove(at: index)
            case (false, let value?): members.insert(Member(key: key, value: value), at: index)
            case (false, nil): break
            }
        }
    }

    /// Removes a member and returns its value.
    public mutating func take(_ key: String) -> JSON? {
        let index = position(of: key)
        guard index < members.count, members[index].key.sameBytes(key) else { return nil }
        return members.remove(at: index).value
    }

    /// Where a key stands or would stand.
    private func position(of key: String) -> Int {
        // Sections are written in the order of their keys.
        guard let last = members.last, !last.key.precedes(key) else { return members.count }
        var low = 0
        var high = members.count
        while low < high {
            let middle = (low + high) / 2
            if members[middle].key.precedes(key) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
