import Support
import Testing

@testable import RKShared

/// Layouts of which Gradle itself is asked: its projects, folders, versions and dependencies between projects must be ours.
///
/// Debian's Gradle is 4.4.1; the layouts are ones that this version understands.
@Suite(.serialized)
struct GradleToolTests {
    /// A script that prints what Gradle knows, run before any build.
    private static let probe = """
        gradle.projectsEvaluated { g ->
          g.rootProject.allprojects.each { p ->
            println "PROJECT ${p.path} ${p.rootDir.toPath().relativize(p.projectDir.toPath())} ${p.version} ${p.plugins.hasPlugin('maven-publish')}"
            p.configurations.each { c ->
              c.dependencies.withType(ProjectDependency).each { println "EDGE ${p.path} ${it.dependencyProject.path}" }
            }
          }
        }
        """

    /// Layouts of Groovy.
    static let layouts: [[String: String]] = [
        [
            "settings.gradle":
                "rootProject.name = 'acme'\ninclude 'core', 'api:rest', ':api:rpc'\n['x', 'y'].each { include \"plugins:$it\" }\nproject(':core').projectDir = file('libs/core')\n",
            "build.gradle":
                "ext.shared = '1.5'\nallprojects { group = 'acme' }\nsubprojects {\n  apply plugin: 'java-library'\n  version = shared\n  dependencies { if (path != ':core') { compileOnly project(':core') } }\n}\nproject(':api:rpc') { dependencies { testImplementation project(':plugins:x') } }\n",
            "gradle.properties": "version=0.9\nzVersion=3.3\n",
            "libs/core/build.gradle": "apply plugin: 'maven-publish'\nversion '2.0'\n",
            "api/rest/build.gradle":
                "dependencies {\n  api project(path: ':core')\n  implementation project(':api:rpc'), project(':plugins:y')\n  testRuntimeOnly(project(':plugins:x')) { transitive = false }\n}\n",
            "api/rpc/build.gradle": "version = zVersion\n/* dependencies { api project(':api:rest') } */\n",
            "plugins/x/build.gradle": "apply from: \"$rootDir/publish.gradle\"\nversion = \"${rootProject.version}\"\n",
            "plugins/y/build.gradle": "def deps = [':core', ':plugins:x']\ndependencies { deps.each { d -> runtimeOnly project(d) } }\n",
            "publish.gradle": "apply plugin: 'maven-publish'\n",
        ],
        [
            "settings.gradle":
                "include 'a'\ninclude 'a:b:c',\n  'd'\ndef more = [e: 'deep/e', f: 'deep/f']\nmore.each { name, dir ->\n  include name\n  project(\":$name\").projectDir = new File(settingsDir, dir)\n}\nproject(':d').name = 'dd'\nif (true) { include 'g' }\n",
            "build.gradle": "version = '4.0'\nconfigure(subprojects) {\n  apply plugin: 'java'\n  version = rootProject.version\n}\n",
            "a/build.gradle": "dependencies { compile project(':dd'); add('testCompile', project(':e')) }\n",
            "a/b/c/build.gradle": "dependencies {\n  compile(project(':a'),\n    project(\":f\"))\n}\n",
            "d/build.gradle": "version = file('version.txt').text.trim()\n", "d/version.txt": "5.1-beta\n",
            "deep/e/build.gradle": "ext { v = '6.0' }\nversion = v\n",
            "deep/f/gradle.properties": "version=9\n", "deep/f/build.gradle": "dependencies { compile project(':a:b') }\n",
            "g/build.gradle": "[':a', ':dd'].each { dependencies.add('compile', project(it)) }\n",
        ],
    ]

    /// Every layout, as the tool sees it.
    @Test(arguments: 0..<layouts.count)
    func asGradleSays(_ index: Int) async throws {
        let bench = try await GradleBench(Self.layouts[index])
        for package in bench.discovery.packages { try await bench.sandbox.write("\(package.path)/.keep", "") }
        let home = bench.sandbox.folder
        let script =
            "cat > \"$HOME/init.gradle\" <<'EOF'\n\(Self.probe)\nEOF\ngradle --offline --no-daemon -q -g \"$HOME/.gradle-home\" -I \"$HOME/init.gradle\" help"
        let completion = try await bench.sandbox.check(script, environment: ["HOME": home])
        let lines = completion.text.split(separator: "\n").map(String.init)
        var details: [String: JSONObject] = [:]
        for package in bench.discovery.packages { details[package.name] = package.rest["gradle"]?.object }
        let path: (String) -> String = { details[$0]?["project"]?.string ?? $0 }
        let ours = bench.discovery.packages.map { package in
            "PROJECT \(path(package.name)) \(package.path == "." ? "" : package.path) \(package.version ?? "unspecified") \(package.publish)"
        }
        #expect(ours.sorted() == lines.filter { $0.hasPrefix("PROJECT") }.sorted())
        let edges = Set(
            bench.discovery.packages.flatMap { package in
                package.dependencies.compactMap { edge in edge.package.map { _ in "EDGE \(path(package.name)) \(path(edge.name))" } }
            })
        #expect(edges == Set(lines.filter { $0.hasPrefix("EDGE") }))
    }
}
