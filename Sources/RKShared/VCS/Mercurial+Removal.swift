extension Mercurial {
    /// Takes tags away: by a commit that says so of all of them, which is then pushed. A commit that a run left behind when it was stopped is pushed.
    public func delete(tags: [String: String], at remote: String?, runsHooks: Bool) async throws(Fault) -> Set<String> {
        let names = tags.keys.sorted { $0.precedes($1) }
        var theirs: [String: String] = [:]
        if let remote {
            theirs = try await taggedCommits(at: remote, names)
            if !theirs.isEmpty { try await pull(remote) }
        }
        let ours = try await taggedCommits()
        for (name, commit) in tags {
            if let remote, let present = theirs[name] { try require(name, on: commit, insteadOf: present, "\(remote) has") }
            if let present = ours[name] { try require(name, on: commit, insteadOf: present, "there is") }
        }
        for (commit, names) in Dictionary(grouping: names, by: { tags[$0] ?? "" }).sorted(by: { $0.key.precedes($1.key) }) {
            let present = names.filter { ours[$0] != nil }
            if !present.isEmpty { try await tag(["--remove"], present, of: commit, runsHooks: runsHooks) }
            guard let remote, names.contains(where: { theirs[$0] != nil }) else { continue }
            try await push(tagsOf: commit, to: remote, runsHooks: runsHooks)
        }
        return Set(names.filter { ours[$0] != nil || theirs[$0] != nil })
    }

    /// Closes the head of a remote's named branch: a branch is for good, but one that is closed counts as none.
    public func deleteBranch(_ name: String, endingAt commit: String, at remote: String, runsHooks: Bool) async throws(Fault) -> Bool {
        guard let tip = try await tip(of: name, at: remote) else { return false }
        guard tip == commit else { throw movedBranch(name, from: commit, at: remote) }
        let closing = try await close(tip, "chore: take the proposal back", runsHooks: runsHooks)
        return try await push(["--rev", closing], to: remote, runsHooks: runsHooks, hint: "hg says why")
    }

    /// The contents of files at a commit, by path below the root; a path that is not there, or no file, is left out.
    public func contents(of paths: [String], at commit: String) async throws(Fault) -> [String: [UInt8]] {
        guard !paths.isEmpty else { return [:] }
        let template = #"{path}\0{data|count}\0{data}"#
        // hg ends with 1 where it has none of the files.
        let reply = try await world.run(onFiles(["cat", "--rev", try Self.revision(commit), "--template", template], paths))
        guard reply.status <= 1 else { throw Fault(.historyFailed, "`hg cat` ended with \(reply.status)\n\(reply.lastLines())") }
        let prefix = try await prefix()
        var rest = reply.output[...]
        var contents: [String: [UInt8]] = [:]
        while let name = rest.firstIndex(of: 0), let end = rest[(name + 1)...].firstIndex(of: 0),
            let size = Int(String(decoding: rest[(name + 1)..<end], as: UTF8.self)), size >= 0, size < rest.endIndex - end
        {
            let path = String(decoding: rest[..<name], as: UTF8.self)
            contents[prefix.isEmpty ? path : path.rest(behind: "\(prefix)/") ?? path] = Array(rest[(end + 1)...].prefix(size))
            rest = rest[(end + 1 + size)...]
        }
        return contents
    }

    /// What becomes of a text when the difference between two others is applied to it: hg merges no texts but in a repository, so one is made.
    public func merged(_ text: [UInt8], from old: [UInt8], to new: [UInt8], in folder: String) async throws(Fault) -> [UInt8]? {
        guard old != new else { return text }
        let passing = at("\(folder)/passing")
        if Files.exists(passing.root) { try await removeWorkTree(at: passing.root) }
        do { try Files.createFolder(passing.root) } catch { throw error.fault(writing: passing.root) }
        let file = "\(passing.root)/text"
        _ = try await check(passing.call("init"))
        for content in [old, new] {
            do { try Files.replace(file, with: content) } catch { throw error.fault(writing: file) }
            _ = try await check(passing.call("commit", "--addremove", "--quiet", "--user", "rk", "--message", "passing"))
        }
        _ = try await check(passing.call("update", "--quiet", "--rev", "0"))
        do { try Files.replace(file, with: text) } catch { throw error.fault(writing: file) }
        guard try await world.run(passing.call("update", "--quiet", "--merge", "--tool", "internal:merge", "--rev", "1")).succeeded else {
            return nil
        }
        do { return try Files.read(file) } catch { throw error.fault(reading: file) }
    }
}
