import RKShared

extension FuzzedParser {
    /// The readers of manifests that keep every byte. What they accept is edited: the result is read again, says what was written, and differs
    /// nowhere else.
    static let texts: [FuzzedParser] = [
        FuzzedParser("toml", tomlSeeds, check: EditedText.toml), FuzzedParser("json", jsonSeeds, check: EditedText.json),
        FuzzedParser("yaml", yamlSeeds, check: EditedText.yaml), FuzzedParser("xml", xmlSeeds, check: EditedText.xml),
        FuzzedParser("properties", propertiesSeeds, check: EditedText.properties), FuzzedParser("go-mod", goSeeds, check: EditedGo.module),
        FuzzedParser("go-work", goSeeds, check: EditedGo.workspace),
        FuzzedParser("go-sum", Seeds(files: ["go.sum"], sources: ["RKSharedTests/Manifest/GoMod"], inputs: [sums], tokens: sumTokens)) {
            try EditedGo.sums($0)
        },
        FuzzedParser("cargo-lock", Seeds(files: ["Cargo.lock"], sources: ["RKSharedTests/Manifest/CargoLock"], tokens: lockTokens)) {
            try EditedText.cargoLock($0)
        },
        FuzzedParser("gradle-groovy", gradleSeeds) { bytes in try gradle(bytes, .groovy) },
        FuzzedParser("gradle-kotlin", gradleSeeds) { bytes in try gradle(bytes, .kotlin) },
    ]

    /// TOML.
    static let tomlSeeds = Seeds(
        files: ["Cargo.toml", "pyproject.toml", "uv.lock", "Cargo.lock"],
        sources: ["RKSharedTests/Manifest/TOML", "RKSharedTests/Ecosystem/Cargo"],
        tokens: [
            "[", "]", "[[a]]\n", "{", "}", "{a=", "=", ".", ",", "\"", "'", "\"\"\"", "'''", "\\", "\\u00e9", "\\U0010FFFF", "\\x", "#",
            "\n",
            "a.b.c = 1\n", "[a.\"b\".c]\n", "1979-05-27T07:32:00Z", "0x", "1e5", "inf", "nan", "true", "_", "+", "-", "\t",
        ])
    /// JSON.
    static let jsonSeeds = Seeds(
        files: ["package.json", "lerna.json", "package-lock.json"],
        sources: ["RKSharedTests/Manifest/JSONText", "RKSharedTests/Document/JSON", "RKSharedTests/Ecosystem/Node"],
        tokens: [
            "[", "]", "{", "}", "{\"a\":", "[[", ":", ",", "\"", "\\", "\\u0000", "\\ud800", "\\udc00", "null", "true", "-", "1e", ".",
            "//",
            "/*",
            "\"a\":1,",
        ])
    /// YAML.
    static let yamlSeeds = Seeds(
        files: ["pnpm-workspace.yaml", "pubspec.yaml", "melos.yaml", "versions.yaml", ".yarnrc.yml", "pnpm-lock.yaml"],
        sources: ["RKSharedTests/Manifest/YAML", "RKSharedTests/Ecosystem/Dart", "RKSharedTests/Manifest/NodeFormat"],
        tokens: [
            "- ", "-", ": ", ":", "? ", "[", "]", "{", "}", ",", "\"", "'", "\\", "|", "|2-\n", ">", ">+\n", "&a ", "*a", "!t ", "!!str ",
            "#",
            " #",
            "---\n", "...\n", "%YAML 1.2\n", "<<: ", "\n", "\n  ", "\n    ", "\t", "~", "a: ", "@", "`",
        ])
    /// XML.
    static let xmlSeeds = Seeds(
        files: ["pom.xml"], sources: ["RKSharedTests/Manifest/XML", "RKSharedTests/Ecosystem/Maven"],
        tokens: [
            "<a>", "</a>", "<a/>", "<", ">", "/>", "</", "&amp;", "&#x41;", "&#1;", "&copy;", "&", ";", "<![CDATA[", "]]>", "<!--", "-->",
            "--",
            "<?x ", "?>", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", "<!DOCTYPE a [", "]>", "<!ENTITY a \"b\">", "a=\"", "'", "\"",
            "xmlns:x=\"u\"",
        ])
    /// Java's properties.
    static let propertiesSeeds = Seeds(
        sources: ["RKSharedTests/Manifest/Properties", "RKSharedTests/Ecosystem/Gradle"],
        inputs: [Array("# a\n! b\nversion = 1.0\\\n   .2\ngroup:x\nempty\nk\\:ey\tv\\u00e9\n".utf8)],
        tokens: ["=", ":", "\\", "\\\n", "\\u", "\\u00e9", "#", "!", " ", "\t", "\u{C}", "\n", "a=b\n"])
    /// go.mod and go.work.
    static let goSeeds = Seeds(
        files: ["go.mod", "go.work"], sources: ["RKSharedTests/Manifest/GoMod", "RKSharedTests/Ecosystem/Go"],
        inputs: [Array("go 1.25\n\nuse (\n\t.\n\t./a // b\n)\nreplace x.org/a v1.0.0 => ../a\n".utf8)],
        tokens: [
            "(", ")", "\n)\n", "require ", "require (\n", "replace ", " => ", "exclude ", "retract ", "[v1.0.0, v1.1.0]", "use ", "module ",
            "go 1.25\n", "toolchain ", "// indirect", "//", "/*", "*/", "\"", "`", "\\", ",", "v1.0.0",
            "v0.0.0-20260101000000-abcdefabcdef",
        ])
    /// Gradle's scripts.
    static let gradleSeeds = Seeds(
        sources: ["RKSharedTests/Manifest/Gradle", "RKSharedTests/Ecosystem/Gradle"],
        tokens: [
            "{", "}", "(", ")", "[", "]", "\"", "'", "\"\"\"", "'''", "$", "${", "\\", "/", "//", "/*", "*/", "$/", "/$", "include ",
            "':a'",
            "=", "->", ",", ".", ";", "\n", "if (x) ", "else ", "version = '1'", "project(':a')", "\\u0041", "?:", "..", "@",
        ])
    /// Words of go.sum.
    private static let sumTokens = [" ", "\n", "/go.mod", "h1:", "v1.0.0", "x.org/a", "\r\n", "\t"]
    /// A go.sum.
    private static let sums = Array("x.org/a v1.0.0 h1:aa=\nx.org/a v1.0.0/go.mod h1:bb=\nx.org/b v0.9.0/go.mod h1:cc=\n".utf8)
    /// Words of Cargo.lock.
    private static let lockTokens = [
        "[[package]]\n", "name = \"a\"\n", "version = \"1.0.0\"\n", "source = \"registry+x\"\n", "dependencies = [", "\"a 1.0.0\",", "]",
        " (registry+x)", "[metadata]\n", "[root]\n", "[[patch.unused]]\n", "checksum = \"\"\n",
    ]

    /// A script of Gradle: it only must end.
    private static func gradle(_ bytes: [UInt8], _ dialect: GradleScript.Dialect) throws {
        do throws(SyntaxFault) { _ = try GradleScript(bytes, dialect: dialect) } catch { try EditedText.place(of: error, in: bytes) }
    }
}
