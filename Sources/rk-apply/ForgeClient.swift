import RKShared

/// Asks a forge, with patience. Every effect looks first at what is there, and after an error that passes it begins anew: so an answer that
/// was lost leads to no second request and no second release.
struct ForgeClient {
    /// The forge.
    let forge: any Forge
    /// The outside.
    let world: World
    /// The repository's files, for those that releases keep.
    let tree: SourceTree
    /// How often and how long.
    private let retry = Retry(attempts: 6, base: 1, cap: 20, patience: 120)

    /// A client.
    init(_ forge: any Forge, world: World, tree: SourceTree) {
        self.forge = forge
        self.world = world
        self.tree = tree
    }

    /// Opens a request, or brings the one that is open up to date: there is never a second one.
    func open(_ request: Action.MergeRequest) async throws(Fault) -> Effect {
        guard let forge = forge as? any MergeRequests else { return .skipped(forge.lack(of: "merge requests")) }
        let labelling = forge as? any RequestLabelling
        var isNew = false
        return try await persist { () async throws(Fault) in
            let search = forge.request(from: request.branch, into: request.base)
            let opened: ForgeRequest
            if let known = try await ask(search) {
                opened = known
            } else {
                isNew = true
                opened = try await create(forge.open(request), unless: search)
            }
            let isSame = opened.title == request.title && Self.lines(opened.body) == Self.lines(request.body)
            if !isSame { try await ask(forge.update(opened.number, to: request)) }
            let missing = request.labels.filter { !opened.labels.contains($0) }
            var isChanged = isNew || !isSame
            var lack: String?
            if !missing.isEmpty {
                if let labelling {
                    lack = try await refusal { () async throws(Fault) in try await ask(labelling.add(missing, to: opened.number)) }
                } else {
                    lack = forge.lack(of: "labels")
                }
                isChanged = isChanged || lack == nil
            }
            guard isChanged else { return .skipped("#\(opened.number) says so already") }
            return lack.map { .partly("skipped: \($0)") } ?? .done
        }
    }

    /// Makes the page of a release: a draft first, published when it is whole.
    func publish(_ release: Action.ForgeRelease) async throws(Fault) -> Effect {
        guard let forge = forge as? any ReleasePages else { return .skipped(forge.lack(of: "releases, only tags")) }
        var isNew = false
        return try await persist { () async throws(Fault) in
            let page = try await page(of: release.tag, on: forge)
            if let page, page.isPublished { return isNew ? .done : .skipped("its page is there already") }
            isNew = true
            if let store = forge as? any ReleaseLinks {
                for path in release.assets {
                    try await ask(store.keep(content(of: path), as: Action.ForgeRelease.name(ofAsset: path), for: release.tag))
                }
            }
            let draft: ForgePage
            if let page { draft = page } else { draft = try await create(forge.create(release), unless: forge.draft(of: release.tag)) }
            if let store = forge as? any ReleaseAssets { try await upload(release.assets, to: draft, of: store) }
            if !draft.isPublished { try await ask(forge.publish(draft, as: release)) }
            return .done
        }
    }

    /// The release of a tag, published or not; nil where there is none.
    private func page(of tag: String, on forge: any ReleasePages) async throws(Fault) -> ForgePage? {
        let found = try await ask(forge.release(of: tag))
        guard found == nil, forge is any ReleaseDrafts else { return found }
        return try await ask(forge.draft(of: tag))
    }

    /// Adds the files that a release does not have yet.
    private func upload(_ paths: [String], to page: ForgePage, of store: any ReleaseAssets) async throws(Fault) {
        for path in paths {
            let name = Action.ForgeRelease.name(ofAsset: path)
            guard !page.assets.contains(name) else { continue }
            try await ask(store.upload(content(of: path), as: name, to: page))
        }
    }

    /// The bytes of a file of the repository.
    private func content(of path: String) throws(Fault) -> [UInt8] {
        try tree.confine(path)
        do { return try Files.read(tree.absolute(path)) } catch { throw error.fault(reading: path) }
    }

