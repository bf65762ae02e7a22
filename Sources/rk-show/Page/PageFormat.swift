import RKShared

/// One HTML file that needs nothing else: the findings, the packages as a table, and the graph as a drawing.
///
/// A policy in its head lets it run its own script and style, known by their digests, and nothing more: should a text of others ever become
/// markup, it could neither run nor load anything.
enum PageFormat: PlanFormat {
    static let name = "html"

    static func render(_ plan: ReleasePlan) -> String {
        let name = repositoryName(plan)
        let policy =
            "default-src 'none'; style-src 'sha256-\(digest(PageStyle.text))'; script-src 'sha256-\(digest(PageScript.text))'; base-uri 'none'; form-action 'none'"
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Release plan\(name.map { " of \(HTMLText.escaped($0))" } ?? "")</title>
            <style>\(PageStyle.text)</style>
            </head>
            <body>
            <header>
            <h1>Release plan\(name.map { " of \(HTMLText.isolated($0))" } ?? "")</h1>
            \(about(plan))<ul class="counts">
            \(plan.counts.map { count in
                "<li><b>\(count.count)</b> <span class=\"status \(count.status.rawValue)\">\(PageTable.words(count.status))</span></li>\n"
            }.joined())</ul>
            <nav aria-label="Parts of this page">\
            \(shownFindings(plan).isEmpty ? "" : "<a href=\"#findings\">Findings</a> ")\
            <a href="#packages">Packages</a> <a href="#graph">Graph</a></nav>
            </header>
            <main>
            \(findings(plan))\(PageTable(plan: plan).html)\(GraphDrawing(plan: plan).html)</main>
            <script>\(PageScript.text)</script>
            </body>
            </html>

            """
    }

    /// The digest of an element's text, as a policy names it.
    private static func digest(_ text: String) -> String { Digest.sha256Base64(Array(text.utf8)) }

    /// The last part of the remote's address; nil without a remote.
    private static func repositoryName(_ plan: ReleasePlan) -> String? {
        guard let last = plan.repository?.remote?.split(whereSeparator: { "/:".contains($0) }).last else { return nil }
        return last.hasSuffix(".git") ? String(last.dropLast(4)) : String(last)
    }

    /// What commit the plan is about; empty where the document does not say. An address is no link: anybody may have written it.
    private static func about(_ plan: ReleasePlan) -> String {
        guard let repository = plan.repository else { return "" }
        let parts = [
            repository.branch.map { "branch \(HTMLText.isolated($0))" },
            repository.head.map { "commit <code>\(HTMLText.escaped(String($0.prefix(12))))</code>" },
            repository.remote.map(HTMLText.isolated),
        ].compactMap { $0 }
        return parts.isEmpty ? "" : "<p>\(parts.joined(separator: " · "))</p>\n"
    }

    /// Errors, then warnings.
    private static func shownFindings(_ plan: ReleasePlan) -> [Diagnostic] {
        [.error, .warning].flatMap { severity in plan.findings.filter { $0.severity == severity } }
    }

    /// The findings as a list, at most 100; empty without any.
    private static func findings(_ plan: ReleasePlan) -> String {
        let shown = shownFindings(plan)
        guard !shown.isEmpty else { return "" }
        let items = shown.prefix(100).map { finding in
            let place = finding.place.map { "<p><code>\(HTMLText.escaped($0.description))</code></p>" } ?? ""
            let hint = finding.hint.map { "<p>help: \(HTMLText.lines($0))</p>" } ?? ""
            let code =
                "<span class=\"severity \(finding.severity.rawValue)\">\(finding.severity.rawValue)</span> <code>\(HTMLText.escaped(finding.code))</code>"
            return "<li>\(code) \(HTMLText.lines(finding.message))\(place)\(hint)</li>\n"
        }
        let more = shown.count > items.count ? "<p>And \(shown.count - items.count) more.</p>\n" : ""
        return "<section id=\"findings\">\n<h2>Findings</h2>\n<ul>\n\(items.joined())</ul>\n\(more)</section>\n"
    }
}
