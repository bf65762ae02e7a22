import Support
import Testing

@testable import RKShared

/// Dependencies between projects as people declare them, and what each is needed for.
struct GradleDependencyTests {
    /// The build in which a script of `:app` stands.
    private static func bench(_ script: String, kotlin: Bool, _ more: [String: String] = [:]) async throws -> GradleBench {
        let ending = kotlin ? ".kts" : ""
        var files = [
            "settings.gradle\(ending)": "rootProject.name = \"my-root\"\ninclude(\":app\", \":lib\", \":my-lib\", \":a:b_c\", \":bom\")",
            "app/build.gradle\(ending)": script,
            "gradle/libs.versions.toml": "[versions]\nj = '1.2'\n[libraries]\nj-core = { module = 'g:j', version.ref = 'j' }\n",
        ]
        files.merge(more) { _, new in new }
        return try await GradleBench(files)
    }

    /// Scripts of Groovy with the edges of `:app`.
    static let groovy: [(String, [String])] = [
        ("dependencies { implementation project(':lib') }", [":lib runtime"]),
        ("dependencies {\n  api(project(':lib'))\n  testImplementation project(':my-lib')\n}", [":lib runtime", ":my-lib dev"]),
        ("dependencies { implementation project(path: ':lib', configuration: 'x') }", [":lib runtime"]),
        ("dependencies { compile project(':lib'), project(':bom') }", [":bom runtime", ":lib runtime"]),
        ("dependencies { implementation(project(':lib')) { transitive = false } }", [":lib runtime"]),
        ("dependencies { implementation platform(project(':bom')) }", [":bom runtime"]),
        ("dependencies { testImplementation(testFixtures(project(':lib'))) }", [":lib dev"]),
        ("dependencies { annotationProcessor project(':lib') }", [":lib build"]),
        ("dependencies { implementation projects.myLib }", [":my-lib runtime"]),
        ("dependencies { implementation projects.a.bC }", [":a:b_c runtime"]),
        ("dependencies { implementation projects.myRoot.lib }", [":lib runtime"]),
        ("dependencies { [':lib', ':bom'].each { implementation project(it) } }", [":bom runtime", ":lib runtime"]),
        ("dependencies { implementation rootProject }", ["my-root runtime"]),
        ("shadowJar { dependencies { include(project(':lib')) } }", []),
        ("shadowJar {\n  dependencies {\n    exclude(project(':lib'))\n  }\n}", []),
        ("dependencies { implementation project(':lib').sourceSets.test.output }", [":lib runtime"]),
        ("// dependencies { implementation project(':lib') }", []), ("dependencies { /* api project(':lib') */ }", []),
        ("dependencies { implementation 'x:project(:lib):1' }", []), ("dependencies { add('api', project(':lib')) }", [":lib runtime"]),
        ("dependencies.add('testImplementation', project(':lib'))", [":lib dev"]),
        ("buildscript { dependencies { classpath project(':lib') } }", [":lib build"]),
        ("dependencies { constraints { api project(':lib') } }", [":lib runtime"]),
        ("testing { suites { test { dependencies { implementation project(':lib') } } } }", [":lib dev"]),
        ("dependencies { implementation project() }", []), ("dependencies { layoutVerification project(':lib') }", [":lib dev"]),
        ("dependencies { jmhImplementation project(':lib') }", [":lib dev"]),
        ("dependencies { if (x) { implementation project(':lib') } }", [":lib runtime"]),
        ("configurations { z }\ndependencies { z project(':lib') }", [":lib runtime"]),
        ("def p = ':lib'\ndependencies { api project(p) }", [":lib runtime"]),
        ("dependencies { api project(\":${'lib'}\") }", [":lib runtime"]),
        ("dependencies { compileOnly project(\":lib\"); runtimeOnly project(':bom') }", [":bom runtime", ":lib runtime"]),
        ("ext.l = project(':lib')\ntask x { dependsOn project(':lib').tasks.y }", []),
        ("dependencies { testFixturesApi project(':lib') }", [":lib dev"]),
        ("dependencies { debugImplementation project(':lib')\n androidTestImplementation project(':bom') }", [":bom dev", ":lib runtime"]),
        ("dependencies { api(project(':lib')) { because 'x' }\n  api project(':bom') }", [":bom runtime", ":lib runtime"]),
        ("dependencies { api project(\n':lib'\n) }", [":lib runtime"]),
    ]

    /// Forms of Groovy.
    @Test(arguments: groovy)
    func groovyForms(_ script: String, _ expected: [String]) async throws {
        let bench = try await Self.bench(script, kotlin: false)
        #expect(bench.edges == expected.map { ":app \($0)" }, "\(bench.findings)")
    }

