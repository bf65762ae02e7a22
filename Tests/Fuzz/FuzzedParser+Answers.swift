import RKShared

extension FuzzedParser {
    /// What comes from elsewhere: settings of users, answers of registries, configurations that hold credentials.
    static let answers: [FuzzedParser] = [
        FuzzedParser(
            "npmrc",
            Seeds(
                files: [".npmrc"], sources: ["RKSharedTests/Ecosystem/Npmrc"],
                inputs: [
                    Array(
                        "; c\nregistry = https://r/\n@s:registry=\"https://s/\"\n//s/:_authToken=${T}\n//s/:_auth=YTpi\naccess=public\n"
                            .utf8)
                ],
                tokens: [
                    "=", "[", "]", "${", "}", "${T}", "\"", "'", ";", "#", "@a:registry=", "//r/:_authToken=", "//r/:_password=",
                    "registry=", "\n",
                ]),
            checkIn: npmrc),
        FuzzedParser(
            "cargo-credentials",
            Seeds(
                inputs: [Array("[registries.x]\nindex = \"sparse+https://x/\"\ntoken = \"t\"\n[registry]\ntoken = \"u\"\n".utf8)],
                tokens: tomlSeeds.tokens)
        ) { bytes in
            _ = CargoCredentials(environment: [:], registry: address, userConfiguration: bytes)
        },
        FuzzedParser(
            "answers",
            Seeds(
                files: ["package.json"],
                sources: [
                    "RKSharedTests/Ecosystem/PyPI", "RKSharedTests/Ecosystem/Maven", "rk-registryTests/",
                    "RKSharedTests/Ecosystem/CargoCommands",
                    "RKSharedTests/Ecosystem/GoCommands",
                ],
                inputs: [
                    "<html><body><!-- x --><a href=\"../a-1.0.tar.gz#sha256=ab&amp;x\" data-yanked>a</a></body></html>",
                    "{\"files\":[{\"filename\":\"a-1.0.zip\",\"hashes\":{\"sha256\":\"ab\"}}],\"meta\":{\"api-version\":\"1.1\"}}",
                    "{\"name\":\"a\",\"vers\":\"1.0\",\"cksum\":\"ab\"}\n",
                    "{\"dist\":{\"integrity\":\"sha512-aa==\",\"shasum\":\"ab\",\"tarball\":\"https://x/a.tgz\"}}",
                    "{\"version\":\"1.0\",\"archive_sha256\":\"ab\"}", "0123456789abcdef0123456789abcdef01234567  a.pom\n",
                ].map { Array($0.utf8) },
                tokens: jsonSeeds.tokens + [
                    "<a href=", "<a ", "</a>", "<!--", "-->", "&#x41;", "&amp;", "&", "#sha256=", "%2F", "sha512-", "<", ">",
                ])
        ) { try answer($0) },
    ]

    /// Any registry.
    private static let address = RegistryAddress(name: "x", base: "https://x/", upload: "https://x/", index: "https://x/")

    /// A `.npmrc` decides where packages go and with what.
    private static func npmrc(_ bytes: [UInt8], _ scratch: Scratch) throws {
        try scratch.write(".npmrc", bytes)
        let tree = SourceTree(root: Files.resolved(scratch.folder) ?? scratch.folder, tracked: [".npmrc"])
        let sources = RegistrySources(environment: ["T": "secret", "HOME": "\(scratch.folder)/none"], tree: tree)
        let workspace = Workspace(id: "npm", ecosystem: "npm", root: ".", manifest: "package.json", lockfile: nil)
        let packages = ["a", "@s/a"].map {
            Package(
                id: "npm:\($0)", name: $0, ecosystem: "npm", workspace: "npm", path: $0, manifest: "\($0)/package.json", version: "1.0.0")
        }
        guard let publishing = Npm().publishing,
            let found = try? publishing.registries(of: packages, in: workspace, named: nil, from: sources)
        else { return }
        for registry in [address] + Array(found.values) { _ = publishing.credentials(for: registry, from: sources) }
    }

    /// An answer to every question about a release, in every form.
    private static func answer(_ bytes: [UInt8]) throws {
        for ecosystem in Catalog.ecosystems {
            let registry = ecosystem.packageManager.registry(at: address)
            for type in ["", "text/html", "application/json"] {
                let response = Response(status: 200, headers: type.isEmpty ? [:] : ["content-type": type], body: bytes)
                for query in [registry.release("a", "1.0.0"), registry.releaseBeforehand("g:a", "1.0.0")] { _ = try? query.parse(response) }
                _ = try? registry.digest(of: "a.pom", "g:a", "1.0.0")?.parse(response)
            }
        }
    }
}
