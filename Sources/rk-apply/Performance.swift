import RKShared

/// Performs one action after the other.
struct Performance {
    /// The files, commits and tags.
    let workbench: Workbench
    /// The forge, or why it is not asked.
    let forge: Result<ForgeClient, Fault>
    /// The forge's pages, for what a person has to do; nil where the remote is on none.
    let site: ForgeSite?

    /// Performs an action; a fault means that nothing behind it should be tried.
    func perform(_ action: Action) async -> (Action, Fault?) {
        var result = action
        do {
            switch try await perform(action.work) {
            case .done: result.status = .done
            case .partly(let lack):
                result.status = .done
                result.note = lack
            case .skipped(let why):
                result.status = .skipped
                result.note = why
            }
            return (result, nil)
        } catch {
            result.status = .failed
            result.note = error.message
            return (result, error)
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
}
