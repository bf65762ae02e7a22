/// A lease on a git remote: a reference that only one clone can make, with the time until when it holds. It changes by compare-and-swap
/// (`--force-with-lease`), and one that ran out may be taken by the next.
struct RemoteLease: Lease {
    /// The reference, outside branches and tags: no clone fetches it, and no pipeline begins by it.
    static let reference = "refs/rk/lease"
    /// How long a lease holds, in seconds; what a longer run still does is safe without it, since every push compares.
    static let duration = 300

    /// The work tree from which it is pushed.
    private let git: Git
    /// The remote's name.
    private let remote: String
    /// The commit that says who holds it, and until when.
    private let commit: String
    /// The file that keeps that commit's id, so that a lease of a run of this clone that was killed is known for its own.
    private let memory: String

    /// Takes the lease, or waits for it; see `VersionControl.lease`.
    init(
        on remote: String, from git: Git, memory: String, purpose: String, patience: Double, waiting: @Sendable (String) -> Void
    ) async throws(Fault) {
        self.git = git
        self.remote = remote
        self.memory = memory
        let own = Set(((try? Files.read(memory)).map { String(decoding: $0, as: UTF8.self) } ?? "").split(separator: "\n").map(String.init))
        let end = git.world.now() + patience
        var known: (tip: String, holder: Holder?)?
        var pause = 0.1
        while true {
            let tip = try await git.tip(ofReference: Self.reference, at: remote)
            if let tip, tip != known?.tip, !own.contains(tip) {
                known = (tip, try await Self.holder(of: tip, git, remote))
                if known?.holder != nil, pause == 0.1 { waiting(known?.holder?.words ?? "") }
            }
            let holder = tip.map { own.contains($0) } ?? true ? nil : known?.holder
            let isFree = holder.map { $0.expiry <= HTTPDate.now } ?? true
            if isFree {
                let commit = try await Self.announce(purpose, git)
                do {
                    try Files.replace(memory, with: Array("\(tip.flatMap { own.contains($0) ? "\($0)\n" : nil } ?? "")\(commit)\n".utf8))
                } catch { throw error.fault(writing: memory) }
                if try await git.swap(Self.reference, at: remote, from: tip, to: commit) {
                    self.commit = commit
                    return
                }
            }
            guard git.world.now() < end else {
                guard let holder else {
                    throw Fault(
                        .lockHeld, "\(remote) does not take the lease `\(Self.reference)`",
                        hint: "run this again: others may have been faster; if it stays so, look for its `.lock` there, or use --no-lease")
                }
                throw Fault(
                    .lockHeld, "another run is at work on \(remote): \(holder.words)",
                    hint: "run this again when it has ended, or let it wait with --wait SECONDS")
            }
            do { try await git.world.sleep(pause * (0.5 + git.world.random())) } catch { throw Fault(.cancelled, "stopped while waiting") }
            pause = min(2, pause * 1.5)
        }
    }

    /// Who holds a lease.
    private struct Holder {
        /// The first line of what it says.
        let name: String
        /// Until when, in seconds since 1970.
        let expiry: Int
        /// As a person is told.
        var words: String { "\(name), for \(max(0, expiry - HTTPDate.now)) s at most" }
    }

    /// Gives the lease back; one that somebody else took meanwhile stays.
    func release() async {
        guard (try? await git.swap(Self.reference, at: remote, from: commit, to: nil)) != nil else { return }
        try? Files.remove(memory)
    }

    /// Makes the commit that says who holds the lease: of no files, and in no branch.
    private static func announce(_ purpose: String, _ git: Git) async throws(Fault) -> String {
        let word = String(UInt64(git.world.random() * 0x1p53), radix: 36)
        return try await git.emptyCommit("\(purpose) \(word)\n\nExpires: \(HTTPDate.now + duration)\n")
    }

    /// Who holds the lease on a remote now, in words; nil for nobody.
    static func holder(on remote: String, from git: Git) async throws(Fault) -> String? {
        guard let tip = try await git.tip(ofReference: reference, at: remote), let holder = try await holder(of: tip, git, remote),
            holder.expiry > HTTPDate.now
        else { return nil }
        return holder.words
    }

    /// Who holds a lease; nil for one that is gone meanwhile.
    private static func holder(of tip: String, _ git: Git, _ remote: String) async throws(Fault) -> Holder? {
        guard try await git.fetch(tip, ofReference: reference, from: remote) else { return nil }
        let lines = try await git.message(of: tip).split(separator: "\n")
        let expiry = lines.last { $0.hasPrefix("Expires: ") }.flatMap { Int($0.dropFirst(9)) } ?? 0
        return Holder(name: lines.first.map(String.init) ?? "?", expiry: expiry)
    }
}

extension Git {
    /// Who holds the lease on a remote now, in words; nil for nobody.
    public func leaseHolder(on remote: String) async throws(Fault) -> String? { try await RemoteLease.holder(on: remote, from: self) }

    /// Takes a lease on a remote, or waits for it.
    public func lease(
        on remote: String, memory: String, purpose: String, patience: Double, waiting: @Sendable (String) -> Void
    ) async throws(Fault) -> any Lease {
        try await RemoteLease(on: remote, from: self, memory: memory, purpose: purpose, patience: patience, waiting: waiting)
    }
}
