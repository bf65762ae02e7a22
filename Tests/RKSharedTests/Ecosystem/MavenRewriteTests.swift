import Support
import Testing

@testable import RKShared

/// Writing versions into POMs: what changes, and that nothing else does.
struct MavenRewriteTests {
    /// A reactor in a folder, with its packages.
    private struct Scene {
        /// The folder; gone with the value.
        let sandbox: Sandbox
        /// The files.
        let tree: SourceTree
        /// The packages.
        let packages: [Package]

        /// Writes files and discovers what is in them.
        init(_ files: [String: String]) async throws {
            sandbox = try await Sandbox()
            try await sandbox.write(files, below: "repo")
            tree = SourceTree(root: try #require(Files.resolved("\(sandbox.folder)/repo")), tracked: nil)
            packages = try Self.discover(tree)
        }

        /// The packages of a tree.
        static func discover(_ tree: SourceTree) throws -> [Package] {
            let discovery = try Maven().discover(WorkspaceSite(id: "maven", root: ".", manifest: "pom.xml"), in: tree)
            #expect(discovery.findings.isEmpty, "\(discovery.findings.map(\.message))")
            return discovery.packages
        }

        /// The rewrites that a plan of some versions would ask for.
        func rewrites(_ versions: [String: String]) -> [String: Rewrite] {
            let known = Dictionary(uniqueKeysWithValues: packages.map { ($0.id, versions[$0.name] ?? $0.version ?? "") })
            return Dictionary(
                uniqueKeysWithValues: packages.filter { versions[$0.name] != nil }.map { package in
                    let targets = package.dependencies.filter { !$0.kind.isInert }.compactMap(\.package).filter { $0 != package.id }
                    let exact = Dictionary(targets.map { ($0, known[$0] ?? "") }) { first, _ in first }
                    return (package.id, Rewrite(version: versions[package.name], exact: exact))
                })
        }

        /// The files after a release of some packages as some versions, by path; writes them, and checks that doing it again changes nothing.
        func release(_ versions: [String: String]) throws -> [String: String] {
            let chosen = packages.filter { versions[$0.name] != nil }
            let result = try Maven().rewrite(chosen, rewrites(versions), in: tree)
            var texts: [String: String] = [:]
            for change in result.values.flatMap(\.changes) {
                let text = String(decoding: change.after, as: UTF8.self)
                #expect(texts[change.path] == nil || texts[change.path] == text)
                texts[change.path] = text
                try Files.replace("\(tree.root)/\(change.path)", with: change.after)
            }
            let again = try Scene.discover(tree)
            #expect(
                Dictionary(uniqueKeysWithValues: again.map { ($0.name, $0.version ?? "-") }).filter { versions[$0.key] != nil } == versions)
            let second = try Maven().rewrite(again.filter { versions[$0.name] != nil }, rewrites(versions), in: tree)
            #expect(second.values.allSatisfy { $0.changes.isEmpty })
            return texts
        }
    }

    /// A parent reference.
    private static func parent(_ artifact: String = "root", _ version: String = "1.0") -> String {
        "<parent>\r\n<groupId>x</groupId><artifactId>\(artifact)</artifactId><version>\(version)</version></parent>"
    }

    /// A dependency.
    private static func dependency(_ artifact: String, _ version: String?) -> String {
        "<dependency><groupId>x</groupId><artifactId>\(artifact)</artifactId>\(version.map { "<version>\($0)</version>" } ?? "")</dependency>"
    }

