import RKShared

extension FuzzedParser {
    /// What rk-check reads and mends.
    static let checks: [FuzzedParser] = [
        FuzzedParser(
            "license",
            Seeds(
                sources: ["RKSharedTests/Manifest/License"],
                inputs: ["MIT OR Apache-2.0", "(GPL-2.0+ WITH Classpath-exception-2.0) AND LicenseRef-a"].map { Array($0.utf8) },
                tokens: ["(", ")", " OR ", " AND ", " WITH ", "+", "MIT", "LicenseRef-", "DocumentRef-", " "])
        ) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            _ = (LicenseText.identifier(of: bytes), SPDXExpression.identifier(ofName: text))
            guard let canonical = SPDXExpression(text)?.canonical else { return }
            try Violation.unless(SPDXExpression(canonical)?.canonical == canonical, "\(text.debugDescription) becomes \(canonical)")
        },
        FuzzedParser("toml-insertion", tomlSeeds) { try insert(intoTOML: $0) },
        FuzzedParser("json-insertion", jsonSeeds) { try insert(intoJSON: $0) },
    ]

    /// A key behind another one is read again, and nothing else has changed.
    private static func insert(intoTOML bytes: [UInt8]) throws {
        guard let document = try? TOMLDocument(bytes) else { return }
        var tables: [[String]] = [[]]
        for entry in document.root.entries where entry.node.table != nil { tables.append([entry.key]) }
        let path = tables[choice(bytes, of: tables.count)]
        guard let table = path.isEmpty ? document.root : document.root.node(path)?.table, table["rk-new"] == nil,
            let entry = table.entries.first(where: { $0.node.string != nil }),
            let edit = document.insertion(of: "rk-new", "a \"b\"", behind: entry)
        else { return }
        let after = [edit].applied(to: bytes)
        let again = try EditedText.read("TOML with a key more") { () throws(SyntaxFault) in try TOMLDocument(after) }
        let found = path.isEmpty ? again.root : again.root.node(path)?.table
        try Violation.unless(found?["rk-new"]?.string == "a \"b\"" && found?.keys.count == table.keys.count + 1, "the key is not there")
    }

    /// A member behind another one is read again, and gone when it is taken out.
    private static func insert(intoJSON bytes: [UInt8]) throws {
        guard let document = try? JSONText(bytes), let members = document.root.members, !members.isEmpty else { return }
        let member = members[choice(bytes, of: members.count)]
        guard document.root["rk-new"] == nil else { return }
        let after = [document.insertion(of: "rk-new", "true", behind: member)].applied(to: bytes)
        let again = try EditedText.read("JSON with a member more") { () throws(SyntaxFault) in try JSONText(after) }
        try Violation.unless(
            again.root["rk-new"]?.boolean == true && again.root.members?.count == members.count + 1, "the member is not there")
        guard let removal = again.removal(of: "rk-new", from: again.root) else { throw Violation("the member cannot go") }
        let last = try EditedText.read("JSON without it") { () throws(SyntaxFault) in try JSONText([removal].applied(to: after)) }
        try Violation.unless(last.root.members?.map(\.key) == members.map(\.key), "another member went")
    }
}
