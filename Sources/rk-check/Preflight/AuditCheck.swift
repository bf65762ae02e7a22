import RKShared

/// Known vulnerabilities of what uv.lock holds, by pip-audit.
struct AuditCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.vulnerabilityKnown]

    /// What a tool may use up.
    private static let limits = Call.Limits(seconds: 300, bytes: 64 << 20)

    /// Of each lockfile of uv.
    func findings(in subject: Subject) async -> [Finding] {
        var findings: [Finding] = []
        for workspace in subject.workspaces where workspace.ecosystem == "uv" {
            guard let lockfile = workspace.lockfile else { continue }
            var audit = Call(
                "pip-audit",
                [
                    "--requirement", "/dev/stdin", "--no-deps", "--disable-pip", "--format", "json", "--desc", "off", "--progress-spinner",
                    "off",
                ],
                in: subject.tree.absolute(workspace.root))
            guard audit.isInstalled else { return [.skipped("`\(lockfile)` is not audited, as `pip-audit` is not installed")] }
            var export = Call(
                "uv",
                [
                    "export", "--frozen", "--quiet", "--all-packages", "--all-extras", "--no-emit-workspace", "--no-hashes", "--no-header",
                    "--no-annotate",
                ], in: subject.tree.absolute(workspace.root))
            (audit.limits, export.limits) = (Self.limits, Self.limits)
            do {
                audit.input = try await subject.world.check(export).output
                let reply = try await subject.world.run(audit)
                guard let found = Self.vulnerabilities(in: reply.output) else {
                    findings.append(.skipped("`\(lockfile)` is not audited: pip-audit ended with \(reply.status): \(reply.lastLines(1))"))
                    continue
                }
                findings += found.map { Finding($0.diagnostic(in: lockfile)) }
            } catch {
                findings.append(.skipped("`\(lockfile)` is not audited: \(error.message)"))
            }
        }
        return findings
    }

    /// A vulnerability of a package.
    struct Vulnerability: Hashable {
        /// The package.
        let name: String
        /// Its version.
        let version: String
        /// The vulnerability's own name.
        let id: String
        /// The names that it has elsewhere.
        let aliases: [String]
        /// The versions that do not have it.
        let remedies: [String]

        /// The finding.
        func diagnostic(in lockfile: String) -> Diagnostic {
            let names = ([id] + aliases).joined(separator: ", ")
            return Diagnostic(
                .warning, .vulnerabilityKnown, "\(name) \(version) has the vulnerability \(names)",
                hint: remedies.isEmpty
                    ? "no version without it is known"
                    : "`uv lock --upgrade-package \(name)`: \(remedies.joined(separator: ", ")) \(remedies.count == 1 ? "does" : "do") not have it",
                at: Place(lockfile))
        }
    }

    /// What pip-audit prints with `--format json`; nil for anything else.
    static func vulnerabilities(in output: [UInt8]) -> [Vulnerability]? {
        guard let packages = (try? JSON(parsing: output))?.object?["dependencies"]?.array else { return nil }
        var found: [Vulnerability] = []
        for package in packages.compactMap(\.object) {
            for item in (package["vulns"]?.array ?? []).compactMap(\.object) {
                found.append(
                    Vulnerability(
                        name: package["name"]?.string ?? "?", version: package["version"]?.string ?? "?", id: item["id"]?.string ?? "?",
                        aliases: (item["aliases"]?.array ?? []).compactMap(\.string),
                        remedies: (item["fix_versions"]?.array ?? []).compactMap(\.string)))
            }
        }
        return found
    }
}