    /// One version in the topmost POM: parents move along in every module, whoever is released; equal texts of others stay.
    @Test func inherited() async throws {
        let root = """
            \u{FEFF}<?xml version="1.0"?>\r\n<!-- 1.0 -->\r\n<project>\r\n  <groupId>x</groupId><artifactId>root</artifactId>
              <version> <!-- v -->1.0<?keep 1.0?> </version><packaging>pom</packaging>
              <properties><other>1.0</other></properties><modules><module>a</module><module>b</module></modules>
              <dependencies><dependency><groupId>y</groupId><artifactId>y</artifactId><version>1.0</version></dependency></dependencies>
            </project>
            """
        let a = "<project>\(Self.parent())<artifactId>a</artifactId></project>"
        let b =
            "<project>\(Self.parent("root", "<![CDATA[1.0]]>"))<artifactId>b</artifactId><dependencies>\(Self.dependency("a", "${project.version}"))</dependencies></project>"
        let scene = try await Scene(["pom.xml": root, "a/pom.xml": a, "b/pom.xml": b])
        #expect(Set(scene.packages.map(\.versionGroup)) == ["pom.xml"])
        let texts = try scene.release(["x:a": "1.1.0", "x:root": "1.1.0", "x:b": "1.1.0"])
        #expect(texts["pom.xml"] == root.replacing("<!-- v -->1.0<?keep", with: "<!-- v -->1.1.0<?keep"))
        #expect(texts["a/pom.xml"] == a.replacing("1.0", with: "1.1.0") && texts["b/pom.xml"] == b.replacing("[1.0]", with: "[1.1.0]"))
    }

    /// A module that is not released, but has its version in the place of a release, is needed in the new version, also by a second run.
    @Test func sharedWithoutRelease() async throws {
        let a =
            "<project>\(Self.parent())<artifactId>a</artifactId><dependencies>\(Self.dependency("b", "${project.version}"))</dependencies></project>"
        let scene = try await Scene([
            "pom.xml":
                "<project><groupId>x</groupId><artifactId>root</artifactId><version>1.0</version><packaging>pom</packaging><modules><module>a</module><module>b</module></modules></project>",
            "a/pom.xml": a, "b/pom.xml": "<project>\(Self.parent())<artifactId>b</artifactId></project>",
        ])
        let texts = try scene.release(["x:a": "1.1.0", "x:root": "1.1.0"])
        #expect(texts["a/pom.xml"] == a.replacing("1.0", with: "1.1.0") && texts["b/pom.xml"]?.contains("1.1.0") == true)
    }

    /// A release of one module whose version is its parent's moves all that share it; two versions in one place are refused.
    @Test func shared() async throws {
        let files = [
            "pom.xml":
                "<project><groupId>x</groupId><artifactId>root</artifactId><version>1.0</version><packaging>pom</packaging><modules><module>a</module><module>b</module></modules></project>",
            "a/pom.xml": "<project>\(Self.parent())<artifactId>a</artifactId></project>",
            "b/pom.xml": "<project>\(Self.parent())<artifactId>b</artifactId></project>",
        ]
        let scene = try await Scene(files)
        let fault = #expect(throws: Fault.self) { try scene.release(["x:a": "1.1", "x:b": "1.2"]) }
        #expect(fault?.code == .pinImpossible && fault?.place?.path == "pom.xml", "\(String(describing: fault))")
        #expect(try scene.release(["x:a": "1.1"]).keys.sorted() == ["a/pom.xml", "b/pom.xml", "pom.xml"])
    }

