import RKShared

/// What the command line asks of a run.
struct RunOptions: Sendable {
    /// Print what would run, and do nothing.
    var isDryRun = false
    /// Build a copy of HEAD instead of the work tree.
    var isIsolated = false
    /// How many packages are worked on at once.
    var jobs = 4
    /// How often a package may be tried.
    var attempts = 5
    /// Insist that an earlier run is finished, not a new one begun.
    var resumes = false
    /// Forget what earlier runs began.
    var isFresh = false
    /// Build and check everything before the first upload.
    var isStaged = false
    /// When to stop beginning packages, in seconds from the start; nil for never.
    var deadline: Double?
    /// How long the index may take to show an upload, in seconds.
    var indexTimeout: Double = 300
    /// Whether a published package is installed and imported.
    var smokeTest = true
    /// Whether attestation files beside the artifacts go along.
    var attestations = true
    /// Whether versions that are there already are built and compared.
    var verifiesExisting = false
}
