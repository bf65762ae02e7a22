/// The page's style. Every pair of colours has a contrast of 4.5 or more (WCAG 2.2, 1.4.3), and no meaning is told by a colour alone.
enum PageStyle {
    /// The text of the element.
    static let text = """

        :root {
          color-scheme: light dark;
          --ground: #fff; --band: #f4f6f8; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --link: #0a53b8; --mark: #fff3c4;
          --green: #116329; --green-ground: #dcf7e2; --blue: #0a4ea3; --blue-ground: #def0ff; --violet: #5f35ae; --violet-ground: #f3e8ff;
          --grey-ground: #e9edf1; --red: #a40e26; --red-ground: #ffe9e7; --amber: #7a4b00; --amber-ground: #fff1cc; --edge: #7d8590;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #0e1217; --band: #151b22; --ink: #e6ebf0; --soft: #a3adb8; --line: #39424d; --link: #82bdff; --mark: #3d3413;
            --green: #8be59d; --green-ground: #12301b; --blue: #9cccff; --blue-ground: #122c47; --violet: #d5b8ff; --violet-ground: #2c1f47;
            --grey-ground: #252c34; --red: #ffaba3; --red-ground: #43191b; --amber: #f5cb73; --amber-ground: #3a2c0c; --edge: #6c7682;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem; max-width: 92rem; background: var(--ground); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
        h1 { margin: 0 0 .25rem; font-size: 1.7rem; line-height: 1.25; overflow-wrap: anywhere; }
        h2 { margin: 2rem 0 .5rem; font-size: 1.25rem; }
        p { margin: .35rem 0; }
        header p, section > p { color: var(--soft); overflow-wrap: anywhere; }
        a { color: var(--link); }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
        code, .version, svg { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace; font-size: .88em; }
        nav a { margin-right: 1rem; }
        .counts { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; margin: .75rem 0; padding: 0; list-style: none; }
        .counts b { font-size: 1.2rem; }
        .status, .bump, .severity { display: inline-block; padding: 0 .5em; border: 1px solid transparent; border-radius: 1em;
          font-size: .85em; white-space: nowrap; }
        .status.included { color: var(--green); background: var(--green-ground); }
        .status.dependency_only { color: var(--blue); background: var(--blue-ground); }
        .status.already_published { color: var(--violet); background: var(--violet-ground); }
        .status.skipped { color: var(--soft); border-color: var(--line); }
        .status.excluded { color: var(--soft); border: 1px dashed var(--edge); }
        .bump { padding: 0 .4em; border-radius: 3px; }
        .bump.major, .severity.error { color: var(--red); background: var(--red-ground); font-weight: 600; }
        .bump.minor, .severity.warning { color: var(--amber); background: var(--amber-ground); }
        .bump.patch, .bump.prerelease { color: var(--ink); background: var(--grey-ground); }
        .bump.none { color: var(--soft); }
        .failed { color: var(--red); }
        #findings ul { padding-left: 1.2rem; }
        #findings li { margin-bottom: .6rem; overflow-wrap: anywhere; }
        #filter { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin: .75rem 0; }
        #filter[hidden] { display: none; }
        input, select { padding: .3rem .5rem; border: 1px solid var(--edge); border-radius: 4px; background: var(--ground); color: var(--ink);
          font: inherit; }
        input { width: 18rem; max-width: 100%; }
        output { color: var(--soft); }
        .wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
        table { width: 100%; min-width: 74rem; border-collapse: collapse; table-layout: fixed; }
        table.results { min-width: 86rem; }
        col { width: 6.5rem; }
        .column-order, .column-level { width: 3.8rem; }
        .column-package { width: 14rem; }
        .column-bump { width: 5.5rem; }
        .column-status { width: 9.5rem; }
        .column-result { width: 12rem; }
        .column-reason { width: auto; }
        caption { padding: .4rem .6rem; color: var(--soft); text-align: left; }
        th, td { padding: .35rem .6rem; border-top: 1px solid var(--line); text-align: left; vertical-align: baseline; }
        thead th:nth-child(-n + 2) { text-align: right; }
        thead th { background: var(--band); font-size: .85em; white-space: nowrap; }
        tbody th { font-weight: 600; }
        tbody th, td { overflow-wrap: anywhere; }
        tbody th small { color: var(--soft); font-weight: 400; }
        tbody tr:hover { background: var(--band); }
        tbody tr:target { background: var(--mark); }
        .number { text-align: right; font-variant-numeric: tabular-nums; color: var(--soft); }
        .next { font-weight: 700; }
        details ul { margin: .2rem 0; padding-left: 1.2rem; }
        summary { color: var(--link); cursor: pointer; }
        span.needs { color: var(--blue); font-weight: 600; }
        span.needed { color: var(--amber); font-weight: 600; }
        svg { display: block; min-width: 100%; font-size: 12px; }
        svg text { fill: var(--ink); unicode-bidi: isolate; }
        svg .version { fill: var(--soft); font-size: 11px; }
        svg .level { fill: var(--soft); }
        svg .band { fill: var(--band); }
        svg .edges { fill: none; stroke: var(--edge); stroke-width: 1.2; }
        svg.crowd .edges { stroke-opacity: .35; }
        svg .soft { stroke-dasharray: 4 4; }
        svg .cycle { stroke: var(--red); stroke-width: 2; stroke-opacity: 1; }
        .drawing { position: relative; }
        .sheet { position: absolute; top: 0; left: 0; fill: none; stroke-width: 2.4; pointer-events: none; will-change: transform; }
        .sheet .needs { stroke: var(--blue); }
        .sheet .needed { stroke: var(--amber); }
        .node { text-decoration: none; outline: none; }
        .node rect { fill: var(--ground); stroke: var(--edge); }
        .node.included rect { fill: var(--green-ground); stroke: var(--green); }
        .node.dependency_only rect { fill: var(--blue-ground); stroke: var(--blue); }
        .node.already_published rect { fill: var(--violet-ground); stroke: var(--violet); }
        .node.excluded rect { stroke-dasharray: 4 3; }
        .node.failed rect { fill: var(--red-ground); stroke: var(--red); }
        .node:hover rect, .node:focus rect { stroke: var(--ink); stroke-width: 2.5; }
        @media print { nav, #filter { display: none; } .wide { overflow: visible; border: 0; } body { max-width: none; padding: 0; } }

        """
}
