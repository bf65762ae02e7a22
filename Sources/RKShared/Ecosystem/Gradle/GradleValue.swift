/// Where a value is written: the bytes of a literal, without quotes, of a file.
struct GradleOrigin: Sendable, Hashable {
    /// The file, relative to the repository's root.
    let path: String
    /// The bytes.
    let span: Span
}

/// A text that a script or a properties file says, with its place where the text is one literal.
struct GradleText: Sendable, Hashable {
    /// The text.
    var text: String
    /// Where it stands; nil for one that is put together.
    var origin: GradleOrigin?
    /// Of a map's value, its key.
    var key: String?
}

/// What an expression gives, as far as that can be known without running it.
enum GradleValue: Sendable, Hashable {
    /// One text.
    case text(GradleText)
    /// A list, or the values of a map with their keys.
    case list([GradleText])
}

/// What names stand for while a script is read.
struct GradleNames: Sendable {
    /// Local variables.
    var variables: [String: GradleValue] = [:]
    /// Properties of the project and its parents, from `gradle.properties` and `ext`.
    var properties: [String: GradleText] = [:]
    /// Versions of catalogs by their accessor, as in `libs.versions.acme`.
    var catalog: [String: GradleText] = [:]
    /// The folder that relative paths of the script begin at, relative to the repository's root.
    var folder: String
    /// The folder of the build's root.
    let root: String
    /// The repository's files.
    let tree: SourceTree

    /// What stands in front of a path that begins at the repository's root, among texts that may be anything.
    static let mark: Character = "\u{1}"

    /// The repository's path that a text means, from the folder or, where it says so, from the root.
    func path(_ text: String) -> String? {
        text.first == Self.mark ? RelativePath.join(".", String(text.dropFirst())) : RelativePath.join(folder, text)
    }

    /// The value of a variable or property.
    func value(_ name: String) -> GradleValue? { variables[name] ?? properties[name].map { .text($0) } }
}
