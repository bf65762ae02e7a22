import RKShared

/// Performs one action after the other.
struct Performance {
    /// The files, commits and tags.
    let workbench: Workbench
    /// The forge, or why it is not asked.
    let forge: Result<ForgeClient, Fault>
    /// The forge's pages, for what a person has to do; nil where the remote is on none.
    let site: ForgeSite?

    /// How a run ended.
    enum Ending: Equatable {
        /// Everything was tried.
        case whole
        /// A newer run has done it already; the rest was not tried.
        case superseded
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
            case .superseded: (result.status, result.note) = (.skipped, "a newer run has done it")
            case .whole:
                do {
                    switch try await perform(action.work) {
                    case .done: (result.status, result.note) = (.done, nil)
                    case .partly(let lack): (result.status, result.note) = (.done, lack)
                    case .skipped(let why): (result.status, result.note) = (.skipped, why)
                    case .superseded(let why):
                        (result.status, result.note) = (.skipped, why)
                        ending = .superseded
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
        case .publishRelease(let release):
            switch forge {
            case .success(let client): try await client.publish(release)
            case .failure(let fault): .skipped(fault.message)
            }
        case .labelRequest(let labels):
            switch forge {
            case .success(let client): try await client.label(labels)
            case .failure(let fault): .skipped(fault.message)
            }
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
    /// A newer run has done it, so what follows would undo that.
    case superseded(String)
}
