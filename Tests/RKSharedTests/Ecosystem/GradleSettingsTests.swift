import Support
import Testing

@testable import RKShared

/// Projects as people include them, in both languages.
struct GradleSettingsTests {
    /// Settings of Groovy with the projects and their folders.
    static let groovy: [(String, [String])] = [
        ("include 'a', 'b'", [":a a", ":b b"]), ("include ':a'\ninclude \"b\"", [":a a", ":b b"]), ("include('a', 'b')", [":a a", ":b b"]),
        ("include 'a:b:c'", [":a a", ":a:b a/b", ":a:b:c a/b/c"]), ("include 'a',\n        'b'", [":a a", ":b b"]),
        ("['a', 'b'].each { include it }", [":a a", ":b b"]),
        ("['a', 'b'].each { name -> include \":x:$name\" }", [":x x", ":x:a x/a", ":x:b x/b"]),
        ("def all = ['a', 'b']\nall.each { include \"${it}\" }", [":a a", ":b b"]),
        ("for (n in ['a', 'b']) { include n }", [":a a", ":b b"]),
        ("for (String n : ['a', 'b']) include n", [":a a", ":b b"]), ("if (x) include 'a'", [":a a"]),
        ("def mod(String name) { include \":$name\" }\nmod 'a'\nmod('b')", [":a a", ":b b"]),
        ("def mod = { String n, d -> include n; project(\":$n\").projectDir = file(d) }\nmod('a', 'x/a')", [":a x/a"]),
        ("def again(n) { include n; again(n) }\nagain('a')", [":a a"]),
        ("include(['a', 'b'] as String[])", [":a a", ":b b"]), ("include 'a'\nproject(':a').projectDir = file('libs/a')", [":a libs/a"]),
        ("include 'a'\nproject(':a').projectDir = new File(settingsDir, 'libs/a')", [":a libs/a"]),
        ("include 'a'\nproject(':a').projectDir = new File(\"$rootDir/libs/a\")", [":a libs/a"]),
        ("include 'a'\nproject(':a').projectDir = \"$rootDir/libs/a\" as File", [":a libs/a"]),
        ("include 'a'\nproject(':a').projectDir = \"libs/a\" as File\ninclude 'a:b'", [":a libs/a", ":a:b libs/a/b"]),
        ("include 'a:b'\nproject(':a').projectDir = file('x')", [":a x", ":a:b a/b"]),
        (
            "def mods = [core: 'libs/core', ui: 'libs/ui']\nmods.each { name, dir ->\n include name\n project(\":$name\").projectDir = file(dir)\n}",
            [":core libs/core", ":ui libs/ui"]
        ),
        ("['x': 'y'].each { include it.key; project(':' + it.key).projectDir = file(it.value) }", [":x y"]),
        ("rootProject.name = 'r'\ninclude 'a' // include 'z'\n/* include 'y' */", [":a a"]),
        ("include 'a'\nproject(':a').name = 'b'", [":b a"]), ("include 'a'\nfindProject(':a')?.name = 'b'", [":b a"]),
        ("def base = 'libs'\ninclude \"$base:a\"", [":libs libs", ":libs:a libs/a"]),
        ("if (true) { include 'a' } else { include 'b' }", [":a a"]), ("include 'a'\ninclude 'a'", [":a a"]),
        ("settings.include 'a'", [":a a"]), ("include ':a:', '::b'", [":a a", ":b b"]),
        ("rootProject.name='r';include 'a';include 'b'", [":a a", ":b b"]), ("include 'a' + 'b'", [":ab ab"]),
        ("include \"\"\"a\"\"\"", [":a a"]), ("ext.p = 'a'\ninclude ext.p", [":a a"]),
        ("include 'a', 'b'\nrootProject.children.each { it.name = 'my-' + it.name }", [":my-a a", ":my-b b"]),
        (
            "include 'a', 'b'\nrootProject.children.each { project ->\n String dir = \"subprojects/$project.name\"\n project.projectDir = new File(settingsDir, dir)\n assert project.projectDir.isDirectory()\n}",
            [":a subprojects/a", ":b subprojects/b"]
        ),
        (
            "include 'coreApi'\nrootProject.children.each { p ->\n def n = p.name.replaceAll(\"\\\\p{Upper}\") { \"-${it.toLowerCase()}\" }\n p.projectDir = file(\"sub/$n\")\n}",
            [":coreApi sub/core-api"]
        ),
        (
            "rootProject.name = 'r'\ninclude 'x:a'\nfor (p in project(':x').children) { p.name = \"${rootProject.name}-${p.name}\" }\n",
            [":x x", ":x:r-a x/a"]
        ),
        ("include 'a'\nproject(':a').setProjectDir(file('x'))", [":a x"]),
        ("def l = ['a']\nl << 'b'\nl += ['c']\nl.add('d')\ninclude l as String[]", [":a a", ":b b", ":c c", ":d d"]),
        ("def l = []\n['a', 'b'].each { l << it }\nl.each { include it }", [":a a", ":b b"]),
        ("['a', 'b'].each(this.&include)", [":a a", ":b b"]),
        ("def inc = { n -> include \"m:$n\" }\n['a'].each inc", [":m m", ":m:a m/a"]),
        ("'a b'.split(' ').each { include it }\n'c,d'.tokenize(',').each { include it }", [":a a", ":b b", ":c c", ":d d"]),
        ("(['a', 'b'] - ['b']).each { include it }", [":a a"]),
        ("['a', 'x-b'].findAll { !it.startsWith('x') }.each { include it }", [":a a"]),
        ("include 'A'.toLowerCase()", [":a a"]),
        ("['a', 'b'].collect { \"m:$it\" }.each { include it }", [":m m", ":m:a m/a", ":m:b m/b"]),
        ("String[] l = ['a', 'b']\ninclude l", [":a a", ":b b"]),
        ("switch (1) { case 1: include 'a'; break; default: include 'b' }", [":a a", ":b b"]),
        ("fileTree('.') { include '**/x.gradle' }\ninclude 'a'", [":a a"]),
        ("if (file('gone').exists()) include 'a'\nelse include 'b'", [":b b"]),
        ("pluginManagement { repositories { mavenCentral() } }\nplugins { id 'x' version '1' }\ninclude 'a'", [":a a"]),
    ]

