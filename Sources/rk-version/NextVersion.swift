import RKShared

/// Chooses the version for each decision.
struct NextVersion {
    /// The decisions.
    let decisions: Decisions

    /// The scheme in which versions that several ecosystems share are computed: what it can say, each of the others can.
    private static let common = VersionScheme.semver

    /// The next version of a package that is released: one for all that share it, each in its own spelling.
    /// - Throws: a `Fault` when there is none: a version that cannot be read, or that would go back.
    func version(of index: Int) throws(Fault) -> String {
        let candidate = decisions.candidates[index]
        let members = decisions.sharing(with: index)
        if let chosen = try manual(members) {
            return try shared(chosen.version, from: chosen.candidate.scheme, by: candidate, with: members)
        }
        let candidates = members.map { decisions.candidates[$0] }
        guard Set(candidates.map(\.scheme)).count > 1 else { return try next(of: index, members, in: candidate.scheme) }
        return try shared(try next(of: index, members, in: Self.common), from: Self.common, by: candidate, with: members)
    }

    /// The next version of packages in one scheme.
    private func next(of index: Int, _ members: [Int], in scheme: VersionScheme) throws(Fault) -> String {
        let candidate = decisions.candidates[index]
        let candidates = members.map { decisions.candidates[$0] }
        /// The versions of some packages, in the scheme.
        func versions(_ pick: (Candidate) -> [String]) -> [String] {
            candidates.flatMap { candidate in pick(candidate).compactMap { Self.spelled($0, candidate.scheme, in: scheme) } }
        }
        let current = versions { [$0.current, Self.floor(of: $0.package)].compactMap { $0 } }
        let step = VersionStep(
            scheme: scheme, base: scheme.newest(of: versions { [$0.baseline.final?.version].compactMap { $0 } }),
            current: scheme.newest(of: current) ?? "0.0.0", bump: members.map { decisions.all[$0].bump }.max() ?? .none,
            majorOnZero: candidates.contains(where: \.majorOnZero))
        do throws(VersionFault) {
            guard let label = decisions.options.prerelease else { return try step.final() }
            return try step.prerelease(label: label, existing: versions { $0.baseline.prereleases.map(\.version) })
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

    /// A version in another scheme's spelling. Of what that scheme cannot say, the numbers are kept: an epoch, a post release, a word behind
    /// a final version, a fourth number go, and a prerelease becomes the first one of its version.
    private static func spelled(_ text: String, _ scheme: VersionScheme, in other: VersionScheme) -> String? {
        guard scheme != other, let version = scheme.parse(text) else { return text }
        if !version.isSnapshot, let same = scheme.spelled(text, in: other) { return same }
        let numbers = (version.release.map(\.description) + ["0", "0"]).prefix(3).joined(separator: ".")
        return other.normalized(version.isPrerelease ? "\(numbers)-0" : numbers)
    }

    /// A shared version as a package spells it.
    /// - Throws: a `Fault` when its scheme cannot say it, or when it would come before what is released.
    private func shared(
        _ version: String, from scheme: VersionScheme, by candidate: Candidate, with members: [Int]
    ) throws(Fault) -> String {
        let id = candidate.package.id
        guard let own = scheme.spelled(version, in: candidate.scheme) else {
            throw Fault(
                .versionInvalid,
                "\(id) cannot have the version \(version)\(sharers(of: id, members)): \(candidate.scheme.rawValue) has no such version",
                hint: "the labels that all schemes have are alpha, beta and rc; or let a group without \(id) share one version",
                at: Place(candidate.package.manifest), package: id)
        }
        if members.count > 1, let newest = candidate.baseline.newest?.version, candidate.scheme.compare(own, newest) ?? 0 <= 0 {
            throw Fault(
                .versionInvalid, "\(id) cannot have the version \(own)\(sharers(of: id, members)): its last release is \(newest) already",
                hint: "set a higher version for all of them with --set \(id)=VERSION, or let a group without it share one version",
                at: Place(candidate.package.manifest), package: id)
        }
        return own
    }

    /// The clause that names the packages with the same version; empty for a package alone.
    func sharers(of id: String, _ members: [Int]) -> String {
        let others = members.map { decisions.candidates[$0].package.id }.filter { $0 != id }
        guard !others.isEmpty else { return "" }
        return ", which it shares with \(others.prefix(3).joined(separator: ", "))"
            + (others.count > 3 ? " and \(others.count - 3) more" : "")
    }

    /// The version that the user set for one of the packages that share it, in normal form; nil when none was set.
    /// - Throws: a `Fault` for no version, one that would go back, or two different ones.
    private func manual(_ members: [Int]) throws(Fault) -> (version: String, candidate: Candidate)? {
        var chosen: (version: String, candidate: Candidate)?
        for member in members where decisions.all[member].reason == .manual {
            let candidate = decisions.candidates[member]
            guard let text = decisions.options.manual[candidate.package.id] else { continue }
            let version = try manual(text, candidate)
            if let first = chosen,
                first.candidate.scheme.spelled(first.version, in: candidate.scheme).flatMap({ candidate.scheme.compare($0, version) }) != 0
            {
                throw Fault(
                    .versionInvalid,
                    "--set gives \(first.candidate.package.id) the version \(first.version) and \(candidate.package.id) \(version), but they share one",
                    hint: "set it for one of them", package: candidate.package.id)
            }
            chosen = chosen ?? (version, candidate)
        }
        return chosen
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
