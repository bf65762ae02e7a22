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
    /// Of an element of a list, whether only a condition puts it there.
    var isConditional = false
}

/// What an expression gives, as far as that can be known without running it.
enum GradleValue: Sendable, Hashable {
    /// One text.
    case text(GradleText)
    /// A list, or the values of a map with their keys.
    case list([GradleText])
}

/// What names stand for while a script is read.
struct GradleNames {
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

    /// What stands in front of the path of a project that a script holds as a value, as `rootProject.children` gives them.
    static let projectMark: Character = "\u{2}"

    /// What may still be spent on reading.
    var effort = GradleEffort()

    /// Lists that statements added to, by the variables' names; they go before the variables.
    var changed: [String: GradleValue] = [:]
    /// Whether settings are read: their conditions are decided where that can be, those of build scripts never, as a release changes versions
    /// and `name` is of another project in each pass.
    var isSettings = false
    /// The projects below each project by its path, while settings are read.
    var children: [String: [String]] = [:]

    /// The project that a variable stands for.
    func project(_ name: String) -> String? {
        guard case .text(let text)? = variables[name], text.text.first == Self.projectMark else { return nil }
        return String(text.text.dropFirst())
    }

    /// The repository's path that a text means, from the folder or, where it says so, from the root.
    func path(_ text: String) -> String? {
        text.first == Self.mark ? RelativePath.join(".", String(text.dropFirst())) : RelativePath.join(folder, text)
    }

    /// The value of a variable or property.
    func value(_ name: String) -> GradleValue? { changed[name] ?? variables[name] ?? properties[name].map { .text($0) } }

    /// Gives a variable a value; nil for one that cannot be known.
    mutating func declare(_ name: String, _ value: GradleValue?) {
        changed[name] = nil
        variables[name] = value
    }
}
