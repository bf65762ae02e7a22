import RKShared
import Support
import Testing

/// What Maven makes of declarations that meet each other, in one POM, in profiles, in parents: the answers are those of its model builder.
struct MavenMergingTests {
    /// A POM below the parent `x:root:1.0`.
    private static func pom(_ artifact: String, _ rest: String = "") -> String {
        "<project><parent><groupId>x</groupId><artifactId>root</artifactId><version>1.0</version></parent><artifactId>\(artifact)</artifactId>\(rest)</project>"
    }

    /// A dependency of the group `x`, or of another one.
    private static func dependency(_ artifact: String, _ rest: String, group: String = "x") -> String {
        "<dependency><groupId>\(group)</groupId><artifactId>\(artifact)</artifactId>\(rest)</dependency>"
    }

    /// The edges of `x:app`, beside the one to its parent, as `name kind`, of a reactor with `x:core` and `x:tool` of 1.0.
    private static func edges(_ app: String, root: String = "") async throws -> [String] {
        let sandbox = try await Sandbox()
        let modules = ["core", "tool", "app"].map { "<module>\($0)</module>" }.joined()
        let found = try await sandbox.discover(files: [
            "pom.xml":
                "<project><groupId>x</groupId><artifactId>root</artifactId><version>1.0</version><packaging>pom</packaging><modules>\(modules)</modules>\(root)</project>",
            "core/pom.xml": Self.pom("core"), "tool/pom.xml": Self.pom("tool"), "app/pom.xml": Self.pom("app", app),
        ])
        #expect(found.status == 0, "\(found.errors)")
        let edges = try found.package("x:app").dependencies.compactMap { edge in
            edge.package.map { "\($0.dropFirst("maven:x:".count)) \(edge.kind.rawValue)" }
        }
        return Set(edges).subtracting(["root build"]).sorted()
    }

    /// Dependencies of `app`, what its parent says besides, and the edges.
    static let dependencyCases: [(String, String, [String])] = [
        // A property that nothing defines stays as it is written: in a classifier or a type it is no obstacle, as a version it is another one.
        (dependency("core", "<version>1.0</version><classifier>${os.detected.classifier}</classifier>"), "", ["core runtime"]),
        (dependency("core", "<version>${undefined}</version>"), "", []),
        // Of two in one POM the last counts.
        (dependency("core", "<version>1.0</version>") + dependency("core", "<version>0.9</version>"), "", []),
        // A boolean in any case, and by a property.
        (dependency("core", "<version>1.0</version><optional>TRUE</optional>"), "", ["core optional"]),
        (
            dependency("core", "<version>1.0</version><optional>${o}</optional>"), "<properties><o>true</o></properties>", ["core optional"]
        ),
        // The scope of a version that is stated is managed too; whether it is optional never is.
        (
            dependency("core", "<version>1.0</version>"),
            "<dependencyManagement><dependencies>\(dependency("core", "<version>2</version><scope>test</scope><optional>true</optional>"))</dependencies></dependencyManagement>",
            ["core dev"]
        ),
        // What is written in two ways stays twice.
        (
            dependency("core", "<version>1.0</version>") + dependency("core", "<version>0.9</version>", group: "${project.groupId}"), "",
            ["core runtime"]
        ),
    ]

    /// Dependencies that meet each other.
    @Test(arguments: dependencyCases)
    func dependencies(_ own: String, _ parent: String, _ expected: [String]) async throws {
        #expect(try await Self.edges("<dependencies>\(own)</dependencies>", root: parent) == expected)
    }

    /// The plugin `x:tool` with more in it.
    private static func plugin(_ rest: String, _ artifact: String = "tool") -> String {
        "<plugin><groupId>x</groupId><artifactId>\(artifact)</artifactId>\(rest)</plugin>"
    }

    /// Plugins of `app`'s build, of its parent's, and the edges.
    static let pluginCases: [(String, String, [String])] = [
        (plugin("<version>1.0</version>"), "", ["tool build"]), (plugin("<version>0.9</version>"), "", []),
        // Another version is none of this build, whatever else is built before.
        (plugin("<version>0.9</version><dependencies>\(dependency("tool", "<version>1.0</version>"))</dependencies>"), "", ["tool build"]),
        // Without a version it is the one of the reactor, but for plugins of Maven's own defaults.
        (plugin(""), "", ["tool build"]),
        // Modules do not get what is not inherited, but with an execution.
        ("", plugin("<version>1.0</version><inherited>false</inherited>"), []),
        (
            "", plugin("<version>1.0</version><inherited>false</inherited><executions><execution><id>e</id></execution></executions>"),
            ["tool build"]
        ),
        // Two that mean the same: the last.
        (
            "<plugin><groupId>${project.groupId}</groupId><artifactId>tool</artifactId><version>1.0</version></plugin>"
                + plugin("<version>0.9</version>"), "", []
        ),
        // The own version goes before the parent's.
        (plugin("<version>0.9</version>"), plugin("<version>1.0</version>"), []),
    ]

