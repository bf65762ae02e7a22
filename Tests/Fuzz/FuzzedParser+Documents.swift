import RKShared
import Support

extension FuzzedParser {
    /// What crosses a pipe, and the configuration.
    static let documents: [FuzzedParser] = [
        FuzzedParser("document", documentSeeds) { try document($0) },
        FuzzedParser(
            "configuration",
            Seeds(
                sources: ["rk-discoverTests/Configuration", "PipelineTests/Contract"],
                inputs: [
                    Array(
                        "synchronize = true\ntag_format = \"{name}-v{version}\"\nexclude = [\"a/*\"]\n[registries.x]\nurl = \"https://x\"\n"
                            .utf8)
                ],
                tokens: tomlSeeds.tokens + [
                    "[ecosystems.uv]\n", "[registries.a]\n", "exclude = [", "depends_on = [\"npm:a\"]\n", "group = \"\"\n",
                ])
        ) { bytes in
            _ = try? Configuration(parsing: bytes, path: "releasekit.toml")
            _ = try? PackageSettings(parsing: bytes, path: "a/releasekit.toml")
        },
    ]

    /// Documents and their example.
    private static let documentSeeds = Seeds(
        sources: ["RKSharedTests/Document/", "rk-graphTests/RkGraph", "rk-versionTests/Mode"],
        inputs: [(try? Files.read("\(Programs.root)/schema/example.json", limit: 1 << 20)) ?? []],
        tokens: jsonSeeds.tokens + ["\"packages\":", "\"rk\":1", "\"id\":\"a\"", "\"graph\":", "\"kind\":\"runtime\"", "-0", "1e9999"])

    /// What is read is printed, read again as the same, and printed as the same bytes.
    private static func document(_ bytes: [UInt8]) throws {
        if let json = try? JSON(parsing: bytes) {
            let printed = json.documentBytes
            try Violation.unless((try? JSON(parsing: printed)) == json, "printed JSON is read as something else")
            try Violation.unless((try? JSON(parsing: Array(json.line.utf8))) == json, "a printed line is read as something else")
        }
        guard let document = try? Document(parsing: bytes) else { return }
        let printed = document.bytes
        let again = try Document(parsing: printed)
        try Violation.unless(again == document, "the printed document is read as another one")
        try Violation.unless(again.bytes == printed, "the document is printed in another way the second time")
    }
}
