import RKShared

/// The packages as a table of the page.
struct PageTable {
    /// How many causes a row names.
    private static let maximumCauses = 50

    /// What is shown.
    let plan: ReleasePlan
    /// The row of each id.
    private let numbers: [String: Int]

    /// The table of a plan.
    init(plan: ReleasePlan) {
        self.plan = plan
        numbers = Dictionary(plan.rows.map { ($0.package.id, $0.order) }) { first, _ in first }
    }

    /// The section with the filter, which the script uncovers.
    var html: String {
        let columns =
            ["Order", "Level", "Package", "Ecosystem", "Current", "Next", "Bump", "Status"] + (plan.hasResults ? ["Result"] : []) + [
                "Reason"
            ]
        let options = plan.counts.map { "<option value=\"\($0.status.rawValue)\">\(Self.words($0.status)) (\($0.count))</option>" }.joined()
        let leftOut = plan.leftOut.map { "<code>\(HTMLText.escaped($0))</code>" }.joined(separator: ", ")
        return """
            <section id="packages">
            <h2>Packages</h2>
            <div id="filter" role="search" hidden>
            <label>Filter <input id="words" type="search" autocomplete="off" placeholder="name, version, subject …"></label>
            <label>Status <select id="status"><option value="">any</option>\(options)</select></label>
            <output id="shown" aria-live="polite"></output>
            </div>
            \(leftOut.isEmpty ? "" : "<p>Left out by a selection: \(leftOut)</p>\n")\
            <div class="wide" role="region" aria-label="Packages in the order of the release" tabindex="0">
            <table\(plan.hasResults ? " class=\"results\"" : "")>
            <caption>In the order of the release, dependencies first</caption>
            <colgroup>\(columns.map { "<col class=\"column-\($0.lowercased())\">" }.joined())</colgroup>
            <thead><tr>\(columns.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead>
            <tbody>
            \(plan.rows.map(row).joined())</tbody>
            </table>
            </div>
            </section>

            """
    }

    /// A status in words.
    static func words(_ status: PlanRow.Status) -> String {
        String(status.rawValue.map { $0 == "_" ? " " : $0 })
    }

    /// A package.
    private func row(_ row: PlanRow) -> String {
        let package = row.package
        let name = package.id.hasSuffix(package.name) ? "" : "<br><small>\(HTMLText.isolated(package.name))</small>"
        let bump = row.bump.map { "<span class=\"bump \(Bump(rawValue: $0)?.rawValue ?? "")\">\(HTMLText.escaped($0))</span>" } ?? ""
        let cells = [
            "<td class=\"number\">\(row.order)</td>", "<td class=\"number\">\(row.level.map(String.init) ?? "")</td>",
            "<th scope=\"row\">\(HTMLText.escaped(package.id))\(name)</th>", "<td>\(HTMLText.escaped(package.ecosystem))</td>",
            "<td class=\"version\">\(row.current.map(HTMLText.escaped) ?? "")</td>",
            "<td class=\"version next\">\(row.next.map(HTMLText.escaped) ?? "")</td>", "<td>\(bump)</td>",
            "<td><span class=\"status \(row.status.rawValue)\">\(Self.words(row.status))</span></td>",
            plan.hasResults ? "<td class=\"\(row.result?.status == .failed ? "failed" : "")\">\(HTMLText.escaped(row.outcome))</td>" : "",
            "<td>\(reason(row))</td>",
        ]
        return "<tr id=\"p\(row.order)\" data-status=\"\(row.status.rawValue)\">\(cells.joined())</tr>\n"
    }

    /// The reason: the first cause, and the others to be unfolded.
    private func reason(_ row: PlanRow) -> String {
        guard let first = row.causes.first else { return HTMLText.isolated(row.sentence()) }
        let others = row.causes.dropFirst().prefix(Self.maximumCauses)
        let more = row.causes.count - 1 - others.count
        let head = "\(HTMLText.escaped(row.reason)) \(cause(first))"
        guard !others.isEmpty else { return head }
        let items = others.map { "<li>\(cause($0))</li>" } + (more > 0 ? ["<li>and \(more) more</li>"] : [])
        return "\(head)<details><summary>and \(row.causes.count - 1) more</summary><ul>\(items.joined())</ul></details>"
    }

    /// A cause; a package of the table is a link to its row.
    private func cause(_ cause: PlanRow.Cause) -> String {
        switch cause {
        case .commit(let id, let subject):
            "<code>\(HTMLText.escaped(String(id.prefix(7))))</code>\(subject.map { " \(HTMLText.isolated($0))" } ?? "")"
        case .package(let id): numbers[id].map { "<a href=\"#p\($0)\">\(HTMLText.isolated(id))</a>" } ?? HTMLText.isolated(id)
        case .rule(let rule): "<code>\(HTMLText.escaped(rule))</code>"
        }
    }
}
