import Mustache
import RKShared

/// A Mustache template of the user's own (mustache(5)). What it inserts is Markdown already, so nothing is escaped for HTML.
struct NotesTemplate {
    /// The file, relative to the repository's root.
    let path: String
    /// The parsed template.
    private let template: MustacheTemplate
    /// The longest template, in bytes.
    private static let maximumSize = 65_536
    /// The most sections that a template opens: each one deeper takes stack.
    private static let maximumSections = 100

    /// Reads a template.
    /// - Parameter place: where the configuration names it.
    /// - Throws: a `Fault` with the place of the first mistake.
    init(reading path: String, named place: Place, in tree: SourceTree) throws(Fault) {
        self.path = path
        guard let bytes = try tree.readIfPresent(path) else {
            throw Fault(.configValue, "there is no template `\(path)`", hint: "make it, or take the key out", at: place)
        }
        guard bytes.count <= Self.maximumSize, let text = String(validating: bytes, as: UTF8.self) else {
            throw Fault(.templateInvalid, "`\(path)` is no text of up to \(Self.maximumSize / 1024) KiB", at: Place(path))
        }
        let tags = text.split(separator: "{{", omittingEmptySubsequences: false).dropFirst().map { $0.drop(while: \.isWhitespace).first }
        guard !tags.contains("=") else {
            throw Fault(
                .templateInvalid, "`\(path)` sets other delimiters than {{ }}", hint: "keep these; nothing in Markdown means them",
                at: Place(path))
        }
        guard tags.count(where: { $0.map("#^$<".contains) ?? false }) <= Self.maximumSections else {
            throw Fault(.templateInvalid, "`\(path)` opens more than \(Self.maximumSections) sections", at: Place(path))
        }
        do {
            template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n\(text)")
        } catch let error as MustacheTemplate.ParserError {
            throw Fault(
                .templateInvalid, "`\(path)` is no Mustache template: \(Self.words(error.error))", hint: "docs/rk-changelog.md shows one",
                at: Place(path, line: max(1, error.context.lineNumber - 1), column: error.context.columnNumber))
        } catch {
            throw Fault(.templateInvalid, "`\(path)` is no Mustache template", at: Place(path))
        }
    }

    /// The text for some values: strings, booleans, and lists of the same.
    func render(_ values: [String: Any]) -> String { template.render(values) }

    /// What a mistake is, in a user's words.
    private static func words(_ error: any Error) -> String {
        switch error {
        case MustacheTemplate.Error.sectionCloseNameIncorrect: "a section ends with another name than it began with"
        case MustacheTemplate.Error.expectedSectionEnd: "a section has no end"
        case MustacheTemplate.Error.unfinishedName: "a name has no `}}`"
        default: "a tag is not finished"
        }
    }
}
