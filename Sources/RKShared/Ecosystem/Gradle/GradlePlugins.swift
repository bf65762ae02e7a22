/// Reads what plugins and scripts a statement applies, and knows which plugins publish.
enum GradlePlugins {
    /// Plugins that publish what a project builds. The stated rule: a project is meant for a registry when it applies one of these, or one
    /// whose id has a part with `publish` in it; plugins that only help the root of a build to publish do not count.
    static let publishing: Set<String> = [
        "maven-publish", "ivy-publish", "maven", "org.gradle.maven-publish", "org.gradle.ivy-publish", "com.vanniktech.maven.publish",
        "com.vanniktech.maven.publish.base", "com.gradle.plugin-publish", "nebula.maven-publish", "com.jfrog.bintray",
    ]

    /// Plugins whose id says so, but which publish nothing of the project itself.
    private static let helpers = ["nexus", "git-publish", "io.codearte", "nmcp", "jreleaser", "central-portal"]

    /// Whether a plugin publishes.
    static func isPublishing(_ id: String) -> Bool {
        if publishing.contains(id) { return true }
        let lower = id.lowercased()
        return lower.contains("publish") && !helpers.contains { lower.contains($0) }
    }

    /// Plugins that publish otherwise than to repositories of Maven, or with tasks of their own.
    private static let others: Set<String> = ["ivy-publish", "org.gradle.ivy-publish", "maven", "com.jfrog.bintray"]

    /// What makes several publications of one project without a script naming them, by the plugin's id.
    static let severalPublications = [
        "java-gradle-plugin": "its own and a marker for each plugin",
        "org.gradle.java-gradle-plugin": "its own and a marker for each plugin",
        "com.gradle.plugin-publish": "its own and a marker for each plugin", "kotlin-dsl": "its own and a marker for each plugin",
        "org.gradle.kotlin.kotlin-dsl": "its own and a marker for each plugin", "kotlin-multiplatform": "one for each platform",
        "org.jetbrains.kotlin.multiplatform": "one for each platform",
    ]

    /// Whether a plugin that publishes has the tasks of `maven-publish`: that one itself, those that bring it along, and conventions.
    static func hasPublications(_ id: String) -> Bool { isPublishing(id) && !others.contains(id) }

    /// The ids that a statement applies, in a `plugins` block or not.
    static func applied(
        _ statement: GradleStatement, in context: GradleContext, _ script: GradleScript, _ evaluator: GradleEvaluator,
        aliases: [String: String]
    ) -> [String] {
        guard let first = statement.links.first, let last = statement.links.last else { return [] }
        let arguments = script.arguments(of: statement)
        if context.innermost?.head == "plugins", context.labels.last?.head == "plugins" {
            let range = statement.range
            let isOff = range.contains { index in
                script.tokens[index].isWord("apply")
                    && (index + 1..<min(index + 3, range.upperBound)).contains { script.tokens[$0].isWord("false") }
            }
            guard !isOff else { return [] }
            let own = script.elements(of: first.arguments ?? first.token + 1..<min(first.token + 2, range.upperBound))
            switch first.name {
            case "id": return own.first.flatMap { evaluator.text($0.prefix(1))?.text }.map { [$0] } ?? []
            case "kotlin": return own.first.flatMap { evaluator.text($0)?.text }.map { ["org.jetbrains.kotlin.\($0)"] } ?? []
            case "alias":
                let range = first.arguments ?? (first.token + 1)..<range.upperBound
                let (links, _) = script.chain(at: range.lowerBound, end: range.upperBound)
                return aliases[links.map(\.name).joined(separator: ".")].map { [$0] } ?? []
            default: return statement.links.count == 1 || first.arguments == nil ? [first.name] : []
            }
        }
        let isInApplyBlock = context.labels.last?.head == "apply" && first.name == "plugin"
        guard last.name == "apply" || isInApplyBlock else { return [] }
        if let range = script.named("plugin", in: arguments) {
            if let id = evaluator.text(range)?.text { return [id] }
            return range.first.map { [classId(script.tokens[$0].text)] } ?? []
        }
        if isInApplyBlock
            || statement.links.count > 1 && ["plugins", "pluginManager"].contains(statement.links[statement.links.count - 2].name)
        {
            return arguments.first.flatMap { evaluator.text($0)?.text }.map { [$0] } ?? []
        }
        let types = statement.range.filter { script.tokens[$0].kind == .word && script.tokens[$0].text.hasSuffix("Plugin") }
        return types.map { classId(script.tokens[$0].text) }
    }

    /// An id for a plugin that is named by its class.
    private static func classId(_ name: String) -> String { name == "MavenPublishPlugin" ? "maven-publish" : name }

    /// The script that `apply from: '…'` or `apply(from = "…")` names, as a text for `GradleNames.path`.
    static func appliedScript(_ statement: GradleStatement, _ script: GradleScript, _ evaluator: GradleEvaluator) -> String? {
        guard statement.links.last?.name == "apply" else { return nil }
        guard let range = script.named("from", in: script.arguments(of: statement)) else { return nil }
        return evaluator.text(range)?.text
    }
}
