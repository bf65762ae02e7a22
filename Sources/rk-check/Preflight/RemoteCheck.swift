import RKShared

/// The remote: whether it answers, and whether another run is at work on it.
struct RemoteCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.remoteUnreachable, .releaseElsewhere]

    /// One of both: a remote that does not answer tells of no lease.
    func findings(in subject: Subject) async throws(Fault) -> [Finding] {
        guard let versionControl = subject.versionControl else {
            return [.skipped("the remote is not asked: there is no repository with a commit")]
        }
        guard subject.repository.remote != nil else { return [.skipped("there is no remote, so nothing can be pushed")] }
        do {
            var call = try await versionControl.probe(subject.remote)
            call.limits = Call.Limits(seconds: 60, bytes: 1 << 20)
            let reply = try await subject.world.run(call)
            guard reply.succeeded else {
                let lines = reply.message.split(whereSeparator: \.isNewline)
                let reason = lines.first { line in ["fatal: ", "abort: ", "ssh: "].contains { line.hasPrefix($0) } } ?? lines.last
                return [Self.unreachable(subject.remote, reason.map(String.init) ?? "status \(reply.status)", asking: call)]
            }
        } catch {
            return [Self.unreachable(subject.remote, error.message)]
        }
        do {
            guard let holder = try await versionControl.leaseHolder(on: subject.remote) else { return [] }
            return [
                Finding(
                    Diagnostic(
                        .error, .releaseElsewhere, "another run is at work on \(subject.remote): \(holder)",
                        hint: "wait until it has ended; rk-apply does so by itself"))
            ]
        } catch {
            return [.skipped("another run on \(subject.remote) is not looked for: \(error.message)", hint: error.hint)]
        }
    }

    /// The finding of a remote that does not answer.
    /// - Parameter call: what it was asked.
    private static func unreachable(_ remote: String, _ reason: String, asking call: Call? = nil) -> Finding {
        let shown = reason.split(separator: " ").map { RemoteAddress.withoutCredentials(String($0)) }.joined(separator: " ")
        return Finding(
            Diagnostic(
                .error, .remoteUnreachable, "the remote \(remote) does not answer: \(shown)",
                hint: "\(call.map { "`\($0.commandLine)` says why; " } ?? "")--remote names another one"))
    }
}
