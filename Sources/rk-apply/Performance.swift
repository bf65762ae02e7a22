import RKShared

/// Performs one action after the other.
struct Performance {
    /// The files, commits and tags.
    let workbench: Workbench
    /// The forge, or why it is not asked.
    let forge: Result<ForgeClient, Fault>
    /// The forge's pages, for what a person has to do; nil where the remote is on none.
    let site: ForgeSite?
    /// The registries.
    let registries: RegistryClient

    /// How a run ended.
    enum Ending: Equatable {
        /// Everything was tried.
        case whole
        /// What follows would be for nothing, for this reason; the rest was not tried.
        case needless(String)
        /// An action failed; the rest was not tried.
        case failed(Fault)
    }

    /// Performs actions in their order, and tells of each.
    func perform(_ actions: [Action], tell: (Action) -> Void) async -> (actions: [Action], ending: Ending) {
        var ending = Ending.whole
        var results: [Action] = []
        for action in actions {
            var result = action
            switch ending {
            case .failed: break
            case .needless(let why): (result.status, result.note) = (.skipped, why)
            case .whole where action.status == .done && action.work.kind == .dispatch:
                (result.status, result.note) = (.skipped, "it was sent")
            case .whole:
                do {
                    switch try await perform(action.work) {
                    case .done: (result.status, result.note) = (.done, nil)
                    case .partly(let lack): (result.status, result.note) = (.done, lack)
                    case .skipped(let why): (result.status, result.note) = (.skipped, why)
                    case .needless(let why, let rest):
                        (result.status, result.note) = (.skipped, why)
                        ending = .needless(rest)
                    }
                } catch {
                    (result.status, result.note) = (.failed, error.message)
                    ending = .failed(error)
                }
                tell(result)
            }
            results.append(result)
        }
        return (results, ending)
    }

    /// Has an effect on the forge; where none is asked, why.
    private func onForge(_ effect: (ForgeClient) async throws(Fault) -> Effect) async throws(Fault) -> Effect {
        switch forge {
        case .success(let client): try await effect(client)
        case .failure(let fault): .skipped(fault.message)
        }
    }

    /// Performs the work of an action.
    private func perform(_ work: Action.Work) async throws(Fault) -> Effect {
        switch work {
        case .startBranch(let branch): try await workbench.start(branch)
        case .writeFile(let write): try workbench.write(write)
        case .run(let run): try await workbench.run(run)
        case .commit(let commit): try await workbench.commit(commit)
        case .push(let push): try await workbench.push(push)
        case .tag(let tag): try await workbench.tag(tag)
        case .openRequest(let request):
            switch forge {
            case .success(let client): try await client.open(request)
            case .failure(let fault):
                .skipped("\(fault.message)\(site.map { "; open it at \($0.newRequest(from: request.branch, into: request.base))" } ?? "")")
            }
        case .publishRelease(let release): try await onForge { (client) throws(Fault) in try await client.publish(release) }
        case .labelRequest(let labels): try await onForge { (client) throws(Fault) in try await client.label(labels) }
        case .dispatch(let dispatch): try await onForge { (client) throws(Fault) in try await client.dispatch(dispatch) }
        case .withdraw(let withdrawal): try await registries.withdraw(withdrawal)
        case .deleteRelease(let page): try await onForge { (client) throws(Fault) in try await client.delete(page) }
        case .deleteTag(let tag): try await workbench.delete(tag)
        case .closeRequest(let request): try await onForge { (client) throws(Fault) in try await client.close(request) }
        case .deleteBranch(let branch): try await workbench.delete(branch)
        case .removeFile(let removal): try await workbench.remove(removal)
        }
    }
}

/// What an action came to.
enum Effect: Sendable, Equatable {
    /// The world is different now.
    case done
    /// The world is different now, but for something that it cannot have.
    case partly(String)
    /// The world was so already, or cannot be so.
    case skipped(String)
    /// The world was so already, and what follows would be for nothing, or undo it; the second text says so of the rest.
    case needless(String, rest: String)
}
