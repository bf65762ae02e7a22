extension ReleasePlease {
    /// Why settings have no equivalent.
    static let reasons = [
        "bump-patch-for-minor-pre-major": "a feature gives a minor version, below 1.0.0 too",
        "prerelease-type": "--prerelease of rk-version makes prereleases", "prerelease": "a prerelease's page says so by itself",
        "versioning": "versions come from Conventional Commits by one rule; --set of rk-version overrides it",
        "release-as": "--set ID=VERSION of rk-version sets a version once",
        "initial-version": "--set ID=VERSION of rk-version sets the first version",
        "skip-github-release": "--no-release of rk-tag leaves pages out", "draft": "a page is published when it is complete",
        "force-tag-creation": "tags are made before pages", "draft-pull-request": "there are no draft requests",
        "label": "labels only decorate; theirs is `autorelease: pending`", "release-label": "labels only decorate",
        "extra-label": "labels only decorate", "snapshot-label": "there are no snapshots", "skip-snapshot": "there are no snapshots",
        "pull-request-title-pattern": "a request's title has one form",
        "group-pull-request-title-pattern": "a request's title has one form",
        "pull-request-header": "a request's text has one form", "pull-request-footer": "a request's text has one form",
        "separate-pull-requests": "a release is one request; --package of rk-graph takes some packages",
        "always-update": "the request is always brought up to date",
        "always-link-local": "requirements are followed that the package manager links",
        "changelog-type": "notes have one form", "changelog-host": "links go to the remote's forge", "date-format": "dates have one form",
        "skip-changelog": "who wants no notes leaves rk-changelog out of the pipeline",
        "extra-files":
            "name them as `extra_files` of the package",
        "version-file": "versions are written where the ecosystem keeps them",
        "exclude-paths": "every file in a package's folder belongs to it",
        "last-release-sha": "the newest tag that HEAD can reach is the last release",
        "release-search-depth": "all tags are read", "commit-search-depth": "history is read as far as the last release",
        "sequential-calls": "the forge is asked one thing after the other", "signoff": "the message of a release commit has one form",
    ]

    /// Why settings of one package have no equivalent that the root has.
    static let ownReasons = [
        "changelog-path": "[changelog] holds for all packages", "changelog-sections": "[changelog] holds for all packages",
    ]

    /// Why plugins have no equivalent.
    static let plugins = [
        "sentence-case": "subjects of commits stay as they are", "group-priority": "a release is one request",
    ]
}
