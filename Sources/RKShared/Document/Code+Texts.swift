extension Code {
    /// What happened, why it matters, and what to do.
    public var explanation: String {
        switch self {
        case .documentInvalid:
            """
            The text on stdin is no release document, or one of its fields has the wrong type. Nothing was done. A
            document comes from rk-discover and may pass through jq; docs/document.md lists every field. An edit that
            removed or renamed a field is the usual cause.
            """
        case .documentNewer:
            """
            The document was written by a later toolkit, whose schema has a higher major number. Fields may mean something
            else there, so it is refused rather than guessed at. Run all stages with one version of the toolkit.
            """
        case .documentHoldsError:
            """
            An earlier stage left an error in `diagnostics`. A program with effects does nothing then. Look at the errors
            (jq '.diagnostics'), mend what they name, and run the pipeline from the start.
            """
        case .inputEmpty:
            """
            Stdin was empty. Either the stage before this one failed and said why on stderr, which is the message to read,
            or no stage stands before this one.
            """
        case .sectionMissing:
            """
            This stage needs a section that an earlier stage writes, and the document does not have it. A stage never
            computes what another one is responsible for. The message names the stage to put in front.
            """
        case .usage:
            """
            The command line could not be understood. `--help` shows the options with examples.
            """
        case .packageUnknown:
            """
            An option names a package that the document does not have. Ids look like `pypi:name`; `jq -r '.packages[].id'`
            lists them.
            """
        case .groupUnknown:
            """
            An option or [groups] in releasekit.toml names a release group that no package has joined. A package joins
            with `group = "name"` in the releasekit.toml of its own folder.
            """
        case .fileUnreadable:
            """
            A file could not be read. Look at whether it is there and at its permissions.
            """
        case .fileUnwritable:
            """
            A file could not be written; the old content is still in place, because files are replaced as a whole. Look at
            free space and at the permissions of the folder. What goes to stdout is cut short then.
            """
        case .pathOutside:
            """
            A path, or a link on the way, leads outside the repository. What lies outside is never read or written: a
            manifest could otherwise make the toolkit touch any file of the machine.
            """
        case .toolMissing:
            """
            A tool that does the work is not installed, or not on PATH. The message names it.
            """
        case .toolFailed:
            """
            A tool ended with a status other than 0. Its command line and its last lines are in the message; run it
            yourself to see everything.
            """
        case .serviceUnavailable:
            """
            A registry or another service did not answer, or answered with an error of its own (5xx). It was asked several
            times. Try again later; what is done already is kept.
            """
        case .lockHeld:
            """
            Another run holds the lock of this repository. Two runs at once could publish one version twice. Wait for it;
            the lock goes away with its process, however that ends.
            """
        case .defect:
            """
            Something that must never happen. Please report it with the command line and the document.
            """
        case .configSyntax:
            """
            releasekit.toml is not valid TOML 1.0 at the place named.
            """
        case .configKeyUnknown:
            """
            releasekit.toml has a key that means nothing. It is refused, because a misspelt key would silently leave a
            release without the setting.
            """
        case .configValue:
            """
            A key of releasekit.toml has a value of the wrong type, or one that is not allowed. The message says what is.
            """
        case .pluginUnnamed:
            """
            The document has packages of an ecosystem that no program here knows, and releasekit.toml does not name a
            program for it. A program `rk-ecosystem-NAME` runs only where `plugins` or [ecosystems] of the repository's
            releasekit.toml names it, whatever a document says.
            """
        case .pluginFailed:
            """
            A program `rk-ecosystem-NAME` refused a request, ended with a status other than 0, took too long, or printed
            too much. What it said stands in the message. Nothing was changed.
            """
        case .pluginAnswer:
            """
            A program `rk-ecosystem-NAME` gave an answer that docs/plugins.md does not allow: no JSON, a field of the wrong
            type or without a meaning, an edit that does not fit the file. The whole answer is refused; nothing was changed.
            """
        case .pluginProtocol:
            """
            A program `rk-ecosystem-NAME` speaks a newer protocol than this toolkit. Fields may mean something else there,
            so nothing is guessed at. Install a version of the program for this toolkit, or a newer toolkit.
            """
        case .repositoryMissing:
            """
            The folder is not there, or is no repository where one is needed: versions and releases are about commits.
            """
        case .workspaceNone:
            """
            No manifest of a known ecosystem was found. Workspaces are looked for at the root and among the tracked files; a
            manifest alone only at the root. [ecosystems.NAME] with workspace_root in releasekit.toml declares one.
            """
        case .workspaceInvalid:
            """
            The table that describes the workspace has a value of the wrong type, or the tool of the workspace would refuse it.
            """
        case .workspaceNested:
            """
            A member of the workspace is itself a workspace, which its tool does not allow. Exclude it, or make it an
            ordinary member. As a note: manifests that are there and not taken, and what lies in two workspaces.
            """
        case .manifestUnreadable:
            """
            A manifest is missing or cannot be read. The other packages are listed, and the document holds this error, so
            that nothing is published from half a view.
            """
        case .manifestTooLarge:
            """
            A manifest is larger than 16 MiB and was not read. A file of that size is hardly a manifest. Or a build of Gradle
            takes more steps to understand than real ones do, as loops in loops do: it is read up to the place named, which is an
            error in settings, as projects may be missing, and a warning in a build script.
            """
        case .manifestSyntax:
            """
            A manifest is not valid in its format, at the place named.
            """
        case .manifestInvalid:
            """
            A manifest lacks something that its ecosystem demands, or has it with the wrong type.
            """
        case .packageDuplicate:
            """
            Two packages that are meant for a registry have one name there. Names are compared as the registry compares
            them. Rename one, or make it private.
            """
        case .requirementSyntax:
            """
            A dependency could not be read as a requirement (PEP 508). The place is that of the string.
            """
        case .versionDynamic:
            """
            The version is not in the manifest. Versions that come from tags are known to rk-version; ones that only
            running code tells are not known at all.
            """
        case .graphCycle:
            """
            Packages depend on each other in a circle, so that none can be first. Where the build or the registry cannot
            bear that it is an error. Move what they share into a package of its own, or make one dependency optional or a
            development one. `depends_on` in a releasekit.toml says what comes first, so a cycle with it is always an error.
            """
        case .graphSelfDependency:
            """
            A package names itself as a dependency. It orders nothing and is ignored; installers ignore it too. Remove it.
            """
        case .repositoryMoved:
            """
            The document was made at one commit, and another one is checked out. What it says may not be true here. Run
            rk-discover again, or check out the commit that the document names.
            """
        case .historyFailed:
            """
            Version control could not give the history. A failure never counts as "unchanged", because that would silently
            release nothing.
            """
        case .historyShallow:
            """
            The clone is shallow, and the history ends before a package's last release: commits would be missed. Fetch the
            rest with `git fetch --unshallow --tags`; in GitHub Actions set fetch-depth to 0.
            """
        case .bootstrapUnknown:
            """
            bootstrap_sha names no commit that HEAD can reach. The history of packages that were never released begins
            there, so a wrong one would give wrong versions.
            """
        case .versionInvalid:
            """
            A version is not valid in the scheme of its ecosystem, or would go back behind what is released.
            """
        case .versionNeverReleased:
            """
            The package has no tag, and no commit since the one that added it asks for a release. It stays unreleased
            until one does, or until a version is set with `--set`.
            """
        case .versionUntagged:
            """
            The manifest states a final version above the newest tag. Either a release was not finished (the tag is
            missing), or the tags were not fetched. Where the record of the release, .releasekit/release.json, names the
            missing tag, its commits are not counted again; and it is an error where there is more to release, since the
            next record would name other tags, and nobody would set these.
            """
        case .tagCollision:
            """
            The tag of a next version exists already elsewhere, or two packages would get the same one. A tag is the
            memory of a release; two releases cannot share it.
            """
        case .tagInvalid:
            """
            The tag format gives a name that git refuses for a tag.
            """
        case .pinImpossible:
            """
            A requirement cannot be made exact, because the version of what it names is not known.
            """
        case .pinConflict:
            """
            A file was changed by someone else while it was pinned. It was not overwritten. Both versions are kept: yours
            in place, the one from before the pin at the path named.
            """
        case .pinLeft:
            """
            Files are still pinned from a run that did not end properly. `rk-pin restore` brings back their exact bytes.
            """
        case .treeDirty:
            """
            Files are modified, staged or untracked. What is published must be what is committed. Commit, stash or ignore
            them, or build a copy of HEAD with --isolated. A commit that is planned in place takes no such changes along.
            """
        case .lockfileStale:
            """
            The lockfile does not fit the manifests. Users who install from it would get something else than what is
            released. Update and commit it.
            """
        case .credentialsMissing:
            """
            The registry or the forge wants credentials, and the environment has none. They are never taken from the command
            line. Without a token for the forge, branches and tags are pushed, and a warning says what was left out.
            """
        case .credentialsRefused:
            """
            The registry or the forge refused the credentials (401, 403, or 404 where it hides what a token may not see).
            This is never tried again by itself.
            """
        case .artifactsLeft:
            """
            A folder holds artifacts of an earlier build. They are not used, but a tool that uploads everything in `dist`
            would publish them.
            """
        case .artifactWrong:
            """
            A built artifact does not say what it should: its name, its version, or an exact requirement. It was not
            uploaded.
            """
        case .buildFailed:
            """
            The build ended with an error; the last lines of its output are in the message. Nothing of this package was
            uploaded.
            """
        case .uploadFailed:
            """
            The upload ended with an error, and the registry does not have the version. The last lines of the tool's
            output are in the message.
            """
        case .registryUnknown:
            """
            A registry is named that neither the toolkit nor releasekit.toml knows.
            """
        case .registryLag:
            """
            The upload succeeded, but the index did not show the version in time. Dependents were not published. Run the
            same command again later; it goes on from here.
            """
        case .rateLimited:
            """
            The registry asks to slow down (429), longer than this run may wait. Run the same command again later; it goes
            on from here.
            """
        case .digestDiffers:
            """
            The registry has this version with other bytes than this run, or the run that it resumes, built. A published
            version can never be replaced: find out who published it, and release a new version.
            """
        case .bumpForgotten:
            """
            The version was published before, and the package's files changed since its tag. The changes are in no
            release. Bump the version.
            """
        case .releaseIncomplete:
            """
            The registry has a wheel of this version, but no source distribution, or the other way round. An upload may
            have been broken off on another machine. Run the release again with --resume: it builds the version, compares
            what is there, and uploads what is missing. Nothing is wrong if the version was published like this.
            """
        case .dependencyUnreleased:
            """
            A package would be published with an exact requirement on a version that exists nowhere. Nobody could install
            it.
            """
        case .smokeTestFailed:
            """
            The package was published, but could not be installed or imported in a clean environment. Its dependents were
            not published. A published version cannot be replaced: mend it and release a new one, and yank this one.
            """
        case .deadlinePassed:
            """
            The deadline passed with work left. What was begun was finished, nothing new was begun. Run the same command
            again; it goes on from here.
            """
        case .cancelled:
            """
            The run was stopped. What was begun is in the document and in the journal; run the same command again to go
            on.
            """
        case .journalInvalid:
            """
            The journal of an earlier run cannot be read in the middle; a torn last line would not matter. Nothing was
            done. Look at the file; `--fresh` discards it, after which only the registry tells what was published.
            """
        case .pinsMissing:
            """
            The versions to release differ from those in the manifests, and nothing writes them there. Put rk-pin between
            rk-version and rk-publish, so that what is built is what is announced.
            """
        case .pinsUncommitted:
            """
            Packages of this ecosystem are published as a tag of a commit, so the exact versions that they require must be
            in that commit. Write them with `rk-pin apply --for-good --only 'golang:*'`, commit, and run the pipeline
            again: the other packages' manifests stay as they are, so that every version comes out the same.
            """
        case .accessMissing:
            """
            npmjs.com takes the first version of a package with a scope for a private one, unless the upload says otherwise,
            and refuses it with E402 where nobody pays for private packages. Say who may see the package: `access` in
            [npm] of releasekit.toml, or publishConfig.access in its package.json.
            """
        case .versionRetracted:
            """
            go.mod of the commit that is released retracts the version that it would get, so go would pass the new release
            over. Correct the line `retract`, or choose a higher version. docs/go.md tells how a version is retracted.
            """
        case .tagTaken:
            """
            The remote has the tag of a version already, at another commit than the one that is released. Proxies and
            the checksum database keep what a tag named first, so a tag must never move. Get the tag and run the pipeline
            again, which then counts from it; a wrong release is retracted by the next one.
            """
        case .recordInvalid, .recordContradicted, .changelogUnreadable, .actionFailed, .branchForeign, .forgeUnknown, .forgeRefused,
            .umbrellaMissing, .extraFileUnchanged, .requirementKept, .templateInvalid, .assetMissing,
            .undoNothing, .undoForward, .undoBreaks, .undoConflict, .undoImpossible,
            .configPresent, .settingLost, .peerMissing:
            releaseFlowExplanation
        case .licenseMissing, .licenseUnknown, .readmeMissing, .metadataMissing, .metadataInvalid, .privateMissing, .typesUnmarked,
            .dependencyPrivate, .dependencyUnpublishable, .requirementUnmet, .requirementPrerelease, .peerExact, .nameClash,
            .nameConvention, .versionUneven, .versionTaken, .remoteUnreachable, .releaseElsewhere, .vulnerabilityKnown, .tokenLongLived,
            .checkSkipped:
            checkExplanation
        }
    }
}
