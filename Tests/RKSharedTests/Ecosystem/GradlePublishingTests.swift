import Support
import Testing

@testable import RKShared

/// The way of Gradle's projects to a repository: which one it is, which projects cannot go it, what is not told.
struct GradlePublishingTests {
    /// The registries of the projects of a build with one script for all of them, `allprojects` around it, and one project.
    private static func registries(
        _ script: String, _ name: String? = nil, _ environment: [String: String] = [:], group: String = "group = 'g'"
    ) async throws -> [String: RegistryAddress] {
        let bench = try await GradleBench([
            "settings.gradle": "include 'a'", "build.gradle": "subprojects {\n\(group)\nversion = '1'\n\(script)\n}", "a/build.gradle": "",
        ])
        let packages = bench.discovery.packages.filter { $0.name == ":a" }
        let sources = RegistrySources(environment: environment, tree: bench.tree)
        return try GradlePublishing().registries(of: packages, in: bench.discovery.workspace, named: name, from: sources)
    }

    /// The plugin, and a repository as scripts write it.
    private static func publishing(_ repositories: String) -> String {
        "apply plugin: 'maven-publish'\npublishing { repositories {\n\(repositories)\n} }"
    }

    /// The one repository of the scripts counts where nobody names another.
    @Test(arguments: [
        "maven { url = 'https://h/m' }", "maven { url 'https://h/m' }", "maven { url = uri(\"https://h/m\") }",
        "maven { name = 'x'; url = uri('https://h/m/') }", "maven { setUrl('https://h/m') }", "maven(\"https://h/m\")",
        "maven(url = \"https://h/m\")", "maven { url = 'https://h/m' }\nmaven { url = 'https://h/m' }",
        "mavenLocal()\nmaven { url 'https://h/m' }",
    ])
    func stated(_ repositories: String) async throws {
        #expect(try await Self.registries(Self.publishing(repositories))["maven::a"]?.upload == "https://h/m/")
        #expect(try await Self.registries(Self.publishing(repositories), "https://n/x")["maven::a"]?.upload == "https://n/x/")
        #expect(
            try await Self.registries(Self.publishing(repositories), nil, ["RK_MAVEN_REGISTRY": "central"])["maven::a"]
                == MavenPublishing.central)
    }

    /// Maven Central, where a plugin knows it by name.
    @Test func central() async throws {
        let script = "apply plugin: 'com.vanniktech.maven.publish'\nmavenPublishing { publishToMavenCentral(true) }"
        #expect(try await Self.registries(script)["maven::a"] == MavenPublishing.central)
    }

    /// Where packages are only read from is nowhere to publish to, and what only a run tells is not guessed.
    @Test(arguments: [
        ("apply plugin: 'maven-publish'\nrepositories { maven { url 'https://h/m' } }", "no script says"),
        (publishing(""), "no script says"), (publishing("mavenLocal()"), "no script says"),
        (publishing("maven { url = version.endsWith('SNAPSHOT') ? x : y }"), "only running the build tells"),
        (publishing("maven { url = uri(findProperty('target')) }"), "only running the build tells"),
        (publishing("if (x) { maven { url = 'https://h/m' } }"), "only running the build tells"),
        (publishing("maven { url 'https://h/m' }\nmaven { url 'https://h/n' }"), "published to 2 repositories"),
        (publishing("maven { url = 'file:///tmp/x' }"), "no address of the web"),
    ])
    func unknown(_ script: String, _ message: String) async throws {
        let fault = await #expect(throws: Fault.self) { try await Self.registries(script) }
        #expect(fault?.code == .registryUnknown && fault?.message.contains(message) == true, "\(fault?.message ?? "")")
        #expect(fault?.hint?.contains("--registry") == true && fault?.package == "maven::a" && fault?.place?.path == "a/build.gradle")
        if message != "no address of the web" {
            #expect(try await Self.registries(script, "https://n/x")["maven::a"]?.upload == "https://n/x/")
        }
    }

    /// A project without the plugin, or without a group, is refused whatever registry is named.
    @Test(arguments: [
        ("", "group = 'g'", "does not apply `maven-publish`"),
        ("apply plugin: 'ivy-publish'", "group = 'g'", "does not apply `maven-publish`"),
        ("apply plugin: 'maven'", "group = 'g'", "does not apply `maven-publish`"),
        ("apply plugin: 'maven-publish'", "", "its group in a repository is not known"),
    ])
    func refused(_ script: String, _ group: String, _ message: String) async throws {
        let fault = await #expect(throws: Fault.self) { try await Self.registries(script, "https://n/x", group: group) }
        #expect(
            fault?.code == .registryUnknown && fault?.message.contains(message) == true && fault?.hint != nil, "\(fault?.message ?? "")")
    }

    /// Several publications of one project are found in the scripts, before anything is built.
    @Test(arguments: [
        ("publishing { publications { a(MavenPublication) { }\n b(MavenPublication) { } } }", "`a`, `b`"),
        ("publishing { publications {\n create('a', MavenPublication) { }\n register('b', MavenPublication) } }", "`a`, `b`"),
        ("publishing.publications { a(MavenPublication) { } }\npublishing { publications { a(MavenPublication) { } } }", ""),
        ("publishing { publications { a(MavenPublication) { }\n withType(MavenPublication) { } } }", ""),
        ("publishing { publications { a(MavenPublication) { }\n i(IvyPublication) { } } }", ""),
        ("if (x) { publishing { publications { a(MavenPublication) { }\n b(MavenPublication) { } } } }", ""),
        ("apply plugin: 'java-gradle-plugin'", "a marker for each plugin"),
    ])
    func severalPublications(_ script: String, _ message: String) async throws {
        let all = "apply plugin: 'maven-publish'\n\(script)"
        guard !message.isEmpty else {
            #expect(try await Self.registries(all, "https://n/x")["maven::a"]?.upload == "https://n/x/")
            return
        }
        let fault = await #expect(throws: Fault.self) { try await Self.registries(all, "https://n/x") }
        #expect(fault?.message.contains(message) == true && fault?.hint != nil, "\(fault?.message ?? "")")
    }

    /// A POM must be of the project, and need others in the versions of the release.
    @Test(arguments: [
        ("g", "a", "2", "2", 0), ("g", "a", "1", "2", 1), ("h", "a", "2", "2", 1), ("g", "b", "2", "2", 1), ("g", "a", "2", "1", 1),
    ])
    func poms(_ group: String, _ artifact: String, _ version: String, _ core: String, _ problems: Int) async throws {
        let bench = try await GradleBench([
            "settings.gradle": "include 'a', 'core'",
            "build.gradle": "subprojects {\ngroup = 'g'\nversion = '1'\napply plugin: 'maven-publish'\n}",
            "a/build.gradle": "dependencies { api project(':core') }", "core/build.gradle": "",
        ])
        try await bench.sandbox.write(
            "a-2.pom",
            """
            <project><modelVersion>4.0.0</modelVersion><groupId>\(group)</groupId><artifactId>\(artifact)</artifactId><version>\(version)</version>
            <dependencies><dependency><groupId>g</groupId><artifactId>core</artifactId><version>\(core)</version><scope>compile</scope></dependency>
            <dependency><groupId>x</groupId><artifactId>core</artifactId><version>9</version></dependency></dependencies></project>
            """)
        let file = ArtifactFile(name: "a-2.pom", path: "\(bench.sandbox.folder)/a-2.pom")
        let found = await GradleCommands().problems(in: file, of: try bench.package(":a"), version: "2", exact: ["maven::core": "2"])
        #expect(found.count == problems, "\(found)")
    }

    /// Maven's variables, and properties by the names that plugins give them.
    @Test func exposures() {
        let publishing = GradlePublishing()
        #expect(publishing.exposure(of: "RK_MAVEN_TOKEN") == .secret)
        #expect(publishing.exposure(of: "ORG_GRADLE_PROJECT_mavenCentralPassword") == .secret)
        #expect(publishing.exposure(of: "ORG_GRADLE_PROJECT_signingInMemoryKeyPassword") == .reading)
        #expect(publishing.exposure(of: "ORG_GRADLE_PROJECT_org") == nil && publishing.exposure(of: "GRADLE_OPTS") == nil)
    }
}
