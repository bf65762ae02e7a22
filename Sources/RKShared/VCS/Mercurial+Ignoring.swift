extension Mercurial {
    /// Only the one at the top of the work tree counts.
    public func ignoreFile() throws(Fault) -> String? { root == (try top()) ? ".hgignore" : nil }

    /// The lines that leave folders out: as they are where patterns are globs, in a file that begins with them too; otherwise each says that it
    /// is one, so that what people write behind them means what it did.
    public func ignoreRules(for folders: [String], behind content: [UInt8]) -> [String] {
        let lines = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isNewline).map { String($0).trimmed }
        guard lines.contains(where: { !$0.isEmpty }) else { return ["syntax: glob"] + folders }
        let syntax = lines.last { $0.hasPrefix("syntax:") }.map { String($0.dropFirst(7)).trimmed }
        return syntax == "glob" ? folders : folders.map { "glob:\($0)" }
    }

    /// Those of some paths that `.hgignore`, or `ui.ignore` of the repository's own configuration, leaves out.
    public func ignored(_ paths: [String]) async throws(Fault) -> Set<String> {
        guard !paths.isEmpty else { return [] }
        let lines = try await check(onFiles(["debugignore"], paths)).text.split(separator: "\n")
        // Behind it stands which rule does so, or which folder above.
        let names = lines.compactMap { line in line.firstRange(of: " is ignored").map { String(line[..<$0.lowerBound]) } }
        return Set(names).intersection(paths)
    }

    /// A call for files below the root, however many.
    func onFiles(_ arguments: [String], _ paths: [String]) -> Call {
        var call = call(arguments + ["listfile0:/dev/stdin"])
        call.input = paths.flatMap { Array("relpath:\($0)".utf8) + [0] }
        return call
    }
}
