extension Code {
    /// The texts of the codes of the release flow.
    var releaseFlowExplanation: String {
        switch self {
        case .recordInvalid:
            """
            .releasekit/release.json is what a release commit says of itself, and what tags and uploads go by. The file in
            the tree cannot be read, so nothing is tagged. `git log -- .releasekit/release.json` shows who changed it; the
            next release commit of rk-propose replaces it.
            """
        case .recordContradicted:
            """
            The record of the release names a version, a tag or a package that the tree does not have. Either somebody
            edited one of the two in the request, or the branch has moved on since the release was merged. Nothing is
            tagged. Check out the release commit itself, or correct the files in a new request.
            """
        case .changelogUnreadable:
            """
            A changelog is not UTF-8, so the notes of this release are not added to it. The release goes on; save the file
            as UTF-8 and the next one is.
            """
        case .actionFailed:
            """
            An action could not be performed. The actions before it are done, those behind it were not tried. Every action
            looks at the world first, so after the cause is mended the same command goes on from there.
            """
        case .branchForeign:
            """
            The release branch has a commit that no release wrote. It would be lost, since the branch is always made anew
            from the branch that is released. Merge that commit there, or throw the release branch away with --overwrite.
            """
        case .forgeUnknown:
            """
            The remote is on no forge that is known: GitHub, GitLab, Bitbucket, Gitea or Forgejo. Branches and tags are
            pushed all the same; requests and releases of a forge are left out. Name the forge with `forge` in
            releasekit.toml where its host's name does not tell it.
            """
        case .forgeRefused:
            """
            The forge refused a request, for the reason that stands in the message. Branches and tags that were pushed stay.
            After the cause is mended the same command goes on from there.
            """
        default: ""
        }
    }
}
