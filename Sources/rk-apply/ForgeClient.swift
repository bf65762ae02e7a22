import RKShared

/// Asks a forge, with patience: what passes is tried again, and what may have arrived is looked for first.
struct ForgeClient {
    /// The forge.
    private let forge: any Forge
    /// The outside.
    private let world: World
    /// How often and how long.
    private let retry = Retry(attempts: 5, base: 1, cap: 20, patience: 120)

    /// The client of a repository's forge.
    init(site: ForgeSite, world: World, environment: [String: String]) throws(Fault) {
        forge = try ForgeAccess.forge(of: site, environment: environment)
        self.world = world
    }

    /// Opens a request, or brings the one that is open up to date: there is never a second one.
    func open(_ request: Action.MergeRequest) async throws(Fault) -> Effect {
        var isNew = false
        let opened: ForgeRequest
        if let known = try await ask(forge.requests(from: request.branch, into: request.base)).first {
            opened = known
        } else {
            isNew = true
            opened = try await create(forge.open(request), unless: forge.requests(from: request.branch, into: request.base)) { $0.first }
        }
        let isSame = opened.title == request.title && Self.lines(opened.body) == Self.lines(request.body)
        if !isSame { _ = try await ask(forge.update(opened.number, to: request)) }
        let missing = request.labels.filter { !opened.labels.contains($0) }
        if !missing.isEmpty, let labelling = forge as? any RequestLabelling { try await ask(labelling.add(missing, to: opened.number)) }
        return isNew || !isSame ? .done : .skipped("#\(opened.number) says so already")
    }

    /// Makes the page of a release: a draft first, published when it is whole.
    func publish(_ release: Action.ForgeRelease) async throws(Fault) -> Effect {
        guard let pages = forge as? any ReleasePages else { return .skipped("\(forge.name) has no releases, only tags") }
        if try await ask(pages.release(of: release.tag)) != nil { return .skipped("its page is there already") }
        let page: ForgePage
        if let draft = try await ask(pages.draft(of: release.tag)) {
            page = draft
        } else {
            page = try await create(pages.createDraft(release), unless: pages.draft(of: release.tag)) { $0 }
        }
        if !page.isPublished { _ = try await ask(pages.publish(page, release)) }
        return .done
    }

    /// Labels the request that was merged last.
    func label(_ labels: Action.RequestLabels) async throws(Fault) -> Effect {
        guard let labelling = forge as? any RequestLabelling else { return .skipped("\(forge.name) has no labels") }
        guard let request = try await ask(labelling.merged(from: labels.branch)) else {
            return .skipped("no request of `\(labels.branch)` was merged")
        }
        let missing = labels.add.filter { !request.labels.contains($0) }
        if !missing.isEmpty { try await ask(labelling.add(missing, to: request.number)) }
        for label in labels.remove where request.labels.contains(label) { try await ask(labelling.remove(label, from: request.number)) }
        return .done
    }

    /// Asks until there is an answer, or it cannot help.
    private func ask<Answer>(_ query: Query<Answer>) async throws(Fault) -> Answer {
        var attempt = 1
        while true {
            do {
                return try await world.ask(query)
            } catch {
                try await wait(after: error, attempt)
                attempt += 1
            }
        }
    }

    /// Creates something once: after an error that passes it is looked for, since the answer alone may be lost.
    private func create<Thing, Found>(
        _ query: Query<Thing>, unless search: Query<Found>, holds: (Found) -> Thing?
    ) async throws(Fault) -> Thing {
        var attempt = 1
        while true {
            do {
                return try await world.ask(query)
            } catch {
                try await wait(after: error, attempt)
                if let thing = holds(try await ask(search)) { return thing }
                attempt += 1
            }
        }
    }

    /// Waits before trying again; throws the fault where that cannot help.
    private func wait(after fault: Fault, _ attempt: Int) async throws(Fault) {
        guard let delay = retry.delay(after: Retry.Failure(fault), attempt: attempt, random: world.random()) else { throw fault }
        do { try await world.sleep(delay) } catch { throw fault }
    }

    /// A text without the difference of line ends, which forges change.
    private static func lines(_ text: String) -> [Substring] {
        text.trimmed.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }
}
