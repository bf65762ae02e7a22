import RKShared

/// The tools that lock, build and check the packages.
struct ToolCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.toolMissing]

    /// One for each program.
    func findings(in subject: Subject) -> [Finding] {
        var missing: [String: Package] = [:]
        for package in subject.published {
            guard let manager = Catalog.ecosystem(package.ecosystem)?.packageManager else { continue }
            let build = manager.build(package, root: subject.tree.root, into: subject.tree.root, environment: [:])
            let check = subject.workspace(of: package).flatMap { manager.lockCheck($0, root: subject.tree.root) }
            for call in [build, check].compactMap({ $0 }) where missing[call.program] == nil && !call.isInstalled {
                missing[call.program] = package
            }
        }
        return missing.sorted { $0.key.precedes($1.key) }.map { program, package in
            Finding(
                Diagnostic(
                    .error, .toolMissing, "`\(program)` is not installed, which builds \(package.id)",
                    hint: "install it, or put the folder that holds it on PATH", package: package.id))
        }
    }
}
