import RKShared

/// Says what actions are, for people: as commands and edits before they are performed, as lines afterwards.
struct ActionListing {
    /// The files that would change.
    let tree: SourceTree

    /// Says on stderr what would be done, each action with its id.
    func show(_ actions: [Action]) {
        for action in actions {
            say("\(action.id)  \(Self.words(action.work))\(action.why.map { "  # \($0)" } ?? "")")
            if case .writeFile(let write) = action.work {
                let old = try? tree.readIfPresent(write.path)
                let diff = UnifiedDiff.text(path: write.path, from: old ?? nil, to: write.content)
                say(String(decoding: diff, as: UTF8.self).trimmed)
            }
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
        case .labelRequest(let labels):
            "label the merged request of \(labels.branch): \((labels.add.map { "+\($0)" } + labels.remove.map { "-\($0)" }).joined(separator: " "))"
        }
    }

    /// Writes lines; also with --quiet, since it was asked for.
    private func say(_ text: String) {
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            StandardStreams.error(Array("\(Console.printable(String(line)).withoutWorkflowCommands)\n".utf8))
        }
    }
}
