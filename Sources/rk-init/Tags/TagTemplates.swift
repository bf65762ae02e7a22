import RKShared

/// Tag formats that give packages the prefixes which their tags have: one for the root, and own ones for those that it does not fit.
struct TagTemplates {
    /// The root's.
    private(set) var root = Configuration().tagFormat
    /// The packages' own, by index.
    private(set) var own: [Int: String] = [:]
    /// How many packages the root's fits.
    private(set) var fitting = 0

    /// The most templates that are tried on all packages.
    private static let maximumCandidates = 32

    /// Finds the template that fits most packages; those at the root, which can have none of their own, count more than any number of others.
    /// - Parameter prefixes: what stands in front of versions, by the package's index.
    init(_ prefixes: [Int: String], _ packages: [Package]) {
        guard !prefixes.isEmpty else { return }
        let wishes = prefixes.sorted { $0.key < $1.key }
        let released = packages.indices.filter { packages[$0].publish && TagHistory.isTagged(packages[$0]) }
        var counts: [String: Int] = [:]
        for (index, prefix) in wishes {
            for template in Self.templates(of: prefix, packages[index], isAlone: released.count < 2) { counts[template, default: 0] += 1 }
        }
        let candidates = counts.sorted { $0.value == $1.value ? Self.isBefore($0.key, $1.key) : $0.value > $1.value }
            .prefix(Self.maximumCandidates).map(\.key)
        var best = (weight: -1, template: root, left: wishes)
        for template in candidates {
            guard let format = try? TagFormat(template), Self.isUsable(format, released, prefixes) else { continue }
            let left = wishes.filter { Self.prefix(of: packages[$0.key], in: format) != $0.value }
            let missed = Set(left.map(\.key))
            let weight = wishes.reduce(0) { sum, wish in
                missed.contains(wish.key) ? sum : sum + (packages[wish.key].path == "." ? packages.count + 1 : 1)
            }
            if weight > best.weight { best = (weight, template, left) }
        }
        root = best.template
        fitting = wishes.count - best.left.count
        for (index, prefix) in best.left { own[index] = "\(prefix){version}" }
    }

    /// Whether a template gives packages different tags, or all that are released have the same.
    private static func isUsable(_ format: TagFormat, _ released: [Int], _ prefixes: [Int: String]) -> Bool {
        format.distinguishesPackages || Set(prefixes.values).count == 1 && released.allSatisfy { prefixes[$0] != nil }
    }

    /// The templates that give a package a prefix: with what it begins with in place of a placeholder, and as it is.
    private static func templates(of prefix: String, _ package: Package, isAlone: Bool) -> [String] {
        let stems = ["{name}", "{path}", "{unscoped}"].compactMap { stem -> (String, String)? in
            guard let format = try? TagFormat("\(stem){version}") else { return nil }
            let value = self.prefix(of: package, in: format)
            return value.isEmpty ? nil : (stem, value)
        }
        let below = package.path == "." && !isAlone ? ["{path}/\(prefix){version}"] : []
        return below
            + stems.compactMap { stem, value in
                prefix.hasPrefix(value) ? "\(stem)\(prefix.dropFirst(value.count)){version}" : nil
            } + ["\(prefix){version}"]
    }

    /// What stands in front of a package's versions.
    private static func prefix(of package: Package, in format: TagFormat) -> String {
        format.prefixAndSuffix(name: package.tagName, label: package.workspace, path: package.path).prefix
    }

    /// Whether a template is the more usual one: `{name}`, then `{path}`, then `{unscoped}`, then fixed text.
    private static func isBefore(_ left: String, _ right: String) -> Bool {
        /// The place of a template in that order.
        func rank(_ template: String) -> Int { ["{name}", "{path}", "{unscoped}"].firstIndex { template.hasPrefix($0) } ?? 3 }
        return rank(left) == rank(right) ? left.precedes(right) : rank(left) < rank(right)
    }
}
