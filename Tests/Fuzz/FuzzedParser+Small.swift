import RKShared

extension FuzzedParser {
    /// The readers of short texts: versions, requirements, commits, names.
    static let small: [FuzzedParser] = [
        FuzzedParser(
            "requirement",
            Seeds(
                files: [], sources: ["RKSharedTests/Manifest/Requirement", "rk-discoverTests/Manifest"],
                inputs: lines("a[b,c] >=1.0,<2 ; python_version < '3.13'\nname @ https://x.org/a.whl ; extra == 'x'\na~=1.4.2\na (==1.*)"),
                tokens: [
                    "[", "]", "(", ")", ";", "@", "==", ">=", "~=", "!=", "===", "<", ",", ".*", " and ", " or ", " in ", " not in ", "'",
                    "\"",
                    "python_version", "extra", "1.0", "#", "file:///",
                ])
        ) { try requirement($0) },
        FuzzedParser(
            "versions",
            Seeds(
                sources: ["RKSharedTests/Version/"],
                inputs: lines(
                    "1.2.3\n1.0.0-rc.1\n1.0rc1\n1!2.0.post1.dev2+a.b\nv1.0.0-20260101000000-abcdefabcdef\n1.0-SNAPSHOT\n2.0.0-alpha+7"),
                tokens: [
                    "-", "+", ".", "v", "!", "rc", "a", "b", "dev", "post", "alpha", "SNAPSHOT", "final", "ga", "sp", "0", "00", "1", "_",
                    " ", "x",
                    "*", "incompatible",
                ])
        ) { try versions($0) },
        FuzzedParser(
            "ranges",
            Seeds(
                files: [], sources: ["RKSharedTests/Version/NpmRange", "RKSharedTests/Version/CargoRequirement"],
                inputs: lines("^1.2.3\n~1.2\n>=1 <3 || 5.x\n1.0.0 - 2.0.0\n>=1.2, <2\n=1.4.0\n*"),
                tokens: ["^", "~", ">=", "<", "=", " || ", " - ", ".x", ".*", "*", "1.2.3", "-rc.1", "+b", ", ", " ", "latest"])
        ) { try ranges($0) },
        FuzzedParser(
            "commit",
            Seeds(
                sources: ["RKSharedTests/Version/Conventional", "RKSharedTests/Version/Revert", "RKSharedTests/Version/Squash"],
                inputs: lines(
                    "feat(a)!: b\n\nBREAKING CHANGE: c\nRefs: #1\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.", as: 1),
                tokens: [
                    ":", ": ", "!", "(", ")", "\n\n", "\n", "BREAKING CHANGE: ", "BREAKING-CHANGE #", "Revert \"", "\"", "* feat: ",
                    "This reverts commit ", "0123456789abcdef", "Refs: ", " #", "(#12)", "---", "-----\n", "squash! ", "fixup! ",
                ])
        ) { bytes in
            let commit = ConventionalCommit(bytes: bytes[...])
            _ = (commit.bump(), commit.isRevert, commit.reverts(commit, id: "0123456789abcdef"))
            try Violation.unless(commit.nested.allSatisfy { $0.nested.isEmpty }, "squashed commits are squashed of others")
        },
        FuzzedParser(
            "metadata",
            Seeds(
                sources: ["RKSharedTests/Ecosystem/UvArtifact"],
                inputs: lines("Metadata-Version: 2.1\nName: a\nVersion: 1.0\nRequires-Dist: b>=1\n  ; extra == 'x'\n\nBody: x", as: 1),
                tokens: [": ", ":", "\n", "\n ", "\n\n", "\r\n", "Name: ", "Requires-Dist: "])
        ) { bytes in
            let metadata = CoreMetadata(bytes)
            for name in ["Name", "Version", "Requires-Dist", ""] { _ = metadata.all(name) }
        },
        FuzzedParser(
            "words",
            Seeds(
                sources: [
                    "RKSharedTests/World/WebAddress", "RKSharedTests/World/Login", "RKSharedTests/World/Percent",
                    "RKSharedTests/Version/TagFormat",
                    "RKSharedTests/World/Redaction",
                ],
                inputs: lines(
                    "https://u:p%40@[::1]:8080/a/../b?c#d\n{name}-v{version}\n**/a[!b-c]?{d,e}\nmachine h login u password p\nSun, 06 Nov 1994 08:49:37 GMT"
                ),
                tokens: [
                    "*", "**/", "?", "[", "]", "[!", "{", "}", "{name}", "{version}", "%", "%2F", ":", "/", "//", "@", "..", "\\",
                    "machine ", "login ",
                ])
        ) { words($0) },
    ]

    /// The lines of a text as inputs, or the text as one.
    private static func lines(_ text: String, as count: Int = 0) -> [[UInt8]] {
        count == 1 ? [Array(text.utf8)] : text.split(separator: "\n").map { Array($0.utf8) }
    }

