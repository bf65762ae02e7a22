extension Configuration {
    /// Whether `exclude` leaves out the package of a folder; the root's has a name, and no folder, that can be left out.
    public func excludes(folder: String) -> Bool {
        folder != "." && exclude.contains { Glob($0).matches(folder) }
    }

    /// Whether `exclude` leaves out a folder and whatever lies below it, so that no workspace of it is read.
    public func excludesAll(of folder: String) -> Bool {
        excludes(folder: folder) && exclude.contains { Glob($0).matches(folder + "/-") }
    }
}
