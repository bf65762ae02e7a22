extension PinPlan {
    /// What gets a version together with the packages of which it holds the version.
    struct Lenders {
        /// The packages, with those that hold versions of others.
        private(set) var packages: [Package]
        /// What changes in each.
        private(set) var rewrites: [String: Rewrite]
        /// The id of the package that holds a package's version, by that one's id.
        private var lenders: [String: String] = [:]

        /// Adds the packages that hold versions of some.
        init(_ packages: [Package], _ rewrites: [String: Rewrite], in tree: SourceTree) throws(Fault) {
            self.packages = packages
            self.rewrites = rewrites
            for package in packages {
                guard let version = rewrites[package.id]?.version,
                    let ecosystem = Catalog.ecosystem(package.ecosystem) as? any VersionBorrowing,
                    let lender = try ecosystem.lender(of: package, version: version, in: tree)
                else { continue }
                let known = self.packages.first { $0.ecosystem == lender.package.ecosystem && $0.manifest == lender.package.manifest }
                let holder = known ?? lender.package
                if known == nil { self.packages.append(holder) }
                lenders[package.id] = holder.id
                if let other = self.rewrites[holder.id]?.version, other != lender.version {
                    throw Fault(
                        .pinImpossible,
                        "\(package.id) is to be \(lender.version), but its version is that of \(holder.id), which is to be \(other)",
                        hint: "give both one version", at: Place(holder.manifest), package: package.id)
                }
                self.rewrites[holder.id, default: Rewrite()].version = lender.version
            }
        }

        /// The edits by package, with those of the holders for whom their versions are.
        func sharing(_ rewritings: [String: Rewriting], among packages: [Package]) -> [String: Rewriting] {
            guard !lenders.isEmpty else { return rewritings }
            var result = rewritings
            for (id, lender) in lenders {
                guard let changes = rewritings[lender]?.changes else { continue }
                result[id, default: Rewriting()].changes += changes
            }
            let own = Set(packages.map(\.id))
            return result.filter { own.contains($0.key) }
        }
    }
}
