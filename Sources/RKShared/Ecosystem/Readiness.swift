/// What a repository must be like before packages of it are published, as rk-check and rk-publish ask it.
public enum Readiness {
    /// The finding of a work tree that is not clean, with the first files of it.
    public static func changes(in paths: [String], hint: String) -> Diagnostic? {
        guard !paths.isEmpty else { return nil }
        let named = paths.prefix(5).map { "`\($0)`" }.joined(separator: ", ") + (paths.count > 5 ? " and \(paths.count - 5) more" : "")
        return Diagnostic(
            .error, .treeDirty, "the work tree is not clean: \(named)", hint: hint, at: paths.first.map { Place($0) })
    }

    /// The finding of a lockfile whose check ended; an error when it is stale, a warning when nobody can tell, nil when it fits.
    public static func lockfile(of workspace: Workspace, _ call: Call, _ reply: Completion, _ manager: any PackageManager) -> Diagnostic? {
        guard !reply.succeeded, let lockfile = workspace.lockfile else { return nil }
        return Diagnostic(
            manager.isStale(reply) ? .error : .warning, .lockfileStale,
            "`\(call.commandLine)` ended with \(reply.status)\n\(reply.lastLines(3))", hint: manager.lockRemedy(for: call, of: workspace),
            at: Place(lockfile))
    }

    /// The artifacts of earlier builds in `dist` of packages and of the root, which someone may upload by mistake.
    public static func leftovers(of packages: [Package], in tree: SourceTree) -> [Diagnostic] {
        Set(packages.map(\.path) + ["."]).sorted { $0.precedes($1) }.compactMap { path in
            guard let folder = RelativePath.join(path, "dist") else { return nil }
            let files = Files.names(in: tree.absolute(folder)).filter { $0.hasSuffix(".whl") || $0.hasSuffix(".tar.gz") }
            guard let first = files.first else { return nil }
            return Diagnostic(
                .warning, .artifactsLeft,
                "`\(folder)` holds \(files.count) artifact\(files.count == 1 ? "" : "s") of an earlier build, `\(first)` first",
                hint: "they are not used here; remove the folder", at: Place(folder))
        }
    }
}
