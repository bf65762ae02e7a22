/// A version catalog, `libs.versions.toml`, as far as versions of this build and plugins are in it.
struct GradleCatalog: Sendable {
    /// The versions by accessor, as in `libs.versions.acme`.
    private(set) var versions: [String: GradleText] = [:]
    /// The plugins' ids by accessor, as in `libs.plugins.publish`.
    private(set) var plugins: [String: String] = [:]

    /// The libraries by accessor, as in `libs.junit.core`: group and artifact, and the version.
    private(set) var libraries: [String: (module: String, version: String)] = [:]

    /// No catalog.
    init() {}

    /// Reads a catalog; a malformed one is a finding.
    init(_ name: String, at path: String, in tree: SourceTree, findings: inout [Diagnostic]) {
        do throws(Fault) {
            guard let bytes = try tree.readIfPresent(path) else { return }
            let document: TOMLDocument
            do {
                document = try TOMLDocument(bytes)
            } catch {
                var error = error
                error.hint = error.hint ?? "a catalog is TOML: `name = \"1.0\"` below [versions], each name once"
                throw Fault(.manifestSyntax, error, in: path)
            }
            for entry in document.node("versions")?.table?.entries ?? [] {
                guard let node = Self.version(entry.node), let text = node.string else { continue }
                let isPlain = Array(bytes[node.span.start..<node.span.end]) == Array("\"\(text)\"".utf8)
                let span = Span(start: node.span.start + 1, end: node.span.end - 1)
                versions["\(name).versions.\(Self.accessor(entry.key))"] = GradleText(
                    text: text, origin: isPlain ? GradleOrigin(path: path, span: span) : nil)
            }
            for entry in document.node("plugins")?.table?.entries ?? [] {
                let id = entry.node.table?["id"]?.string ?? entry.node.string.map { String($0.prefix { $0 != ":" }) }
                plugins["\(name).plugins.\(Self.accessor(entry.key))"] = id
            }
            for entry in document.node("libraries")?.table?.entries ?? [] { take(entry, name) }
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

    /// Takes a library, written as one string, as `module`, or as `group` and `name`.
    private mutating func take(_ entry: TOMLTable.Entry, _ name: String) {
        let accessor = "\(name).\(Self.accessor(entry.key))"
        if let text = entry.node.string {
            let parts = text.split(separator: ":").map(String.init)
            guard parts.count >= 2 else { return }
            libraries[accessor] = ("\(parts[0]):\(parts[1])", parts.count > 2 ? parts[2] : "")
            return
        }
        guard let table = entry.node.table else { return }
        let parts = [table["group"]?.string, table["name"]?.string].compactMap { $0 }
        guard let module = table["module"]?.string ?? (parts.count == 2 ? parts.joined(separator: ":") : nil) else { return }
        let reference = table.node(["version", "ref"])?.string.flatMap { versions["\(name).versions.\(Self.accessor($0))"]?.text }
        libraries[accessor] = (module, reference ?? table["version"].flatMap { Self.version($0)?.string } ?? "")
    }

    /// The string of a version, which may be a table of conditions.
    private static func version(_ node: TOMLNode) -> TOMLNode? {
        node.string != nil ? node : node.table?["strictly"] ?? node.table?["require"] ?? node.table?["prefer"]
    }

    /// The alias as scripts spell it: `-` and `_` are dots.
    static func accessor(_ alias: String) -> String { alias.replacing("-", with: ".").replacing("_", with: ".") }
}
