import RKShared
import Support
import Testing

/// Maven's projects on their way to a repository, with the real mvn and the real protocol.
@Suite struct MavenRoadTests {
    /// A repository of a parent, `core`, and `app` that needs it, with sources beside each jar; Debian's files stand for Maven Central.
    private static func scene() async throws -> PublishScene {
        let sandbox = try await Sandbox()
        let names = ["source", "target"].map { "<maven.compiler.\($0)>11</maven.compiler.\($0)>" }.joined()
        try await sandbox.write(
            [
                "repo/pom.xml": """
                <project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId><artifactId>root</artifactId><version>1.0.0</version>
                <packaging>pom</packaging><modules><module>core</module><module>app</module></modules>
                <properties>\(names)<project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                <project.build.outputTimestamp>2026-01-02T03:04:05Z</project.build.outputTimestamp></properties>
                <build><plugins><plugin><artifactId>maven-source-plugin</artifactId><version>3.2.1</version>
                <executions><execution><goals><goal>jar-no-fork</goal></goals></execution></executions></plugin></plugins></build></project>
                """,
                "repo/core/pom.xml": pom("core", ""),
                "repo/app/pom.xml": pom(
                    "app",
                    "<dependencies><dependency><groupId>com.acme</groupId><artifactId>core</artifactId><version>${project.version}</version></dependency></dependencies>"
                ),
                "repo/core/src/main/java/acme/Core.java": "package acme; public class Core { public static String name = \"core\"; }",
                "repo/app/src/main/java/acme/App.java": "package acme; public class App { public static String name = Core.name; }",
                "repo/.gitignore": "target\n",
                ".m2/settings.xml":
                    "<settings><mirrors><mirror><id>debian</id><mirrorOf>central</mirrorOf><url>file:///usr/share/maven-repo</url></mirror></mirrors></settings>",
            ], below: ".")
        try await sandbox.check("git init -q && git add -A && git commit -qm 'feat: first'", in: "repo")
        return PublishScene(in: sandbox)
    }

    /// A POM below the parent.
    private static func pom(_ artifact: String, _ rest: String) -> String {
        "<project><modelVersion>4.0.0</modelVersion><parent><groupId>com.acme</groupId><artifactId>root</artifactId><version>1.0.0</version></parent><artifactId>\(artifact)</artifactId>\(rest)</project>"
    }

    /// Java's home of the user is the sandbox, whatever the variable HOME says.
    private static func environment(_ scene: PublishScene) -> [String: String?] {
        ["MAVEN_OPTS": "-Duser.home=\(scene.sandbox.folder) -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"]
    }

    /// The SHA-256 of what the repository has, by name, checksums and metadata left out.
    private static func stored(_ scene: PublishScene) async throws -> [String: String] {
        let lines = try await scene.sandbox.check("find registry/maven -name '*.jar' -o -name '*.pom' | xargs -r sha256sum").text
        return Dictionary(lines.split(separator: "\n").map { (RelativePath.name(of: String($0)), String($0.prefix(64))) }) { first, _ in
            first
        }
    }

    /// Versions computed on the way are built, uploaded, compared file by file and needed by another project; a second run builds the same.
    @Test func reactor() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            unset RK_MAVEN_SETTINGS MAVEN_ARGS; echo "$RK_MAVEN_TOKEN" > ../token
            plan | rk-version --set maven:com.acme:root=1.1.0 --set maven:com.acme:core=1.1.0 --set maven:com.acme:app=1.1.0 | rk-pin > ../first.in
            publish first; cp ../first.in ../second.in; publish second --verify-existing
            """, smoke: true, environment: Self.environment(scene))
        let first = try scene.result("first")
        #expect(first.status == 0 && first.statuses == ["root": "published", "core": "published", "app": "published"], "\(first.errors)")
        let names = ["core", "app"].flatMap { ["\($0)-1.1.0.jar", "\($0)-1.1.0-sources.jar", "\($0)-1.1.0.pom"] } + ["root-1.1.0.pom"]
        #expect(first.digests.keys.sorted() == names.sorted())
        #expect(try await Self.stored(scene) == first.digests)
        #expect(try scene.sandbox.read("registry/maven/com/acme/app/1.1.0/app-1.1.0.pom").contains("<version>1.1.0</version>"))
        let second = try scene.result("second")
        #expect(second.status == 0 && second.count("already-published") == 3 && second.digests == first.digests, "\(second.errors)")
        #expect(try await scene.treeStatus() == "")
        #expect(try await scene.sandbox.check("grep -lrF -f token first.err second.err first.json second.json log repo || true").text == "")
    }

    /// A server in trouble, and an answer that is lost, cost another try; other bytes under a version that is there are an error.
    @Test func troubles() async throws {
        let scene = try await Self.scene()
        try await scene.run(
            """
            publish first
            sed -i 's/"core"/"other"/' core/src/main/java/acme/Core.java; git commit -qam 'fix: forgotten'; publish different --verify-existing
            """,
            faults: """
                [{"match": "^PUT /maven/com/acme/core/1.0.0/core-1.0.0.jar$", "times": 1, "status": 503},
                 {"match": "^PUT /maven/com/acme/app/1.0.0/app-1.0.0.pom$", "times": 1, "drop": true, "when": "after"}]
                """, environment: Self.environment(scene))
        let first = try scene.result("first")
        #expect(first.status == 0 && first.count("published") == 3, "\(first.errors)")
        #expect(first.attempts("core") == 2)
        #expect(try await Self.stored(scene) == first.digests)
        let different = try scene.result("different")
        #expect(different.status == 1 && different.statuses["core"] == "failed" && different.codes.contains("RK-DIGEST-DIFFERS"))
    }
}