    /// A requirement of Python made exact is one of the same package.
    private static func requirement(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let requirement: Requirement
        do throws(SyntaxFault) { requirement = try Requirement(text) } catch {
            return try EditedText.place(of: error, in: Array(text.utf8))
        }
        let pinned = requirement.pinned(to: "9.8.7")
        let again = try EditedText.read("requirement \(pinned.debugDescription)") { () throws(SyntaxFault) in try Requirement(pinned) }
        let holds = again.name == requirement.name && again.extras == requirement.extras && again.marker == requirement.marker
        try Violation.unless(holds && again.specifier == "==9.8.7", "\(text.debugDescription) became \(pinned.debugDescription)")
        try Violation.unless(again.pinned(to: "9.8.7") == pinned, "the second time changes it")
    }

    /// Versions of every scheme are ordered, counted up and printed.
    private static func versions(_ bytes: [UInt8]) throws {
        let texts = bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x20 }).prefix(3).map { String(decoding: $0, as: UTF8.self) }
        for scheme in VersionScheme.allCases {
            // Long ones are only read and compared: the rest is the same rules in much more time.
            let valid = texts.filter(scheme.isValid).filter { $0.utf8.count <= 300 }
            if valid.count < texts.count, texts.count > 1 { _ = scheme.compare(texts[0], texts[1]) }
            for text in valid {
                let normal = scheme.normalized(text) ?? ""
                try Violation.unless(
                    scheme.compare(text, normal) == 0 && scheme.normalized(normal) == normal, "\(scheme): \(text) is \(normal)")
                for other in VersionScheme.allCases {
                    guard let spelled = scheme.spelled(text, in: other) else { continue }
                    try Violation.unless(other.isValid(spelled), "\(text) in \(other) is \(spelled)")
                }
                for bump: Bump in [.patch, .minor, .major] {
                    let step = VersionStep(scheme: scheme, current: text, bump: bump)
                    guard let next = try? step.final() else { continue }
                    try Violation.unless(scheme.compare(next, text) ?? 0 > 0, "\(scheme): \(bump) of \(text) is \(next)")
                    guard let candidate = try? step.prerelease(label: "rc", existing: valid) else { continue }
                    try Violation.unless(scheme.isPrerelease(candidate) == true, "\(scheme): \(candidate) is no prerelease of \(text)")
                }
            }
            guard valid.count == 3, let one = scheme.compare(valid[0], valid[1]), let two = scheme.compare(valid[1], valid[2]) else {
                continue
            }
            try Violation.unless(scheme.compare(valid[1], valid[0]) == -one, "\(scheme): the order of \(valid) depends on its sides")
            guard let outer = scheme.compare(valid[0], valid[2]) else { continue }
            try Violation.unless(one > 0 || two > 0 || outer <= 0, "\(scheme): \(valid) are in no order")
        }
    }

    /// Ranges: a raised requirement allows what it was raised to.
    private static func ranges(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        for flag in [true, false] { _ = NpmRange(text, includesPrereleases: flag)?.allows("1.2.3-rc.1") }
        let requirement: CargoRequirement
        do throws(SyntaxFault) { requirement = try CargoRequirement(text) } catch {
            return try EditedText.place(of: error, in: Array(text.utf8))
        }
        _ = requirement.exactVersion
        for version in ["1.2.3", "9.8.7-rc.1"] {
            let raised = requirement.raised(to: version)
            let again = try EditedText.read("requirement \(raised)") { () throws(SyntaxFault) in try CargoRequirement(raised) }
            try Violation.unless(again.allows(version), "\(text) raised to \(version) is \(raised)")
        }
    }

    /// Addresses, patterns, formats of tags, logins: they only must end.
    private static func words(_ bytes: [UInt8]) {
        let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
        let parts = text.split(separator: "\n", maxSplits: 1).map(String.init)
        guard let first = parts.first else { return }
        let glob = Glob(first)
        for subject in [parts.last ?? "", String(repeating: "a", count: 300), "a/b/c/a/b/c.d"] { _ = glob.matches(subject) }
        _ = Glob(first, crossesSeparators: false).matches(parts.last ?? "")
        _ = Glob.problem(inPath: first)
        _ = (WebAddress(first), WebAddress.redacted(text), WebAddress.userInfo(of: first), RefName.problem(in: first))
        _ = (GoModulePath(first), GoModulePath.escaped(first), GoModulePath.problem(in: first), Netrc(bytes), Base64.decode(first))
        if let format = try? TagFormat(first) {
            let tag = format.tag(name: "a", label: "b", path: "c/d", version: "1.0.0")
            _ = format.version(in: tag, name: "a", label: "b", path: "c/d", scheme: .semver)
            _ = format.version(in: parts.last ?? "", name: "a", label: "b", path: "c/d", scheme: .pep440)
        }
    }
}
