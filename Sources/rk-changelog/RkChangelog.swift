import ArgumentParser
import RKShared

/// The filter that writes the notes of what is released.
@main
struct RkChangelog: Filter {
    /// The stage's name.
    static let stage = "rk-changelog"

    static let configuration = CommandConfiguration(
        commandName: "rk-changelog",
        abstract: "Add the notes of each released package to the document.",
        discussion: """
            EXAMPLES
              rk-discover | rk-graph --topo | rk-version | rk-changelog --format markdown
              … | rk-version | rk-changelog | rk-propose | rk-apply

            The commits that rk-version found, by their types, breaking changes first, with links to the forge; changes nothing. \
            rk-propose puts the notes into the changelog files.
            """,
        version: Toolkit.version)

    /// What goes to stdout.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        /// The document.
        case json
        /// The notes of all packages.
        case markdown
    }

    @OptionGroup var common: CommonOptions

    @Option(help: "What goes to stdout: json (the document), or markdown (the notes of all packages).")
    var format: Format = .json

    @Option(help: ArgumentHelp("The day of the release; the day of the commit without it.", valueName: "YYYY-MM-DD"))
    var date: String?

    @Option(
        help: ArgumentHelp("Leave out whole sections, the last first, until the Markdown has at most so many bytes.", valueName: "bytes"))
    var budget: Int?

    func validate() throws {
        if let date, !Self.isDate(date) { throw ValidationError("--date \(date) is no day; write it as 2026-11-21") }
        if let budget, budget < 200 { throw ValidationError("--budget \(budget) leaves room for nothing; give 200 bytes at least") }
    }

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        let packages = try document.requiredPackages(for: Self.stage)
        let repository = try document.requiredRepository(for: Self.stage)
        guard let versions = document.versions else { throw Document.missing("versions", for: Self.stage, from: "rk-version") }
        let checkout = try await Checkout(of: repository, world: invocation.world)
        let configuration = try Configuration.load(from: checkout.tree)
        let day: String
        if let date { day = date } else { day = try await checkout.versionControl.day(of: checkout.head) }
        let writer = NotesWriter(
            packages: packages, versions: versions, settings: configuration.changelog,
            site: repository.remote.flatMap { ForgeSite(remote: $0, wanted: configuration.forge, environment: invocation.environment) },
            day: day, template: try template(configuration.changelog.template, in: checkout.tree))
        document.changelog = try writer.notes(budget: budget)
        if let whole = try template(configuration.changelog.releaseTemplate, in: checkout.tree) {
            var release = document.release ?? ReleasePoint()
            release.notes = whole.render(try values(of: document, writer, configuration))
            document.release = release
        }
        return .done
    }

    /// A template that the configuration names.
    private func template(_ entry: ChangelogSettings.Template?, in tree: SourceTree) throws(Fault) -> NotesTemplate? {
        guard let entry else { return nil }
        return try NotesTemplate(reading: entry.path, named: entry.place, in: tree)
    }

    /// What the template of a whole release can insert.
    private func values(of document: Document, _ writer: NotesWriter, _ configuration: Configuration) throws(Fault) -> [String: Any] {
        let names = Dictionary(writer.packages.map { ($0.id, $0.name) }) { first, _ in first }
        let plans = Dictionary(writer.versions.map { ($0.package, $0) }) { first, _ in first }
        let umbrella = configuration.umbrella?.umbrella(of: ReleaseRecord.entries(of: document), names: names).umbrella
        let shape = NotesValues(site: writer.site, day: writer.day)
        let packages = (document.changelog ?? []).compactMap { notes -> [String: Any]? in
            guard let plan = plans[notes.package] else { return nil }
            var values = shape.package(notes, plan, name: names[notes.package] ?? notes.package, kept: notes.sections.count)
            values["markdown"] = notes.markdown
            return values
        }
        var values: [String: Any] = ["date": writer.day, "packages": packages]
        values["version"] = umbrella?.version
        values["tag"] = umbrella?.tag
        return values
    }

    func render(_ document: Document) -> [UInt8] {
        switch format {
        case .json: document.bytes
        case .markdown: Array(Self.markdown(document).utf8)
        }
    }

    /// The notes of all packages, each below its name.
    private static func markdown(_ document: Document) -> String {
        let names = document.packageNames
        return (document.changelog ?? []).map { $0.markdown(under: names[$0.package] ?? $0.package) }.joined(separator: "\n")
    }

    /// Whether a text is a day as ISO 8601 writes it.
    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], parts.joined().allSatisfy({ ("0"..."9").contains($0) }) else { return false }
        guard let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year > 0, (1...12).contains(month) else {
            return false
        }
        let nextMonth = WallClock.days(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
        return day > 0 && WallClock.days(year: year, month: month, day: day) < nextMonth
    }
}
