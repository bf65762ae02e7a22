import RKShared

/// What packages need: whether users can have it, and in which versions.
struct RequirementCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.dependencyPrivate, .dependencyUnpublishable, .requirementPrerelease, .requirementUnmet]

    /// The ecosystems whose registries refuse what comes from no registry.
    private static let strict: Set<String> = ["uv", "cargo", "pub"]
    /// The ecosystems whose requirements are ranges that say what is installed.
    private static let ranges: Set<String> = ["uv", "cargo", "pub", "npm", "pnpm", "yarn"]

    /// Of each package: what the repository has, then what its manifest states.
    func findings(in subject: Subject) -> [Finding] {
        var findings: [Finding] = []
        for package in subject.published {
            let needs = subject.profiles[package.id]?.needs ?? []
            let places = Dictionary(needs.filter { !$0.kind.isInert }.map { ($0.name, $0.place) }) { first, _ in first }
            for dependency in package.dependencies where !dependency.kind.isInert && !dependency.isDeclared {
                guard let target = dependency.package.flatMap(subject.package), target.id != package.id else { continue }
                let place = places[dependency.name] ?? Place(package.manifest)
                findings += [isPrivate(target, dependency, package, place), isUnmet(target, dependency, package, place)].compactMap { $0 }
            }
            let members = Set(package.dependencies.filter { $0.package != nil }.map(\.name))
            for need in needs where !need.kind.isInert {
                if !members.contains(need.name), let finding = isUnpublishable(need, package) { findings.append(finding) }
                if let finding = isCaret(need, package) { findings.append(finding) }
            }
        }
        return findings
    }

    /// A package of the repository that users cannot have.
    private func isPrivate(_ target: Package, _ dependency: Dependency, _ package: Package, _ place: Place) -> Finding? {
        guard !target.publish else { return nil }
        let isOptional = dependency.kind == .optional || dependency.kind == .peer
        return Finding(
            Diagnostic(
                isOptional ? .warning : .error, .dependencyPrivate,
                "\(package.id) needs \(target.id), which is not published (\(target.privateReason ?? "it is private"))",
                hint: "publish it, make the dependency a development one, or make \(package.id) private too", package: package.id,
                at: place))
    }

    /// A package of the repository whose version is not among those that are allowed. Prereleases are another matter: a range seldom has
    /// them.
    private func isUnmet(_ target: Package, _ dependency: Dependency, _ package: Package, _ place: Place) -> Finding? {
        guard Self.ranges.contains(package.ecosystem), let version = target.version,
            let ecosystem = Catalog.ecosystem(package.ecosystem), ecosystem.versionScheme.isPrerelease(version) == false
        else { return nil }
        // A protocol, a path or a tag stands for what is there.
        let text = dependency.requirement.trimmed
        guard let first = text.first, !first.isLetter, !text.contains(":"), !text.contains("/") else { return nil }
        guard ecosystem.takes(version, after: version, by: dependency) == false else { return nil }
        return Finding(
            Diagnostic(
                .warning, .requirementUnmet, "\(package.id) needs \(dependency.name) \(text), but \(target.id) is \(version)",
                hint: "widen the requirement, or correct the version", package: package.id, at: place))
    }

    /// What comes from no registry.
    private func isUnpublishable(_ need: PackageProfile.Need, _ package: Package) -> Finding? {
        guard need.source != .registry, !(package.ecosystem == "uv" && need.kind == .build) else { return nil }
        let isStrict = Self.strict.contains(package.ecosystem)
        let what = need.source == .folder ? "a folder that its users do not have" : "an address in place of a registry"
        return Finding(
            Diagnostic(
                isStrict || need.source == .folder && need.kind == .runtime ? .error : .warning, .dependencyUnpublishable,
                "\(package.id) needs `\(need.name)` from \(what)",
                hint: isStrict ? "require a version: the registry refuses the upload otherwise" : "require a version",
                package: package.id, at: need.place))
    }

    /// A range that begins at a prerelease.
    private func isCaret(_ need: PackageProfile.Need, _ package: Package) -> Finding? {
        let text = need.condition.split(separator: ":").last.map(String.init)?.trimmed ?? ""
        guard let scheme = Catalog.ecosystem(package.ecosystem)?.versionScheme, text.hasPrefix("^"),
            scheme.isPrerelease(text.dropFirst().trimmed) == true
        else { return nil }
        return Finding(
            Diagnostic(
                .warning, .requirementPrerelease, "\(package.id) needs `\(need.name)` \(text), which takes every later prerelease too",
                hint: "require that version exactly, or a final one", package: package.id, at: need.place))
    }
}