    /// Scripts of Kotlin with the edges of `:app`.
    static let kotlin: [(String, [String])] = [
        ("dependencies { implementation(project(\":lib\")) }", [":lib runtime"]),
        ("dependencies { \"implementation\"(project(\":lib\")) }", [":lib runtime"]),
        ("dependencies { implementation(project(path = \":lib\", configuration = \"x\")) }", [":lib runtime"]),
        ("dependencies { implementation(project(\":lib\", \"x\")) }", [":lib runtime"]),
        ("dependencies { implementation(project(mapOf(\"path\" to \":lib\"))) }", [":lib runtime"]),
        ("dependencies { implementation(projects.a.bC) { isTransitive = false } }", [":a:b_c runtime"]),
        ("dependencies { testImplementation(testFixtures(projects.lib)) }", [":lib dev"]),
        ("dependencies { api(platform(projects.bom)) }", [":bom runtime"]),
        ("dependencies { implementation(projects.myRoot.a.bC) }", [":a:b_c runtime"]),
        (
            "kotlin { sourceSets { val commonMain by getting { dependencies { api(project(\":lib\")) } }\n val commonTest by getting { dependencies { implementation(project(\":bom\")) } } } }",
            [":bom dev", ":lib runtime"]
        ),
        (
            "kotlin {\n  sourceSets {\n    commonMain.dependencies {\n      api(projects.lib)\n    }\n    commonTest.dependencies { implementation(projects.bom) }\n  }\n}",
            [":bom dev", ":lib runtime"]
        ),
        (
            "testing { suites { val test by getting(JvmTestSuite::class) { dependencies { implementation(project(\":lib\")) } } } }",
            [":lib dev"]
        ),
        ("testing { suites { register<JvmTestSuite>(\"it\") { dependencies { implementation(project(\":lib\")) } } } }", [":lib dev"]),
        ("tasks.shadowJar { dependencies { include(project(\":lib\")) } }", []),
        ("tasks.named<ShadowJar>(\"shadowJar\") { dependencies { include(dependency(\"x:y\")); include(project(\":lib\")) } }", []),
        ("dependencies { listOf(\":lib\", \":bom\").forEach { api(project(it)) } }", [":bom runtime", ":lib runtime"]),
        ("dependencies { for (p in listOf(\":lib\")) { ksp(project(p)) } }", [":lib build"]),
        ("val libs = 1\ndependencies { kapt(project(\":lib\")); kaptTest(project(\":bom\")) }", [":bom dev", ":lib build"]),
        ("dependencies { add(\"kspTest\", project(\":lib\")) }", [":lib dev"]),
        ("dependencies { implementation(dependencies.project(\":lib\")) }", [":lib runtime"]),
        ("dependencies { implementation(project(projects.lib.path)) }", [":lib runtime"]),
        ("dependencies { kover(projects.lib) }", [":lib dev"]),
        ("dependencies { implementation(project(\"::lib\".drop(1))) }", []),
        (
            "dependencies {\n  commonMainApi(project(\":lib\"))\n  jvmTestImplementation(project(\":bom\"))\n}",
            [":bom dev", ":lib runtime"]
        ),
    ]

    /// Forms of Kotlin.
    @Test(arguments: kotlin)
    func kotlinForms(_ script: String, _ expected: [String]) async throws {
        let bench = try await Self.bench(script, kotlin: true)
        #expect(bench.edges == expected.map { ":app \($0)" }, "\(bench.findings)")
    }

    /// What scripts above say of the projects below: all, those below, one, some.
    @Test(arguments: [
        (
            "subprojects { dependencies { testImplementation project(':lib') } }",
            [":a :lib dev", ":a:b_c :lib dev", ":app :lib dev", ":bom :lib dev", ":my-lib :lib dev"]
        ),
        ("project(':app') { dependencies { api project(':lib') } }", [":app :lib runtime"]),
        ("configure(subprojects.findAll { it.name == 'app' }) { dependencies { api project(':lib') } }", []),
        ("configure([project(':app')]) { dependencies { api project(':lib') } }", [":app :lib runtime"]),
        ("dependencies { api project('lib') }", ["my-root :lib runtime"]),
        ("apply from: 'deps.gradle'", ["my-root :lib runtime"]),
        (
            "subprojects { apply from: \"$rootDir/deps.gradle\" }",
            [":a :lib runtime", ":a:b_c :lib runtime", ":app :lib runtime", ":bom :lib runtime", ":my-lib :lib runtime"]
        ),
    ])
    func scopes(_ script: String, _ expected: [String]) async throws {
        let bench = try await Self.bench(
            "", kotlin: false, ["build.gradle": script, "deps.gradle": "dependencies { api project(':lib') }"])
        #expect(bench.edges == expected, "\(bench.findings)")
    }

    /// A plugin that is a script brings its dependencies, and publishes.
    @Test(arguments: ["buildSrc", "build-logic/convention"])
    func conventions(_ folder: String) async throws {
        let plugin = "plugins { `maven-publish` }\nversion = \"2.0\"\ndependencies { \"api\"(project(\":lib\")) }"
        let bench = try await Self.bench(
            "plugins { id(\"acme.library\") }", kotlin: true, ["\(folder)/src/main/kotlin/acme.library.gradle.kts": plugin])
        #expect(bench.edges == [":app :lib runtime"])
        let app = try bench.package(":app")
        #expect(app.publish && app.version == "2.0")
    }

    /// What comes from repositories is listed with its version, by coordinates or by a catalog.
    @Test func modules() async throws {
        let bench = try await Self.bench(
            "dependencies { api 'g:a:1.0'\n api libs.j.core\n api \"g:b:${v}\"\n testImplementation group: 'g', name: 'c' }", kotlin: false)
        let dependencies = try bench.package(":app").dependencies.map { "\($0.name) \($0.requirement) \($0.kind.rawValue)" }
        #expect(dependencies == ["g:a 1.0 runtime", "g:b ? runtime", "g:j 1.2 runtime"])
    }

    /// What is unknown is said with its place, and is no edge.
    @Test(arguments: [
        ("dependencies {\n  api project(f())\n}", "note RK-REQUIREMENT-SYNTAX app/build.gradle:2:3"),
        ("dependencies { api project(':gone') }", "warning RK-MANIFEST-INVALID app/build.gradle:1:16"),
        ("dependencies { api projects.gone }", "warning RK-MANIFEST-INVALID app/build.gradle:1:16"),
        ("dependencies { api project(':lib') ", "error RK-MANIFEST-SYNTAX app/build.gradle:1:14"),
    ])
    func unknown(_ script: String, _ finding: String) async throws {
        let bench = try await Self.bench(script, kotlin: false)
        #expect(bench.findings.contains(finding) && bench.edges.isEmpty, "\(bench.findings)")
        #expect(bench.discovery.packages.count == 7)
    }
}
