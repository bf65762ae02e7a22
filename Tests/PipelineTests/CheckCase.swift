import Testing

/// A repository with one thing wrong, and how that is mended.
struct CheckCase: Sendable, CustomTestStringConvertible {
    /// What is wrong.
    let testDescription: String
    /// The repository.
    let files: [String: String]
    /// The finding, as `severity code place`.
    let finding: String
    /// The files that differ when it is mended; an empty text removes a file.
    let mended: [String: String]

    /// A case.
    init(_ description: String, _ files: [String: String], _ finding: String, mended: [String: String]) {
        testDescription = description
        self.files = files
        self.finding = finding
        self.mended = mended
    }

    /// A pyproject.toml with more lines in `[project]`.
    static func python(_ lines: String) -> String {
        """
        [project]
        name = "alpha"
        version = "1.0.0"
        \(lines)
        [build-system]
        requires = ["uv_build>=0.9,<0.14"]
        build-backend = "uv_build"

        """
    }

    /// A Cargo.toml with more lines in `[package]`.
    static func crate(_ name: String, _ lines: String, version: String = "1.0.0") -> String {
        "[package]\nname = \"\(name)\"\nversion = \"\(version)\"\nedition = \"2021\"\nlicense = \"MIT\"\ndescription = \"A crate\"\n\(lines)"
    }

    /// The workspace of two crates.
    static let crates = "[workspace]\nmembers = [\"one\", \"two\"]\nresolver = \"2\"\n"
    /// The workspace of two packages of npm.
    static let mono = #"{"name": "mono", "private": true, "workspaces": ["one", "two"]}"#

