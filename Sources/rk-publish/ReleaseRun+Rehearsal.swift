import RKShared

extension ReleaseRun {
    /// Says what would be done, and does nothing: no file, no network, no credentials, and no tool but git, which only reads.
    func rehearse() async throws(Fault) -> Ending {
        let tree = checkout.tree
        var isFirst = true
        let rewritings = try await rewritings(in: tree)
        let findings =
            try await preflight(tree) { call in
                if isFirst { invocation.console.info("would look first at the lockfiles, the registry and the credentials:") }
                isFirst = false
                say(call)
            }.findings() + uncommitted(rewritings)
        if options.isIsolated { invocation.console.info("would build a copy of HEAD in a temporary work tree") }
        var outcomes = plan.skipped
        for item in plan.items {
            guard let registry = roads.registries[item.package.id] else { continue }
            await describe(item, rewritings[item.package.id] ?? Rewriting(), registry)
            var outcome = Outcome(package: item.package.id, version: item.version, status: .skipped, why: "dry run: would be published")
            outcome.registry = registry.base
            outcomes.append(outcome)
        }
        if plan.items.isEmpty { invocation.console.info("nothing would be published") }
        let isRefused = findings.contains { $0.severity == .error }
        return Ending(outcomes: inOrder(outcomes), findings: findings, status: isRefused ? .findings : .done)
    }

    /// Says what would be done with a package.
    private func describe(_ item: PublishPlan.Item, _ rewriting: Rewriting, _ registry: RegistryAddress) async {
        guard let ecosystem = Catalog.ecosystem(item.package.ecosystem), let publishing = ecosystem.publishing else { return }
        let manager = ecosystem.packageManager
        let waits = item.dependencies.isEmpty ? "" : ", after \(item.dependencies.joined(separator: ", "))"
        invocation.console.info("\(item.package.id) \(item.version) to \(registry.upload)\(waits)")
        for change in rewriting.changes { invocation.console.info("  would edit \(change.path) for the build, and restore it:") }
        if let version = item.rewrite.version, version != item.package.version {
            invocation.console.info("    version \(item.package.version ?? "none") -> \(version)")
        }
        for requirement in rewriting.requirements {
            invocation.console.info("    \(requirement.name) \(requirement.from.isEmpty ? "(any)" : requirement.from) -> \(requirement.to)")
        }
        let folder = "DIST/\(item.package.name)"
        let root = checkout.tree.root
        say(publishing.building(manager.build(item.package, root: root, into: folder, environment: rewriting.environment), for: registry))
        if let call = publishing.repacking(item.package, for: registry, root: root, into: folder, environment: rewriting.environment) {
            say(call)
        }
        let wishes = roads.wishes[item.package.id] ?? UploadWishes()
        let asked = PublishOptions(
            attestations: options.attestations, tag: wishes.tag, access: wishes.access, provenance: wishes.provenance,
            reference: item.tag)
        say(manager.publish(["\(folder)/*"], of: item.package, to: registry, options: asked).placed(in: checkout.tree))
        guard options.smokeTest, PackageSettings(of: item.package).smokeTest ?? true else { return }
        for call in await manager.smokeTest(item.package, version: item.version, from: registry, artifacts: [], in: "VENV") { say(call) }
    }

    /// Says a command as a person would type it.
    private func say(_ call: Call) {
        let folder = call.directory.map { "cd \(Call($0, []).commandLine) && " } ?? ""
        invocation.console.info("  would run: \(folder)\(call.commandLine)")
    }
}
