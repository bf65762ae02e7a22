/// What the configurations of Gradle are for.
enum GradleConfiguration {
    /// Configurations of the build itself, and of processors and plugins that run in it.
    private static let build: Set<String> = [
        "classpath", "annotationProcessor", "kapt", "ksp", "apt", "antlr", "kotlinCompilerPluginClasspath", "coreLibraryDesugaring",
        "lintChecks", "lintPublish", "checkstyle", "pmd", "spotbugs", "detektPlugins", "ktlint", "compilerPlugin", "errorprone",
        "baselineProfile", "minecraft",
    ]
    /// Configurations that gather reports or documentation.
    private static let gathering: Set<String> = [
        "kover", "dokka", "dokkaPlugin", "jacocoAggregation", "testReportAggregation", "javadoc", "dokkaHtmlPlugin",
    ]
    /// The ends of configurations that belong to a source set.
    private static let ends = [
        "Implementation", "Api", "CompileOnly", "RuntimeOnly", "CompileOnlyApi", "Compile", "Runtime", "Provided", "AnnotationProcessor",
    ]
    /// Names of source sets that are published nowhere.
    private static let developing = ["test", "jmh", "benchmark", "sample", "example", "demo", "mock", "perf", "integration", "functional"]
    /// Statements of a `dependencies` block that declare none.
    static let ignored: Set<String> = [
        "include", "exclude", "relocate", "def", "val", "var", "if", "for", "while", "return", "println", "print", "modules", "components",
        "attributesSchema", "artifactTypes", "registerTransform", "because", "configurations", "final", "because", "when", "else",
    ]

    /// What a dependency of a configuration is needed for; of those that plugins define, what is not known counts as needed to run.
    static func kind(_ name: String, in context: GradleContext) -> Dependency.Kind {
        if context.isInside("buildscript") || build.contains(name) { return .build }
        if context.labels.contains(where: isTestSuite) || gathering.contains(name) { return .dev }
        let lower = name.lowercased()
        if lower.hasPrefix("kapt") || lower.hasPrefix("ksp") || lower.hasSuffix("annotationprocessor") {
            return developing.contains { lower.contains($0) } ? .dev : .build
        }
        guard let end = ends.first(where: { name.hasSuffix($0) }) else {
            return developing.contains { lower.hasPrefix($0) } || lower.hasSuffix("verification") ? .dev : .runtime
        }
        let set = name.dropLast(end.count).lowercased()
        return developing.contains { set.hasPrefix($0) || set.hasSuffix($0) || set.contains("test") } ? .dev : .runtime
    }

    /// Whether a block is a test suite, or a source set of tests.
    private static func isTestSuite(_ label: GradleLabel) -> Bool {
        if label.head == "suites" || label.head == "testing" || label.words.contains("JvmTestSuite") { return true }
        guard !GradleContext.transparent.contains(label.head), label.head != "project", label.head != "configure" else { return false }
        return label.words.contains { $0 == "test" || $0.hasSuffix("Test") || $0.hasSuffix("Tests") }
    }
}
