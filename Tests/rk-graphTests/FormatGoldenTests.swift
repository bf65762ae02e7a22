import RKShared
import Testing

@testable import rk_graph

/// The exact text of every format for one small graph with all kinds of edges and a cycle.
struct FormatGoldenTests {
    /// Two levels, a cycle, a soft and a dev edge, a scoped name, and a package without version.
    static let packages: [Package] = {
        var packages = Sketch("pypi:a -> pypi:b, pypi:b -> pypi:a, npm:@x/cli -> pypi:a, npm:@x/cli ~> pypi:base, npm:@x/cli .> pypi:lone")
            .packages
        packages[1].version = nil
        packages[3].group = "core"
        return packages
    }()

    /// What a format prints of the graph.
    private func rendered(_ name: String) throws -> String {
        let format = try #require(FormatName(argument: name)?.format)
        return format.render(try GraphView(Self.packages, try Graph.building(Self.packages).graph))
    }

    /// Every format has a test here.
    @Test func allFormatsAreKnown() {
        #expect(
            FormatName.allValueStrings == ["json", "levels", "table", "csv", "ascii", "dot", "mermaid", "d2", "make", "ninja", "tsort"])
        #expect(FormatName(argument: "json")?.format == nil)
        #expect(FormatName(argument: "svg")?.word == nil)
    }

    /// One line a level.
    @Test func levels() throws {
        #expect(try rendered("levels") == "pypi:a pypi:b pypi:base pypi:lone\nnpm:@x/cli\n")
    }

    /// Columns as wide as their widest cell.
    @Test func table() throws {
        #expect(
            try rendered("table") == """
                LEVEL  PACKAGE         VERSION  ECOSYSTEM  NEEDS  NEEDED BY  GROUP
                0      pypi:a (cycle)  1.0.0    uv         1      2          -
                0      pypi:b (cycle)  -        uv         1      1          -
                0      pypi:base       1.0.0    uv         0      1          core
                0      pypi:lone       1.0.0    uv         0      0          -
                1      npm:@x/cli      1.0.0    uv         2      0          -

                """)
    }

    /// CR LF, no byte order mark.
    @Test func csv() throws {
        let lines = [
            "level,package,name,version,ecosystem,dependencies", "0,pypi:a,a,1.0.0,uv,pypi:b", "0,pypi:b,b,,uv,pypi:a",
            "0,pypi:base,base,1.0.0,uv,", "0,pypi:lone,lone,1.0.0,uv,", "1,npm:@x/cli,@x/cli,1.0.0,uv,pypi:a pypi:base", "",
        ]
        #expect(try rendered("csv") == lines.joined(separator: "\r\n"))
    }

    /// Boxes of 80 columns.
    @Test func ascii() throws {
        #expect(
            try rendered("ascii") == """
                ┌─ level 0 ─ 4 packages ───────────────────────────────────────────────────────┐
                │ ↻ pypi:a 1.0.0 ──► pypi:b                                                    │
                │ ↻ pypi:b ──► pypi:a                                                          │
                │ pypi:base 1.0.0                                                              │
                │ pypi:lone 1.0.0                                                              │
                └──────────────────────────────────────┬───────────────────────────────────────┘
                                                       ▼
                ┌─ level 1 ─ 1 package ────────────────────────────────────────────────────────┐
                │ npm:@x/cli 1.0.0 ──► pypi:a, pypi:base (optional)                            │
                └──────────────────────────────────────────────────────────────────────────────┘

                """)
    }

    /// Ranks, red cycles, dashed and dotted edges.
    @Test func dot() throws {
        #expect(
            try rendered("dot") == #"""
                digraph "release" {
                    rankdir=RL;
                    node [shape=box, fontname="sans-serif"];
                    {
                        rank=same;
                        "pypi:a" [label="pypi:a\n1.0.0", color=red];
                        "pypi:b" [label="pypi:b", color=red];
                        "pypi:base" [label="pypi:base\n1.0.0"];
                        "pypi:lone" [label="pypi:lone\n1.0.0"];
                    }
                    {
                        rank=same;
                        "npm:@x/cli" [label="npm:@x/cli\n1.0.0"];
                    }
                    "pypi:a" -> "pypi:b" [color=red];
                    "pypi:b" -> "pypi:a" [color=red];
                    "npm:@x/cli" -> "pypi:a";
                    "npm:@x/cli" -> "pypi:base" [style=dashed, constraint=false];
                    "npm:@x/cli" -> "pypi:lone" [style=dotted, color=gray, constraint=false];
                }

                """#)
    }

    /// Numbered nodes with quoted labels.
    @Test func mermaid() throws {
        #expect(
            try rendered("mermaid") == """
                flowchart RL
                    n0["pypi:a 1.0.0"]
                    n1["pypi:b"]
                    n2["pypi:base 1.0.0"]
                    n3["pypi:lone 1.0.0"]
                    n4["npm:@x/cli 1.0.0"]
                    n0 --> n1
                    n1 --> n0
                    n4 --> n0
                    n4 -.-> n2
                    n4 -.->|dev| n3
                    classDef cycle stroke:#d00
                    class n0,n1 cycle
                    linkStyle 0,1 stroke:#d00

                """)
    }

    /// Numbered nodes with labels in single quotes.
    @Test func d2() throws {
        #expect(
            try rendered("d2") == """
                direction: left
                n0: 'pypi:a 1.0.0' {style.stroke: red}
                n1: 'pypi:b' {style.stroke: red}
                n2: 'pypi:base 1.0.0'
                n3: 'pypi:lone 1.0.0'
                n4: 'npm:@x/cli 1.0.0'
                n0 -> n1: {style.stroke: red}
                n1 -> n0: {style.stroke: red}
                n4 -> n0
                n4 -> n2: {style.stroke-dash: 4}
                n4 -> n3: dev {style.stroke-dash: 2}

                """)
    }

    /// Phony targets; the cycle one after the other, who needs it after its last member.
    @Test func make() throws {
        #expect(
            try rendered("make") == #"""
                # A command for every package, dependencies first: make -f FILE -j4 RUN='COMMAND'
                # COMMAND gets the package's id as its last argument; a target is a package's id.
                RUN ?= echo
                .PHONY: all
                all: pypi\:a pypi\:b pypi\:base pypi\:lone npm\:@x/cli

                .PHONY: pypi\:a
                pypi\:a:
                	@$(RUN) 'pypi:a'

                .PHONY: pypi\:b
                pypi\:b: pypi\:a
                	@$(RUN) 'pypi:b'

                .PHONY: pypi\:base
                pypi\:base:
                	@$(RUN) 'pypi:base'

                .PHONY: pypi\:lone
                pypi\:lone:
                	@$(RUN) 'pypi:lone'

                .PHONY: npm\:@x/cli
                npm\:@x/cli: pypi\:b
                	@$(RUN) 'npm:@x/cli'

                """#)
    }

    /// Edges that are never up to date, without slashes in their names.
    @Test func ninja() throws {
        #expect(
            try rendered("ninja") == #"""
                # A command for every package, dependencies first: RUN='COMMAND' ninja -f FILE -j4
                # COMMAND gets the package's id as its last argument; a target is a package's id with ^2F for each slash.
                ninja_required_version = 1.3
                rule run
                  command = set -- $id; eval "$${RUN:-echo} \"\$$@\""
                  description = $id
                build ^always: phony
                build pypi$:a: run | ^always
                  id = 'pypi:a'
                build pypi$:b: run pypi$:a | ^always
                  id = 'pypi:b'
                build pypi$:base: run | ^always
                  id = 'pypi:base'
                build pypi$:lone: run | ^always
                  id = 'pypi:lone'
                build npm$:@x^2Fcli: run pypi$:b | ^always
                  id = 'npm:@x/cli'
                build all: phony pypi$:a pypi$:b pypi$:base pypi$:lone npm$:@x^2Fcli
                default all

                """#)
    }

    /// Pairs, and lone packages twice.
    @Test func tsort() throws {
        #expect(
            try rendered("tsort") == """
                pypi:a pypi:b
                pypi:base pypi:base
                pypi:lone pypi:lone
                pypi:b npm:@x/cli

                """)
    }
}
