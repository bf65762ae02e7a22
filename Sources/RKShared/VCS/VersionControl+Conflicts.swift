extension VersionControl {
    /// Those of some tags that a remote does not have.
    /// - Parameter ours: the commits of the tags of this clone.
    /// - Throws: a `Fault` with `.tagTaken` where the remote has one on another commit.
    func lacking(_ tags: [String], _ ours: [String: String], at remote: String) async throws(Fault) -> [String] {
        let theirs = try await taggedCommits(at: remote, tags)
        for tag in tags {
            guard let commit = theirs[tag], commit != ours[tag] else { continue }
            throw Fault(
                .tagTaken, "\(remote) has the tag `\(tag)` on \(commit.prefix(12)), not on \(ours[tag]?.prefix(12) ?? "any commit here")",
                hint: "a tag that was published must not move: release as another version")
        }
        return tags.filter { theirs[$0] == nil }
    }

    /// Makes sure that a tag which is to go is no other one.
    /// - Parameters:
    ///   - present: the commit that it names.
    ///   - place: where it does, as in `origin has`.
    func require(_ tag: String, on commit: String, insteadOf present: String, _ place: String) throws(Fault) {
        guard present != commit else { return }
        throw Fault(
            .tagTaken, "\(place) the tag `\(tag)` on \(present.prefix(12)), not on \(commit.prefix(12)), so it stays",
            hint: "whose is it? `\(showCommand(tag))` tells")
    }

    /// The fault of a branch that is to go and has moved on.
    func movedBranch(_ name: String, from commit: String, at remote: String) -> Fault {
        Fault(
            .branchForeign, "`\(name)` on \(remote) has moved on from \(commit.prefix(12)) since this was planned, so it stays",
            hint: "run the pipeline again")
    }
}
