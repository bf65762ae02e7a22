import RKShared

/// What the name of an uploaded file says: its kind, and which project and version it belongs to.
struct DistributionFile: Hashable, Sendable {
    /// The kinds that PyPI still accepts.
    enum Kind: String, Sendable {
        /// A built distribution.
        case wheel = "bdist_wheel"
        /// A source distribution.
        case sdist
    }

    /// The name on disk; only letters, digits and `._+!-`, never a path.
    let name: String
    /// What the extension says.
    let kind: Kind
    /// The name without its extension.
    private let stem: Substring

    /// Accepts `.whl`, `.tar.gz` and `.zip`; nil for other extensions and for names with other characters.
    init?(_ name: String) {
        let allowed = name.utf8.allSatisfy { byte in
            0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte || "._+!-".utf8.contains(byte)
        }
        guard allowed, 1...200 ~= name.utf8.count, name.first != ".", !name.contains("..") else { return nil }
        let endings: [(String, Kind)] = [(".whl", .wheel), (".tar.gz", .sdist), (".zip", .sdist)]
        guard let (ending, kind) = endings.first(where: { name.hasSuffix($0.0) }), name.count > ending.count else { return nil }
        self.name = name
        self.kind = kind
        self.stem = name.dropLast(ending.count)
    }

    /// Every pair of project and version that the name can mean; several for old source distributions with hyphens in their names.
    ///
    /// Wheels follow PEP 427 (five or six components), source distributions PEP 625, with older spellings let through.
    var candidates: [(project: ProjectName, version: PEP440)] {
        let parts = stem.split(separator: "-", omittingEmptySubsequences: false)
        switch kind {
        case .wheel:
            guard parts.count == 5 || (parts.count == 6 && parts[2].first?.isNumber == true), parts.allSatisfy({ !$0.isEmpty }) else {
                return []
            }
            guard let project = ProjectName(parts[0]), let version = PEP440(String(parts[1].replacing("_", with: "-"))) else { return [] }
            return [(project, version)]
        case .sdist:
            return (1..<max(1, parts.count)).reversed().compactMap { split in
                let name = parts[..<split].joined(separator: "-")
                guard let project = ProjectName(name), let version = PEP440(parts[split...].joined(separator: "-")) else {
                    return nil
                }
                return (project, version)
            }
        }
    }

    /// Whether the name can mean this version of this project.
    func belongs(to project: ProjectName, _ version: PEP440) -> Bool {
        candidates.contains { $0.project == project && $0.version == version }
    }
}
