/// From the document to the rewriting of every package that is released.
public struct PinPlan: Sendable {
    /// The rewriting by package id; only packages with something to write.
    public let rewrites: [String: Rewrite]

    /// Works out versions and exact requirements: `versions` where the document has them, else the manifests'.
    /// - Throws: a `Fault` with `.pinImpossible` when the version of a requirement's target is not known.
    public init(_ document: Document) throws(Fault) {
        let packages = document.packages ?? []
        let plans = Dictionary((document.versions ?? []).map { ($0.package, $0) }) { first, _ in first }
        let known = Dictionary(packages.map { ($0.id, $0) }) { first, _ in first }
        var rewrites: [String: Rewrite] = [:]
        for package in packages where package.publish && (document.versions == nil || plans[package.id]?.isReleased == true) {
            var rewrite = Rewrite()
            if let next = plans[package.id]?.next, next != package.version { rewrite.version = next }
            for dependency in package.dependencies where !dependency.kind.isInert {
                guard let target = dependency.package, target != package.id, let other = known[target] else { continue }
                guard let version = plans[target]?.next ?? other.version else {
                    throw Fault(
                        .pinImpossible, "\(package.id) requires \(target), whose version is not known",
                        hint: "put rk-version in front; it knows versions that are kept in tags", at: Place(package.manifest), package: package.id)
                }
                rewrite.exact[target] = version
            }
            if rewrite.version != nil || !rewrite.exact.isEmpty { rewrites[package.id] = rewrite }
        }
        self.rewrites = rewrites
    }
}
