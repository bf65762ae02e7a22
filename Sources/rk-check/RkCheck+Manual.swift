extension RkCheck {
    /// The help text between the abstract and the options; lines of at most 78 columns, so that a terminal does not break them.
    static let manual = """
        EXAMPLES:
          Is everything well?
            rk-discover | rk-graph | rk-check > checked.json
          Mend what can be mended, after a look at it:
            rk-discover | rk-graph | rk-check --fix > plan.json
            rk-apply --dry-run < plan.json && rk-apply < plan.json
          Before a release, with the remote, the forge and the registries:
            … | rk-version | rk-check --preflight
          For a page of code scanning, a report of tests, annotations:
            … | rk-check --format sarif > findings.sarif

        Reads manifests and files of the repository, and runs the ecosystems' own
        checks of lockfiles. It changes nothing; --fix plans changes of the work
        tree, which rk-apply makes and nobody commits. Findings of the stages in
        front stay, and count for the status: 1 where one is an error.

        `[check]` of releasekit.toml leaves codes out, or makes them better or worse.
        `rk-show explain CODE` tells what a code means.
        """
}
