import Support
import Testing

@testable import RKShared

/// Where builds keep versions: read, and written with every other byte as it was.
struct GradleVersionTests {
    /// Files of a build with the project `:a`, its version, and the file that holds it; nil where it cannot be written.
    struct Case: Sendable, CustomTestStringConvertible {
        /// What is special about it.
        let name: String
        /// The files, settings left out.
        let files: [String: String]
        /// The version.
        let version: String?
        /// The file that holds it.
        let file: String?

        var testDescription: String { name }
    }

    /// Every place.
    static let cases = [
        Case(name: "its own script", files: ["a/build.gradle": "version = '1.0'"], version: "1.0", file: "a/build.gradle"),
        Case(name: "Groovy's call", files: ["a/build.gradle": "version \"1.0\""], version: "1.0", file: "a/build.gradle"),
        Case(
            name: "Kotlin", files: ["a/build.gradle.kts": "plugins { java }\nversion = \"1.0\""], version: "1.0", file: "a/build.gradle.kts"
        ),
        Case(name: "project.version", files: ["a/build.gradle": "project.version='1.0'"], version: "1.0", file: "a/build.gradle"),
        Case(
            name: "allprojects", files: ["build.gradle": "allprojects {\n\tversion = '1.0' // all\n}"], version: "1.0", file: "build.gradle"
        ),
        Case(
            name: "subprojects", files: ["build.gradle": "subprojects { group = 'g'; version = '1.0' }", "a/build.gradle": ""],
            version: "1.0", file: "build.gradle"),
        Case(
            name: "its own over all", files: ["build.gradle": "allprojects { version = '1.0' }", "a/build.gradle": "version = '2.0'"],
            version: "2.0", file: "a/build.gradle"),
        Case(
            name: "gradle.properties", files: ["gradle.properties": "# x\r\nversion = 1.0\r\n"], version: "1.0", file: "gradle.properties"),
        Case(
            name: "its own gradle.properties", files: ["gradle.properties": "version=1.0", "a/gradle.properties": "version=1.5"],
            version: "1.5", file: "a/gradle.properties"),
        Case(
            name: "a script over properties", files: ["gradle.properties": "version=1.0", "a/build.gradle": "version = '2.0'"],
            version: "2.0", file: "a/build.gradle"),
        Case(
            name: "a property by name", files: ["gradle.properties": "libVersion=1.0", "a/build.gradle": "version = libVersion"],
            version: "1.0", file: "gradle.properties"),
        Case(
            name: "property()", files: ["gradle.properties": "v=1.0", "a/build.gradle": "version = project.property('v')"], version: "1.0",
            file: "gradle.properties"),
        Case(
            name: "findProperty as String",
            files: ["gradle.properties": "v=1.0", "a/build.gradle.kts": "version = findProperty(\"v\") as String"], version: "1.0",
            file: "gradle.properties"),
        Case(
            name: "a provider",
            files: ["gradle.properties": "v=1.0", "a/build.gradle.kts": "version = providers.gradleProperty(\"v\").get()"], version: "1.0",
            file: "gradle.properties"),
        Case(
            name: "by project", files: ["gradle.properties": "v=1.0", "a/build.gradle.kts": "val v: String by project\nversion = v"],
            version: "1.0", file: "gradle.properties"),
        Case(
            name: "a string around it", files: ["gradle.properties": "v=1.0", "a/build.gradle": "version = \"${v}\""], version: "1.0",
            file: "gradle.properties"),
        Case(name: "a variable", files: ["a/build.gradle": "def v = '1.0'\nversion = v"], version: "1.0", file: "a/build.gradle"),
        Case(
            name: "ext of the root", files: ["build.gradle": "ext.v = '1.0'", "a/build.gradle": "version = rootProject.ext.v"],
            version: "1.0", file: "build.gradle"),
        Case(
            name: "an ext block", files: ["build.gradle": "ext {\n  v = '1.0'\n}\nsubprojects { version = v }"], version: "1.0",
            file: "build.gradle"),
        Case(
            name: "extra", files: ["build.gradle.kts": "val v by extra(\"1.0\")\nsubprojects { version = v }"], version: "1.0",
            file: "build.gradle.kts"),
        Case(
            name: "rootProject.version", files: ["build.gradle": "version = '1.0'", "a/build.gradle": "version = rootProject.version"],
            version: "1.0", file: "build.gradle"),
        Case(
            name: "subprojects of rootProject.version",
            files: ["build.gradle": "version = '1.0'\nsubprojects { version = rootProject.version }"], version: "1.0", file: "build.gradle"),
        Case(name: "project(…)", files: ["build.gradle": "project(':a') { version = '1.0' }"], version: "1.0", file: "build.gradle"),
        Case(name: "project(…).version", files: ["build.gradle": "project(':a').version = '1.0'"], version: "1.0", file: "build.gradle"),
        Case(
            name: "a catalog",
            files: [
                "gradle/libs.versions.toml": "[versions]\nmy-lib = \"1.0\"\n", "a/build.gradle.kts": "version = libs.versions.my.lib.get()",
            ], version: "1.0", file: "gradle/libs.versions.toml"),
        Case(
            name: "version.gradle.kts",
            files: ["version.gradle.kts": "allprojects { version = \"1.0\" }", "build.gradle.kts": "apply(from = \"version.gradle.kts\")"],
            version: "1.0", file: "version.gradle.kts"),
        Case(
            name: "extra in version.gradle.kts",
            files: [
                "version.gradle.kts": "extra[\"v\"] = \"1.0\"",
                "build.gradle.kts": "apply(from = \"version.gradle.kts\")\nallprojects { version = rootProject.extra[\"v\"]!! }",
            ], version: nil, file: nil),
        Case(
            name: "a file",
            files: ["version.txt": "1.0\n", "build.gradle": "allprojects { version = rootProject.file('version.txt').text.trim() }"],
            version: "1.0", file: "version.txt"),
        Case(
            name: "a file in Kotlin",
            files: ["version.txt": "1.0", "a/build.gradle.kts": "version = rootDir.resolve(\"version.txt\").readText().trim()"],
            version: "1.0", file: "version.txt"),
        Case(
            name: "vanniktech",
            files: ["gradle.properties": "VERSION_NAME=1.0\nGROUP=g", "a/build.gradle": "plugins { id 'com.vanniktech.maven.publish' }"],
            version: "1.0", file: "gradle.properties"),
        Case(
            name: "coordinates", files: ["a/build.gradle.kts": "mavenPublishing { coordinates(\"g\", \"n\", \"1.0\") }"], version: "1.0",
            file: "a/build.gradle.kts"),
        Case(
            name: "named coordinates",
            files: ["a/build.gradle.kts": "mavenPublishing { coordinates(version = \"1.0\", artifactId = \"n\") }"], version: "1.0",
            file: "a/build.gradle.kts"),
        Case(name: "joined", files: ["a/build.gradle": "def v = '1.0'\nversion = v + '-SNAPSHOT'"], version: "1.0-SNAPSHOT", file: nil),
        Case(
            name: "joined in a string", files: ["gradle.properties": "v=1.0", "a/build.gradle": "version = \"$v-x\""], version: "1.0-x",
            file: nil),
        Case(
            name: "a condition", files: ["a/build.gradle": "version = '1.0'\nif (snapshot) { version = '1.0-SNAPSHOT' }"], version: nil,
            file: nil),
        Case(name: "both branches", files: ["a/build.gradle": "if (x) version = '1.0' else version = '2.0'"], version: nil, file: nil),
        Case(name: "a function", files: ["a/build.gradle": "version = gitVersion()"], version: nil, file: nil),
        Case(name: "the environment", files: ["a/build.gradle": "version = System.getenv('V')"], version: nil, file: nil),
        Case(
            name: "an elvis",
            files: ["gradle.properties": "v=1.0", "a/build.gradle.kts": "version = System.getenv(\"V\") ?: property(\"v\")"],
            version: "1.0", file: "gradle.properties"),
        Case(
            name: "somewhere else", files: ["a/build.gradle": "jar { manifest { version = '9' } }\nplugins { id 'x' version '8' }"],
            version: nil, file: nil),
        Case(name: "none", files: ["a/build.gradle": ""], version: nil, file: nil),
        Case(name: "unspecified", files: ["a/build.gradle": "version = 'unspecified'"], version: nil, file: nil),
        Case(name: "setVersion", files: ["a/build.gradle.kts": "setVersion(\"1.0\")"], version: "1.0", file: "a/build.gradle.kts"),
        Case(name: "a raw string", files: ["a/build.gradle.kts": "version = \"\"\"1.0\"\"\""], version: "1.0", file: "a/build.gradle.kts"),
        Case(name: "an escape", files: ["a/build.gradle.kts": "version = \"1\\u002e0\""], version: "1.0", file: nil),
        Case(name: "a byte order mark", files: ["gradle.properties": "\u{FEFF}version=1.0"], version: "1.0", file: "gradle.properties"),
        Case(name: "letters before it", files: ["a/build.gradle": "/* é */ version = '1.0'"], version: "1.0", file: "a/build.gradle"),
        Case(
            name: "some projects", files: ["build.gradle": "configure(subprojects.findAll { it.x }) { version = '1.0' }"], version: nil,
            file: nil),
        Case(
            name: "a beginning condition", files: ["gradle.properties": "version=1.0", "a/build.gradle": "if (x) version = version"],
            version: "1.0", file: "gradle.properties"),
    ]

