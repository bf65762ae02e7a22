/// A file beyond the manifest that says the version, an entry of `extra_files`: a path, or `path:expression`.
public struct ExtraFile: Sendable, Hashable {
    /// The entry as written.
    public var text: String
    /// The path, relative to the repository's root.
    public var path: String
    /// The expression whose one group is the version; nil for marked lines, or a file that is the version alone.
    public var expression: String?

    /// Reads an entry of the file in a folder; nil where the path leads outside the repository.
    public init?(_ text: String, in folder: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, let path = RelativePath.join(folder, String(name)), path != "." else { return nil }
        self.text = text
        self.path = path
        expression = parts.count == 2 && !parts[1].isEmpty ? String(parts[1]) : nil
    }
}

extension ConfigurationTable {
    /// The entries of `assets` of the configuration in a folder.
    mutating func assets(in folder: String) throws(Fault) -> [String] {
        try (stringsWithPlaces("assets") ?? []).map { (pattern, place) throws(Fault) in
            let home = RelativePath.folder(of: pattern)
            guard !pattern.isEmpty, RelativePath.join(folder, pattern) != nil, !Glob.isPattern(home) else {
                throw Fault(
                    .configValue, "`\(pattern)` in assets names no files of the repository",
                    hint: "only the last part may have wildcards, as in \"dist/*-{version}*.whl\"", at: place)
            }
            return pattern
        }
    }

    /// The entries of `extra_files` of the configuration in a folder.
    mutating func extraFiles(in folder: String) throws(Fault) -> [ExtraFile] {
        var files: [ExtraFile] = []
        for (text, place) in try stringsWithPlaces("extra_files") ?? [] {
            guard let file = ExtraFile(text, in: folder) else {
                throw Fault(
                    .configValue, "`\(text)` in extra_files names no file of the repository",
                    hint: "write a path relative to this file, alone or with an expression: \"src/version.h:VERSION \\\"(.+)\\\"\"",
                    at: place)
            }
            files.append(file)
        }
        return files
    }
}
