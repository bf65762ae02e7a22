/// The go.sum beside a go.mod, which need not be there.
struct GoSumFile: Sendable {
    /// The path, relative to the repository's root.
    private let path: String
    /// The lines; nil where there is no file.
    private let sum: GoSum?

    /// Reads the file of a module.
    init(of module: GoModule, in tree: SourceTree) throws(Fault) {
        path = RelativePath.join(module.folder, "go.sum") ?? "go.sum"
        guard let bytes = try tree.readIfPresent(path) else {
            sum = nil
            return
        }
        do throws(SyntaxFault) {
            sum = try GoSum(bytes)
        } catch {
            throw Fault(.manifestSyntax, error, in: path)
        }
    }

    /// Whether it has both digests of a module at a version.
    func holds(_ path: String, _ version: String) -> Bool {
        sum?.digest(path, version) != nil && sum?.digest(path, "\(version)/go.mod") != nil
    }

    /// The change that adds entries and takes others away; nil when there is none.
    func change(setting entries: [GoSum.Entry], removing obsolete: [GoSum.Entry]) -> Rewriting.FileChange? {
        guard let sum = sum ?? (entries.isEmpty ? nil : try? GoSum([])) else { return nil }
        let after = sum.setting(entries, removing: obsolete)
        guard after != sum.bytes else { return nil }
        return Rewriting.FileChange(path: path, before: sum.bytes, after: after, isNew: self.sum == nil)
    }
}
