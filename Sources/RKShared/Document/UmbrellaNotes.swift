/// The notes of all packages of a release as one Markdown text.
public struct UmbrellaNotes: Sendable {
    /// The fewest bytes that hold the heading and the line about what is left out.
    public static let smallestBudget = 200

    /// The notes of the packages, in the order of the document.
    let all: [PackageNotes]
    /// The packages' names by id.
    let names: [String: String]

    /// The notes of a document; those of packages that are gone are left out.
    /// - Throws: a `Fault` that names the stage when there are no packages or no notes.
    public init(_ document: Document, for stage: String) throws(Fault) {
        names = Dictionary(try document.requiredPackages(for: stage).map { ($0.id, $0.name) }) { first, _ in first }
        guard let changelog = document.changelog else { throw Document.missing("changelog", for: stage, from: "rk-changelog") }
        let names = names
        all = changelog.filter { names[$0.package] != nil }
    }

    /// The notes of some packages.
    /// - Parameter names: the packages' names by id.
    public init(_ notes: [PackageNotes], names: [String: String]) {
        all = notes
        self.names = names
    }

    /// The text. Where it would exceed the budget, what finds no room is left out as a whole: parts of a package from its last one on, then the
    /// package; small ones behind a large one still find room.
    /// - Parameter budget: how many bytes of UTF-8 it may have, at least `smallestBudget`; nil for any number.
    public func render(budget: Int?) -> String {
        let heading = "# Release notes\n"
        if all.isEmpty { return heading + "\nNothing is released.\n" }
        let overview = all.count > 1 ? self.overview : ""
        let sections = all.map { PackageSection($0, name: names[$0.package] ?? $0.package) }
        let whole = heading + overview + sections.map(\.whole).joined()
        guard let budget, whole.utf8.count > budget else { return whole }
        let room = budget - rest(all.count).utf8.count
        var text = heading + (heading.utf8.count + overview.utf8.count <= room ? overview : "")
        var left = 0
        for section in sections {
            if let fitting = section.render(budget: room - text.utf8.count) { text += fitting } else { left += 1 }
        }
        return text + (left > 0 ? rest(left) : "")
    }

    /// What is released, as a table.
    private var overview: String {
        let rows = all.map { "| \(MarkdownCell.text(names[$0.package] ?? $0.package)) | \(MarkdownCell.text($0.version)) |\n" }
        return "\n| package | version |\n|---|---|\n\(rows.joined())"
    }

    /// The line in place of packages that found no room.
    private func rest(_ count: Int) -> String {
        "\nThe notes of \(count) more \(count == 1 ? "package are in its changelog" : "packages are in their changelogs").\n"
    }
}