    /// The version is read; a rewrite changes its bytes alone, reads back, and changes nothing a second time.
    @Test(arguments: cases)
    func places(_ item: Case) async throws {
        var files = item.files
        files["settings.gradle"] = "include 'a'"
        let bench = try await GradleBench(files)
        let package = try bench.package(":a")
        #expect(package.version == item.version, "\(bench.findings)")
        let rewrite = Rewrite(version: "7.8.9-rc.1")
        guard let file = item.file else {
            let fault = #expect(throws: Fault.self) { try Gradle().rewrite(package, rewrite, in: bench.tree) }
            #expect(fault?.code == .pinImpossible)
            return
        }
        let changes = try Gradle().rewrite(package, rewrite, in: bench.tree).changes
        #expect(changes.map(\.path) == [file])
        let before = String(decoding: try #require(changes.first).before, as: UTF8.self)
        let after = String(decoding: try #require(changes.first).after, as: UTF8.self)
        #expect(after == before.replacing(item.version ?? "", with: "7.8.9-rc.1", maxReplacements: 1))
        try bench.sandbox.write(file, Array(after.utf8))
        let site = WorkspaceSite(id: "gradle", root: ".", manifest: "settings.gradle")
        let again = try #require(try Gradle().discover(site, in: bench.tree).packages.first { $0.name == ":a" })
        #expect(again.version == "7.8.9-rc.1")
        #expect(try Gradle().rewrite(again, rewrite, in: bench.tree).changes.isEmpty)
    }

    /// A project's rewrite writes the versions of those that it depends on too; shared places must agree.
    @Test func dependencies() async throws {
        let bench = try await GradleBench([
            "settings.gradle": "include 'a', 'b', 'c'",
            "a/build.gradle":
                "apply plugin: 'maven-publish'\nversion = '1.0'\ndependencies { api project(':b'); testImplementation project(':c') }",
            "b/build.gradle": "version = '2.0'", "c/build.gradle": "version = '3.0'",
        ])
        let package = try bench.package(":a")
        let rewrite = Rewrite(version: "1.1", exact: ["maven::b": "2.1", "maven::c": "3.1"])
        let rewriting = try Gradle().rewrite(package, rewrite, in: bench.tree)
        #expect(
            rewriting.changes.map { "\($0.path) \(String(decoding: $0.after, as: UTF8.self).contains("1'"))" } == [
                "a/build.gradle true", "b/build.gradle true",
            ])
        #expect(rewriting.requirements.map { "\($0.name) \($0.from) \($0.to)" } == [":b 2.0 2.1"])
        let shared = try await GradleBench([
            "settings.gradle": "include 'a', 'b'", "gradle.properties": "version=1.0",
            "a/build.gradle": "dependencies { api project(':b') }",
        ])
        let one = try shared.package(":a")
        #expect(try Gradle().rewrite(one, Rewrite(version: "1.1", exact: ["maven::b": "1.1"]), in: shared.tree).changes.count == 1)
        let fault = #expect(throws: Fault.self) {
            try Gradle().rewrite(one, Rewrite(version: "1.1", exact: ["maven::b": "1.2"]), in: shared.tree)
        }
        #expect(fault?.code == .pinImpossible)
    }

