extension Git {
    /// Takes tags away, each from the remote first: after a kill the tag of this clone still tells that something is left. The user's hook for
    /// pushes does not run.
    public func delete(tags: [String: String], at remote: String?, runsHooks: Bool) async throws(Fault) -> Set<String> {
        var deleted: Set<String> = []
        let here = try await taggedCommits()
        for (name, commit) in tags.sorted(by: { $0.key.precedes($1.key) }) {
            if let remote, try await deleteTag(name, of: commit, at: remote) { deleted.insert(name) }
            guard let present = here[name] else { continue }
            try require(name, on: commit, insteadOf: present, "there is")
            _ = try await world.check(call("tag", "--delete", "--", name), .actionFailed)
            deleted.insert(name)
        }
        return deleted
    }

    /// Takes a tag away from a remote; false where it has none of the name.
    private func deleteTag(_ name: String, of commit: String, at remote: String) async throws(Fault) -> Bool {
        let reference = "refs/tags/\(name)"
        let tips = try await tips(of: [reference, "\(reference)^{}"], at: remote)
        guard let object = tips[reference] else { return false }
        try require(name, on: commit, insteadOf: tips["\(reference)^{}"] ?? object, "\(remote) has")
        guard try await swap(reference, at: remote, from: object, to: nil) else {
            throw Fault(.tagTaken, "the tag `\(name)` on \(remote) was changed meanwhile", hint: "run the pipeline again")
        }
        return true
    }

    /// Takes a branch away from a remote, if it still ends where it did. The user's hook for pushes does not run.
    public func deleteBranch(_ name: String, endingAt commit: String, at remote: String, runsHooks: Bool) async throws(Fault) -> Bool {
        guard let tip = try await tip(of: name, at: remote) else { return false }
        if tip == commit, try await swap("refs/heads/\(name)", at: remote, from: commit, to: nil) { return true }
        throw movedBranch(name, from: commit, at: remote)
    }

    /// The contents of files at a commit, by path below the root; a path that is not there, or no file, is left out.
    public func contents(of paths: [String], at commit: String) async throws(Fault) -> [String: [UInt8]] {
        if let path = paths.first(where: { $0.contains(where: \.isNewline) }) {
            throw Fault(.historyFailed, "the name of a file has a line end: `\(path)`", hint: "give the file another name")
        }
        var call = call("cat-file", "--batch")
        call.input = Array(paths.map { "\(commit):./\($0)\n" }.joined().utf8)
        var rest = try await world.check(call, .historyFailed).output[...]
        var contents: [String: [UInt8]] = [:]
        for path in paths {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { break }
            let words = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
            rest = rest[(end + 1)...]
            guard words.count == 3, let size = Int(words[2]), size >= 0, size < rest.count else { continue }
            if words[1] == "blob" { contents[path] = Array(rest.prefix(size)) }
            rest = rest.dropFirst(size + 1)
        }
        return contents
    }

    /// What becomes of a text when the difference between two others is applied to it; nil where both changed the same lines.
    /// - Parameter folder: for the three texts.
    public func merged(_ text: [UInt8], from old: [UInt8], to new: [UInt8], in folder: String) async throws(Fault) -> [UInt8]? {
        let files = [("now", text), ("old", old), ("new", new)]
        for (name, bytes) in files {
            do { try Files.replace("\(folder)/\(name)", with: bytes) } catch { throw error.fault(writing: "\(folder)/\(name)") }
        }
        let reply = try await world.run(call(["merge-file", "--stdout", "--quiet"] + files.map { "\(folder)/\($0.0)" }))
        guard reply.status < 128 else {
            throw Fault(.historyFailed, "`git merge-file` ended with \(reply.status)\n\(reply.lastLines())")
        }
        return reply.succeeded ? reply.output : nil
    }
}
