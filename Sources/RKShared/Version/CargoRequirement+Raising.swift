extension CargoRequirement {
    /// The requirement written for a newer version: its operators, blanks and, where nothing is lost, its number of numbers stay.
    ///
    /// `^1.2` is `^1.3` for 1.3.0 and `^1.3.4` for 1.3.4, so that no version fits that is older than the one it was released with; `=1.2`
    /// and `1.2.*` mean every patch and are `=1.3` and `1.3.*`. An upper bound moves only where it excludes the version. `*`, which
    /// crates.io refuses, becomes the version.
    public func raised(to version: String) -> String {
        guard let version = SemVer(version) else { return description }
        let edits = comparators.flatMap { $0.edits(for: version) }
        let text = String(decoding: edits.applied(to: Array(description.utf8)), as: UTF8.self)
        let isRaised = !comparators.isEmpty && (try? CargoRequirement(text))?.allows(version) == true
        return isRaised ? text : version.withoutBuild.description
    }
}

extension CargoRequirement.Comparator {
    /// What changes in the requirement's text for a version.
    fileprivate func edits(for version: SemVer) -> [Edit] {
        switch relation {
        // `~1` leaves the second number open, `~1.3` does not.
        case .tilde where numbers.count == 1 && !version.isPrerelease: return [replacing(with: truncated(version))]
        case .caret, .tilde, .greaterOrEqual: return [replacing(with: lower(version))]
        case .exact:
            return [replacing(with: numbers.count == 3 || version.isPrerelease ? version.withoutBuild.description : truncated(version))]
        case .wildcard: return [replacing(with: version.isPrerelease ? version.withoutBuild.description : starred(version))]
        case .greater:
            guard !allows(version) else { return [] }
            return [Edit(span: operatorSpan, replacement: ">="), replacing(with: lower(version))]
        case .less: return allows(version) ? [] : [replacing(with: upper(version))]
        case .lessOrEqual:
            guard !allows(version) else { return [] }
            return [
                replacing(
                    with: version.isPrerelease
                        ? version.withoutBuild.description : numbers.count == 3 ? version.withoutBuild.description : truncated(version))
            ]
        }
    }

    /// Another version in the place of the old one.
    private func replacing(with text: String) -> Edit { Edit(span: span, replacement: text) }

    /// A version with as many numbers as here, and more where they are not 0.
    private func lower(_ version: SemVer) -> String {
        guard !version.isPrerelease else { return version.withoutBuild.description }
        var release = version.release
        while release.count > numbers.count, release.last == .zero { release.removeLast() }
        return release.map(\.description).joined(separator: ".")
    }

    /// A version with as many numbers as here.
    private func truncated(_ version: SemVer) -> String {
        version.release.prefix(numbers.count).map(\.description).joined(separator: ".")
    }

    /// A version with as many numbers as here, and a wildcard behind them as here.
    private func starred(_ version: SemVer) -> String { truncated(version) + ".*" }

    /// The next upper bound of the same kind: `<2` is `<3` for 2.1.0, `<2.0.0` is `<3.0.0`, `<0.5` is `<0.7` for 0.6.2.
    private func upper(_ version: SemVer) -> String {
        let place = numbers.lastIndex { $0 != .zero } ?? 0
        var release = Array(version.release.prefix(numbers.count))
        release[place] = release[place].successor
        for index in release.indices where index > place { release[index] = .zero }
        return release.map(\.description).joined(separator: ".")
    }
}
