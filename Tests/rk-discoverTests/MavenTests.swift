import RKShared
import Support
import Testing

/// Projects of Maven: which are found, and what they need of each other.
struct MavenTests {
    /// A POM below a parent `x:root:1.0`, or with coordinates of its own.
    private static func pom(_ artifact: String, _ rest: String = "", parent: String? = "<artifactId>root</artifactId>", own: String = "")
        -> String
    {
        let above =
            parent.map { "<parent><groupId>x</groupId>\($0)<version>1.0</version></parent>" }
            ?? "<groupId>x</groupId><version>1.0</version>"
        return "<project>\n\(above)\(own)<artifactId>\(artifact)</artifactId>\n\(rest)\n</project>\n"
    }

    /// The topmost POM of a reactor.
    private static func root(_ modules: [String], _ rest: String = "") -> String {
        let list = modules.map { "<module>\($0)</module>\n" }.joined()
        return pom("root", "<packaging>pom</packaging><modules>\n\(list)</modules>\(rest)", parent: nil)
    }

    /// A dependency.
    private static func dependency(_ artifact: String, _ version: String? = "1.0", _ rest: String = "", group: String = "x") -> String {
        "<dependency><groupId>\(group)</groupId><artifactId>\(artifact)</artifactId>\(version.map { "<version>\($0)</version>" } ?? "")\(rest)</dependency>"
    }

    /// The edges of a package `x:…` as `name kind`, sorted as they are.
    private static func edges(_ found: Discovered, _ artifact: String) throws -> [String] {
        try found.package("x:\(artifact)").dependencies.compactMap { edge in
            edge.package.map { "\($0.dropFirst("maven:x:".count)) \(edge.kind.rawValue)" }
        }
    }

    /// A real monorepo, compared with Maven's own reactor graph.
    @Test(.enabled(if: Programs.sharedFixtures != nil, "the shared fixtures are not beside the project"), arguments: ["maven"])
    func aRealRepositoryIsAsMavenSeesIt(_ name: String) async throws {
        let sandbox = try await Sandbox()
        let fixtures = try #require(Programs.sharedFixtures)
        let truth = try #require(try JSON(parsing: try Files.read("\(fixtures)/truth/maven__\(name).json")).object)
        let completion = try await sandbox.shell("rk-discover '\(fixtures)/maven/\(name)' | rk-graph")
        #expect(completion.status == 0)
        let document = try Document(parsing: completion.output)
        let packages = try #require(document.packages)
        let expected = (truth["packages"]?.array ?? []).compactMap(\.object)
        #expect(packages.map(\.path).sorted() == expected.compactMap { $0["path"]?.string }.sorted())
        for item in expected {
            let package = try #require(packages.first { $0.path == item["path"]?.string })
            #expect(package.name == item["name"]?.string && package.version == item["version"]?.string)
            #expect(package.publish == (item["publishable"] == .bool(true)), "\(package.id): \(package.privateReason ?? "-")")
            #expect(package.rest["maven"]?.object?["packaging"] == item["packaging"])
        }
        let edges = Set(
            packages.flatMap { package in
                package.dependencies.compactMap { edge in edge.package.map { "\(package.id) \($0) \(edge.kind.rawValue)" } }
            })
        let wanted = Set(
            (truth["internal_edges"]?.array ?? []).map { edge in
                let words = (edge.array ?? []).compactMap(\.string)
                return "maven:\(words[0]) maven:\(words[1]) \(words[2])"
            })
        #expect(edges == wanted, "missing \(wanted.subtracting(edges).sorted()), too many \(edges.subtracting(wanted).sorted())")
        let levels = (truth["levels"]?.array ?? []).map { ($0.array ?? []).compactMap { $0.string.map { "maven:\($0)" } }.sorted() }
        #expect(document.graph?.levels == levels && document.graph?.cycles.isEmpty == true)
        #expect(document.diagnostics.isEmpty)
        #expect(Set(packages.compactMap(\.versionGroup)) == ["pom.xml"])
    }

