import RKShared

extension Programs {
    /// The real pnpm; nil where `scripts/setup test` could not get it.
    public static var pnpm: String? { tool("pnpm") }
    /// The real yarn of version 1; nil where `scripts/setup test` could not get it.
    public static var classicYarn: String? { tool("yarn-classic") }
    /// The real yarn of version 4; nil where `scripts/setup test` could not get it.
    public static var modernYarn: String? { tool("yarn-modern") }

    /// A program of `.tools/bin`, if it is there.
    private static func tool(_ name: String) -> String? {
        let path = "\(tools)/\(name)"
        return Files.exists(path) ? path : nil
    }
}

extension Sandbox {
    /// Variables with which pnpm and yarn keep everything in the sandbox and talk to registries on loopback.
    public var javaScriptEnvironment: [String: String?] {
        [
            "XDG_CACHE_HOME": "\(folder)/.cache", "XDG_DATA_HOME": nil, "PNPM_HOME": nil, "npm_config_cache": "\(folder)/.npm",
            "npm_config_update_notifier": "false", "YARN_ENABLE_TELEMETRY": "0", "YARN_ENABLE_GLOBAL_CACHE": "0",
            "YARN_UNSAFE_HTTP_WHITELIST": "127.0.0.1", "YARN_IGNORE_PATH": "1", "YARN_NPM_AUTH_TOKEN": nil,
        ]
    }
}
