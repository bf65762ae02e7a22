/// The three tools that read package.json files; each has workspaces and links of its own.
public enum NodeTool: String, Sendable, Hashable, CaseIterable {
    /// pnpm.
    case pnpm
    /// npm.
    case npm
    /// yarn, the classic one and the modern one ("berry").
    case yarn

    /// The tool that a folder's package.json is for: pnpm where there is a pnpm-workspace.yaml; else the one that `packageManager` or
    /// `devEngines` names; else the one whose lockfile or configuration lies there; else npm.
    static func of(_ folder: String, in tree: SourceTree) -> NodeTool {
        /// Whether the folder holds a file.
        func has(_ name: String) -> Bool { RelativePath.join(folder, name).map { Files.exists(tree.absolute($0)) } ?? false }
        if has(pnpmWorkspace) { return .pnpm }
        if let path = RelativePath.join(folder, PackageJSON.fileName), let manifest = try? PackageJSON(reading: path, in: tree),
            let tool = manifest.packageManager?.tool
        {
            return tool
        }
        if let lock = NodeTool.allCases.first(where: { $0.lockfiles.contains(where: has) }) { return lock }
        return has(".yarnrc.yml") || has(".yarnrc") ? .yarn : .npm
    }

    /// The file with the members of a pnpm workspace, and its settings.
    static let pnpmWorkspace = "pnpm-workspace.yaml"

    /// The names of its lockfile.
    var lockfiles: [String] {
        switch self {
        case .pnpm: ["pnpm-lock.yaml"]
        case .npm: ["package-lock.json", "npm-shrinkwrap.json"]
        case .yarn: ["yarn.lock"]
        }
    }
}
