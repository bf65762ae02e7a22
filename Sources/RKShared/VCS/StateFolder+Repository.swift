extension StateFolder {
    /// The state folder of the work tree that holds a folder: below `.git`, or in the user's state folder where there is no git.
    /// - Parameter root: the folder's absolute path, links resolved.
    public static func of(root: String, world: World, environment: [String: String]) async throws(Fault) -> StateFolder {
        let git = Git(root: root, world: world)
        guard try await git.isWorkTree() else { return try StateFolder(root: root, environment: environment) }
        return StateFolder(privateFolder: try await git.privateFolder())
    }
}
