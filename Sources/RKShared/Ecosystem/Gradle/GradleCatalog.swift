/// A version catalog, `libs.versions.toml`, as far as versions of this build and plugins are in it.
struct GradleCatalog: Sendable {
    /// The versions by accessor, as in `libs.versions.acme`.
    private(set) var versions: [String: GradleText] = [:]
    /// The plugins' ids by accessor, as in `libs.plugins.publish`.
    private(set) var plugins: [String: String] = [:]

    /// The libraries by accessor, as in `libs.junit.core`: group and artifact, and the version.
    private(set) var libraries: [String: (module: String, version: String)] = [:]

    /// The tables that a catalog may have.
    private static let tables = ["metadata", "versions", "libraries", "bundles", "plugins"]

    /// No catalog.
    init() {}

    /// Reads a catalog; what Gradle refuses is a finding.
    init(_ name: String, at path: String, in tree: SourceTree, findings: inout [Diagnostic]) {
        do throws(Fault) {
            guard let bytes = try tree.readIfPresent(path) else { return }
            let document: TOMLDocument
            do {
                document = try TOMLDocument(bytes)
            } catch {
                throw Fault(.manifestSyntax, error, in: path)
            }
            var reading = GradleCatalogReading(path: path, document: document)
            for entry in document.root.entries where !Self.tables.contains(entry.key) {
                reading.refuse(
                    "a catalog has no `\(entry.key)`", hint: "its tables are \(Self.tables.joined(separator: ", "))", entry.keySpan)
            }
            var known: [String: String] = [:]
            for entry in reading.entries("versions") {
                guard let node = reading.version(of: entry), let text = node.string else { continue }
                let isPlain = Array(bytes[node.span.start..<node.span.end]) == Array("\"\(text)\"".utf8)
                let span = Span(start: node.span.start + 1, end: node.span.end - 1)
                known[Self.accessor(entry.key)] = text
                versions["\(name).versions.\(Self.accessor(entry.key))"] = GradleText(
                    text: text, origin: isPlain ? GradleOrigin(path: path, span: span) : nil)
            }
            for entry in reading.entries("plugins") {
                guard let plugin = reading.plugin(entry, known) else { continue }
                plugins["\(name).plugins.\(Self.accessor(entry.key))"] = plugin
            }
            for entry in reading.entries("libraries") {
                guard let library = reading.library(entry, known) else { continue }
                libraries["\(name).\(Self.accessor(entry.key))"] = library
            }
            findings += reading.findings
        } catch {
            findings.append(Diagnostic(.error, error))
        }
    }

    /// Adds what another catalog has.
    mutating func merge(_ other: GradleCatalog) {
        versions.merge(other.versions) { _, new in new }
        plugins.merge(other.plugins) { _, new in new }
        libraries.merge(other.libraries) { _, new in new }
    }

    /// The alias as scripts spell it: `-` and `_` are dots.
    static func accessor(_ alias: String) -> String { alias.replacing("-", with: ".").replacing("_", with: ".") }
}
