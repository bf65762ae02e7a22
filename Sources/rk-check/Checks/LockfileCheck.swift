import RKShared

/// Lockfiles that do not fit their manifests, by the ecosystems' own checks.
struct LockfileCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.lockfileStale]

    /// What a check may use up.
    private static let limits = Call.Limits(seconds: 300, bytes: 16 << 20)

    /// One check for each lockfile, where its tool is there.
    func findings(in subject: Subject) async -> [Finding] {
        var findings: [Finding] = []
        for workspace in subject.workspaces {
            guard let manager = Catalog.ecosystem(workspace.ecosystem)?.packageManager, let refresh = Self.refresh(workspace, in: subject),
                var call = manager.lockCheck(workspace, root: subject.tree.root)
            else { continue }
            guard call.isInstalled else {
                findings.append(
                    .skipped(
                        "`\(workspace.lockfile ?? "")` is not checked, as `\(call.program)` is not installed", hint: "install it"))
                continue
            }
            call.limits = Self.limits
            do {
                let reply = try await subject.world.run(call)
                guard let finding = Readiness.lockfile(of: workspace, call, reply, manager) else { continue }
                findings.append(Finding(finding, mendedBy: finding.severity == .error ? [refresh] : []))
            } catch {
                findings.append(.skipped("`\(workspace.lockfile ?? "")` is not checked: \(error.message)"))
            }
        }
        return findings
    }

    /// The command that makes the lockfile of a workspace fit; nil where no tool does.
    static func refresh(_ workspace: Workspace, in subject: Subject) -> Finding.Repair? {
        guard let lockfile = workspace.lockfile,
            let call = Catalog.ecosystem(workspace.ecosystem)?.packageManager.lockRefresh(workspace, root: subject.tree.root)
        else { return nil }
        return .run(Action.CommandRun(argv: [call.program] + call.arguments, directory: workspace.root, writes: [lockfile]))
    }
}
