import RKShared

extension VersionScheme {
    /// Whether a version's first number is 0.
    func isBeforeOne(_ version: String) -> Bool { parse(version)?.release.first == .zero }

    /// How large the step between two versions is, by the first number of the release that differs.
    func bump(from current: String, to next: String) -> Bump {
        guard let left = parse(current)?.release, let right = parse(next)?.release else { return .none }
        let length = max(left.count, right.count, 3)
        for (index, size) in zip(0..<length, [Bump.major, .minor] + Array(repeating: .patch, count: length)) {
            let (a, b) = (index < left.count ? left[index] : .zero, index < right.count ? right[index] : .zero)
            if a != b { return size }
        }
        return isPrerelease(next) == true ? .prerelease : .patch
    }
}
