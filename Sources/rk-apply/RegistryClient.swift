import RKShared

/// Keeps published versions from those who do not have them yet, by each registry's own way.
struct RegistryClient {
    /// The packages by id.
    private let packages: [String: Package]
    /// Their workspaces by id.
    private let workspaces: [String: Workspace]
    /// What leads to registries, and to what they are asked with.
    private let sources: RegistrySources
    /// The outside.
    private let world: World
    /// Takes the commands that run.
    private let detail: @Sendable (String) -> Void

    /// The registries of a document's packages.
    init(of document: Document, sources: RegistrySources, world: World, detail: @escaping @Sendable (String) -> Void) {
        packages = document.packagesByID
        workspaces = Dictionary((document.workspaces ?? []).map { ($0.id, $0) }) { first, _ in first }
        self.sources = sources
        self.world = world
        self.detail = detail
    }

    /// Withdraws a version that is there and not withdrawn yet.
    func withdraw(_ withdrawal: Action.Withdrawal) async throws(Fault) -> Effect {
        guard let package = packages[withdrawal.package], let workspace = workspaces[package.workspace],
            let withdrawing = Catalog.ecosystem(package.ecosystem)?.publishing as? any Withdrawing
        else {
            throw Fault(
                .documentInvalid, "\(withdrawal.package) is no package of the document that can be withdrawn",
                hint: "who changed the document since it was planned?", package: withdrawal.package)
        }
        let registry = try sources.registry(at: withdrawal.registry, of: package, in: workspace)
        let version = PublishedVersion(package: package, version: withdrawal.version, registry: registry)
        let state = try await world.ask(withdrawing.isWithdrawn(version))
        guard let isWithdrawn = state else { return .skipped("the registry has no such version") }
        // What is deprecated can still be taken back.
        if isWithdrawn, withdrawal.manner != .unpublish { return .skipped("it is so already") }
        let credentials = withdrawing.credentials(for: registry, from: sources)
        let step = withdrawing.withdrawal(
            of: version, by: withdrawal.manner, because: withdrawal.reason, with: credentials.variables)
        if case .byHand(let page) = step { return Self.byHand(page) }
        if let remedy = credentials.remedy {
            throw Fault(
                .credentialsMissing, "\(registry.name) asks for credentials to \(withdrawal.manner.rawValue) \(package.id)", hint: remedy,
                package: package.id)
        }
        do {
            return try await perform(step)
        } catch {
            let redaction = Redaction(secrets: Array(credentials.variables.values))
            throw Fault(
                error.code, redaction.applied(to: error.message), hint: error.hint.map { redaction.applied(to: $0) }, package: package.id)
        }
    }

    /// Performs what a registry lets be done.
    private func perform(_ step: WithdrawalStep) async throws(Fault) -> Effect {
        switch step {
        case .byHand(let page): return Self.byHand(page)
        case .call(var call):
            if let folder = call.directory { call.directory = sources.tree.absolute(folder) }
            detail(call.commandLine)
            _ = try await world.check(
                call, .actionFailed, hint: "the registry says why; after that is mended, the same command goes on from here")
            return .done
        case .request(let request, let page):
            detail("\(request.method) \(WebAddress.redacted(request.url))")
            let response = try await world.send(request)
            if [404, 405, 501].contains(response.status) { return Self.byHand(page) }
            guard response.status < 300 else {
                throw Fault(
                    [401, 403].contains(response.status) ? .credentialsRefused : .actionFailed,
                    "\(WebAddress.redacted(request.url)) answers \(response.status)",
                    hint: "may the token of uploads do that? after that is mended, the same command goes on from here")
            }
            return .done
        }
    }

    /// What only a person can do.
    private static func byHand(_ page: String) -> Effect { .skipped("by hand: the registry has no other way than its page, \(page)") }
}
