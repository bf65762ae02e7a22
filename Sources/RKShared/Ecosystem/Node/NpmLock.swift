/// A package-lock.json or npm-shrinkwrap.json of lockfile version 1, 2 or 3.
struct NpmLock {
    /// The text.
    private let text: JSONText

    /// Reads a lockfile.
    init(_ bytes: [UInt8]) throws(SyntaxFault) { text = try JSONText(bytes) }

    /// The edits that give the members' own entries the versions and requirements of their manifests: only these strings change.
    func edits(for members: [NodeMemberChange], below root: String) -> [Edit] {
        var edits: [Edit] = []
        var links: [String: NodeMemberChange] = [:]
        for member in members {
            let folder = member.folder(below: root)
            links["file:\(folder)"] = member
            let entry = text.root["packages"]?[folder == "." ? "" : folder]
            if let entry {
                edits += version(of: member, in: entry)
                for requirement in member.requirements {
                    edits += value(requirement.to, in: entry[requirement.section.rawValue]?[requirement.name])
                }
            }
            guard folder == "." else { continue }
            edits += value(member.version, in: text.root["version"])
        }
        return edits + requires(of: links)
    }

    /// The version of an entry, which has none where the manifest had none.
    private func version(of member: NodeMemberChange, in entry: JSONNode) -> [Edit] {
        guard let version = member.version, entry.members != nil, entry["version"]?.string != version else { return [] }
        return [text.settingVersion(version, in: entry)]
    }

    /// The edit of a string that is there and says something else.
    private func value(_ wanted: String?, in node: JSONNode?) -> [Edit] {
        guard let wanted, let node, let string = node.string, string != wanted else { return [] }
        return [text.replacing(node, with: wanted)]
    }

    /// What the tree of versions 1 and 2 says of members at any depth: `requires` beside a version `file:FOLDER`. Peers are not in it.
    private func requires(of links: [String: NodeMemberChange]) -> [Edit] {
        var edits: [Edit] = []
        var open = [text.root["dependencies"]].compactMap { $0 }
        while let list = open.popLast() {
            for entry in (list.members ?? []).map(\.node) {
                if let inner = entry["dependencies"] { open.append(inner) }
                guard let version = entry["version"]?.string, let member = links[version] else { continue }
                for requirement in member.requirements where requirement.section != .peerDependencies {
                    edits += value(requirement.to, in: entry["requires"]?[requirement.name])
                }
            }
        }
        return edits
    }
}
