extension Git {
    /// Any folder may have one.
    public func ignoreFile() -> String? { ".gitignore" }

    /// The lines that leave folders out.
    public func ignoreRules(for folders: [String], behind content: [UInt8]) -> [String] { folders.map { "\($0)/" } }

    /// Those of some paths that the repository's own rules ignore; the user's global ones do not count.
    public func ignored(_ paths: [String]) async throws(Fault) -> Set<String> {
        guard !paths.isEmpty else { return [] }
        // check-ignore refuses --literal-pathspecs; a path with a dot in front has no magic either.
        var call = Call(
            "git", ["--no-optional-locks", "-c", "core.excludesFile=/dev/null", "check-ignore", "-z", "--no-index", "--stdin"], in: root,
            environment: ["GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"])
        call.input = paths.flatMap { Array("./\($0)".utf8) + [0] }
        let reply = try await world.run(call)
        guard reply.status <= 1 else {
            throw Fault(.historyFailed, "`\(call.commandLine)` ended with \(reply.status)\n\(reply.lastLines())", hint: "git says why")
        }
        return Set(reply.output.split(separator: 0).map { String(decoding: $0.dropFirst(2), as: UTF8.self) })
    }
}
