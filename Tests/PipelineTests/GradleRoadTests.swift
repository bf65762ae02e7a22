import RKShared
import Support
import Testing

/// Projects of Gradle on their way to a repository, with the real gradle, the real mvn and the real protocol.
@Suite struct GradleRoadTests {
    /// A build of `core`, `api` that needs it, and `app` that needs `api`, with sources beside each jar, versions in a script, in
    /// gradle.properties and in a variable, and a project that is not published; Debian's files stand for Maven Central.
    private static func scene() async throws -> PublishScene {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "repo/settings.gradle": "rootProject.name = 'acme'\ninclude 'core', 'libs:api', 'app', 'tool'\n",
                "repo/build.gradle": """
                subprojects {
                  apply plugin: 'java-library'
                  group = 'com.acme'
                  sourceCompatibility = 11
                  tasks.withType(AbstractArchiveTask) { preserveFileTimestamps = false; reproducibleFileOrder = true }
                }
                configure([project(':core'), project(':libs:api'), project(':app')]) {
                  apply plugin: 'maven-publish'
                  task sources(type: Jar) { classifier = 'sources'; from sourceSets.main.allSource }
                  publishing { publications { maven(MavenPublication) { from components.java; artifact sources } } }
                }

                """,
                "repo/core/build.gradle": "version = '1.0.0'\n",
                "repo/libs/api/build.gradle": "dependencies { api project(':core') }\n",
                "repo/libs/api/gradle.properties": "version = 1.0.0\n",
                "repo/app/build.gradle":
                    "def number = '1.0.0'\nversion = number\ndependencies {\n  implementation project(':libs:api')\n  testImplementation project(':tool')\n}\n",
                "repo/tool/build.gradle": "version = '1.0.0'\n",
                "repo/core/src/main/java/acme/Core.java": "package acme; public class Core { public static String name = \"core\"; }\n",
                "repo/libs/api/src/main/java/acme/Api.java": "package acme; public class Api { public static String name = Core.name; }\n",
                "repo/app/src/main/java/acme/App.java": "package acme; public class App { public static String name = Api.name; }\n",
                "repo/.gitignore": "build\n.gradle\n",
                ".m2/settings.xml":
                    "<settings><mirrors><mirror><id>debian</id><mirrorOf>central</mirrorOf><url>file:///usr/share/maven-repo</url></mirror></mirrors></settings>",
            ], below: ".")
        try await sandbox.check("git init -q && git add -A && git commit -qm 'chore: begin'", in: "repo")
        return PublishScene(in: sandbox)
    }

    /// Gradle's and Java's home of the user is the sandbox, whatever the variable HOME says.
    private static func environment(_ scene: PublishScene) -> [String: String?] {
        [
            "MAVEN_OPTS": "-Duser.home=\(scene.sandbox.folder) -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto", "MAVEN_ARGS": nil,
            "GRADLE_USER_HOME": "\(scene.sandbox.folder)/.gradle-home", "RK_MAVEN_SETTINGS": nil,
        ]
    }

    /// The SHA-256 of what the repository has, by name, checksums and metadata left out.
    private static func stored(_ scene: PublishScene) async throws -> [String: String] {
        let lines = try await scene.sandbox.check("find registry/maven -name '*.jar' -o -name '*.pom' | xargs -r sha256sum").text
        return Dictionary(lines.split(separator: "\n").map { (RelativePath.name(of: String($0)), String($0.prefix(64))) }) { first, _ in
            first
        }
    }

    /// The names of the files of one version of all three projects.
    private static func names(_ versions: [String: String]) -> [String] {
        versions.flatMap { name, version in ["\(name)-\(version).jar", "\(name)-\(version)-sources.jar", "\(name)-\(version).pom"] }
            .sorted()
    }

    /// A first release in order, with smoke tests; a second run builds the same; a change is released with all that need it.
    @Test func releases() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            echo "$RK_MAVEN_TOKEN" > ../token
            publish first; cp ../first.in ../again.in; publish again --verify-existing
            for name in core libs/api app; do git tag "$name-v1.0.0"; done
            printf '// more\\n' >> core/src/main/java/acme/Core.java; git commit -qam 'feat: more'
            plan | rk-version | rk-pin > ../second.in; publish second
            """, smoke: true, environment: Self.environment(scene))
        let first = try scene.result("first")
        #expect(
            first.status == 0
                && first.statuses.filter { $0.value != "skipped" } == ["core": "published", "api": "published", "app": "published"],
            "\(first.errors)")
        #expect(first.digests.keys.sorted() == Self.names(["core": "1.0.0", "api": "1.0.0", "app": "1.0.0"]))
        let again = try scene.result("again")
        #expect(again.status == 0 && again.count("already-published") == 3 && again.digests == first.digests, "\(again.errors)")
        let second = try scene.result("second")
        #expect(second.status == 0 && second.count("published") == 3, "\(second.errors)")
        #expect(second.digests.keys.sorted() == Self.names(["core": "1.1.0", "api": "1.0.1", "app": "1.0.1"]))
        #expect(try await Self.stored(scene) == first.digests.merging(second.digests) { first, _ in first })
        let pom = try scene.sandbox.read("registry/maven/com/acme/api/1.0.1/api-1.0.1.pom").filter { !$0.isWhitespace }
        #expect(pom.contains("<artifactId>core</artifactId><version>1.1.0</version>"))
        #expect(
            try scene.sandbox.read("registry/maven/com/acme/app/1.0.1/app-1.0.1.pom").filter { !$0.isWhitespace }
                .contains("<artifactId>api</artifactId><version>1.0.1</version>"))
        #expect(try await scene.treeStatus() == "")
        #expect(try await scene.sandbox.check("grep -lrF -f token ./*.err ./*.json log repo || true").text == "")
    }

    /// A dry run says the calls and does nothing; a project without the plugin is refused before anything happens.
    @Test func dryRunAndRefusals() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            publish dry --dry-run
            printf 'publishable = true\\n' > tool/releasekit.toml; git add -A; git commit -qm 'chore: tool'; publish refused
            git rm -q tool/releasekit.toml; git commit -qm 'chore: no tool'; unset RK_MAVEN_URL RK_MAVEN_REGISTRY; publish nowhere
            """, environment: Self.environment(scene))
        let dry = try scene.result("dry")
        #expect(dry.status == 0 && dry.count("skipped") == 6, "\(dry.errors)")
        #expect(dry.errors.contains("gradle --no-daemon --console=plain -Dmaven.repo.local=DIST/"))
        #expect(dry.errors.contains(":libs:api:publishToMavenLocal") && dry.errors.contains("deploy:deploy-file"))
        let refused = try scene.result("refused")
        #expect(
            refused.status != 0 && refused.errors.contains("maven::tool is to be released, but its build does not apply `maven-publish`"))
        let nowhere = try scene.result("nowhere")
        #expect(nowhere.status != 0 && nowhere.errors.contains("no script says to which repository"), "\(nowhere.errors)")
        #expect(try await Self.stored(scene).isEmpty)
        #expect(!Files.exists("\(scene.sandbox.folder)/repo/core/build"))
    }
}