    /// Forms of Groovy.
    @Test(arguments: groovy)
    func groovyForms(_ settings: String, _ expected: [String]) async throws {
        let bench = try await GradleBench(["settings.gradle": settings])
        #expect(bench.projects == expected, "\(bench.findings)")
    }

    /// Folders that a script lists are looked at: what it includes by them is found, with its conditions.
    @Test func listedFolders() async throws {
        let bench = try await GradleBench([
            "settings.gradle": """
            file('mods').eachDir { include "mods:${it.name}" }
            void add(String path, File dir) {
              if (dir.isDirectory() == false) return
              if (new File(dir, 'build.gradle').exists() == false) return
              if (findProject(dir) != null) return
              include "${path}:${dir.name}"
              for (File sub : dir.listFiles()) { add("${path}:${dir.name}", sub) }
            }
            add('', new File(rootProject.projectDir, 'libs'))
            new File(rootDir, 'apps').listFiles().findAll { it.isDirectory() }.each { d ->
              if (!new File(d, 'build.gradle').exists()) return
              include ':apps:' + d.name
            }
            apply from: 'gradle/more.gradle'
            """,
            "gradle/more.gradle": "include more.split(',')\nproject(':z').projectDir = file('zz')", "gradle.properties": "more=y,z",
            "mods/a/x": "", "mods/b/x": "", "mods/file": "", "libs/build.gradle": "", "libs/c/build.gradle": "", "libs/d/x": "",
            "libs/c/g/build.gradle": "",
            "apps/e/build.gradle": "", "apps/f/x": "",
        ])
        #expect(
            bench.projects == [
                ":mods mods", ":mods:a mods/a", ":mods:b mods/b", ":libs libs", ":libs:c libs/c", ":libs:c:g libs/c/g", ":apps apps",
                ":apps:e apps/e", ":y y",
                ":z gradle/zz",
            ], "\(bench.projects) \(bench.findings)")
        #expect(Set(bench.findings) == ["note RK-WORKSPACE-INVALID settings.gradle:6:3"], "\(bench.findings)")
    }

    /// Settings of Kotlin with the projects and their folders.
    static let kotlin: [(String, [String])] = [
        ("include(\"a\", \":b\")", [":a a", ":b b"]), ("include(\n  \"a\",\n  \"b\",\n)", [":a a", ":b b"]),
        ("listOf(\"a\", \"b\").forEach { include(it) }", [":a a", ":b b"]),
        ("val all = listOf(\"a\", \"b\")\nall.forEach { name -> include(\":x:$name\") }", [":x x", ":x:a x/a", ":x:b x/b"]),
        ("for (n in setOf(\"a\")) { include(n) }", [":a a"]),
        ("include(*arrayOf(\"a\", \"b\"))", [":a a", ":b b"]),
        ("include(\"a\")\nproject(\":a\").projectDir = file(\"libs/a\")", [":a libs/a"]),
        ("include(\"a\")\nproject(\":a\").projectDir = File(settingsDir, \"libs/a\")", [":a libs/a"]),
        ("include(\"a\")\nproject(\":a\").projectDir = settingsDir.resolve(\"libs/a\")", [":a libs/a"]),
        ("include(\"a\")\nproject(\":a\").apply { projectDir = file(\"libs/a\") }", [":a libs/a"]),
        (
            "mapOf(\"a\" to \"libs/a\").forEach { (name, dir) ->\n include(\":$name\")\n project(\":$name\").projectDir = file(dir)\n}",
            [":a libs/a"]
        ),
        ("include(\"a\")\nrootProject.children.forEach { it.name = \"my-${it.name}\" }", [":my-a a"]),
        ("include(\"a\")\nfor (p in rootProject.children) { p.projectDir = file(\"sub/${p.name}\") }", [":a sub/a"]),
        ("val l = mutableListOf(\"a\")\nl += \"b\"\nl.add(\"c\")\nl.forEach(::include)", [":a a", ":b b", ":c c"]),
        ("\"a b\".split(\" \").forEach { include(it) }", [":a a", ":b b"]),
        ("val x = \"a\"\nval y: String = \"b\"\ninclude(\"$x:${y}\")", [":a a", ":a:b a/b"]),
        ("include(listOf(\"a\") + listOf(\"b\"))", [":a a", ":b b"]),
        ("rootProject.name = \"r\"\ninclude(\":a-b_c\")", [":a-b_c a-b_c"]), ("@file:Suppress(\"x\")\ninclude(\"a\")", [":a a"]),
        ("fun module(name: String) { include(name) }\nmodule(\"a\")", [":a a"]),
        (
            "fun Settings.module(name: String, dir: String = name) {\n include(\":$name\")\n project(\":$name\").projectDir = file(dir)\n}\nmodule(\"a\", \"libs/a\")\nmodule(dir = \"x\", name = \"b\")",
            [":a libs/a", ":b x"]
        ),
    ]

    /// Forms of Kotlin.
    @Test(arguments: kotlin)
    func kotlinForms(_ settings: String, _ expected: [String]) async throws {
        let bench = try await GradleBench(["settings.gradle.kts": settings])
        #expect(bench.projects == expected, "\(bench.findings)")
    }

    /// What only running the settings tells is a note with its place, and other builds are named, not taken.
    @Test(arguments: [
        ("include someFunction()", "note RK-WORKSPACE-INVALID settings.gradle:1:1"),
        ("rootDir.eachDirRecurse { include it.name }", "note RK-WORKSPACE-INVALID settings.gradle:1:26"),
        ("def l = ['a']\nl << f()\ninclude l as String[]", "note RK-WORKSPACE-INVALID settings.gradle:3:1"),
        ("def l = []\nfile('m').eachDirRecurse { l << it }\nl.each { include it.name }", "note RK-WORKSPACE-INVALID settings.gradle:3:10"),
        ("include 'a'\nrootProject.children.each { it.name = f() }", "note RK-WORKSPACE-INVALID settings.gradle:2:29"),
        ("include 'a'\nrootProject.children.find { it.name == 'a' }.name = 'b'", "note RK-WORKSPACE-INVALID settings.gradle:2:1"),
        ("include 'a'\nf().children.each { it.name = 'b' }", "note RK-WORKSPACE-INVALID settings.gradle:2:21"),
        ("includeBuild 'build-logic'", "note RK-WORKSPACE-NESTED settings.gradle:1:1"),
        ("pluginManagement {\n  includeBuild(\"x\")\n}", "note RK-WORKSPACE-NESTED settings.gradle:2:3"),
        ("include 'a'\nproject(':a').projectDir = where()", "warning RK-WORKSPACE-INVALID settings.gradle:2:1"),
        ("apply from: 'gone.gradle'", "note RK-WORKSPACE-INVALID settings.gradle:1:1"),
        ("includeFlat 'x'", "error RK-PATH-OUTSIDE settings.gradle:1:1"),
        ("include 'a'\nproject(':a').projectDir = file('../x')", "error RK-PATH-OUTSIDE settings.gradle:2:1"),
        ("if (x) {\n  include 'a'\n}", "note RK-WORKSPACE-INVALID settings.gradle:2:3"),
    ])
    func notes(_ settings: String, _ finding: String) async throws {
        let bench = try await GradleBench(["settings.gradle": settings])
        #expect(bench.findings.contains(finding), "\(bench.findings)")
        let hint = bench.discovery.findings.first { "\($0.severity.rawValue) \($0.code) \($0.place?.description ?? "-")" == finding }?.hint
        #expect(hint?.isEmpty == false || settings.hasPrefix("apply"), "\(bench.discovery.findings)")
    }

    /// Settings that apply another script, and one project alone.
    @Test func appliedAndAlone() async throws {
        let bench = try await GradleBench([
            "settings.gradle": "apply from: 'gradle/projects.gradle'", "gradle/projects.gradle": "include 'a'",
        ])
        #expect(bench.projects == [":a a"])
        let alone = try await GradleBench(["build.gradle": "version = '1.0'"])
        #expect(alone.discovery.packages.map(\.path) == ["."] && alone.discovery.packages.first?.version == "1.0")
    }

    /// Broken settings stop the discovery, at their place.
    @Test(arguments: [("include 'a", 1, 9), ("include('a'", 1, 8), ("x {\n", 1, 3), ("}", 1, 1), ("/*", 1, 1)])
    func broken(_ settings: String, _ line: Int, _ column: Int) async throws {
        let fault = await #expect(throws: Fault.self) { try await GradleBench(["settings.gradle": settings]) }
        #expect(fault?.code == .manifestSyntax && fault?.place == Place("settings.gradle", line: line, column: column))
    }

    /// Thousands of projects, many with one leaf name.
    @Test func many() async throws {
        let names = (0..<1600).map { "'g\($0 % 40):m\($0):api'" }.joined(separator: ", ")
        let bench = try await GradleBench(["settings.gradle": "include \(names)"])
        #expect(bench.projects.count == 40 + 1600 * 2)
        #expect(Set(bench.discovery.packages.map(\.id)).count == bench.discovery.packages.count)
    }
}
