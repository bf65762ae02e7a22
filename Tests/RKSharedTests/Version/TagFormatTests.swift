import RKShared
import Testing

/// Tag templates: what they print, what they recognise, what they refuse.
struct TagFormatTests {
    /// Tags of one package.
    @Test(arguments: [
        ("{name}-v{version}", "core-v1.2.0"), ("v{version}", "v1.2.0"), ("{version}", "1.2.0"), ("{path}/v{version}", "py/core/v1.2.0"),
        ("{label}/{name}-v{version}", "genkit/core-v1.2.0"), ("{name}@{version}+{label}", "core@1.2.0+genkit"),
        ("rel/{version}/{name}", "rel/1.2.0/core"),
        ("{name}/{name}-{version}", "core/core-1.2.0"),
    ])
    func tags(template: String, tag: String) throws {
        let format = try TagFormat(template)
        #expect(format.template == template)
        #expect(format.tag(name: "core", label: "genkit", path: "py/core", version: "1.2.0") == tag)
        #expect(format.version(in: tag, name: "core", label: "genkit", path: "py/core", scheme: .semver) == "1.2.0")
        let (prefix, suffix) = format.prefixAndSuffix(name: "core", label: "genkit", path: "py/core")
        #expect(prefix + "1.2.0" + suffix == tag)
    }

    /// A value that is empty takes its slash along.
    @Test(arguments: [
        ("{path}/v{version}", "v1.0.0"), ("{label}/{name}-v{version}", "a-v1.0.0"), ("x/{label}/{version}", "x/1.0.0"),
        ("{version}-{label}", "1.0.0-"),
    ])
    func emptyValues(template: String, tag: String) throws {
        #expect(try TagFormat(template).tag(name: "a", label: "", path: ".", version: "1.0.0") == tag)
    }

    /// Tags of other packages, and of no package, whose text is near.
    @Test(
        arguments: [
            ("{name}/{version}", "validator", "schema-validator/1.0.0"), ("{name}-{version}", "a", "a-b-1.0.0"),
            ("{name}-{version}", "b", "a-b-1.0.0"),
            ("{name}-v{version}", "a", "a-v1.0.0-"), ("{name}-v{version}", "a", "a-v"), ("{name}-v{version}", "a", "A-v1.0.0"),
            ("{name}-{version}", "a", "a-v1.0.0"), ("{version}", "a", "v1.0.0"), ("v{version}", "a", "v1.0"),
            ("v{version}", "a", "nightly"),
            ("{name}@{version}.x", "a", "a@1.0.0"), ("{name}-{version}", "caf\u{E9}", "cafe\u{301}-1.0.0"),
            ("{name}{version}-a", "a", "a-a"),
        ] as [(String, String, String)])
    func strangers(template: String, name: String, tag: String) throws {
        #expect(try TagFormat(template).version(in: tag, name: name, label: "", path: ".", scheme: .semver) == nil)
    }

    /// The text is given as the tag spells it; the scheme decides what a version is.
    @Test func spelling() throws {
        let format = try TagFormat("{name}-v{version}")
        #expect(format.version(in: "a-v1.0-RC1", name: "a", label: "", path: ".", scheme: .pep440) == "1.0-RC1")
        #expect(format.version(in: "a-v1.0-RC1", name: "a", label: "", path: ".", scheme: .semver) == nil)
        #expect(TagFormat.version(in: "a-v1.x", prefix: "a-v", suffix: "") == "1.x")
        #expect(format.distinguishesPackages)
        #expect(try !TagFormat("{label}-v{version}").distinguishesPackages)
    }

    /// Templates that cannot be used, with what is said of them.
    @Test(
        arguments: [
            ("{name}", "the tag format '{name}' has no {version}", "write it like {name}-v{version}"),
            ("", "the tag format '' has no {version}", nil),
            ("{version}-{version}", "the tag format '{version}-{version}' has more than one {version}", nil),
            ("{nmae}-{version}", "unknown placeholder '{nmae}' in a tag format", "did you mean {name}?"),
            ("{Version}", "unknown placeholder '{Version}' in a tag format", "did you mean {version}?"),
            ("{versoin}", "unknown placeholder '{versoin}' in a tag format", "did you mean {version}?"),
            ("{date}-{version}", "unknown placeholder '{date}' in a tag format", nil),
            ("{ecosystem}", "unknown placeholder '{ecosystem}' in a tag format", "use {name}, {version}, {label}, {path}, {unscoped}"),
            ("{version", "the tag format '{version' has a brace without its counterpart", "placeholders are written {version}"),
            ("version}", "the tag format 'version}' has a brace without its counterpart", nil),
            ("{{version}}", "the tag format '{{version}}' has a brace without its counterpart", nil),
            ("v {version}", "the tag format 'v {version}' gives names that git refuses: it contains a space", "change its fixed text"),
            ("-{version}", "the tag format '-{version}' gives names that git refuses: it begins with '-'", nil),
            ("{version}.lock", "the tag format '{version}.lock' gives names that git refuses: a part of it ends with '.lock'", nil),
        ] as [(String, String, String?)])
    func refused(template: String, message: String, hint: String?) {
        let fault = #expect(throws: TagFormatFault.self) { try TagFormat(template) }
        #expect(fault?.message == message)
        if let hint { #expect(fault?.hint == hint) }
    }

    /// Names that git takes, and what is wrong with others.
    @Test(
        arguments: [
            ("v1.0.0", nil), ("a/b-v1", nil), ("@acme/ui@1.0.0", nil), ("größe-1", nil), ("a{b", nil), ("a.lockx", nil), ("HEAD/x", nil),
            ("", "it is empty"), ("@", "it is '@' alone"), ("HEAD", "'HEAD' is git's own"), ("-a", "it begins with '-'"),
            ("/a", "it begins with '/'"),
            ("a/", "it ends with '/'"), ("a.", "it ends with '.'"), ("a b", "it contains a space"),
            ("a\u{7}", "it contains a control character"),
            ("a\u{7F}b", "it contains a control character"), ("a\n", "it contains a control character"), ("a~1", "it contains '~'"),
            ("a^", "it contains '^'"),
            ("a:b", "it contains ':'"), ("a?", "it contains '?'"), ("a*", "it contains '*'"), ("a[b", "it contains '['"),
            ("a\\b", "it contains '\\'"),
            ("a..b", "it contains '..'"), ("a//b", "it contains '//'"), ("a@{b", "it contains '@{'"),
            (".a", "a part of it begins with '.'"),
            ("a/.b", "a part of it begins with '.'"), ("a.lock", "a part of it ends with '.lock'"),
            ("a.lock/b", "a part of it ends with '.lock'"),
        ] as [(String, String?)])
    func refNames(name: String, problem: String?) {
        #expect(RefName.problem(in: name) == problem)
    }
}