    /// Every case.
    static let all: [CheckCase] = [
        CheckCase(
            "no licence is stated", ["pyproject.toml": python("")], "warning RK-LICENSE-MISSING pyproject.toml:1:1",
            mended: ["pyproject.toml": python("license = \"MIT\"")]),
        CheckCase(
            "Go has no key for a licence", ["go.mod": "module github.com/acme/a\n\ngo 1.22\n"],
            "warning RK-LICENSE-MISSING go.mod", mended: ["LICENSE": "any text"]),
        CheckCase(
            "pub.dev demands the file", ["pubspec.yaml": "name: alpha\nversion: 1.0.0\nenvironment:\n  sdk: ^3.5.0\n"],
            "error RK-LICENSE-MISSING pubspec.yaml", mended: ["LICENSE": "any text"]),
        CheckCase(
            "a licence by its usual name",
            ["package.json": "{\n  \"name\": \"a\",\n  \"version\": \"1.0.0\",\n  \"license\": \"Apache 2.0\"\n}\n"],
            "warning RK-LICENSE-UNKNOWN package.json:4:14",
            mended: ["package.json": #"{"name": "a", "version": "1.0.0", "license": "Apache-2.0"}"#]),
        CheckCase(
            "crates.io takes no other licence", ["Cargo.toml": crate("one", "").replacing("MIT", with: "My own"), "src/lib.rs": ""],
            "error RK-LICENSE-UNKNOWN Cargo.toml:5:11", mended: ["Cargo.toml": crate("one", "").replacing("MIT", with: "MIT/Apache-2.0")]),
        CheckCase(
            "the README is not there", ["pyproject.toml": python("readme = \"README.md\"")], "error RK-README-MISSING pyproject.toml:4:10",
            mended: ["README.md": "# Alpha\n"]),
        CheckCase(
            "no README", ["package.json": #"{"name": "a", "version": "1.0.0"}"#], "warning RK-README-MISSING package.json",
            mended: ["Readme.markdown": "# A\n"]),
        CheckCase(
            "crates.io demands a description",
            ["Cargo.toml": crate("one", "").replacing("description = \"A crate\"\n", with: ""), "src/lib.rs": ""],
            "error RK-METADATA-MISSING Cargo.toml:1:1", mended: ["Cargo.toml": crate("one", "")]),
        CheckCase(
            "no address of the sources", ["package.json": #"{"name": "a", "version": "1.0.0"}"#],
            "warning RK-METADATA-MISSING package.json:1:1",
            mended: ["package.json": #"{"name": "a", "version": "1.0.0", "repository": "acme/a"}"#]),
        CheckCase(
            "no classifier of PyPI", ["pyproject.toml": python("classifiers = [\"Flavour :: Vanilla\"]")],
            "error RK-METADATA-INVALID pyproject.toml:4:16", mended: ["pyproject.toml": python("classifiers = [\"Typing :: Typed\"]")]),
        CheckCase(
            "a keyword that crates.io refuses", ["Cargo.toml": crate("one", "keywords = [\"two words\"]\n"), "src/lib.rs": ""],
            "error RK-METADATA-INVALID Cargo.toml:7:13", mended: ["Cargo.toml": crate("one", "keywords = [\"two-words\"]\n")]),
        CheckCase(
            "a root that npm would publish",
            ["package.json": #"{"name": "mono", "workspaces": ["one"]}"#, "one/package.json": #"{"name": "one", "version": "1.0.0"}"#],
            "warning RK-PRIVATE-MISSING package.json:1:1",
            mended: ["package.json": mono, "two/package.json": #"{"name": "two", "version": "1.0.0"}"#]),
        CheckCase(
            "no mark of types", ["pyproject.toml": python(""), "src/alpha/__init__.py": "x = 1\n"],
            "note RK-TYPES-UNMARKED src/alpha/__init__.py",
            mended: ["src/alpha/py.typed": "\n"]),
        CheckCase(
            "a public package needs a private one",
            [
                "package.json": mono, "one/package.json": #"{"name": "one", "version": "1.0.0", "dependencies": {"two": "^1.0.0"}}"#,
                "two/package.json": #"{"name": "two", "version": "1.0.0", "private": true}"#,
            ], "error RK-DEPENDENCY-PRIVATE one/package.json:1:61", mended: ["two/package.json": #"{"name": "two", "version": "1.0.0"}"#]),
        CheckCase(
            "an address in place of a registry", ["pyproject.toml": python("dependencies = [\"beta @ https://github.com/acme/beta.zip\"]")],
            "error RK-DEPENDENCY-UNPUBLISHABLE pyproject.toml:4:17", mended: ["pyproject.toml": python("dependencies = [\"beta>=1\"]")]),
        CheckCase(
            "a folder that users do not have", ["package.json": #"{"name": "a", "version": "1.0.0", "dependencies": {"b": "file:../b"}}"#],
            "error RK-DEPENDENCY-UNPUBLISHABLE package.json:1:57",
            mended: ["package.json": #"{"name": "a", "version": "1.0.0", "dependencies": {"b": "1.0.0"}}"#]),
        CheckCase(
            "a git repository",
            ["Cargo.toml": crate("one", "[dependencies]\nbeta = { git = \"https://github.com/acme/beta\" }\n"), "src/lib.rs": ""],
            "error RK-DEPENDENCY-UNPUBLISHABLE Cargo.toml:8:1",
            mended: ["Cargo.toml": crate("one", "[dependencies]\nbeta = { git = \"https://github.com/acme/beta\", version = \"1\" }\n")]),
        CheckCase(
            "a replacement that users do not get",
            [
                "go.mod":
                    "module github.com/acme/a\n\ngo 1.22\n\nrequire github.com/acme/b v1.0.0\n\nreplace github.com/acme/b => github.com/acme/c v1.0.0\n"
            ],
            "warning RK-DEPENDENCY-UNPUBLISHABLE go.mod:7:9",
            mended: ["go.mod": "module github.com/acme/a\n\ngo 1.22\n\nrequire github.com/acme/b v1.0.0\n"]),
        CheckCase(
            "a version that is not allowed",
            [
                "Cargo.toml": crates, "one/Cargo.toml": crate("one", "[dependencies]\ntwo = { path = \"../two\", version = \"2\" }\n"),
                "two/Cargo.toml": crate("two", ""), "one/src/lib.rs": "", "two/src/lib.rs": "",
            ], "warning RK-REQUIREMENT-UNMET one/Cargo.toml:8:1", mended: ["two/Cargo.toml": crate("two", "", version: "2.1.0")]),
        CheckCase(
            "a caret on a prerelease", ["package.json": #"{"name": "a", "version": "1.0.0", "dependencies": {"b": "^2.0.0-rc.1"}}"#],
            "warning RK-REQUIREMENT-PRERELEASE package.json:1:57",
            mended: ["package.json": #"{"name": "a", "version": "1.0.0", "dependencies": {"b": "2.0.0-rc.1"}}"#]),
        CheckCase(
            "a requirement of Cargo has a caret unsaid",
            ["Cargo.toml": crate("one", "[dependencies]\nbeta = \"2.0.0-rc.1\"\n"), "src/lib.rs": ""],
            "warning RK-REQUIREMENT-PRERELEASE Cargo.toml:8:1",
            mended: ["Cargo.toml": crate("one", "[dependencies]\nbeta = \"=2.0.0-rc.1\"\n")]),
        CheckCase(
            "a peer that becomes one version",
            [
                "pnpm-workspace.yaml": "packages: [one, two]\n", "package.json": #"{"name": "mono", "private": true}"#,
                "one/package.json": #"{"name": "one", "version": "1.0.0", "peerDependencies": {"two": "workspace:*"}}"#,
                "two/package.json": #"{"name": "two", "version": "1.0.0"}"#,
            ], "warning RK-PEER-EXACT one/package.json:1:65",
            mended: ["one/package.json": #"{"name": "one", "version": "1.0.0", "peerDependencies": {"two": "workspace:^"}}"#]),
        CheckCase(
            "two names that are one to crates.io",
            [
                "Cargo.toml": crates, "one/Cargo.toml": crate("big-two", ""), "two/Cargo.toml": crate("big_two", ""), "one/src/lib.rs": "",
                "two/src/lib.rs": "",
            ], "error RK-NAME-CLASH two/Cargo.toml", mended: ["one/Cargo.toml": crate("big-one", "")]),
        CheckCase(
            "a folder with another name",
            ["Cargo.toml": "[workspace]\nmembers = [\"one\"]\n", "one/Cargo.toml": crate("widget", ""), "one/src/lib.rs": ""],
            "note RK-NAME-CONVENTION one/Cargo.toml", mended: ["one/Cargo.toml": crate("widget-one", "")]),
        CheckCase(
            "another version in the code",
            ["pyproject.toml": python(""), "alpha/__init__.py": "\"\"\"Alpha.\"\"\"\n__version__ = '0.9.0'\n"],
            "warning RK-VERSION-UNEVEN alpha/__init__.py:2:1", mended: ["alpha/__init__.py": "__version__ = \"1.0\"\n"]),
        CheckCase(
            "versions that are meant to be one",
            [
                "releasekit.toml": "synchronize = true\n", "package.json": mono,
                "one/package.json": #"{"name": "one", "version": "1.0.0"}"#,
                "two/package.json": #"{"name": "two", "version": "1.1.0"}"#,
            ], "warning RK-VERSION-UNEVEN two/package.json", mended: ["two/package.json": #"{"name": "two", "version": "1.0.0"}"#]),
        CheckCase(
            "tags that say too little",
            [
                "releasekit.toml": "tag_format = \"v{version}\"\n", "package.json": mono,
                "one/package.json": #"{"name": "one", "version": "1.0.0"}"#, "two/package.json": #"{"name": "two", "version": "1.1.0"}"#,
            ], "warning RK-TAG-COLLISION releasekit.toml:1:14", mended: ["releasekit.toml": "tag_format = \"{name}-v{version}\"\n"]),
        CheckCase(
            "artifacts of an earlier build", ["pyproject.toml": python(""), "dist/alpha-0.9.0-py3-none-any.whl": "x"],
            "warning RK-ARTIFACTS-LEFT dist", mended: ["dist": ""]),
        CheckCase(
            "a POM without a licence",
            ["pom.xml": "<project><groupId>g</groupId><artifactId>a</artifactId><version>1.0</version></project>"],
            "warning RK-LICENSE-MISSING pom.xml:1:1",
            mended: [
                "pom.xml":
                    "<project><groupId>g</groupId><artifactId>a</artifactId><version>1.0</version><licenses><license><name>MIT</name></license></licenses></project>"
            ]),
    ]
}
