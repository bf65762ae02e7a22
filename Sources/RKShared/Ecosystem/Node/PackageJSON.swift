/// A package.json with its place in the repository.
struct PackageJSON: ManifestFile {
    /// The name of the file.
    static let fileName = "package.json"

    /// The path, relative to the repository's root.
    let path: String
    /// The text.
    let document: JSONText

    /// The value behind a path of keys.
    subscript(_ keys: String...) -> JSONNode? { document.root.node(keys) }

    /// The name; nil where there is none, or an empty one.
    var name: String? { self["name"]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    /// The version as written; nil where there is none.
    var version: String? { self["version"]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    /// Whether `private` keeps it from registries; npm takes any true value.
    var isPrivate: Bool {
        guard let node = self["private"] else { return false }
        switch node.value {
        case .boolean(let flag): return flag
        case .string(let text): return !text.isEmpty
        case .number(let text): return text != "0"
        case .null: return false
        case .array, .object: return true
        }
    }

    /// The tool that `packageManager` (`pnpm@9.1.0+sha512…`) or `devEngines.packageManager` names, and its version.
    var packageManager: (tool: NodeTool?, version: String)? {
        let engines = self["devEngines", "packageManager"]
        let engine = engines?.array?.first ?? engines
        guard let text = self["packageManager"]?.string ?? engine?["name"]?.string.map({ "\($0)@\(engine?["version"]?.string ?? "")" })
        else { return nil }
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        return (NodeTool(rawValue: String(parts[0])), parts.count > 1 ? String(parts[1]) : "")
    }

    /// The patterns of `workspaces`, an array or an object with `packages`; nil where there is no such key.
    /// - Throws: a `Fault` with the code `.workspaceInvalid`.
    func workspaces() throws(Fault) -> [(pattern: String, place: Place)]? {
        guard let node = self["workspaces"] else { return nil }
        let list = node.members == nil ? node : node["packages"]
        guard let list else { return [] }
        guard let elements = list.array else {
            if case .null = list.value { return [] }
            throw Fault(
                .workspaceInvalid, "`workspaces` is \(list.kindName), not an array of patterns",
                hint: "write \"workspaces\": [\"packages/*\"]", at: place(list.span))
        }
        var result: [(pattern: String, place: Place)] = []
        for element in elements {
            guard let pattern = element.string else {
                throw Fault(
                    .workspaceInvalid, "`workspaces` holds \(element.kindName), not only strings",
                    hint: "each element is a pattern of folders",
                    at: place(element.span))
            }
            result.append((pattern, place(element.span)))
        }
        return result
    }
}

extension PackageJSON {
    /// Parses a manifest; it must be an object.
    init(_ bytes: [UInt8], path: String) throws(Fault) {
        self.init(path: path, document: try Self.text(bytes, at: path))
        guard document.root.members != nil else {
            throw Fault(
                .manifestInvalid, "`\(path)` holds \(document.root.kindName), not an object",
                hint: "a package.json is an object: { \"name\": …, \"version\": … }", at: Place(path, line: 1, column: 1))
        }
    }
}

/// A list of dependencies of a package.json.
enum NodeSection: String, CaseIterable {
    /// What users of the package need too.
    case dependencies
    /// What users get where it can be installed.
    case optionalDependencies
    /// What only its developers need.
    case devDependencies
    /// What its users bring.
    case peerDependencies

    /// What its entries are needed for.
    var kind: Dependency.Kind {
        switch self {
        case .dependencies: .runtime
        case .optionalDependencies: .optional
        case .devDependencies: .dev
        case .peerDependencies: .peer
        }
    }
}

/// An entry of a list of dependencies.
struct NodeRequirement {
    /// The list.
    let section: NodeSection
    /// The name as declared.
    let name: String
    /// What is asked for, as written.
    let text: String
    /// The string that says so.
    let node: JSONNode
}

extension PackageJSON {
    /// All requirements, in the order of the sections and of the text; of a key that repeats, the last. What is none is a finding.
    func requirements(findings: inout [Diagnostic]) -> [NodeRequirement] {
        var result: [NodeRequirement] = []
        for section in NodeSection.allCases {
            guard let node = self[section.rawValue] else { continue }
            guard let members = node.members else {
                if case .null = node.value { continue }
                // npm reads an empty list as no dependencies.
                if node.array?.isEmpty == true { continue }
                findings.append(
                    Diagnostic(
                        .error, .manifestInvalid, "`\(section.rawValue)` is \(node.kindName), not an object",
                        hint: "write \"\(section.rawValue)\": { \"name\": \"^1.0.0\" }", at: place(node.span)))
                continue
            }
            let last = Dictionary(members.enumerated().map { ($1.key, $0) }) { $1 }
            for (index, member) in members.enumerated() where last[member.key] == index {
                guard let text = member.node.string else {
                    findings.append(
                        Diagnostic(
                            .error, .requirementSyntax, "`\(member.key)` in \(section.rawValue) is \(member.node.kindName), not a string",
                            hint: "write a range of versions, as in \"^1.0.0\"", at: place(member.node.span)))
                    continue
                }
                result.append(NodeRequirement(section: section, name: member.key, text: text, node: member.node))
            }
        }
        return result
    }
}