    /// Versions of their own: only the released move, with what states them; inherited `${project.version}` that would say something else becomes exact.
    @Test func independent() async throws {
        let managed =
            "<dependencyManagement><dependencies>\(Self.dependency("a", "1.0"))\(Self.dependency("b", "${b.version}"))\(Self.dependency("c", "${project.version}"))</dependencies></dependencyManagement>"
        let root =
            "<project><groupId>x</groupId><artifactId>root</artifactId><version>1.0</version><packaging>pom</packaging><properties><b.version>2.0</b.version></properties><modules><module>a</module><module>b</module><module>c</module><module>d</module></modules>\(managed)</project>"
        let own: (String, String, String) -> String = {
            "<project>\(Self.parent())<artifactId>\($0)</artifactId><version>\($1)</version><dependencies>\($2)</dependencies></project>"
        }
        let d = own("d", "3.0", Self.dependency("a", nil) + Self.dependency("b", "2.0") + Self.dependency("c", nil))
        let scene = try await Scene([
            "pom.xml": root, "a/pom.xml": own("a", "1.0", ""), "b/pom.xml": own("b", "2.0", Self.dependency("a", "[1.0]")),
            "c/pom.xml": own("c", "1.0", ""), "d/pom.xml": d,
        ])
        let texts = try scene.release(["x:a": "1.1", "x:b": "2.1", "x:c": "1.5"])
        let expected = root.replacing("<artifactId>a</artifactId><version>1.0", with: "<artifactId>a</artifactId><version>1.1")
            .replacing("<b.version>2.0", with: "<b.version>2.1").replacing("${project.version}", with: "1.5")
        #expect(texts["pom.xml"] == expected)
        #expect(texts["d/pom.xml"] == d.replacing("<version>2.0", with: "<version>2.1"))
        #expect(texts["b/pom.xml"] == own("b", "2.1", Self.dependency("a", "1.1")) && texts["c/pom.xml"] == own("c", "1.5", ""))
        let rewriting = try Maven().rewrite(scene.packages[2], Rewrite(version: "9.0", exact: [:]), in: scene.tree)
        #expect(rewriting.changes.isEmpty == false)
    }

    /// CI-friendly versions: the property moves, references to it stay; `sha1` and `changelist` become empty.
    @Test func revision() async throws {
        let root =
            "<project><groupId>x</groupId><artifactId>root</artifactId><version>${revision}${sha1}${changelist}</version><packaging>pom</packaging><properties><revision>1.0</revision><sha1/><changelist>-SNAPSHOT</changelist></properties><modules><module>a</module></modules></project>"
        let a = "<project>\(Self.parent("root", "${revision}${sha1}${changelist}"))<artifactId>a</artifactId></project>"
        let scene = try await Scene(["pom.xml": root, "a/pom.xml": a])
        let texts = try scene.release(["x:root": "1.0", "x:a": "1.0"])
        #expect(texts == ["pom.xml": root.replacing("-SNAPSHOT", with: "")])
        let later = try await Scene([
            "pom.xml": root.replacing("${changelist}", with: ""), "a/pom.xml": a.replacing("${changelist}", with: ""),
        ])
        #expect(try later.release(["x:root": "1.1-rc-1", "x:a": "1.1-rc-1"])["pom.xml"]?.contains("<revision>1.1-rc-1<") == true)
    }

    /// Versions that nothing in the repository holds.
    @Test(arguments: [
        (
            "<parent><groupId>y</groupId><artifactId>y</artifactId><version>1.0</version></parent><artifactId>a</artifactId>",
            "comes from a parent outside"
        ),
        (
            "<groupId>x</groupId><artifactId>a</artifactId><version>${revision}-SNAPSHOT</version><properties><revision>1.0</revision></properties>",
            "is written as `${revision}-SNAPSHOT`"
        ),
    ])
    func refused(_ body: String, _ message: String) async throws {
        let scene = try await Scene(["pom.xml": "<project>\(body)</project>"])
        let fault = #expect(throws: Fault.self) { try scene.release([scene.packages[0].name: "2.0"]) }
        #expect(fault?.code == .pinImpossible && fault?.message.contains(message) == true && fault?.hint != nil)
    }

