extension StateFolder {
    /// The state folder of the work tree that holds a folder: below `.git` or `.hg`, or in the user's state folder where there is neither.
    /// - Parameter root: the folder's absolute path, links resolved.
    public static func of(root: String, world: World, environment: [String: String]) async throws(Fault) -> StateFolder {
        guard let versionControl = try await VersionControlKind.holding(root, world: world) else {
            return try StateFolder(root: root, environment: environment)
        }
        return StateFolder(privateFolder: try await versionControl.privateFolder())
    }
}
