import RKShared

/// What the builds of a release leave in the work tree. Whatever is not ignored makes the tree unclean, and the next run refuses it.
struct BuildLeftovers {
    /// The packages.
    let packages: [Package]
    /// The work tree.
    let checkout: Checkout

    /// A folder that a build leaves, with a path in it below the package.
    private static func leftovers(of ecosystem: String, _ folder: String) -> [(folder: String, path: String)] {
        let below = folder == "." ? "" : "\(folder)/"
        return switch ecosystem {
        case "uv": [("*.egg-info", "\(below)package.egg-info/file")]
        case "maven": [("target", "\(below)target/file")]
        case "gradle": [("build", "\(below)build/file"), (".gradle", "\(below).gradle/file")]
        default: []
        }
    }

    /// The edit that adds the rules which are missing; nil where there are none, and where the file for them lies outside of the project.
    func action() async throws(Fault) -> Action? {
        guard let path = try checkout.versionControl.ignoreFile() else { return nil }
        let leftovers = packages.filter(\.publish).flatMap { Self.leftovers(of: $0.ecosystem, $0.path) }
        let ignored = try await checkout.versionControl.ignored(leftovers.map(\.path))
        let folders = leftovers.filter { !ignored.contains($0.path) }.map(\.folder).reduce(into: [String]()) { all, folder in
            if !all.contains(folder) { all.append(folder) }
        }
        guard !folders.isEmpty else { return nil }
        let read = try checkout.tree.readIfPresent(path)
        guard String(validating: read ?? [], as: UTF8.self) != nil else { return nil }
        var content = read ?? []
        if let last = content.last, last != UInt8(ascii: "\n") { content.append(UInt8(ascii: "\n")) }
        let rules = checkout.versionControl.ignoreRules(for: folders, behind: content)
        content += Array("# What builds of a release leave.\n\(rules.map { "\($0)\n" }.joined())".utf8)
        return Action(.writeFile(Action.FileWrite(path: path, read: read, content: content)), why: "what builds of a release leave")
    }
}
