import RKShared

/// Which actions of a document are performed.
enum ActionChoice {
    /// The actions that `--only` names, all without it.
    /// - Throws: a `Fault` for an id that no action has, and for a part of a branch without its beginning: it would be done to the branch
    ///   that is checked out.
    static func chosen(from planned: [Action], only ids: [String]) throws(Fault) -> [Action] {
        guard !ids.isEmpty else { return planned }
        for id in ids where !planned.contains(where: { $0.id == id }) {
            throw Fault(
                .usage, "--only: there is no action `\(id)` in the document",
                hint: "the actions are \(planned.map(\.id).joined(separator: ", "))")
        }
        var needed: [Action] = []
        for action in planned {
            var isEnd = false
            switch action.work {
            case .startBranch:
                needed = [action]
                continue
            case .writeFile, .removeFile, .run: break
            case .commit: if !needed.isEmpty { needed.append(action) }
            case .push(let push) where push.branch != nil: isEnd = true
            default: continue
            }
            if ids.contains(action.id), let lack = needed.first(where: { !ids.contains($0.id) }) {
                throw Fault(
                    .usage, "--only \(action.id): it is part of a branch, and means nothing without \(lack.id)",
                    hint: "name all that makes the branch, from \(needed[0].id) to its push, or none of it")
            }
            if isEnd { needed = [] }
        }
        return planned.filter { ids.contains($0.id) }
    }
}
