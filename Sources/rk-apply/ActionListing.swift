import RKShared

/// Says what actions are, for people: as commands and edits before they are performed, as lines afterwards.
struct ActionListing {
    /// The files that would change.
    let tree: SourceTree

    /// Says on stderr what would be done, each action with its id.
    func show(_ actions: [Action]) {
        for action in actions {
            Console.passage("\(action.id)  \(Self.words(action.work))\(action.why.map { "  # \($0)" } ?? "")")
            if case .writeFile(let write) = action.work {
                let old = try? tree.readIfPresent(write.path)
                let diff = UnifiedDiff.text(path: write.path, from: old ?? nil, to: write.content)
                Console.passage(String(decoding: diff, as: UTF8.self).trimmed)
            }
            if case .withdraw(let withdrawal) = action.work, let page = withdrawal.page { Console.passage("by hand, at \(page)") }
        }
    }

    /// What became of an action, in a line.
    static func line(_ action: Action) -> String {
        "\(action.id) \(action.status?.rawValue ?? "planned"): \(words(action.work))\(action.note.map { " (\($0))" } ?? "")"
    }

    /// An action as a person would type or say it.
    static func words(_ work: Action.Work) -> String {
        switch work {
        case .startBranch(let branch): "start the branch \(branch.name) at \(branch.commit.prefix(12))"
        case .writeFile(let write): "write \(write.path)"
        case .run(let run):
            (run.directory == "." ? "" : "cd \(run.directory) && ") + Call(run.argv.first ?? "", Array(run.argv.dropFirst())).commandLine
        case .commit(let commit): "commit \(commit.message.split(separator: "\n").first ?? "")"
        case .push(let push): "push \(push.branch ?? push.tags.joined(separator: " ")) to \(push.remote)"
        case .tag(let tag): "tag \(tag.commit.prefix(12)) as \(tag.name)"
        case .openRequest(let request): "request to merge \(request.branch) into \(request.base): \(request.title)"
        case .publishRelease(let release): "publish the release \(release.title)"
        case .withdraw(let withdrawal):
            "\(withdrawal.manner.rawValue) \(withdrawal.package) \(withdrawal.version) in \(WebAddress.redacted(withdrawal.registry))"
        case .deleteRelease(let page): "delete the page of the release \(page.tag)"
        case .deleteTag(let tag): "delete the tag \(tag.name)\(tag.remote.map { ", also from \($0)" } ?? "")"
        case .closeRequest(let request): "close the request to merge \(request.branch) into \(request.base)"
        case .deleteBranch(let branch): "delete the branch \(branch.branch) from \(branch.remote)"
        case .removeFile(let removal): "remove \(removal.path)"
        case .labelRequest(let labels):
            "label the merged request of \(labels.branch): \((labels.add.map { "+\($0)" } + labels.remove.map { "-\($0)" }).joined(separator: " "))"
        case .dispatch(let dispatch): "send the event \(dispatch.event) to \(dispatch.repository)"
        }
    }
}
