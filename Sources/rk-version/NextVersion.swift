import RKShared

/// Chooses the version for each decision.
struct NextVersion {
    /// The decisions.
    let decisions: Decisions

    /// The next version of a package that is released.
    /// - Throws: a `Fault` when there is none: a version that cannot be read, or that would go back.
    func version(of index: Int) throws(Fault) -> String {
        let candidate = decisions.candidates[index]
        if decisions.all[index].reason == .manual, let version = decisions.options.manual[candidate.package.id] {
            return try manual(version, candidate)
        }
        let members = decisions.sharing(with: index)
        let scheme = candidate.scheme
        let candidates = members.map { decisions.candidates[$0] }
        let floors = candidates.compactMap { spelled(Self.floor(of: $0.package), $0.scheme, in: scheme) }
        let step = VersionStep(
            scheme: scheme, base: scheme.newest(of: candidates.compactMap { spelled($0.baseline.final?.version, $0.scheme, in: scheme) }),
            current: scheme.newest(of: candidates.compactMap { spelled($0.current, $0.scheme, in: scheme) } + floors) ?? "0.0.0",
            bump: members.map { decisions.all[$0].bump }.max() ?? .none, majorOnZero: candidates.contains(where: \.majorOnZero))
        do throws(VersionFault) {
            guard let label = decisions.options.prerelease else { return try step.final() }
            return try step.prerelease(label: label, existing: candidates.flatMap { $0.baseline.prereleases.map(\.version) })
        } catch {
            throw Fault(
                .versionInvalid, "\(candidate.package.id) has no next version: \(error.message)", hint: error.hint,
                at: Place(candidate.package.manifest), package: candidate.package.id)
        }
    }

    /// The version just below the lowest that a package can have.
    private static func floor(of package: Package) -> String? {
        (Catalog.ecosystem(package.ecosystem) as? any VersionInTags)?.floor(of: package)
    }

    /// A version in another scheme's spelling.
    private func spelled(_ version: String?, _ scheme: VersionScheme, in other: VersionScheme) -> String? {
        version.flatMap { scheme == other ? $0 : scheme.spelled($0, in: other) }
    }

    /// A version that the user set: valid, and above the last release.
    private func manual(_ version: String, _ candidate: Candidate) throws(Fault) -> String {
        guard let normal = candidate.scheme.normalized(version) else {
            throw Fault(
                .versionInvalid, "--set \(candidate.package.id)=\(version): this is no version of the scheme \(candidate.scheme.rawValue)",
                package: candidate.package.id)
        }
        if let newest = candidate.baseline.newest?.version, candidate.scheme.compare(normal, newest) ?? 0 <= 0 {
            throw Fault(
                .versionInvalid, "--set \(candidate.package.id)=\(version): the last release is \(newest) already",
                hint: "give a higher version; a published one can never be replaced", package: candidate.package.id)
        }
        return normal
    }
}
