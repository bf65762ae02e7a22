extension CargoPublishing {
    /// What the tests of crates need in a version that will not be in the registry when they are packed: cargo packs nothing then.
    ///
    /// A crate waits for what its tests need in this release, but not for what needs the crate itself; then an older version has to do.
    func objections(to uploads: [PlannedUpload], in tree: SourceTree, world: World?) async -> [Diagnostic] {
        let released = Dictionary(uploads.map { ($0.package.id, $0) }) { first, _ in first }
        let needs = released.mapValues { upload in
            upload.package.dependencies.filter { !$0.kind.isInert || !$0.requirement.isEmpty }.compactMap(\.package)
        }
        var findings: [Diagnostic] = []
        for upload in uploads {
            for need in Self.testNeeds(of: upload, in: tree) {
                let isCyclic = Reachability.leads(from: need.member, to: upload.package.id) { needs[$0] ?? [] }
                guard isCyclic || released[need.member] == nil else { continue }
                let next = released[need.member]?.version
                guard let stated = try? CargoRequirement(need.declared.requirement) else { continue }
                let isRaised = next.map { !stated.allows($0) } ?? false
                let text = isRaised ? stated.raised(to: next ?? "") : need.declared.requirement
                guard let requirement = try? CargoRequirement(text) else { continue }
                guard let world else {
                    // Nobody is asked what there is; a version that is only made now is nowhere.
                    if isRaised { findings.append(Self.objection(need, of: upload, text, isCyclic: isCyclic, released)) }
                    continue
                }
                guard let registry = Self.registry(of: need.declared, upload.registry) else { continue }
                // An index in trouble is told of by those who need its answer.
                let query = CargoIndex(address: registry).versions(of: need.declared.name)
                do {
                    guard try await world.ask(query)?.contains(where: { requirement.allows($0) }) != true else { continue }
                } catch {
                    continue
                }
                findings.append(Self.objection(need, of: upload, text, isCyclic: isCyclic, released))
            }
        }
        return findings
    }

    /// A member that the tests of a crate need in a stated version.
    private struct TestNeed {
        /// The member's id.
        let member: String
        /// The declaration.
        let declared: CargoDeclaration
        /// The manifest that holds it.
        let manifest: CargoManifest
    }

    /// The members that the tests of a crate need in stated versions; none where the manifests cannot be read.
    private static func testNeeds(of upload: PlannedUpload, in tree: SourceTree) -> [TestNeed] {
        let package = upload.package
        guard package.dependencies.contains(where: { $0.kind.isInert && $0.package != nil && !$0.requirement.isEmpty }) else { return [] }
        guard let manifest = try? CargoManifest(reading: package.manifest, in: tree),
            let root = try? CargoManifest(reading: Cargo.rootManifest(of: package), in: tree)
        else { return [] }
        return CargoDependencies(manifest, root: root).declarations.compactMap { declared in
            guard declared.kind.isInert, !declared.requirement.isEmpty else { return nil }
            let edge = package.dependencies.first { $0.kind.isInert && $0.name == declared.name && $0.package != nil }
            return edge?.package.map { TestNeed(member: $0, declared: declared, manifest: manifest) }
        }
    }

    /// The registry in which cargo looks for a dependency; nil for one that is not known here.
    private static func registry(of declared: CargoDeclaration, _ own: RegistryAddress) -> RegistryAddress? {
        guard let name = declared.registry else { return own.standsFor == nil ? CargoRegistries.cratesIO : own }
        return name == CargoRegistries.name(of: own) ? own : nil
    }

    /// The finding of a need that nothing can meet.
    private static func objection(
        _ need: TestNeed, of upload: PlannedUpload, _ requirement: String, isCyclic: Bool, _ released: [String: PlannedUpload]
    ) -> Diagnostic {
        let (key, name) = (need.declared.key, need.declared.name)
        let why: String
        if need.member == upload.package.id {
            why = "and cargo packs it only when that is in the registry"
        } else if isCyclic, released[need.member] != nil {
            why = "which needs \(upload.package.id) first: cargo packs neither before the other is in the registry"
        } else {
            why = "which is neither in the registry nor in this release"
        }
        let renamed = key == name ? "" : "package = \(TOMLDocument.quoted(name)), "
        let path = need.manifest.folder == "." ? need.declared.folder : nil
        let shown = path ?? need.declared.path?.entry.node.string ?? "…"
        let remedy =
            need.declared.isInherited
            ? "write `\(key) = { \(renamed)path = … }` in place of `workspace = true`"
            : "need it as `\(key) = { \(renamed)path = \(TOMLDocument.quoted(shown)) }`, without `version`"
        return Diagnostic(
            .error, .dependencyUnreleased, "the tests of \(upload.package.id) \(upload.version) need `\(name)` \(requirement), \(why)",
            hint: "\(remedy): cargo leaves such a need of tests out of the crate", package: upload.package.id,
            at: need.manifest.place(need.declared.entry.keySpan))
    }
}
