import RKShared

/// What another tool's configuration asks for that is decided together with what the tree tells.
struct Wishes {
    /// What stands in front of packages' versions in tags, by index.
    var prefixes: [Int: String] = [:]
    /// Whether it said where history begins.
    var hasBootstrap = false
    /// The forge that it published on.
    var forge: ForgeSite.Kind?

    /// Whether a package has tags of the form that was asked for; a loss for each that has others only.
    func check(_ history: TagHistory, _ packages: [Package], _ scaffold: inout Scaffold) -> Bool {
        var hasTags = false
        for (index, wish) in prefixes.sorted(by: { $0.key < $1.key }) {
            let package = packages[index]
            if history.hasTags(behind: wish, of: package) {
                hasTags = true
            } else if let present = history.prefixes[index] {
                scaffold.lose(
                    "tags of \(package.id)", "they begin with `\(present)`, but the configuration asks for `\(wish)`, which is taken",
                    at: Place(package.manifest))
            }
        }
        return hasTags
    }
}
