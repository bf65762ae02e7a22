import RKShared
import Testing

@testable import rk_show

/// The exact text of the formats for one small release with every status.
struct FormatGoldenTests {
    /// Every format has a test here or in `PageTests`.
    @Test func allFormatsAreKnown() {
        #expect(PlanFormatName.allValueStrings == ["table", "csv", "json", "markdown", "html"])
        #expect(PlanFormatName(argument: "xml")?.format == nil)
    }

    /// Columns as wide as their widest cell, the first cause, the counts.
    @Test func table() throws {
        #expect(
            try PlanScene.release.rendered("table") == """
                ORDER  LEVEL  PACKAGE     ECOSYSTEM  CURRENT  NEXT   BUMP   STATUS             RESULT                     REASON
                1      0      pypi:base   uv         1.0.0    -      none   skipped            -                          unchanged
                2      1      pypi:core   uv         1.0.0    1.1.0  minor  included           failed (the build failed)  commit 0123456 read `<b>` | and, "write" (+1)
                3      2      npm:@x/cli  uv         1.0.0    1.1.0  patch  dependency_only    -                          dependency pypi:core
                4      3      pypi:docs   uv         1.0.0    -      none   excluded           -                          private: a classifier
                5      4      pypi:old    uv         1.0.0    1.1.0  patch  already_published  already-published          manual

                1 included, 1 dependency_only, 1 skipped, 1 excluded, 1 already_published

                """)
    }

    /// All causes, quoted where they must be.
    @Test func csv() throws {
        let lines = [
            "order,level,id,name,ecosystem,current,next,bump,status,reason,result", "1,0,pypi:base,base,uv,1.0.0,,none,skipped,unchanged,",
            #"2,1,pypi:core,core,uv,1.0.0,1.1.0,minor,included,"commit 0123456 read `<b>` | and, ""write""; fedcba9 more",failed (the build failed)"#,
            "3,2,npm:@x/cli,@x/cli,uv,1.0.0,1.1.0,patch,dependency_only,dependency pypi:core,",
            "4,3,pypi:docs,docs,uv,1.0.0,,none,excluded,private: a classifier,",
            "5,4,pypi:old,old,uv,1.0.0,1.1.0,patch,already_published,manual,already-published", "",
        ]
        #expect(try PlanScene.release.rendered("csv") == lines.joined(separator: "\r\n"))
    }

    /// Names cannot be code or a mention, a bar ends no cell.
    @Test func markdown() throws {
        var scene = PlanScene.release
        scene.document.report(
            [
                Diagnostic(.warning, .versionUntagged, "no tag of <b>1.0.0</b>", at: Place("a.toml", line: 3)),
                Diagnostic(.error, .graphCycle, "a needs\nitself", hint: "do not"), Diagnostic(.note, .defect, "nothing"),
            ], from: "rk-graph")
        scene.document.graph?.leftOut = ["packages/x"]
        #expect(
            try scene.rendered("markdown") == """
                # Release plan

                1 included, 1 dependency_only, 1 skipped, 1 excluded, 1 already_published

                | order | level | package | ecosystem | current | next | bump | status | result | reason |
                |--:|--:|---|---|---|---|---|---|---|---|
                | 1 | 0 | `pypi:base` | uv | 1.0.0 |  | none | skipped |  | unchanged |
                | 2 | 1 | `pypi:core` | uv | 1.0.0 | **1.1.0** | minor | included | failed (the build failed) | \
                commit 0123456 read &#96;&#60;b&#62;&#96; &#124; and, "write"; fedcba9 more |
                | 3 | 2 | `npm:@x/cli` | uv | 1.0.0 | **1.1.0** | patch | dependency_only |  | dependency pypi:core |
                | 4 | 3 | `pypi:docs` | uv | 1.0.0 |  | none | excluded |  | private: a classifier |
                | 5 | 4 | `pypi:old` | uv | 1.0.0 | **1.1.0** | patch | already_published | already-published | manual |

                Left out by a selection: `packages/x`

                ## Findings

                - warning `RK-VERSION-UNTAGGED`: no tag of &lt;b>1.0.0&lt;/b> (`a.toml:3`)
                - error `RK-GRAPH-CYCLE`: a needs itself
                  do not

                """)
    }

    /// Whole ids and words, causes by kind, all statuses counted; no field `rk`.
    @Test func json() throws {
        var scene = PlanScene(["pypi:a"])
        scene.decide("pypi:a", "patch", .dependency, packages: ["pypi:gone", "propagation.peer=out-of-range,patch"])
        let json = try JSON(parsing: Array(try scene.rendered("json").utf8))
        let expected = """
            {"counts":{"already_published":0,"dependency_only":1,"excluded":0,"included":0,"skipped":0},"left_out":[],"packages":[\
            {"because":[{"package":"pypi:gone"},{"rule":"propagation.peer=out-of-range,patch"}],"bump":"patch","current":"1.0.0",\
            "ecosystem":"uv","id":"pypi:a","level":0,"name":"a","next":"1.1.0","order":1,"reason":"dependency","result":null,\
            "status":"dependency_only","why":null}]}
            """
        #expect(json.line == expected)
        #expect(try PlanRow(of: scene).sentence() == "dependency pypi:gone propagation.peer=out-of-range,patch")
    }

    /// A plan of nothing is no failure.
    @Test(arguments: PlanFormatName.allValueStrings) func nothing(format: String) throws {
        var scene = PlanScene([])
        #expect(try scene.rendered(format).utf8.last == UInt8(ascii: "\n"))
        scene.document.graph = nil
        #expect(try scene.rendered(format).utf8.last == UInt8(ascii: "\n"))
    }

    /// Findings and folders that were left out are said below the table.
    @Test func remarks() throws {
        var scene = PlanScene(["pypi:a"])
        scene.document.graph?.leftOut = ["x"]
        scene.document.report([Diagnostic(.error, .graphCycle, "a"), Diagnostic(.error, .graphCycle, "b")], from: "rk-graph")
        let text = try scene.rendered("table")
        #expect(text.hasSuffix("\n\n1 included\nleft out by a selection: x\nfindings: 2 errors; --format markdown and html list them\n"))
    }
}

extension PlanRow {
    /// The first row of a scene.
    init(of scene: PlanScene) throws { self = try #require(try scene.plan().rows.first) }
}
