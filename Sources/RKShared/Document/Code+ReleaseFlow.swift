extension Code {
    /// The texts of the codes of the release flow.
    var releaseFlowExplanation: String {
        switch self {
        case .recordInvalid:
            """
            .releasekit/release.json is what a release commit says of itself, and what tags and uploads go by. The file in
            the tree cannot be read, so nothing is tagged. `git log -- .releasekit/release.json`, or `hg log` for it, shows
            who changed it; the next release commit of rk-propose replaces it.
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
        case .umbrellaMissing:
            """
            `umbrella_tag_format` asks for a tag of each release as a whole, but this release has no version that such a tag
            could name: the package of `umbrella_package` is not in it, or its packages have different versions. The packages
            get their own tags; name the package that gives the whole its version with `umbrella_package`.
            """
        case .extraFileUnchanged:
            """
            A file of `extra_files` is to say the new version, but no place in it says a version now: the expression fits
            nothing, or no line is marked. Nothing is planned, since the file would go on to say the old version. With an
            expression, its one group is the version; without one, lines with `x-releasekit-version` in a comment count, or a
            file that holds the version alone.
            """
        case .requirementKept:
            """
            A package of another repository has a new version that the requirement of a package here does not take, and that
            requirement is of a form which rk-propose does not edit. The rest of the update is proposed; raise the requirement
            by hand in the request.
            """
        case .assetMissing:
            """
            `assets` names a file for the page of a release, and there is none. Pages may be immutable once they are published, so
            nothing is planned. Build the files before rk-tag, or leave the pages out with --no-release.
            """
        case .templateInvalid:
            """
            A template of `[changelog]` is no Mustache template, or what it writes could not be found again: the notes of a
            package need a heading with its version, as `## [{{version}}] - {{date}}`, since changelogs are read by it.
            """
        case .undoNothing:
            """
            There is no merged release to undo: the tree has no record of one, or the record is empty since an undo came into the
            branch. A release whose request is still open is undone with --request.
            """
        case .undoForward:
            """
            Some versions of the release are in a registry, which never forgets: the number cannot be used again, and who has the
            version needs its tag. So they are only withdrawn (yanked, deprecated, retracted). Their tags and pages stay, and so
            does the release commit, from which the next versions count. Repair what was wrong and release anew. --force takes
            tags, pages and the commit back all the same; whoever uses those versions then loses their sources.
            """
        case .undoBreaks:
            """
            A version that is to be withdrawn is required by another published version that stays: nobody could install that one
            any more. Undo both, or give --force.
            """
        case .undoConflict:
            """
            Later commits changed the same lines as the release commit, so its changes cannot be taken back by themselves. Revert
            it by hand (`git revert`, with `-m 1` for a merge; `hg backout`) and plan the rest with --no-revert.
            """
        case .undoImpossible:
            """
            The registry has no way to withdraw a version. Nothing takes it back: release a higher version with the repair, and say
            in its notes what is wrong with this one.
            """
        case .configPresent:
            """
            A releasekit.toml is there already, and rk-init never changes one: whoever wrote it knows better. For one in a
            package's folder, the message has the lines that it lacks. Write them there yourself, or move the file away and
            run rk-init again.
            """
        case .settingLost:
            """
            A setting of the other tool has no equivalent here, or is not needed. The message says why. What was found is
            also written at the end of the new releasekit.toml, as a comment, for whoever reviews it.
            """
        case .peerMissing:
            """
            rk-init was asked to take over the configuration of another tool, and its file is not at the root of the
            repository. Run the pipeline there, or leave --migrate out: tags that are there are recognised without it.
            """
        default: ""
        }
    }
}
