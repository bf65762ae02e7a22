/// The version of a project, and the bytes that hold it.
struct GradleVersion {
    /// The version; nil where only running the build tells.
    let value: String?
    /// The bytes that hold it; nil where they are not one literal.
    let origin: GradleOrigin?
    /// Why it cannot be written, or read; nil where it can.
    let problem: String?
    /// Where the problem is.
    let place: Place?

    /// Plugins that take versions from tags.
    private static let tagPlugins: Set<String> = [
        "pl.allegro.tech.build.axion-release", "com.palantir.git-version", "org.ajoberstar.reckon", "nebula.release",
        "com.netflix.nebula.release", "me.qoomon.git-versioning", "com.github.jmongard.git-semver-plugin",
        "fr.brouillard.oss.gradle.jgitver",
        "org.shipkit.shipkit-auto-version",
    ]

    /// The version of a project: what a script sets last, else `version` of `gradle.properties`, else what publishing plugins read there.
    init(of project: GradleProjects.Project) {
        var found: (text: GradleText?, place: Place?)?
        if let text = project.properties["version"] { found = (text, nil) }
        var isDoubtful = false
        var plugins: Set<String> = []
        for entry in project.entries {
            switch entry.fact {
            case .version(let text):
                let isUnsure = entry.isConditional || entry.scope == .some
                isDoubtful = isUnsure && (isDoubtful || text?.origin == nil || found?.text?.origin != text?.origin)
                found = (text, entry.place)
            case .plugin(let id): plugins.insert(id)
            case .group, .artifact, .repository, .publication, .dependency: break
            }
        }
        if found == nil, plugins.contains(where: { $0.hasPrefix("com.vanniktech.maven.publish") }) {
            found = project.properties["VERSION_NAME"].map { ($0, nil) }
        }
        place = found?.place
        switch found {
        case let (text?, _)? where isDoubtful:
            value = nil
            origin = nil
            problem = "a condition decides whether it is `\(text.text)`"
        case let (text?, _)?:
            value = text.text == "unspecified" || text.text.isEmpty ? nil : text.text
            origin = value == nil ? nil : text.origin
            problem = origin == nil ? "it is put together from several parts" : nil
        case (nil, _)?:
            value = nil
            origin = nil
            problem =
                plugins.first(where: Self.tagPlugins.contains).map { "it comes from tags, by \($0)" } ?? "only running the script tells it"
        case nil:
            value = nil
            origin = nil
            problem =
                plugins.first(where: Self.tagPlugins.contains).map { "it comes from tags, by \($0)" }
                ?? "no script and no gradle.properties sets it"
        }
    }
}
