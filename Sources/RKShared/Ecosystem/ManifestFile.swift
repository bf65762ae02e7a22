/// A manifest with its place in the repository.
protocol ManifestFile: Sendable {
    /// Its format.
    associatedtype Text: PlacedText
    /// The path, relative to the repository's root.
    var path: String { get }
    /// The text.
    var document: Text { get }
    /// A manifest that was parsed.
    init(path: String, document: Text)
    /// Parses the text of a manifest at a path.
    /// - Throws: a `Fault` with the place of what is wrong.
    init(_ bytes: [UInt8], path: String) throws(Fault)
}

extension ManifestFile {
    /// Every text of its format will do.
    init(_ bytes: [UInt8], path: String) throws(Fault) {
        self.init(path: path, document: try Self.text(bytes, at: path))
    }

    /// The text of a manifest at a path.
    /// - Throws: a `Fault` with the place of what is wrong.
    static func text(_ bytes: [UInt8], at path: String) throws(Fault) -> Text {
        do throws(SyntaxFault) {
            return try Text(bytes)
        } catch {
            throw Fault(.manifestSyntax, error, in: path)
        }
    }

    /// Reads and parses a manifest.
    /// - Throws: a `Fault` with the place of what is wrong.
    init(reading path: String, in tree: SourceTree) throws(Fault) { try self.init(try tree.read(path), path: path) }

    /// The folder that it stands in.
    var folder: String { RelativePath.folder(of: path) }

    /// Where some bytes of it are.
    func place(_ span: Span) -> Place {
        let position = document.position(span)
        return Place(path, line: position.line, column: position.column)
    }
}

/// A parsed text that knows the lines of its spans.
protocol PlacedText: Sendable {
    /// Parses a text.
    init(_ bytes: [UInt8]) throws(SyntaxFault)
    /// Where a span begins.
    func position(_ span: Span) -> TextPosition
}

extension TOMLDocument: PlacedText {}
extension JSONText: PlacedText {}
extension YAMLDocument: PlacedText {}