    /// A place in the document that is not there is refused: nothing else is ever overwritten.
    @Test(arguments: [
        "a/build.gradle:1:2", "a/build.gradle:9:1", "a/build.gradle:0:1", "a/build.gradle", "../x:1:1", "/etc/passwd:1:1",
        "a/build.gradle:1:11", "settings.gradle:1:1", ":::", "a/build.gradle:1:99",
    ])
    func wrongPlaces(_ text: String) async throws {
        let bench = try await GradleBench(["settings.gradle": "include 'a'", "a/build.gradle": "version = '1.0'"])
        var package = try bench.package(":a")
        package.rest["gradle"] = .object(JSONObject(["version_at": .string(text)]))
        #expect(throws: Fault.self) { try Gradle().rewrite(package, Rewrite(version: "2"), in: bench.tree) }
    }

    /// The stated rule: published is what applies a plugin that publishes.
    @Test(arguments: [
        ("plugins { id 'maven-publish' }", true), ("apply plugin: 'maven-publish'", true),
        ("plugins { id 'maven-publish' apply false }", false), ("plugins { id 'java' }", false),
        ("plugins { id 'java-library'\n id 'com.vanniktech.maven.publish' version '1' }", true),
        ("plugins { id 'acme.publishing-conventions' }", true), ("plugins { id 'io.github.gradle-nexus.publish-plugin' }", false),
        ("apply plugin: 'ivy-publish'", true), ("apply(plugin: \"maven-publish\")", true), ("pluginManager.apply('maven-publish')", true),
        ("plugins { alias(libs.plugins.mp) }", true),
        ("plugins { alias libs.plugins.mp }", true), ("plugins { alias(libs.plugins.other) }", false),
        ("gradlePlugin { plugins { create('publish') { id = 'x' } } }", false), ("// apply plugin: 'maven-publish'", false),
        ("apply<MavenPublishPlugin>()", true), ("if (x) { apply plugin: 'maven-publish' }", true),
    ])
    func privacy(_ script: String, _ isPublished: Bool) async throws {
        let bench = try await GradleBench([
            "settings.gradle": "include 'a'", "a/build.gradle": script,
            "gradle/libs.versions.toml": "[plugins]\nmp = { id = 'maven-publish' }\nother = 'x:1'\n",
        ])
        let package = try bench.package(":a")
        #expect(package.publish == isPublished && (package.privateReason == nil) == isPublished)
    }

