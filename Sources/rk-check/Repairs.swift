import RKShared

/// What mends findings, as actions: each file once, then the commands, each once.
struct Repairs {
    /// The actions in their order.
    let actions: [Action]

    /// Puts repairs together. Edits that touch each other are left to a second run.
    /// - Throws: a `Fault` for a file that cannot be read.
    init(of repairs: [Finding.Repair], in tree: SourceTree) throws(Fault) {
        var edits: [(path: String, edits: [Edit])] = []
        var runs: [Action.CommandRun] = []
        for repair in repairs {
            switch repair {
            case .edit(let path, let edit):
                if let index = edits.firstIndex(where: { $0.path == path }) {
                    edits[index].edits = Self.adding(edit, to: edits[index].edits)
                } else {
                    edits.append((path, [edit]))
                }
            case .run(let run): if !runs.contains(run) { runs.append(run) }
            }
        }
        var actions: [Action] = []
        for (path, edits) in edits {
            let bytes = try tree.read(path)
            let content = edits.applied(to: bytes)
            guard content != bytes, String(validating: content, as: UTF8.self) != nil else { continue }
            actions.append(
                Action(.writeFile(Action.FileWrite(path: path, read: bytes, content: content)), why: "repairs that rk-check found"))
        }
        self.actions = actions + runs.map { Action(.run($0), why: "the lockfile fits its manifests again") }
    }

    /// Edits with one more: insertions at one place become one, and one that overlaps another is left out.
    private static func adding(_ edit: Edit, to edits: [Edit]) -> [Edit] {
        var edits = edits
        if edits.contains(edit) { return edits }
        if let index = edits.firstIndex(where: { $0.span == edit.span && edit.span.start == edit.span.end }) {
            edits[index].replacement += edit.replacement
            return edits
        }
        let overlaps = edits.contains { $0.span.start < edit.span.end && edit.span.start < $0.span.end || $0.span.start == edit.span.start }
        return overlaps ? edits : edits + [edit]
    }
}
