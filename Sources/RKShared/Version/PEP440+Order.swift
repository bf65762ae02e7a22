extension PEP440 {
    /// Where a version without a prerelease segment stands among those with one: `1.0.dev1` before, `1.0` behind all of them.
    private enum PreRank: Comparable {
        /// A development release of the final version itself.
        case before
        /// A prerelease.
        case within(Pre)
        /// Final and post releases.
        case behind
    }

    /// The prerelease segment's rank.
    private var preRank: PreRank {
        if let pre { return .within(pre) }
        return post == nil && dev != nil ? .before : .behind
    }

    /// The numbers without zeros at the end, which do not count.
    private var significant: ArraySlice<Natural> {
        let zeros = release.reversed().prefix { $0 == .zero }.count
        return release.dropLast(zeros)
    }

    /// Equal in order: `1.0` equals `1.0.0`.
    public static func == (left: PEP440, right: PEP440) -> Bool {
        left.epoch == right.epoch && left.significant == right.significant && left.pre == right.pre && left.post == right.post
            && left.dev == right.dev && left.local == right.local
    }

    /// The order of PEP 440's summary: epoch, numbers, prerelease, post, dev, local.
    public static func < (left: PEP440, right: PEP440) -> Bool {
        if left.epoch != right.epoch { return left.epoch < right.epoch }
        let (leftNumbers, rightNumbers) = (left.significant, right.significant)
        if leftNumbers != rightNumbers { return leftNumbers.lexicographicallyPrecedes(rightNumbers) }
        if left.preRank != right.preRank { return left.preRank < right.preRank }
        if left.post != right.post {
            guard let leftPost = left.post, let rightPost = right.post else { return left.post == nil }
            return leftPost < rightPost
        }
        if left.dev != right.dev {
            guard let leftDev = left.dev, let rightDev = right.dev else { return right.dev == nil }
            return leftDev < rightDev
        }
        return left.local.lexicographicallyPrecedes(right.local)
    }

    /// Only what `==` looks at.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(epoch)
        hasher.combine(significant)
        hasher.combine(pre)
        hasher.combine(post)
        hasher.combine(dev)
        hasher.combine(local)
    }
}
