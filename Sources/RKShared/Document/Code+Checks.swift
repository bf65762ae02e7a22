extension Code {
    /// The texts of the codes of rk-check.
    var checkExplanation: String {
        switch self {
        case .licenseMissing:
            """
            A package that is meant for a registry does not say under which licence it may be used: neither in its manifest
            nor, where a file is enough, in a file LICENSE. Without one nobody may use it. crates.io and pub.dev take no
            such package, which makes it an error there.
            """
        case .licenseUnknown:
            """
            What the manifest states as the licence is no SPDX expression, such as `MIT` or `Apache-2.0 OR MIT`, so tools cannot
            tell what it means. crates.io takes no such package, which makes it an error there. https://spdx.org/licenses
            lists the identifiers; LicenseRef-NAME stands for a licence of one's own.
            """
        case .readmeMissing:
            """
            The page of the package in the registry would be empty: there is no README, or the manifest does not name it, or
            it names a file that is not there, with which the build fails.
            """
        case .metadataMissing:
            """
            The manifest lacks something that registries show, such as a description or the address of the sources. Where the
            registry takes no package without it, this is an error. npm's provenance needs `repository`.
            """
        case .metadataInvalid:
            """
            The manifest has a value that the registry or the build refuses: a classifier that PyPI does not know, keywords
            that crates.io does not take. The upload would fail, after other packages may have been published.
            """
        case .privateMissing:
            """
            The root of a workspace has a package.json that is not private. It is no package, but npm would publish it, and
            yarn demands the key. Write "private": true.
            """
        case .typesUnmarked:
            """
            A Python package has annotations, but no file `py.typed` (PEP 561), without which type checkers do not use them.
            """
        case .dependencyPrivate:
            """
            A package that is meant for a registry needs one of this repository that is not. Nobody could install it.
            Publish what it needs, make the dependency a development one, or make the package private too.
            """
        case .dependencyUnpublishable:
            """
            A package needs something in a way that registries refuse or that works on this machine alone: a folder, a git
            repository, an address. PyPI, crates.io and pub.dev refuse the upload; npm takes it, and its users cannot
            install it.
            """
        case .requirementUnmet:
            """
            A package of this repository is needed in versions among which its own one is not. What is tested here together is
            not what users would get together. Widen the requirement, or correct the version.
            """
        case .requirementPrerelease:
            """
            A range begins at a prerelease, as `^1.0.0-rc.1` does. It takes all later prereleases too, which may break
            anything, and the final versions. Require the prerelease exactly, or a final version.
            """
        case .peerExact:
            """
            A peer dependency is `workspace:*`, which becomes one exact version when it is published: every release of the
            peer then contradicts it, and users get conflicts. `workspace:^` becomes a range.
            """
        case .nameClash:
            """
            Two packages have names that their registry takes for one, or refuses as too similar: crates.io knows no difference
            between `-` and `_`, npm refuses names that differ by punctuation alone, PyPI also those that look alike.
            """
        case .nameConvention:
            """
            The folder of a package has another name than the package, which makes it hard to find. A habit, not a rule.
            """
        case .versionUneven:
            """
            Versions that are meant to be one differ: of packages that share a version by `synchronize`, or of a package's
            manifest and the `__version__` in its code. rk-version gives the former the highest.
            """
        case .versionTaken:
            """
            The registry has the version that is to be released already, or a higher one. A published version can never be
            replaced. Are the tags of the last release missing here (`git fetch --tags`)?
            """
        case .remoteUnreachable:
            """
            The remote does not answer, or refuses this user, so nothing could be pushed. What git or hg says
            stands in the finding.
            """
        case .releaseElsewhere:
            """
            Somebody else is about to release: another run holds the lease on the remote, or the forge has a draft of a release
            that is not published. Wait for it, or look at what it left; rk-apply waits for a lease by itself.
            """
        case .vulnerabilityKnown:
            """
            pip-audit knows a vulnerability of a version in uv.lock. The finding names it with the versions that mend it;
            `uv lock --upgrade-package NAME` takes one.
            """
        case .tokenLongLived:
            """
            The registry takes uploads of this CI run without any token (trusted publishing), but the environment has a token
            that does not expire. Whoever gets hold of it can publish. Register the workflow with the registry, give it the
            permission `id-token: write`, and delete the token.
            """
        case .checkSkipped:
            """
            A check was left out, for the reason in the message: a stage in front did not run, or a tool is not installed.
            Nothing is wrong, and nothing was found out.
            """
        default: ""
        }
    }
}
