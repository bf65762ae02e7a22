import RKShared

/// An object of another tool's JSON configuration, whose members are asked for one by one; those that are left are lost.
struct PeerObject {
    /// The file's path.
    let path: String
    /// The keys that lead here, with a full stop behind each; empty at the top.
    let keys: String
    /// Where it stands; the file for the outermost.
    let origin: Place
    /// The text.
    private let text: JSONText
    /// The members.
    private let members: [JSONMember]
    /// The keys that were asked for.
    private var known: Set<String> = []

    /// Reads a file.
    /// - Throws: a `Fault`: it is missing, no JSON, or no object.
    init(_ path: String, of peer: Peer, in tree: SourceTree) throws(Fault) {
        guard let bytes = try tree.readIfPresent(path) else {
            throw Fault(
                .peerMissing, "there is no `\(path)`, so there is nothing of \(peer.rawValue) to take over",
                hint: "run this at the root of the repository, or leave --migrate out")
        }
        do { text = try JSONText(bytes) } catch { throw Fault(.configSyntax, error, in: path) }
        self.path = path
        keys = ""
        origin = Place(path)
        guard let members = text.root.members else {
            throw Fault(.configValue, "`\(path)` is \(text.root.kindName), not an object", hint: "it begins with `{`", at: Place(path))
        }
        self.members = members
    }

    /// An object inside another one.
    private init(_ node: JSONNode, _ members: [JSONMember], behind key: String, in outer: PeerObject) {
        (path, text, keys) = (outer.path, outer.text, "\(outer.keys)\(key).")
        let position = text.position(node.span)
        origin = Place(path, line: position.line, column: position.column)
        self.members = members
    }

    /// The value of a key, which counts as known from now on.
    private mutating func node(_ key: String) -> JSONNode? {
        known.insert(key)
        guard let node = members.last(where: { $0.key.sameBytes(key) })?.node else { return nil }
        if case .null = node.value { return nil }
        return node
    }

    /// Counts keys as known that another one asked for.
    mutating func know(_ keys: [String]) { known.formUnion(keys) }

    /// Where a key stands; the file where it does not.
    func place(_ key: String) -> Place {
        guard let member = members.last(where: { $0.key.sameBytes(key) }) else { return Place(path) }
        let position = text.position(member.keySpan)
        return Place(path, line: position.line, column: position.column)
    }

    /// The fault of a value of the wrong type.
    private func wrong(_ key: String, _ node: JSONNode, expected: String) -> Fault {
        let position = text.position(node.span)
        return Fault(
            .configValue, "`\(keys)\(key)` is \(node.kindName), not \(expected)", hint: "mend it, or take the setting out",
            at: Place(path, line: position.line, column: position.column))
    }

    /// Whether there is such a key.
    func has(_ key: String) -> Bool { members.contains { $0.key.sameBytes(key) } }

    /// A boolean.
    mutating func bool(_ key: String) throws(Fault) -> Bool? {
        guard let node = node(key) else { return nil }
        guard let value = node.boolean else { throw wrong(key, node, expected: "a boolean") }
        return value
    }

    /// A text.
    mutating func string(_ key: String) throws(Fault) -> String? {
        guard let node = node(key) else { return nil }
        guard let value = node.string else { throw wrong(key, node, expected: "a string") }
        return value
    }

    /// A boolean, of this object or else of another one.
    mutating func bool(_ key: String, or defaults: inout PeerObject) throws(Fault) -> Bool? {
        if let own = try bool(key) { return own }
        return try defaults.bool(key)
    }

    /// A text, of this object or else of another one.
    mutating func string(_ key: String, or defaults: inout PeerObject) throws(Fault) -> String? {
        if let own = try string(key) { return own }
        return try defaults.string(key)
    }

    /// A text; nil also for a value of another type, which counts as unknown then.
    mutating func stringIfOne(_ key: String) -> String? {
        guard let text = node(key)?.string else {
            known.remove(key)
            return nil
        }
        return text
    }

    /// A list of texts.
    mutating func strings(_ key: String) throws(Fault) -> [String]? {
        guard let node = node(key) else { return nil }
        return try texts(key, node)
    }

    /// A list of lists of texts.
    mutating func lists(_ key: String) throws(Fault) -> [[String]] {
        guard let node = node(key) else { return [] }
        guard let outer = node.array else { throw wrong(key, node, expected: "an array of arrays") }
        var lists: [[String]] = []
        for inner in outer { lists.append(try texts(key, inner)) }
        return lists
    }

    /// The texts of an array.
    private func texts(_ key: String, _ node: JSONNode) throws(Fault) -> [String] {
        guard let elements = node.array else { throw wrong(key, node, expected: "an array of strings") }
        var texts: [String] = []
        for element in elements {
            guard let text = element.string else { throw wrong(key, element, expected: "a string in an array") }
            texts.append(text)
        }
        return texts
    }

    /// An object.
    mutating func object(_ key: String) throws(Fault) -> PeerObject? {
        guard let node = node(key) else { return nil }
        guard let members = node.members else { throw wrong(key, node, expected: "an object") }
        return PeerObject(node, members, behind: key, in: self)
    }

    /// The objects of an array, and the texts in it as objects with that as `type`.
    mutating func objects(_ key: String) throws(Fault) -> [(type: String?, object: PeerObject?)] {
        guard let node = node(key) else { return [] }
        guard let elements = node.array else { throw wrong(key, node, expected: "an array") }
        return elements.map { element in
            (element.string, element.members.map { PeerObject(element, $0, behind: key, in: self) })
        }
    }

    /// The objects inside, by their keys in the order of the text.
    func entries() throws(Fault) -> [(key: String, object: PeerObject)] {
        var entries: [(String, PeerObject)] = []
        for member in members {
            guard let inner = member.node.members else { throw wrong(member.key, member.node, expected: "an object") }
            entries.append((member.key, PeerObject(member.node, inner, behind: member.key, in: self)))
        }
        return entries
    }

    /// Notes what was not asked for, with the reason that is known for it.
    /// - Parameter reasons: why a setting has no equivalent, by its key.
    func lose(_ reasons: [String: String], to scaffold: inout Scaffold, as prefix: String? = nil) {
        for member in members where !known.contains(member.key) && member.key != "$schema" {
            scaffold.lose(
                (prefix ?? keys) + member.key, reasons[member.key] ?? "no setting of this name is known", at: place(member.key))
        }
    }
}