    /// The real mvn accepts a reactor before and after, and sees the versions.
    @Test func realMaven() async throws {
        let root =
            "<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>root</artifactId><version>${revision}</version><packaging>pom</packaging><properties><revision>1.0-SNAPSHOT</revision></properties><modules><module>bom</module><module>a</module><module>b</module></modules><dependencyManagement><dependencies><dependency><groupId>x</groupId><artifactId>bom</artifactId><version>${revision}</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement></project>"
        let model = "<modelVersion>4.0.0</modelVersion>"
        let scene = try await Scene([
            "pom.xml": root, "a/pom.xml": "<project>\(model)\(Self.parent("root", "${revision}"))<artifactId>a</artifactId></project>",
            "bom/pom.xml":
                "<project>\(model)<groupId>x</groupId><artifactId>bom</artifactId><version>1.0-SNAPSHOT</version><packaging>pom</packaging><dependencyManagement><dependencies>\(Self.dependency("a", "1.0-SNAPSHOT"))</dependencies></dependencyManagement></project>",
            "b/pom.xml":
                "<project>\(model)\(Self.parent("root", "${revision}"))<artifactId>b</artifactId><version>7</version><dependencies>\(Self.dependency("a", nil))</dependencies></project>",
        ])
        try await scene.sandbox.mvn("validate")
        let texts = try scene.release(["x:root": "1.0", "x:a": "1.0", "x:bom": "2.0", "x:b": "8"])
        #expect(texts.keys.sorted() == ["b/pom.xml", "bom/pom.xml", "pom.xml"])
        #expect(texts["pom.xml"]?.contains("<version>2.0</version><type>pom</type>") == true)
        let output = try await scene.sandbox.mvn("validate").output
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").filter { $0.contains("Building ") }.map {
            $0.split(separator: " ").dropFirst(2).prefix(2).joined(separator: " ")
        }
        #expect(Set(lines) == ["root 1.0", "a 1.0", "bom 2.0", "b 8"], "\(String(decoding: output, as: UTF8.self))")
    }

    /// The real mvn reads the whole reactor of a real repository after a release of all of it, with the new version everywhere. What its POMs
    /// import from outside is replaced by POMs of the same names.
    @Test(.enabled(if: Programs.sharedFixtures != nil, "../shared/fixtures is absent"))
    func realMavenOnARealRepository() async throws {
        let fixtures = try #require(Programs.sharedFixtures)
        let sandbox = try await Sandbox()
        try await sandbox.check("cp -r '\(fixtures)/maven/maven' repo && chmod -R u+w repo")
        let tree = SourceTree(root: try #require(Files.resolved("\(sandbox.folder)/repo")), tracked: nil)
        let packages = try Scene.discover(tree)
        let rewrites = Dictionary(uniqueKeysWithValues: packages.map { ($0.id, Rewrite(version: "4.1.0-rc-1")) })
        let changes = Set(try Maven().rewrite(packages, rewrites, in: tree).values.flatMap(\.changes))
        #expect(changes.count == packages.count && packages.count == 38)
        for change in changes { try Files.replace("\(tree.root)/\(change.path)", with: change.after) }
        let plugins =
            [
                "org.apache.maven.plugins:maven-enforcer-plugin", "com.diffplug.spotless:spotless-maven-plugin",
                "org.apache.rat:apache-rat-plugin",
            ] + ["surefire", "failsafe", "source", "pmd"].map { "org.apache.maven.plugins:maven-\($0)-plugin" }
        let managed =
            ["", "-api", "-params", "-engine"].map { "org.junit.jupiter:junit-jupiter\($0)" }
            + ["org.mockito:mockito-core", "org.mockito:mockito-junit-jupiter", "org.codehaus.plexus:plexus-utils"]
        /// Names with a version each.
        func list(_ names: [String], _ element: String) -> String {
            names.map { $0.split(separator: ":") }.map {
                "<\(element)><groupId>\($0[0])</groupId><artifactId>\($0[1])</artifactId><version>1</version></\(element)>"
            }.joined()
        }
        for (group, artifact, version) in [
            ("org.apache.maven", "maven-parent", "49"), ("org.junit", "junit-bom", "6.1.3"), ("org.mockito", "mockito-bom", "5.23.0"),
        ] {
            try await sandbox.write(
                "m2/\(group.replacing(".", with: "/"))/\(artifact)/\(version)/\(artifact)-\(version).pom",
                """
                <project><modelVersion>4.0.0</modelVersion><groupId>\(group)</groupId><artifactId>\(artifact)</artifactId><version>\(version)</version>
                <packaging>pom</packaging><dependencyManagement><dependencies>\(list(managed, "dependency"))</dependencies></dependencyManagement>
                <build><pluginManagement><plugins>\(list(plugins, "plugin"))</plugins></pluginManagement></build></project>
                """)
        }
        // A goal that needs none of the repository's own plugins; whether it succeeds says nothing.
        let goal = "org.apache.maven.plugins:maven-deploy-plugin:3.0.0:deploy -Dmaven.deploy.skip"
        let output = try await sandbox.mvn("\(goal) || true").text
        let built = output.split(separator: "\n").filter { $0.contains("] Building ") }
        #expect(built.count == 38 && built.allSatisfy { $0.contains(" 4.1.0-rc-1 ") }, "\(built)")
    }

    /// How many tests share the POMs, for all cores to have some.
    private static let shares = 4

    /// Every POM of the real repositories gets another version, and what depends on it follows: the text parses, differs in versions alone, and a
    /// second rewrite changes nothing.
    @Test(.enabled(if: Programs.sharedFixtures != nil, "../shared/fixtures is absent"), arguments: 0..<shares)
    func onlyTheVersions(_ share: Int) throws {
        let folder = try #require(Programs.sharedFixtures.flatMap { Files.resolved("\($0)/maven/maven") })
        let tree = SourceTree(root: folder, tracked: nil)
        var manifests: [String] = []
        var open = ["."]
        while let current = open.popLast() {
            for name in Files.names(in: tree.absolute(current)) {
                let path = RelativePath.join(current, name) ?? name
                if Files.isRealFolder(tree.absolute(path)) {
                    open.append(path)
                } else if name.hasSuffix("pom.xml") {
                    manifests.append(path)
                }
            }
        }
        #expect(manifests.count > 1900)
        var counts = (changed: 0, unread: 0, refused: 0)
        for (index, manifest) in manifests.sorted().enumerated() where index % Self.shares == share {
            let site = WorkspaceSite(id: "maven", root: RelativePath.folder(of: manifest), manifest: manifest)
            guard let packages = try? Maven().discover(site, in: tree).packages, let package = packages.first, package.version != nil else {
                counts.unread += 1
                continue
            }
            do throws(Fault) {
                let rewriting = try Maven().rewrite(package, Rewrite(version: "99.1.0"), in: tree)
                for change in rewriting.changes { try check(change) }
                counts.changed += rewriting.changes.isEmpty ? 0 : 1
            } catch {
                counts.refused += 1
                #expect(error.code == .pinImpossible, "\(manifest): \(error.message)")
            }
        }
        #expect(counts.changed > 1800 / Self.shares && counts.refused < 60 / Self.shares, "\(counts)")
    }

    /// Compares all texts of both documents, and the bytes between them.
    private func check(_ change: Rewriting.FileChange) throws(Fault) {
        guard let before = try? XMLDocument(change.before, knowsHTMLNames: true),
            let after = try? XMLDocument(change.after, knowsHTMLNames: true)
        else {
            throw Fault(.defect, "\(change.path) does not parse")
        }
        let old = Self.leaves(before.root)
        let new = Self.leaves(after.root)
        #expect(old.count == new.count)
        var ends = (before: 0, after: 0)
        for (one, other) in zip(old, new) {
            #expect(change.before[ends.before..<one.content.start] == change.after[ends.after..<other.content.start], "\(change.path)")
            ends = (one.content.end, other.content.end)
            if one.text != other.text {
                #expect(other.text == "99.1.0" || other.text.isEmpty, "\(change.path): \(other.name) \(other.text)")
            }
        }
        #expect(change.before[ends.before...] == change.after[ends.after...])
    }

    /// The elements without elements in them, in the order of the text.
    private static func leaves(_ root: XMLElement) -> [XMLElement] {
        var open = [root]
        var found: [XMLElement] = []
        while let element = open.popLast() {
            if element.children.isEmpty { found.append(element) }
            open += element.children
        }
        return found.sorted { $0.content.start < $1.content.start }
    }
}