    /// Plugins that meet each other.
    @Test(arguments: pluginCases)
    func plugins(_ own: String, _ parent: String, _ expected: [String]) async throws {
        let build: (String) -> String = { $0.isEmpty ? "" : "<build><plugins>\($0)</plugins></build>" }
        #expect(try await Self.edges(build(own), root: build(parent)) == expected)
    }

    /// Conditions of profiles as Maven's own activators read them, for a JDK 17 and, of systems, Linux and macOS.
    @Test(arguments: [
        ("<jdk>17</jdk>", true), ("<jdk>1.8</jdk>", false), ("<jdk>!1.8</jdk>", true), ("<jdk>[11,)</jdk>", true),
        ("<jdk>[11,17)</jdk>", false), ("<jdk>[11,17]</jdk>", true), ("<jdk>(17,)</jdk>", false), ("<jdk>(,11]</jdk>", false),
        // Brackets that are missing, and a second range, which does not count.
        ("<jdk>[9,</jdk>", true), ("<jdk>[9</jdk>", true), ("<jdk>[1.8,11),[17,)</jdk>", false), ("<jdk>[17.0.0]</jdk>", false),
        ("<os><family>unix</family></os>", true), ("<os><family>!windows</family></os>", true), ("<os/>", false),
        ("<os><family>Plan9</family></os>", false),
        ("<property><name>empty</name></property>", false), ("<property><name>!empty</name></property>", true),
        ("<property><name>given</name><value>yes</value></property>", true),
        ("<file><exists>${basedir}/marker</exists></file>", true), ("<file><exists>${here}/marker</exists></file>", true),
        ("<file><exists>${project.basedir}/marker</exists></file>", false),
        ("<file><missing>${project.basedir}/marker</missing></file>", true),
    ])
    func conditions(_ activation: String, _ isActive: Bool) async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "pom.xml":
                "<project><groupId>x</groupId><artifactId>root</artifactId><version>1.0</version><packaging>pom</packaging><properties><here>.</here></properties><modules><module>core</module></modules><profiles><profile><id>p</id><activation>\(activation)</activation><modules><module>extra</module></modules></profile></profiles></project>",
            "core/pom.xml": Self.pom("core"), "extra/pom.xml": Self.pom("extra"), "marker": "",
            ".mvn/maven.config": "-Dempty=\n-Dgiven=yes\n",
        ])
        #expect(found.packages.contains { $0.name == "x:extra" } == isActive, "\(found.errors)")
    }

    /// A plugin that every build has is that of Maven's defaults where no POM states its version, though the reactor makes one.
    @Test func aPluginOfTheDefaults() async throws {
        let sandbox = try await Sandbox()
        let plugin = "<plugin><artifactId>maven-jar-plugin</artifactId></plugin>"
        let found = try await sandbox.discover(files: [
            "pom.xml":
                "<project><groupId>x</groupId><artifactId>root</artifactId><version>1.0</version><packaging>pom</packaging><modules><module>jar</module><module>app</module></modules></project>",
            "jar/pom.xml":
                "<project><groupId>org.apache.maven.plugins</groupId><artifactId>maven-jar-plugin</artifactId><version>4</version></project>",
            "app/pom.xml": Self.pom("app", "<build><plugins>\(plugin)</plugins></build>"),
        ])
        #expect(found.status == 0, "\(found.errors)")
        let use = try found.package("x:app").dependencies.first { $0.name.hasSuffix(":maven-jar-plugin") }
        #expect(use?.package == nil && use?.why?.contains("in the version of Maven's defaults; this reactor has 4: external") == true)
    }

    /// Bills of materials that import each other, which Maven refuses, are asked once for each key.
    @Test(.timeLimit(.minutes(20))) func billsInACircle() async throws {
        let names = (0..<24).map { "bom\($0)" }
        let imports = names.map { Self.dependency($0, "<version>1.0</version><type>pom</type><scope>import</scope>") }.joined()
        let management = "<dependencyManagement><dependencies>\(imports)</dependencies></dependencyManagement>"
        let sandbox = try await Sandbox()
        var files = [
            "pom.xml":
                "<project><groupId>x</groupId><artifactId>root</artifactId><version>1.0</version><packaging>pom</packaging><modules>\(names.map { "<module>\($0)</module>" }.joined())<module>app</module></modules></project>",
            "app/pom.xml": Self.pom("app", "\(management)<dependencies>\(Self.dependency("none", ""))</dependencies>"),
        ]
        for name in names { files["\(name)/pom.xml"] = Self.pom(name, "<packaging>pom</packaging>\(management)") }
        let found = try await sandbox.discover(files: files)
        #expect(found.packages.count == 26)
    }
}
