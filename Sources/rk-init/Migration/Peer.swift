import ArgumentParser
import RKShared

/// The tools whose configuration can be taken over.
enum Peer: String, ExpressibleByArgument, CaseIterable {
    /// Its manifest mode: release-please-config.json and .release-please-manifest.json.
    case releasePlease = "release-please"
    /// .changeset/config.json.
    case changesets
    /// lerna.json.
    case lerna

    /// The file that tells of it.
    var file: String {
        switch self {
        case .releasePlease: "release-please-config.json"
        case .changesets: ".changeset/config.json"
        case .lerna: "lerna.json"
        }
    }

    /// Takes over what has an equivalent, and notes what has none.
    /// - Throws: a `Fault` with file, line and column where the configuration cannot be read.
    func migrate(_ survey: TreeSurvey, into scaffold: inout Scaffold, _ wishes: inout Wishes) throws(Fault) {
        switch self {
        case .releasePlease: try ReleasePlease(survey: survey).migrate(into: &scaffold, &wishes)
        case .changesets: try Changesets(survey: survey).migrate(into: &scaffold, &wishes)
        case .lerna: try Lerna(survey: survey).migrate(into: &scaffold, &wishes)
        }
    }
}
