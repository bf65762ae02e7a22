import RKShared

extension Diagnostic {
    /// How many packages of a cycle a message names; the document has them all.
    private static let namedOnCycle = 100

    /// The finding of a cycle, from the packages on it in path order.
    init(cycle packages: [Package]) {
        var path = packages.map(\.id)
        if path.count > Self.namedOnCycle {
            path = path.prefix(Self.namedOnCycle) + ["(\(packages.count - Self.namedOnCycle) more)"]
        }
        path += packages.prefix(1).map(\.id)
        let declared = zip(packages, packages.dropFirst() + packages.prefix(1)).first { package, next in
            package.dependencies.contains { $0.isDeclared && $0.package == next.id }
        }
        let severity = declared == nil ? CyclePolicy.severity(of: packages) : .error
        let hint =
            switch severity {
            case .error where declared != nil:
                "`depends_on` in \(declared.map { Self.settings(of: $0.0) } ?? "") says that \(declared?.1.id ?? "") comes first, "
                    + "which needs \(declared?.0.id ?? ""): take one of the two away"
            case .error:
                "take one of these dependencies away, make it optional or dev, or move what both sides need into a package of its own"
            case .warning: "the registry bears it; while the release runs, one of these packages is there without what it needs"
            case .note: "released modules may need each other; nothing has to be done"
            }
        self.init(
            severity, .graphCycle, path.joined(separator: " → "), hint: hint, package: packages.first?.id,
            at: packages.first.map { Place($0.manifest) })
    }

    /// The path of a package's own releasekit.toml.
    private static func settings(of package: Package) -> String { RelativePath.join(package.path, Configuration.fileName) ?? package.path }

    /// The finding of a package that declares to need itself; that its tests do is how a crate of Cargo gets its own features for them.
    init(selfDependency package: Package) {
        let isForTests = package.ecosystem == "cargo" && package.dependencies.allSatisfy { $0.package != package.id || $0.kind.isInert }
        self.init(
            isForTests ? .note : .warning, .graphSelfDependency, "\(package.id) depends on itself",
            hint: isForTests
                ? "nothing has to be done; it is no edge of the graph"
                : "take the dependency away, unless it names extras of its own; it is no edge of the graph", package: package.id,
            at: Place(package.manifest))
    }

    /// The finding that not all cycles were listed.
    init(unlisted packages: Int) {
        self.init(
            .warning, .graphCycle, "\(packages) more packages lie on cycles that are not listed, because there are too many",
            hint: "break the cycles that are listed and run again")
    }
}
