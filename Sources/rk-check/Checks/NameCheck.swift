import RKShared

/// Names that registries take for one, and folders with other names than their packages.
struct NameCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.nameClash, .nameConvention]

    /// Clashes, then folders.
    func findings(in subject: Subject) -> [Finding] {
        clashes(among: subject.published) + subject.published.compactMap(convention)
    }

    /// Packages of one registry whose names it does not tell apart.
    private func clashes(among packages: [Package]) -> [Finding] {
        let kinds = Dictionary(grouping: packages) { package in
            let type = package.id.prefix { $0 != ":" }
            return Self.likeness(of: package.registryName, type: String(type)).map { "\(type):\($0)" } ?? package.id
        }
        return kinds.sorted { $0.key.precedes($1.key) }.compactMap { _, alike in
            // Names that are one are rk-discover's findings.
            let names = Set(alike.map { Self.name(of: $0) })
            guard names.count > 1, let second = alike.first(where: { Self.name(of: $0) != Self.name(of: alike[0]) }) else { return nil }
            let isCargo = alike[0].id.hasPrefix("cargo:")
            return Finding(
                Diagnostic(
                    isCargo ? .error : .warning, .nameClash,
                    "\(alike[0].id) and \(second.id) are \(isCargo ? "one name to their registry" : "too similar for their registry")",
                    hint: isCargo ? "rename one" : "rename one, unless both are published already", package: second.id,
                    at: Place(second.manifest)))
        }
    }

    /// A name without what its registry does not tell apart; nil where it tells everything apart.
    private static func likeness(of name: String, type: String) -> String? {
        let plain = name.lowercased()
        switch type {
        case "cargo": return plain.replacing("-", with: "_")
        case "npm": return plain.hasPrefix("@") ? nil : plain.filter { !".-_".contains($0) }
        case "pub": return plain.filter { $0 != "_" }
        // Letters that look alike are one to PyPI (warehouse, `ultranormalize_name`).
        case "pypi":
            return String(plain.filter { !".-_".contains($0) }.map { $0 == "l" || $0 == "i" ? "1" : $0 == "o" ? "0" : $0 })
        default: return nil
        }
    }

    /// The name as rk-discover compares it: that in the id.
    private static func name(of package: Package) -> Substring {
        let name = package.id.dropFirst(package.id.prefix { $0 != ":" }.count)
        return name.lastIndex(of: "@").map { $0 == name.index(after: name.startIndex) ? name : name[..<$0] } ?? name
    }

    /// A folder in which nobody looks for the package.
    private func convention(_ package: Package) -> Finding? {
        guard package.path != ".", package.ecosystem != "go" else { return nil }
        let folder = Self.letters(of: RelativePath.name(of: package.path))
        let name = Self.letters(of: package.name.split { $0 == "/" || $0 == ":" }.last ?? package.name[...])
        guard !folder.contains(name), !name.contains(folder) else { return nil }
        return Finding(
            Diagnostic(
                .note, .nameConvention, "\(package.id) lies in `\(package.path)`, which has another name", package: package.id,
                at: Place(package.manifest)))
    }

    /// The letters and digits of a name.
    private static func letters(of text: some StringProtocol) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
}
