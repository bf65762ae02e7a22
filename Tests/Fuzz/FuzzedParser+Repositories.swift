import RKShared

extension FuzzedParser {
    /// The manifests of each ecosystem, read as the programs read them.
    static let repositories: [FuzzedParser] =
        parsers("uv", uv, ["pyproject.toml", "a/pyproject.toml"], tomlSeeds, ["pyproject.toml"], "rk-discoverTests/")
        + parsers("pnpm", pnpm, ["pnpm-workspace.yaml"], yamlSeeds, ["pnpm-workspace.yaml"], "RKSharedTests/Ecosystem/Node")
        + parsers("npm", npm, ["package.json", "a/package.json"], jsonSeeds, ["package.json"], "RKSharedTests/Ecosystem/Node")
        + parsers("npm", lerna, ["lerna.json"], jsonSeeds, ["lerna.json"], "RKSharedTests/Ecosystem/Node")
        + parsers("yarn", yarn, [".yarnrc.yml"], yamlSeeds, [".yarnrc.yml"], "RKSharedTests/Ecosystem/Node")
        + parsers(
            "go", go, ["go.work", "a/go.mod", "a/go.sum", "versions.yaml"], goSeeds, ["go.mod", "versions.yaml"], "rk-discoverTests/Go")
        + parsers(
            "cargo", cargo, ["Cargo.toml", "a/Cargo.toml", "Cargo.lock"], tomlSeeds, ["Cargo.toml", "Cargo.lock"],
            "RKSharedTests/Ecosystem/Cargo")
        + parsers("maven", maven, ["pom.xml", "a/pom.xml"], xmlSeeds, ["pom.xml"], "rk-discoverTests/Maven")
        + parsers("maven", maven, [".mvn/maven.config"], xmlSeeds, ["maven.config"], "RKSharedTests/Ecosystem/MavenOptions")
        + parsers(
            "gradle", gradle, ["settings.gradle", "build.gradle", "a/build.gradle", "gradle.properties", "gradle/libs.versions.toml"],
            gradleSeeds, [],
            "RKSharedTests/Ecosystem/Gradle")
        + parsers("gradle", kotlin, ["settings.gradle.kts", "a/build.gradle.kts"], gradleSeeds, [], "RKSharedTests/Ecosystem/Gradle")
        + parsers("pub", dart, ["pubspec.yaml", "a/pubspec.yaml"], yamlSeeds, ["pubspec.yaml"], "RKSharedTests/Ecosystem/Dart")
        + parsers("pub", dart, ["pubspec_overrides.yaml"], yamlSeeds, ["pubspec_overrides.yaml"], "RKSharedTests/Ecosystem/Dart")
        + parsers("pub", melos, ["melos.yaml"], yamlSeeds, ["melos.yaml"], "RKSharedTests/Ecosystem/Dart")

    /// A parser for each file of a scene: fed with the file itself, with real ones of its name, and with the tests' samples.
    private static func parsers(
        _ ecosystem: String, _ scene: RepositoryScene, _ paths: [String], _ seeds: Seeds, _ names: [String], _ source: String
    ) -> [FuzzedParser] {
        paths.map { path in
            let name = RelativePath.name(of: path)
            let own = Array((scene.files[path] ?? "").utf8)
            let inputs = Seeds(
                files: names.filter { $0 == name }, sources: [source], inputs: [own, own, own],
                tokens: seeds.tokens + words[ecosystem, default: []])
            return FuzzedParser("\(ecosystem):\(path)", inputs) { bytes, scratch in try scene.check(bytes, at: path, in: scratch) }
        }
    }

    /// What has a meaning in the manifests of an ecosystem, apart from its format.
    private static let words: [String: [String]] = [
        "uv": [
            "[project]\n", "[tool.uv.workspace]\n", "members = [\"*\"]\n", "dynamic = [\"version\"]\n", "version = \"1.0\"\n",
            "[dependency-groups]\n",
            "\"b>=1\"", "{ workspace = true }", "[tool.uv.sources]\n",
        ],
        "npm": [
            "\"workspaces\": [\"*\"]", "\"version\": \"1.0.0\"", "\"workspace:^\"", "\"file:../b\"", "\"dependencies\": {", "\"npm:b@1\"",
        ],
        "pnpm": ["packages:\n  - '*'\n", "- '!a'\n", "catalog:\n", "catalogs:\n  x:\n", "../"],
        "go": ["x.org/m/b", "v2", "=> ../b", "module-sets:\n", "  version: v1.0.0\n", "h1:"],
        "cargo": [
            "[workspace]\n", "members = [\"*\"]\n", "path = \"../b\"", ".workspace = true\n", "[dependencies]\n", "version = \"1\"",
            "package = \"b\"",
            "[target.'cfg(unix)'.dependencies]\n", "[patch.crates-io]\n",
        ],
        "maven": [
            "<version>1.0</version>", "<parent>", "</parent>", "<module>a</module>", "<properties>", "${revision}", "${project.version}",
            "<profile>",
            "<dependency>", "<packaging>pom</packaging>", "<relativePath/>", "<a.b>${c}</a.b>",
        ],
        "gradle": [
            "include 'a', ':b:c'\n", "rootProject.name = 'x'\n", "project(':a').projectDir = file('b')\n", "allprojects {", "subprojects {",
            "ext.v = '1'\n", "version = v\n", "def x = ['a', 'b']\n", "x.each { include it }\n", "for (i in 1..3) {", "includeBuild 'b'\n",
            "plugins { id 'maven-publish' }\n", "version.ref = \"a\"", "projects.a.b", "while (true) {", "\"$v-${v}\"", "by settings\n",
        ],
        "pub": [
            "workspace:\n  - a\n", "resolution: workspace\n", "dependencies:\n", "  b: ^1.0.0\n", "    path: ../b\n",
            "packages:\n  - '**'\n", "any",
        ],
    ]

