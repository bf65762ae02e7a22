import RKShared

/// The graph as a drawing of the page (SVG 1.1).
struct GraphDrawing {
    /// How many columns of letters of one width a box has.
    private static let columns = (name: 25, version: 27)
    /// From how many dependencies on they are drawn fainter.
    private static let crowd = 150
    /// How many names of needed packages a tip lists.
    private static let maximumNames = 20

    /// What is drawn.
    let plan: ReleasePlan

    /// The section.
    var html: String {
        "<section id=\"graph\">\n<h2>Graph</h2>\n\(plan.hasGraph ? drawing : "<p>The document has no graph; put rk-graph before rk-show.</p>\n")</section>\n"
    }

    /// The drawing with its explanation.
    private var drawing: String {
        let layout = GraphLayout(plan)
        let missing = plan.rows.count { $0.level == nil }
        let size = "width=\"\(layout.size.width)\" height=\"\(layout.size.height)\""
        let needs = Dictionary(grouping: plan.edges, by: \.from)
        return """
            <p>A line leads from a package up to what it needs; dashed ones are optional or peer dependencies, dev dependencies are left out. \
            Point at a package, or go to it with the tab key, to see <span class="needs">what it needs</span> and \
            <span class="needed">what needs it</span>.\(missing > 0 ? " Packages that are not in the graph: \(missing)." : "")</p>
            <div class="wide" role="region" aria-label="Graph by level" tabindex="0"><div class="drawing">
            <svg xmlns="http://www.w3.org/2000/svg" \(size) role="group" aria-label="Packages by level"\
            \(plan.edges.count > Self.crowd ? " class=\"crowd\"" : "")>
            \(layout.bands.map { band($0) }.joined())<g class="edges">
            \(plan.edges.compactMap { edge($0, layout) }.joined())</g>
            \(plan.rows.indices.compactMap { node($0, layout, needs[$0] ?? []) }.joined())</svg>
            </div></div>

            """
    }

    /// A level's ground and name.
    private func band(_ band: GraphLayout.Band) -> String {
        let ground =
            band.level % 2 == 0 ? "<rect class=\"band\" x=\"0\" y=\"\(band.top)\" width=\"100%\" height=\"\(band.height)\"/>" : ""
        return "\(ground)<text class=\"level\" x=\"12\" y=\"\(band.top + 24)\">Level \(band.level)</text>\n"
    }

    /// A dependency; the script finds it by its ends.
    private func edge(_ edge: ReleasePlan.Edge, _ layout: GraphLayout) -> String? {
        guard let path = layout.path(of: edge) else { return nil }
        let onCycle = edge.isHard && plan.rows[edge.from].level == plan.rows[edge.to].level
        let kind = onCycle ? " class=\"cycle\"" : edge.isHard ? "" : " class=\"soft\""
        return "<path\(kind) d=\"\(path)\" data-from=\"\(plan.rows[edge.from].order)\" data-to=\"\(plan.rows[edge.to].order)\"/>\n"
    }

    /// A package: a link to its row of the table.
    private func node(_ index: Int, _ layout: GraphLayout, _ needs: [ReleasePlan.Edge]) -> String? {
        guard let corner = layout.corners[index] else { return nil }
        let row = plan.rows[index]
        let versions = [row.current, row.next.flatMap { $0 == row.current ? nil : "→ \($0)" }].compactMap { $0 }.joined(separator: " ")
        let version = versions.visible.shortened(to: Self.columns.version)
        let box = GraphLayout.box
        let kind = row.status.rawValue + (row.result?.status == .failed ? " failed" : "")
        return """
            <a href="#p\(row.order)" class="node \(kind)" data-node="\(row.order)"><title>\(tip(row, versions, needs))</title>\
            <rect x="\(corner.x)" y="\(corner.y)" width="\(box.width)" height="\(box.height)" rx="6"/>\
            <text x="\(corner.x + 11)" y="\(corner.y + 19)">\(HTMLText.escaped(row.package.name.visible.shortened(to: Self.columns.name)))</text>\
            <text class="version" x="\(corner.x + 11)" y="\(corner.y + 36)">\(HTMLText.escaped(version))</text></a>

            """
    }

    /// What a package is, in a sentence.
    private func tip(_ row: PlanRow, _ versions: String, _ needs: [ReleasePlan.Edge]) -> String {
        let names = needs.prefix(Self.maximumNames).map { plan.rows[$0.to].package.name }
        let more = needs.count > names.count ? " and \(needs.count - names.count) more" : ""
        let list = names.isEmpty ? "" : "; needs \(names.joined(separator: ", "))\(more)"
        let outcome = row.outcome.isEmpty ? "" : ", \(row.outcome)"
        return HTMLText.escaped("\(row.package.id) \(versions), \(PageTable.words(row.status))\(outcome)\(list)")
    }
}
