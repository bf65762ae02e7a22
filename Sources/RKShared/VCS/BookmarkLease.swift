/// A lease on a Mercurial remote: a bookmark on no commit, whose name says who holds it and until when. Every run makes one of its own and then
/// looks: who sees no other one holds the lease, and who does takes their own away again and waits. Of two runs one is the second to make a
/// bookmark, and that one sees the other's, so two never hold it at once.
struct BookmarkLease: Lease {
    /// What the names begin with.
    static let prefix = "rk-lease."
    /// How long a lease holds, in seconds.
    static let duration = 300
    /// The id of no commit.
    private static let nothing = String(repeating: "0", count: 40)

    /// The remote's bookmarks.
    private let bookmarks: Bookmarks
    /// The lease's own, behind those of runs of this clone that were killed: what such a run had begun may come about later.
    private let names: [String]
    /// The file that keeps these names, so that they are known for this clone's own.
    private let memory: String

    /// Takes the lease, or waits for it; see `VersionControl.lease`.
    init(
        on remote: String, from mercurial: Mercurial, memory: String, purpose: String, patience: Double, waiting: @Sendable (String) -> Void
    ) async throws(Fault) {
        bookmarks = try await Bookmarks(of: remote, mercurial)
        self.memory = memory
        let world = mercurial.world
        let former = ((try? Files.read(memory)).map { String(decoding: $0, as: UTF8.self) } ?? "").split(separator: "\n").map(String.init)
        for name in former { try await bookmarks.remove(name) }
        let end = world.now() + patience
        var known: String?
        var pause = 0.1
        while true {
            var other = try await bookmarks.holder()
            if other == nil {
                let name = "\(Self.prefix)\(purpose).\(HTTPDate.now + Self.duration).\(String(UInt64(world.random() * 0x1p53), radix: 36))"
                let names = Array(former.suffix(20)) + [name]
                do { try Files.replace(memory, with: Array(names.map { "\($0)\n" }.joined().utf8)) } catch {
                    throw error.fault(writing: memory)
                }
                try await bookmarks.add(name)
                other = try await bookmarks.holder(besides: name)
                if other == nil {
                    self.names = names
                    return
                }
                try await bookmarks.remove(name)
            }
            if let other, other != known {
                if known == nil { waiting(Self.words(other)) }
                known = other
            }
            guard world.now() < end else {
                throw Fault(
                    .lockHeld, "another run is at work on \(remote): \(other.map(Self.words) ?? "it was a moment faster")",
                    hint: "run this again when it has ended, or let it wait with --wait SECONDS")
            }
            do { try await world.sleep(pause * (0.5 + world.random())) } catch { throw Fault(.cancelled, "stopped while waiting") }
            pause = min(2, pause * 1.5)
        }
    }

    /// Gives the lease back.
    func release() async {
        for name in names.reversed() {
            guard (try? await bookmarks.remove(name)) != nil else { return }
        }
        try? Files.remove(memory)
    }

    /// Who holds the lease on a remote now, in words; nil for nobody.
    static func holder(on remote: String, from mercurial: Mercurial) async throws(Fault) -> String? {
        try await Bookmarks(of: remote, mercurial).leases().last { $0.expiry > HTTPDate.now }.map { words($0.name) }
    }

    /// Until when a lease holds, in seconds since 1970; nil for a name that is no lease's.
    private static func expiry(of name: String) -> Int? {
        let parts = name.split(separator: ".")
        return name.hasPrefix(prefix) && parts.count == 4 ? Int(parts[2]) : nil
    }

    /// Who holds a lease, for people.
    private static func words(_ name: String) -> String {
        let parts = name.split(separator: ".")
        return "\(parts.count > 1 ? parts[1] : "?"), for \(max(0, (expiry(of: name) ?? 0) - HTTPDate.now)) s at most"
    }

    /// The bookmarks of a remote, changed without a push.
    private struct Bookmarks {
        /// The repository here.
        let mercurial: Mercurial
        /// The remote's name, for messages.
        let remote: String
        /// The remote's address.
        let address: String

        /// The bookmarks of a remote.
        /// - Throws: a `Fault` for an address with a password, which every user of the machine could read.
        init(of remote: String, _ mercurial: Mercurial) async throws(Fault) {
            address = try await mercurial.peer(remote).address
            guard RemoteAddress.withoutCredentials(address) == address else {
                throw Fault(
                    .actionFailed, "the address of \(remote) holds a password, which a lease would show to others on this machine",
                    hint: "move it to [auth] of ~/.hgrc, as `hg help config.auth` says; or work without the lease: --no-lease")
            }
            self.mercurial = mercurial
            self.remote = remote
        }

        /// A lease of somebody else that still holds; those that ran out are taken away.
        func holder(besides own: String? = nil) async throws(Fault) -> String? {
            let leases = try await leases()
            for lease in leases where lease.name != own && lease.expiry <= HTTPDate.now { try await remove(lease.name) }
            return leases.last { $0.name != own && $0.expiry > HTTPDate.now }?.name
        }

        /// All leases.
        func leases() async throws(Fault) -> [(name: String, expiry: Int)] {
            let reply = try await mercurial.world.check(
                mercurial.changing(["debugpushkey", "--", address, "bookmarks"]), .serviceUnavailable)
            return reply.text.split(separator: "\n").compactMap { line in
                let name = String(line.prefix { $0 != "\t" })
                return BookmarkLease.expiry(of: name).map { (name, $0) }
            }
        }

        /// Makes a bookmark.
        func add(_ name: String) async throws(Fault) {
            let call = mercurial.changing(["debugpushkey", "--", address, "bookmarks", name, "", BookmarkLease.nothing])
            let reply = try await mercurial.world.run(call)
            guard reply.succeeded, reply.text.contains("True") else {
                throw Fault(
                    .actionFailed, "\(remote) refuses the lease: \(reply.lastLines())",
                    hint: "may this user push there? where bookmarks are forbidden, work without the lease: --no-lease")
            }
        }

        /// Takes a bookmark away; one that is gone already is no trouble.
        func remove(_ name: String) async throws(Fault) {
            let call = mercurial.changing(["debugpushkey", "--", address, "bookmarks", name, BookmarkLease.nothing, ""])
            _ = try await mercurial.world.run(call)
        }
    }
}