    /// A workspace of uv.
    private static let uv = RepositoryScene(
        ecosystem: "uv", manifest: "pyproject.toml",
        files: [
            "pyproject.toml":
                "[project]\nname = \"root\"\nversion = \"1.0\"\n[tool.uv.workspace]\nmembers = [\"a\", \"b\"]\n[tool.uv.sources]\nb = { workspace = true }\n",
            "a/pyproject.toml": "[project]\nname = \"a\"\nversion = \"1.0\"\ndependencies = [\"b>=1\"]\n",
            "b/pyproject.toml": "[project]\nname = \"b\"\nversion = \"1.0\"\n",
        ])
    /// A workspace of pnpm.
    private static let pnpm = RepositoryScene(
        ecosystem: "pnpm", manifest: "pnpm-workspace.yaml",
        files: [
            "pnpm-workspace.yaml": "packages:\n  - '*' # all\n  - '!c'\ncatalog:\n  b: ^1.0.0\n",
            "a/package.json": "{\"name\": \"a\", \"version\": \"1.0.0\", \"dependencies\": {\"b\": \"catalog:\"}}",
            "b/package.json": "{\"name\": \"b\", \"version\": \"1.0.0\"}", "c/package.json": "{\"name\": \"c\", \"version\": \"1.0.0\"}",
        ])
    /// A workspace of npm.
    private static let npm = RepositoryScene(
        ecosystem: "npm", manifest: "package.json",
        files: [
            "package.json": "{\n  \"name\": \"root\",\n  \"version\": \"1.0.0\",\n  \"workspaces\": [\"a\", \"b\"]\n}\n",
            "a/package.json": "{\n  \"name\": \"a\",\n  \"version\": \"1.0.0\",\n  \"dependencies\": {\"b\": \"^1.0.0\"}\n}\n",
            "b/package.json": "{\"name\": \"b\", \"version\": \"1.0.0\"}",
        ])
    /// A workspace that lerna.json alone declares.
    private static let lerna = RepositoryScene(
        ecosystem: "npm", manifest: "package.json",
        files: [
            "package.json": "{\"name\": \"root\", \"version\": \"1.0.0\"}", "lerna.json": "{\"packages\": [\"a\", \"b\"], // all\n}\n",
            "a/package.json": "{\"name\": \"a\", \"version\": \"1.0.0\", \"dependencies\": {\"b\": \"^1.0.0\"}}",
            "b/package.json": "{\"name\": \"b\", \"version\": \"1.0.0\"}",
        ])
    /// A workspace of modern yarn.
    private static let yarn = RepositoryScene(
        ecosystem: "yarn", manifest: "package.json",
        files: [
            "package.json": "{\"name\": \"root\", \"version\": \"1.0.0\", \"workspaces\": [\"*\"]}",
            ".yarnrc.yml": "enableTransparentWorkspaces: false\ncatalog:\n  b: ^1.0.0\ncatalogs:\n  x: {b: 1}\n",
            "a/package.json": "{\"name\": \"a\", \"version\": \"1.0.0\", \"dependencies\": {\"b\": \"catalog:\"}}",
            "b/package.json": "{\"name\": \"b\", \"version\": \"1.0.0\"}",
        ])
    /// A workspace of Go.
    private static let go = RepositoryScene(
        ecosystem: "go", manifest: "go.work",
        files: [
            "go.work": "go 1.25\n\nuse (\n\t./a\n\t./b // b\n)\n",
            "a/go.mod": "module x.org/m/a\n\ngo 1.25\n\nrequire x.org/m/b v1.0.0\n\nreplace x.org/m/b => ../b\n",
            "a/go.sum": "x.org/z v1.0.0 h1:a=\nx.org/z v1.0.0/go.mod h1:b=\n", "b/go.mod": "module x.org/m/b\n\ngo 1.25\n",
            "versions.yaml": "module-sets:\n  s:\n    version: v1.0.0\n    modules:\n      - x.org/m/a\nexcluded-modules:\n  - x.org/m/c\n",
        ])
    /// A workspace of cargo.
    private static let cargo = RepositoryScene(
        ecosystem: "cargo", manifest: "Cargo.toml",
        files: [
            "Cargo.toml":
                "[workspace]\nmembers = [\"a\", \"b\"]\n[workspace.package]\nversion = \"1.0.0\"\n[workspace.dependencies]\nb = { path = \"b\", version = \"1\" }\n",
            "a/Cargo.toml": "[package]\nname = \"a\"\nversion.workspace = true\n[dependencies]\nb.workspace = true\n",
            "b/Cargo.toml": "[package]\nname = \"b\"\nversion = \"1.0.0\"\n", "a/src/lib.rs": "", "b/src/lib.rs": "",
            "Cargo.lock":
                "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\n \"b\",\n]\n\n[[package]]\nname = \"b\"\nversion = \"1.0.0\"\n",
        ])
    /// A reactor of Maven.
    private static let maven = RepositoryScene(
        ecosystem: "maven", manifest: "pom.xml",
        files: [
            "pom.xml":
                "<project>\n<groupId>x</groupId><artifactId>root</artifactId><version>${revision}</version><packaging>pom</packaging>\n<properties><revision>1.0</revision></properties>\n<modules><module>a</module><module>b</module></modules>\n</project>\n",
            "a/pom.xml":
                "<project>\n<parent><groupId>x</groupId><artifactId>root</artifactId><version>${revision}</version></parent>\n<artifactId>a</artifactId>\n<dependencies><dependency><groupId>x</groupId><artifactId>b</artifactId><version>2.0</version></dependency></dependencies>\n</project>\n",
            "b/pom.xml": "<project><groupId>x</groupId><artifactId>b</artifactId><version>2.0</version></project>\n",
            ".mvn/maven.config": "-T 1C\n# all\n-Pci,!x\n-Dname=a b\n",
        ])
    /// A build of Gradle in Groovy.
    private static let gradle = RepositoryScene(
        ecosystem: "gradle", manifest: "settings.gradle",
        files: [
            "settings.gradle": "rootProject.name = 'r'\ninclude 'a', 'b'\n",
            "build.gradle": "allprojects { group = 'x' }\nsubprojects { apply plugin: 'maven-publish' }\n",
            "a/build.gradle": "version = aVersion\ndependencies {\n  api project(':b')\n}\n",
            "b/build.gradle": "version = libs.versions.b.get()\n",
            "gradle.properties": "version=1.0\naVersion=2.0\n",
            "gradle/libs.versions.toml": "[versions]\nb = \"1.0\"\n[plugins]\np = { id = \"x\", version.ref = \"b\" }\n",
        ])
    /// A build of Gradle in Kotlin.
    private static let kotlin = RepositoryScene(
        ecosystem: "gradle", manifest: "settings.gradle.kts",
        files: [
            "settings.gradle.kts": "rootProject.name = \"r\"\ninclude(\"a\", \":b\")\n",
            "a/build.gradle.kts": "version = \"1.0\"\ndependencies { api(project(\":b\")) }\n",
            "b/build.gradle.kts": "plugins { `maven-publish` }\nversion = \"2.0\"\n",
        ])
    /// A workspace of pub.
    private static let dart = RepositoryScene(
        ecosystem: "pub", manifest: "pubspec.yaml",
        files: [
            "pubspec.yaml": "name: root\nversion: 1.0.0\nworkspace:\n  - a\n  - b\n",
            "a/pubspec.yaml": "name: a\nversion: 1.0.0\nresolution: workspace\ndependencies:\n  b: ^1.0.0\n",
            "b/pubspec.yaml": "name: b\nversion: 1.0.0\nresolution: workspace\n",
            "pubspec_overrides.yaml": "dependency_overrides:\n  c:\n    path: ../c\n  d: 1.0.0\n",
        ])
    /// A workspace of Melos.
    private static let melos = RepositoryScene(
        ecosystem: "pub", manifest: "melos.yaml",
        files: [
            "melos.yaml": "name: m\npackages:\n  - '*'\nignore: [c]\n",
            "a/pubspec.yaml": "name: a\nversion: 1.0.0\ndependencies:\n  b:\n    path: ../b\n",
            "b/pubspec.yaml": "name: b\nversion: 1.0.0\n", "c/pubspec.yaml": "name: c\n",
        ])
}
