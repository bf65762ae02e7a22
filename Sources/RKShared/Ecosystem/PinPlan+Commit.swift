extension PinPlan {
    /// What a commit of the release changes: the versions of the released packages, and in all packages of the document, private ones too,
    /// the requirements on these that do not take the new version any more.
    public init(committing document: Document) throws(Fault) {
        let all = try document.requiredPackages(for: "rk-propose")
        guard let plans = document.versions else { throw Document.missing("versions", for: "rk-propose", from: "rk-version") }
        let released = Dictionary(plans.filter(\.isReleased).map { ($0.package, $0) }) { first, _ in first }
        var rewrites: [String: Rewrite] = [:]
        for package in all {
            var rewrite = Rewrite(version: package.publish ? released[package.id]?.next : nil)
            let ecosystem = Catalog.ecosystem(package.ecosystem)
            for dependency in package.dependencies where !dependency.isDeclared {
                guard let id = dependency.member, id != package.id, let plan = released[id], let version = plan.next else { continue }
                let isKept = ecosystem is any LastingRewriting
                guard isKept || ecosystem?.takes(version, after: plan.current, by: dependency) == false else { continue }
                rewrite.exact[id] = version
            }
            if rewrite.version != nil || !rewrite.exact.isEmpty { rewrites[package.id] = rewrite }
        }
        try self.init(packages: all.filter { rewrites[$0.id] != nil }, rewrites: rewrites)
    }
}
