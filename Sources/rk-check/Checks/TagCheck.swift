import RKShared

/// Tags in which two packages cannot be told apart, so that the release of one counts as one of the other.
struct TagCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.tagCollision]

    /// The first package with a tag format keeps it; the others are told.
    func findings(in subject: Subject) throws(Fault) -> [Finding] {
        let isKnown = subject.document.diagnostics.contains { $0.code == Code.tagCollision.rawValue }
        guard !subject.configuration.synchronize, !isKnown else { return [] }
        var owners: [String: Package] = [:]
        var findings: [Finding] = []
        for package in subject.published where !(Catalog.ecosystem(package.ecosystem) is any VersionInTags) {
            let format = try TagFormat(of: package, in: subject.configuration)
            let tag = package.tag(of: "0.0.0", in: format)
            guard let owner = owners[tag] else {
                owners[tag] = package
                continue
            }
            guard !sharesVersion(package, owner, in: subject.configuration) else { continue }
            findings.append(
                Finding(
                    Diagnostic(
                        .warning, .tagCollision, "\(owner.id) and \(package.id) have the same tags, as `\(tag)`",
                        hint: "put {name} into tag_format, with {label} where names repeat, or set synchronize = true",
                        package: package.id,
                        at: PackageSettings(of: package).tagFormat == nil ? subject.configuration.tagFormatPlace : nil)))
        }
        return findings
    }

    /// Whether two packages are always released as one version.
    private func sharesVersion(_ package: Package, _ other: Package, in configuration: Configuration) -> Bool {
        if let group = package.versionGroup, group == other.versionGroup { return true }
        return package.group.map { $0 == other.group && configuration.fixedGroups.contains($0) } ?? false
    }
}