    /// Tags of projects, whose names hold colons.
    @Test func tags() throws {
        let format = try TagFormat("{name}-v{version}")
        #expect(format.tag(name: ":a:b", label: "gradle", path: "a/b", version: "1.0") == "a/b-v1.0")
        #expect(format.version(in: "a/b-v1.0.0", name: ":a:b", label: "gradle", path: "a/b", scheme: .semver) == "1.0.0")
    }

    /// The calls: the wrapper where there is one, the project's own tasks.
    @Test func calls() async throws {
        let bench = try await GradleBench([
            "settings.gradle": "include 'x:y'", "gradlew": "#!/bin/sh",
            "x/y/build.gradle": "apply plugin: 'maven-publish'\ngroup = 'g.h'\nversion = '1'",
        ])
        let package = try bench.package(":x:y")
        let commands = GradleCommands()
        let build = commands.build(package, root: "/r", into: "/o", environment: ["A": "b"])
        #expect(build.program == "./gradlew" && build.directory == "/r" && build.environment["A"] == .some("b"))
        #expect(build.arguments == ["--no-daemon", "--console=plain", "-Dmaven.repo.local=/o", ":x:y:publishToMavenLocal"])
        let registry = RegistryAddress(name: "r", base: "https://h/m", upload: "https://h/m", index: "https://h/m")
        let files = ["jar", "module", "pom"].map { "/o/y-1.\($0)" }
        let publish = commands.publish(files, of: package, to: registry, options: PublishOptions(credentials: ["RK_MAVEN_PASSWORD": "s"]))
        #expect(
            publish.program == "mvn"
                && publish.arguments.suffix(10) == [
                    "deploy:deploy-file", "-Durl=https://h/m", "-DrepositoryId=r", "-DgeneratePom=false", "-DpomFile=/o/y-1.pom",
                    "-Dfile=/o/y-1.jar", "-Dpackaging=jar", "-Dfiles=/o/y-1.module", "-Dclassifiers=", "-Dtypes=module",
                ] && publish.environment["RK_MAVEN_PASSWORD"] == .some("s"))
        let smoke = await commands.smokeTest(package, version: "1", from: registry, artifacts: ["/o/y-1.aar", "/o/y-1.pom"], in: "/t")
        let pom = String(decoding: smoke.first?.files["/t/pom.xml"] ?? [], as: UTF8.self)
        #expect(pom.contains("<groupId>g.h</groupId>") && pom.contains("<artifactId>y</artifactId>") && pom.contains("<type>aar</type>"))
        #expect(
            commands.publish(["/o/y-1.module", "/o/y-1.pom", "/o/y-1.war"], of: package, to: registry, options: PublishOptions()).arguments
                .contains("-Dpackaging=war"))
        let query = commands.registry(at: registry).release("g.h:y", "1")
        #expect(query.request.url == "https://h/m/g/h/y/1/y-1.pom")
        #expect(try query.parse(Response(status: 404)) == nil)
        #expect(try query.parse(Response(status: 200))?.digests.keys.sorted() == ["y-1.pom"])
        for status in [401, 429, 500, 302] { #expect(throws: Fault.self) { try query.parse(Response(status: status)) } }
        #expect(await commands.problems(in: ArtifactFile(name: "y-1-sources.jar", path: ""), of: package, version: "1", exact: [:]).isEmpty)
        #expect(await commands.problems(in: ArtifactFile(name: "y-10.jar", path: ""), of: package, version: "1", exact: [:]).count == 1)
        #expect(package.rest["published_as"] == .string("g.h:y"))
    }
}
