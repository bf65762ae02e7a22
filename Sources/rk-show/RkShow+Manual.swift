extension RkShow {
    /// The help text between the abstract and the options; lines of at most 78 columns, so that a terminal does not break them.
    static let manual = """
        EXAMPLES:
          What would be released, and why?
            rk-discover | rk-graph --topo | rk-version | rk-show
          The same as a page with the graph, for a browser:
            … | rk-version | rk-show --format html > plan.html
          The notes of a whole release, as long as a forge takes them:
            … | rk-version | rk-changelog | rk-show notes --budget 125000
          What does a code mean?
            rk-show explain RK-GRAPH-CYCLE

        Reads the document on stdin, as far as it goes: packages, and where they are
        there the graph, versions, results and findings. `rk-show --format …` is short
        for `rk-show plan --format …`. What is printed is a view and no document; no
        stage goes on from it.

        THE STATUS OF A PACKAGE:
          included           it is released
          dependency_only    it is released only since something that it needs is
          skipped            nothing of it changed
          excluded           it is private, or was left out
          already_published  the registry had its version before
        """
}
