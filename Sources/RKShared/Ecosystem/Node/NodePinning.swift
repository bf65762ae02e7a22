/// How requirements on members are written for a release.
enum NodePinning {
    /// The id of the member that a requirement means, by what discovery found; a list that does not count follows the one that does.
    static func target(of requirement: NodeRequirement, in package: Package) -> String? {
        let edges = package.dependencies.filter {
            $0.name == requirement.name && $0.package != nil && $0.package != package.id && !$0.isDeclared
        }
        return edges.first { $0.kind == requirement.section.kind }?.package
            ?? (requirement.section == .peerDependencies ? nil : edges.first { $0.kind != .peer }?.package)
    }

    /// The name of a package in its id.
    static func name(ofId id: String) -> String {
        let name = id.rest(behind: "npm:") ?? id
        return String(name.dropFirst().firstIndex(of: "@").map { name[..<$0] } ?? name[...])
    }

    /// What stands in the published manifest in place of a requirement.
    /// - Parameter entry: what the catalog has, where the requirement names one.
    static func published(_ requirement: NodeRequirement, entry: String?, version: String, target: String) -> String {
        let isPeer = requirement.section == .peerDependencies
        if isPeer, let text = NodePeerRange.published(requirement.text, version: version) { return text }
        let range: String
        var name = NodePinning.name(ofId: target)
        switch NodeSpecifier(requirement.text) {
        case .workspace(let alias, let text):
            if let alias { name = alias }
            range = behindProtocol(text, version)
        case .alias(let alias, let text):
            name = alias
            range = plain(text, version, isPeer: isPeer)
        case .range(let text): range = plain(text, version, isPeer: isPeer)
        case .catalog:
            switch entry.map({ NodeSpecifier($0) }) {
            case .range(let text)?: range = plain(text, version, isPeer: isPeer)
            case .alias(let alias, let text)?:
                name = alias
                range = plain(text, version, isPeer: isPeer)
            default: range = isPeer ? "^\(version)" : version
            }
        case .workspacePath, .path, .tag, .other: range = version
        }
        return name == requirement.name ? range : "npm:\(name)@\(range)"
    }

    /// What stands in the repository from now on in place of a requirement: protocols stay, and so does every range that is more than a
    /// version with a mark in front and still fits; with `keepsWhatFits`, every range that does.
    static func lasting(_ requirement: NodeRequirement, version: String, keepsWhatFits: Bool) -> String {
        let isPeer = requirement.section == .peerDependencies
        if isPeer, NodePeerRange.holdsProtocol(requirement.text) { return requirement.text }
        if keepsWhatFits, allows(version, requirement.text) { return requirement.text }
        switch NodeSpecifier(requirement.text) {
        case .workspace(let alias, let text):
            guard !isRelative(text) else { return requirement.text }
            return "workspace:" + (alias.map { "\($0)@" } ?? "") + behindProtocol(text, version)
        case .alias(let alias, let text):
            let range = raised(text, version, isPeer: isPeer)
            return range == text ? requirement.text : "npm:\(alias)@\(range)"
        case .range(let text): return raised(text, version, isPeer: isPeer)
        case .workspacePath, .path, .catalog, .tag, .other: return requirement.text
        }
    }

    /// Whether the range of a requirement takes a version.
    private static func allows(_ version: String, _ requirement: String) -> Bool {
        switch NodeSpecifier(requirement) {
        case .workspace(_, let range), .alias(_, let range), .range(let range): NpmRange(range)?.allows(version) == true
        case .workspacePath, .path, .catalog, .tag, .other: false
        }
    }

    /// Whether what stands behind `workspace:` takes its number from the member.
    private static func isRelative(_ text: String) -> Bool { ["", "*", "^", "~"].contains(text) }

    /// What stands behind `workspace:` in a published manifest; pnpm publishes a range as it is.
    private static func behindProtocol(_ text: String, _ version: String) -> String {
        switch text {
        case "^", "~": text + version
        case "*", "": version
        default: NpmRange(text)?.allows(version) == true && !isExact(text) ? text : operatorKept(text, version)
        }
    }

    /// A plain range for a version in a file that stays.
    private static func raised(_ text: String, _ version: String, isPeer: Bool) -> String {
        let isSimple = isExact(String(text.trimmed.drop { $0 == "^" || $0 == "~" }))
        return !isSimple && NpmRange(text)?.allows(version) == true ? text : plain(text, version, isPeer: isPeer)
    }

    /// A plain range for a version.
    private static func plain(_ text: String, _ version: String, isPeer: Bool) -> String {
        if isPeer, NpmRange(text)?.allows(version) == true { return text }
        return isPeer && !isExact(text) && text.first != "~" ? "^\(version)" : operatorKept(text, version)
    }

    /// The version behind the range's own `^` or `~`; of any other range the version alone.
    private static func operatorKept(_ text: String, _ version: String) -> String {
        let text = text.trimmed
        guard let mark = text.first, mark == "^" || mark == "~", !text.contains(" "), !text.contains("|") else { return version }
        return "\(mark)\(version)"
    }

    /// Whether a range is one version.
    private static func isExact(_ text: String) -> Bool { SemVer(String(text.trimmed.drop { $0 == "=" || $0 == "v" })) != nil }
}

/// `workspace:` in the range of a peer, where pnpm allows more than elsewhere: `workspace:>=`, `^16.0.0 || workspace:^`.
enum NodePeerRange {
    /// The protocol.
    private static let scheme = "workspace:"
    /// The marks that may stand behind it, longer ones first.
    private static let marks = [">=", "<=", ">", "<", "^", "~", "*"]

    /// Whether a range holds the protocol in a form that only peers may have.
    static func holdsProtocol(_ text: String) -> Bool {
        guard let rest = text.rest(behind: scheme) else { return text.contains(scheme) && !text.hasPrefix("npm:") }
        return rest.hasPrefix(">") || rest.hasPrefix("<") || rest.contains(" ")
    }

    /// The range as it is published, for a version of the member; nil for one without such a form.
    static func published(_ text: String, version: String) -> String? {
        guard holdsProtocol(text) else { return nil }
        var result = ""
        var rest = text[...]
        while let place = rest.firstRange(of: scheme) {
            result += rest[..<place.lowerBound]
            rest = rest[place.upperBound...]
            let mark = marks.first { rest.hasPrefix($0) } ?? ""
            rest = rest.dropFirst(mark.count)
            let hasNumber = rest.first.map { $0.isASCII && ($0.isNumber || $0 == "x" || $0 == "X") } ?? false
            result += (mark == "*" ? "" : mark) + (hasNumber ? "" : version)
        }
        return result + rest
    }
}