    /// Modules: nested, beside the root, POM files by name, in profiles that are active by themselves, with properties; the rest is not taken.
    @Test func modules() async throws {
        let sandbox = try await Sandbox()
        let profile: (String, String) -> String = { activation, module in
            "<profile><id>\(module)</id><activation>\(activation)</activation><modules><module>\(module)</module></modules></profile>"
        }
        let profiles = [
            ("<property><name>!skip</name></property>", "p1"), ("<property><name>set</name></property>", "p2"), ("<jdk>[11,)</jdk>", "p3"),
            ("<jdk>1.8</jdk>", "p4"),
            ("<file><exists>${basedir}/marker</exists></file>", "p5"), ("<file><missing>marker</missing></file>", "p6"),
            ("<os><family>!windows</family></os>", "p7"), ("<os><family>windows</family></os>", "p8"),
            ("<activeByDefault>true</activeByDefault>", "p9"),
            ("<jdk>!1.8</jdk><property><name>set</name></property>", "p10"),
            ("<property><name>level</name><value>!low</value></property>", "p11"),
            ("<property><name>configured</name><value>yes</value></property>", "p12"),
        ].map { profile($0.0, $0.1) }.joined()
        var files = [
            "all/pom.xml": Self.root(
                ["a", "../beside", "b/other.xml", "${folder}/c", "a", ""],
                "<properties><folder>deep</folder></properties><profiles>\(profiles)</profiles>"),
            "all/a/pom.xml": Self.pom("a", "<modules><module>inner</module></modules>"),
            "all/a/inner/pom.xml": Self.pom("inner", parent: nil),
            "beside/pom.xml": Self.pom("beside", parent: nil), "all/b/other.xml": Self.pom("b"), "all/b/pom.xml": Self.pom("not"),
            "all/deep/c/pom.xml": Self.pom("c"), "all/marker": "", "all/src/test/pom.xml": Self.root(["x"]), ".gitignore": "",
            "all/.mvn/maven.config": "-Dconfigured=yes\n-T1C\n",
        ]
        for number in 1...12 { files["all/p\(number)/pom.xml"] = Self.pom("p\(number)") }
        let found = try await sandbox.discover(files: files, prelude: "git init -q; git add -A")
        #expect(found.status == 0, "\(found.errors)")
        #expect(
            found.packages.map(\.path).sorted() == [
                "all", "all/a", "all/a/inner", "all/b", "all/deep/c", "all/p1", "all/p11", "all/p12", "all/p3", "all/p5", "all/p7",
                "beside",
            ])
        #expect(try found.package("x:b").manifest == "all/b/other.xml")
        #expect(found.document?.workspaces?.map { "\($0.id) \($0.root)" } == ["maven all"])
    }

    /// A profile that is active by default is not when another one of its POM is.
    @Test func activeByDefault() async throws {
        let sandbox = try await Sandbox()
        let profiles =
            "<profiles><profile><id>d</id><activation><activeByDefault>true</activeByDefault></activation><modules><module>d</module></modules></profile></profiles>"
        let files = ["pom.xml": Self.root(["a"], profiles), "a/pom.xml": Self.pom("a"), "d/pom.xml": Self.pom("d")]
        #expect(try await sandbox.discover(files: files).packages.map(\.path).sorted() == [".", "a", "d"])
        try await sandbox.write("repo/.mvn/maven.config", "-P !d\n")
        #expect(try await sandbox.discover().packages.map(\.path).sorted() == [".", "a"])
    }

    /// Coordinates: inherited, from properties, from parents outside the repository, overridden, of several levels.
    @Test func coordinates() async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "pom.xml": """
            <project><parent><groupId>out</groupId><artifactId>side</artifactId><version>7</version><relativePath/></parent>
            <groupId>x</groupId><artifactId>root${suffix}</artifactId><version>${revision}${sha1}${changelist}</version><packaging>pom</packaging>
            <properties><suffix/><revision>2.0</revision><sha1></sha1><changelist>-SNAPSHOT</changelist></properties>
            <modules><module>a</module><module>b</module><module>c</module><module>d</module></modules></project>
            """,
            "a/pom.xml": """
            <project><parent><groupId>x</groupId><artifactId>root${suffix}</artifactId><version>${revision}${sha1}${changelist}</version></parent>
            <artifactId>${project.parent.groupId}-a</artifactId></project>
            """,
            "b/pom.xml":
                "<project><parent><groupId>out</groupId><artifactId>side</artifactId><version>7</version></parent><artifactId>b</artifactId></project>",
            "c/pom.xml": """
            <project><groupId>y</groupId><artifactId>c</artifactId><version>${my}</version>
            <properties><my>${your}</my><your>3</your></properties><modules><module>e</module></modules></project>
            """,
            "c/e/pom.xml":
                "<project><parent><groupId>y</groupId><artifactId>c</artifactId><version>${my}</version></parent><artifactId>e</artifactId><properties><your>4</your></properties></project>",
            "d/pom.xml":
                "<project><parent><groupId>y</groupId><artifactId>c</artifactId><version>${my}</version><relativePath>../c</relativePath></parent><artifactId>d</artifactId><version>5</version></project>",
        ])
        #expect(found.status == 0, "\(found.errors)")
        #expect(
            found.packages.map { "\($0.name) \($0.version ?? "-")" } == [
                "out:b 7", "x:root 2.0-SNAPSHOT", "x:x-a 2.0-SNAPSHOT", "y:c 3", "y:d 5", "y:e 4",
            ])
        #expect(try found.package("y:e").dependencies.map(\.package) == [nil])
        #expect(try found.package("x:root").versionGroup == "pom.xml#revision" && found.package("y:d").versionGroup == nil)
    }

    /// Every way in which a project needs another one, with its kind.
    @Test func edges() async throws {
        let sandbox = try await Sandbox()
        let managed =
            "<dependencyManagement><dependencies>\(Self.dependency("core", "${project.version}"))\(Self.dependency("tests", "1.0", "<scope>test</scope>"))\(Self.dependency("old", "0.9"))\(Self.dependency("bom", "${project.version}", "<type>pom</type><scope>import</scope>"))</dependencies></dependencyManagement>"
        let build =
            "<build><pluginManagement><plugins><plugin><artifactId>maven-compiler-plugin</artifactId><dependencies>\(Self.dependency("lint"))</dependencies></plugin><plugin><groupId>x</groupId><artifactId>never</artifactId></plugin></plugins></pluginManagement></build>"
        let found = try await sandbox.discover(files: [
            "pom.xml": Self.root(
                ["core", "tests", "bom", "old", "lint", "plug", "app", "wide", "managed-by-bom", "never"], managed + build),
            "core/pom.xml": Self.pom("core", parent: nil), "tests/pom.xml": Self.pom("tests", parent: nil),
            "old/pom.xml": Self.pom("old", parent: nil),
            "lint/pom.xml": Self.pom("lint", parent: nil),
            "plug/pom.xml": Self.pom("plug", "<packaging>maven-plugin</packaging>", parent: nil),
            "never/pom.xml": Self.pom("never", parent: nil), "managed-by-bom/pom.xml": Self.pom("managed-by-bom", parent: nil),
            "bom/pom.xml": Self.pom(
                "bom",
                "<packaging>pom</packaging><dependencyManagement><dependencies>\(Self.dependency("managed-by-bom"))</dependencies></dependencyManagement>",
                parent: nil),
            "app/pom.xml": Self.pom(
                "app",
                """
                <dependencies>\(Self.dependency("core", nil))\(Self.dependency("core", nil, "<classifier>tests</classifier><scope>test</scope>"))
                \(Self.dependency("tests", nil))\(Self.dependency("old", nil))\(Self.dependency("managed-by-bom", nil))
                \(Self.dependency("junit", "4", group: "junit"))</dependencies>
                <build><plugins><plugin><groupId>x</groupId><artifactId>plug</artifactId><version>${project.version}</version></plugin></plugins>
                <extensions><extension><groupId>x</groupId><artifactId>wide</artifactId><version>[1,2)</version></extension></extensions></build>
                """),
            "wide/pom.xml": Self.pom(
                "wide",
                "<dependencies>\(Self.dependency("core", "[1,2)", "<optional>true</optional>"))\(Self.dependency("lint", "${project.version}", "<scope>provided</scope>"))</dependencies>",
                parent: nil),
        ])
        #expect(found.status == 0, "\(found.errors)")
        #expect(
            try Self.edges(found, "app") == [
                "core dev", "core runtime", "lint build", "managed-by-bom runtime", "plug build", "root build", "tests dev", "wide build",
            ])
        #expect(try Self.edges(found, "wide") == ["core optional", "lint runtime"])
        #expect(try Self.edges(found, "root") == [])
        #expect(try Self.edges(found, "bom") == [])
        let old = try #require(try found.package("x:app").dependencies.first { $0.name == "x:old" })
        #expect(old.package == nil && old.requirement == "0.9" && old.why?.contains("this reactor has 1.0: external") == true)
        let core = try found.package("x:app").dependencies.first { $0.name == "x:core" && $0.kind == .runtime }
        #expect(core?.requirement == "1.0" && core?.why == "dependency (compile), version managed by pom.xml, a project of this reactor")
        #expect(try found.package("x:app").dependencies.contains { $0.name == "junit:junit" && $0.package == nil && $0.why == nil })
    }

    /// A plugin of the reactor orders what it can: not itself, not what it needs, not its own parents.
    @Test func plugins() async throws {
        let sandbox = try await Sandbox()
        let build = "<build><plugins><plugin><groupId>x</groupId><artifactId>plug</artifactId></plugin></plugins></build>"
        let found = try await sandbox.discover(files: [
            "pom.xml": Self.root(["lib", "plug", "app"], build), "lib/pom.xml": Self.pom("lib"),
            "plug/pom.xml": Self.pom("plug", "<dependencies>\(Self.dependency("lib"))</dependencies>"), "app/pom.xml": Self.pom("app"),
        ])
        #expect(found.status == 0, "\(found.errors)")
        #expect(try Self.edges(found, "root") == [])
        #expect(try Self.edges(found, "lib") == ["root build"])
        #expect(try Self.edges(found, "plug") == ["lib runtime", "root build"])
        #expect(try Self.edges(found, "app") == ["plug build", "root build"])
        #expect(try found.package("x:lib").dependencies.first { $0.name == "x:plug" }?.why?.contains("would close a circle") == true)
    }

    /// What is not deployed is private.
    @Test func privacy() async throws {
        let sandbox = try await Sandbox()
        let skip: (String) -> String = {
            "<build><plugins><plugin><artifactId>maven-deploy-plugin</artifactId><configuration><skip>\($0)</skip></configuration></plugin></plugins></build>"
        }
        let found = try await sandbox.discover(files: [
            "pom.xml": Self.root(["a", "b", "c", "d"], "<properties><no>true</no></properties>"),
            "a/pom.xml": Self.pom(
                "a", "<properties><maven.deploy.skip>${no}</maven.deploy.skip></properties><modules><module>e</module></modules>"),
            "a/e/pom.xml": Self.pom("e", parent: "<artifactId>a</artifactId>"), "b/pom.xml": Self.pom("b", skip("true")),
            "c/pom.xml": Self.pom("c", skip("false")),
            "d/pom.xml": Self.pom("d", "<properties><maven.deploy.skip>true</maven.deploy.skip></properties>" + skip("false")),
        ])
        #expect(found.status == 0, "\(found.errors)")
        #expect(found.packages.filter { !$0.publish }.map(\.name) == ["x:a", "x:b", "x:e"])
    }

    /// POMs of the module `bad` with what is said of them; the other modules are still listed.
    static let faults: [(String, String)] = [
        ("", "RK-MANIFEST-SYNTAX bad/pom.xml:1:1 there is no element"),
        ("<project>", "RK-MANIFEST-SYNTAX bad/pom.xml:1:1 the element <project> is never closed"),
        ("<project>\n<a></b>", "RK-MANIFEST-SYNTAX bad/pom.xml:2:4 </b> stands where <a> of line 2"),
        ("<projects/>", "RK-MANIFEST-INVALID bad/pom.xml:1:1 the root element is <projects>"),
        ("<project/>", "RK-MANIFEST-INVALID bad/pom.xml:1:1 <project> has no <artifactId>"),
        ("<project><artifactId>bad</artifactId></project>", "RK-MANIFEST-INVALID bad/pom.xml:1:1 <project> has no <groupId>"),
        (
            "<project><groupId>x</groupId><artifactId>bad</artifactId></project>",
            "RK-MANIFEST-INVALID bad/pom.xml:1:1 <project> has no <version>"
        ),
        (
            "<project><groupId>x</groupId><artifactId>b d</artifactId><version>1</version></project>",
            "RK-MANIFEST-INVALID bad/pom.xml:1:30 <artifactId> is `b d`"
        ),
        (
            "<project><groupId>${no}</groupId><artifactId>bad</artifactId><version>1</version></project>",
            "RK-MANIFEST-INVALID bad/pom.xml:1:10 <groupId> is `${no}`"
        ),
        (
            "<project><groupId>x</groupId><artifactId>bad</artifactId><version>${a}</version><properties><a>${b}</a><b>${a}</b></properties></project>",
            "RK-VERSION-DYNAMIC bad/pom.xml:1:58 the version `${a}`"
        ),
        (
            "<project><groupId>x</groupId><artifactId>bad</artifactId><version>v1</version></project>",
            "RK-VERSION-INVALID bad/pom.xml:1:58 the version is `v1`"
        ),
        (
            "<project><groupId>x</groupId><artifactId>bad</artifactId><version>1 0</version></project>",
            "RK-VERSION-INVALID bad/pom.xml:1:58 the version is `1 0`"
        ),
        ("<project><version>1</version>\n<version>2</version></project>", "RK-MANIFEST-INVALID bad/pom.xml:2:1 <version> stands twice"),
        (
            "<project><parent><artifactId>root</artifactId></parent><artifactId>bad</artifactId></project>",
            "RK-MANIFEST-INVALID bad/pom.xml:1:10 <parent> must have"
        ),
        (
            "<!DOCTYPE p [<!ENTITY e 'x'>]>\n<project><groupId>&e;</groupId></project>",
            "RK-MANIFEST-SYNTAX bad/pom.xml:2:19 the entity `e` is declared"
        ),
        ("<project><groupId>&no;</groupId></project>", "RK-MANIFEST-SYNTAX bad/pom.xml:1:19 `&no;` is no entity"),
        ("<project>\n<<<<<<< HEAD\n</project>", "RK-MANIFEST-SYNTAX bad/pom.xml:2:1 expected a name behind `<`"),
        (
            "<project><groupId>x</groupId><artifactId>bad</artifactId><version>1</version><modules><module>none</module></modules></project>",
            "RK-MANIFEST-UNREADABLE bad/pom.xml:1:87 the module `none`"
        ),
        (
            "<project><groupId>x</groupId><artifactId>bad</artifactId><version>1</version><modules><module>../../../x</module></modules></project>",
            "RK-PATH-OUTSIDE bad/pom.xml:1:87 the module"
        ),
        (
            "<project><groupId>x</groupId><artifactId>bad</artifactId><version>1</version><modules><module>..</module></modules></project>",
            "RK-WORKSPACE-INVALID bad/pom.xml:1:87 the module `..`"
        ),
        (
            "<project><groupId>x</groupId><artifactId>bad</artifactId><version>1</version><modules><module>${no}</module></modules></project>",
            "RK-MANIFEST-INVALID bad/pom.xml:1:87 the module `${no}`"
        ),
        (
            "<project><groupId>x</groupId><artifactId>a</artifactId><version>1.0</version></project>",
            "RK-PACKAGE-DUPLICATE bad/pom.xml 2 packages have the name `x:a`"
        ),
        ("<?xml version='1.0' encoding='EBCDIC'?><project>é</project>", "RK-MANIFEST-SYNTAX bad/pom.xml:1:31 the encoding `EBCDIC`"),
    ]

    /// Every fault is named with its place.
    @Test(arguments: faults)
    func aBadModuleIsAFinding(_ text: String, _ finding: String) async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: [
            "pom.xml": Self.root(["a", "bad"]), "a/pom.xml": Self.pom("a"), "bad/pom.xml": text,
        ])
        let findings = (found.document?.diagnostics ?? []).map { "\($0.code) \($0.place?.description ?? "-") \($0.message)" }
        #expect(findings.count == 1 && findings.first?.hasPrefix(finding) == true, "\(findings) \(found.errors)")
        #expect(found.document?.diagnostics.first?.hint?.isEmpty == false, "\(findings)")
        #expect(found.packages.contains { $0.name == "x:a" } && found.packages.contains { $0.name == "x:root" })
        #expect(found.status == (finding.contains("DYNAMIC") ? 0 : 1))
    }

    /// The same of the topmost POM: nothing can be trusted then.
    @Test(arguments: [("<project>", "RK-MANIFEST-SYNTAX", "pom.xml:1:1"), ("<x/>", "RK-MANIFEST-INVALID", "pom.xml:1:1")])
    func aBadRootIsAnError(_ text: String, _ code: String, _ place: String) async throws {
        let sandbox = try await Sandbox()
        let found = try await sandbox.discover(files: ["pom.xml": text])
        #expect(found.status == 65 && found.errors.contains(code) && found.errors.contains("--> \(place)"), "\(found.errors)")
    }

    /// Properties that double each other, and parents in a circle, end.
    @Test func hostile() async throws {
        let sandbox = try await Sandbox()
        let doubling = (0..<40).map { "<p\($0)>${p\($0 + 1)}${p\($0 + 1)}</p\($0)>" }.joined() + "<p40>x</p40>"
        let found = try await sandbox.discover(files: [
            "pom.xml": Self.root(["a", "b", "c"]),
            "a/pom.xml":
                "<project><groupId>x</groupId><artifactId>a</artifactId><version>${p0}</version><properties>\(doubling)</properties></project>",
            "b/pom.xml":
                "<project><parent><groupId>x</groupId><artifactId>c</artifactId><version>1</version><relativePath>../c</relativePath></parent><artifactId>b</artifactId></project>",
            "c/pom.xml":
                "<project><parent><groupId>x</groupId><artifactId>b</artifactId><version>1</version><relativePath>../b</relativePath></parent><artifactId>c</artifactId></project>",
        ])
        #expect(found.status == 1 && found.findings.contains { $0.hasPrefix("RK-VERSION-DYNAMIC a/pom.xml") }, "\(found.findings)")
        #expect(found.errors.contains("is a parent of itself"))
    }
}
