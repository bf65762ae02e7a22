import RKShared

/// Performs one action after the other.
struct Performance {
    /// The files, commits and tags.
    let workbench: Workbench
    /// The forge; nil where the remote is on none.
    let forge: ForgeClient?

    /// Performs an action; a fault means that nothing behind it should be tried.
    func perform(_ action: Action) async -> (Action, Fault?) {
        var result = action
        do {
            switch try await perform(action.work) {
            case .done: result.status = .done
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
        case .openRequest(let request): try await forge?.open(request) ?? Self.noForge("no request is opened")
        case .publishRelease(let release): try await forge?.publish(release) ?? Self.noForge("there is no page for `\(release.tag)`")
        case .labelRequest(let labels): try await forge?.label(labels) ?? Self.noForge("nothing is labelled")
        }
    }

    /// What an action comes to that needs a forge where there is none.
    private static func noForge(_ what: String) -> Effect { .skipped("the remote is on no forge that is known: \(what)") }
}

/// What an action came to.
enum Effect: Sendable, Equatable {
    /// The world is different now.
    case done
    /// The world was so already, or cannot be so.
    case skipped(String)
}
