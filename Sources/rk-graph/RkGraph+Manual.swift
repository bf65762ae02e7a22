extension RkGraph {
    /// The help text between the abstract and the options; lines of at most 78 columns, so that a terminal does not break them.
    static let manual = """
        EXAMPLES:
          Release what is there, dependencies first:
            rk-discover | rk-graph --topo | rk-publish
          Look at it, draw it:
            rk-discover | rk-graph --format table
            rk-discover | rk-graph --format dot | dot -Tsvg > graph.svg
          What does a change of a package reach? What do some packages need?
            rk-discover | rk-graph --rdeps widget-core --format levels
            rk-discover | rk-graph --package 'cli-*' --with-dependencies
          Run a command for each package, in parallel, dependencies first:
            rk-discover | rk-graph --format make > /tmp/graph.mk
            make -f /tmp/graph.mk -j4 RUN='scripts/test'

        Reads the document on stdin and writes it with the section `graph`: edges, an
        order, levels, trees and cycles. Runtime and build dependencies are hard:
        levels and cycles are about these. Optional and peer dependencies come first
        in the order where no hard one forbids it. Dev dependencies order nothing.

        A cycle is an error for uv, cargo, maven, gradle and pub, a warning for npm,
        pnpm and yarn, and a note for go. With an error the exit status is 1; the
        document or the picture is written all the same.

        A selection takes the other packages out of the document; a dependency on one
        of them is an external one. First --package and --group choose, then
        --with-dependencies and --with-dependents extend, --deps and --rdeps narrow,
        and --exclude leaves out. In a glob `*` fits anything, `?` one character,
        `[a-z]` one of a set.

        FORMATS:
          json           the document
          levels         one line a level, ids separated by blanks
          table          for people: level, version, how many it needs and need it
          csv            level,package,name,version,ecosystem,dependencies
          ascii          boxes in 80 columns
          dot mermaid d2 drawings: soft edges dashed, cycles red
          make ninja     a build file: $RUN with each package's id, in parallel
          tsort          pairs for tsort
        In levels, csv (dependencies), tsort and the names of dot a blank inside an
        id is written %20, a % is written %25, and so is every byte of a sign that
        nobody sees. make, ninja and tsort know hard dependencies only; the members of
        a cycle follow one another there, in id order.
        """
}