    /// Takes the page of a release away, also one that is not published yet.
    func delete(_ page: Action.PageDeletion) async throws(Fault) -> Effect {
        guard let forge = forge as? any ReleasePages else { return .skipped(forge.lack(of: "releases, only tags")) }
        var isChanged = false
        return try await persist { () async throws(Fault) in
            guard let found = try await self.page(of: page.tag, on: forge) else {
                return isChanged ? .done : .skipped("there is no page of it")
            }
            isChanged = true
            try await ask(forge.delete(found))
            return .done
        }
    }

    /// Closes a request that is not merged.
    func close(_ closing: Action.RequestClosing) async throws(Fault) -> Effect {
        guard let forge = forge as? any MergeRequests else { return .skipped(forge.lack(of: "merge requests")) }
        var isChanged = false
        return try await persist { () async throws(Fault) in
            guard let request = try await ask(forge.request(from: closing.branch, into: closing.base)) else {
                return isChanged ? .done : .skipped("no request of `\(closing.branch)` into `\(closing.base)` is open")
            }
            isChanged = true
            let surplus = closing.labels.filter { request.labels.contains($0) }
            if !surplus.isEmpty, let labelling = forge as? any RequestLabelling {
                _ = try await refusal { () async throws(Fault) in try await ask(labelling.remove(surplus, from: request.number)) }
            }
            try await ask(forge.close(request.number))
            return .done
        }
    }

    /// Labels the request that was merged last.
    func label(_ labels: Action.RequestLabels) async throws(Fault) -> Effect {
        guard let forge = forge as? any RequestLabelling else { return .skipped(forge.lack(of: "labels")) }
        var isNew = false
        return try await persist { () async throws(Fault) in
            guard let request = try await ask(forge.merged(from: labels.branch)) else {
                return .skipped("no request of `\(labels.branch)` was merged")
            }
            let missing = labels.add.filter { !request.labels.contains($0) }
            let surplus = labels.remove.filter { request.labels.contains($0) }
            guard !missing.isEmpty || !surplus.isEmpty else { return isNew ? .done : .skipped("#\(request.number) has them already") }
            isNew = true
            let refused = try await refusal { () async throws(Fault) in
                if !missing.isEmpty { try await ask(forge.add(missing, to: request.number)) }
                if !surplus.isEmpty { try await ask(forge.remove(surplus, from: request.number)) }
            }
            return refused.map { .skipped($0) } ?? .done
        }
    }

    /// Sends an event to another repository. Whether it was sent before cannot be seen: after a lost answer it comes twice.
    func dispatch(_ dispatch: Action.Dispatch) async throws(Fault) -> Effect {
        guard let forge = forge as? any EventDispatching else { return .skipped(forge.lack(of: "events for other repositories")) }
        return try await persist { () async throws(Fault) in
            try await ask(forge.dispatch(dispatch))
            return .done
        }
    }

    /// Asks, and goes on until there is an answer.
    private func ask<Answer>(_ question: ForgeQuestion<Answer>) async throws(Fault) -> Answer {
        try await world.answer(to: question, from: forge)
    }

    /// What the forge says against labels, which only decorate: a token that may not set them stops no release.
    private func refusal(_ labelling: () async throws(Fault) -> Void) async throws(Fault) -> String? {
        do {
            try await labelling()
            return nil
        } catch {
            guard [.credentialsRefused, .forgeRefused].contains(error.code) else { throw error }
            return error.message
        }
    }

    /// Creates a thing; where the forge refuses, another run may have been faster.
    private func create<Thing>(_ thing: ForgeQuestion<Thing>, unless search: ForgeQuestion<Thing?>) async throws(Fault) -> Thing {
        do {
            return try await ask(thing)
        } catch {
            guard error.code == .forgeRefused, let present = try await ask(search) else { throw error }
            return present
        }
    }

    /// Has an effect, and begins anew after an error that passes.
    private func persist(_ effect: () async throws(Fault) -> Effect) async throws(Fault) -> Effect {
        var attempt = 1
        while true {
            do {
                return try await effect()
            } catch {
                guard let delay = retry.delay(after: Retry.Failure(error), attempt: attempt, random: world.random()) else { throw error }
                do { try await world.sleep(delay) } catch { throw Fault(.cancelled, "stopped while waiting for \(forge.name)") }
                attempt += 1
            }
        }
    }

    /// A text without the difference of line ends, which forges change.
    private static func lines(_ text: String) -> [Substring] {
        text.trimmed.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }
}
