public import RKShared

extension Programs {
    /// The real go command; nil where `scripts/setup test` has not installed it.
    public static var go: String? {
        let path = "\(tools)/go"
        return Files.exists(path) ? path : nil
    }
}

extension Sandbox {
    /// Variables with which go asks nobody but bare repositories in the folder `bare` of the sandbox, for paths below `github.com/acme`.
    public var goEnvironment: [String: String?] {
        [
            "GOTOOLCHAIN": "local", "GOPROXY": "direct", "GONOSUMDB": "*", "GONOSUMCHECK": "1", "GOFLAGS": "-modcacherw", "GOENV": "off",
            "GOPATH": "\(folder)/gopath", "GOMODCACHE": "\(folder)/modcache", "GOCACHE": "\(folder)/gocache", "GOWORK": nil,
            "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "url.file://\(folder)/bare/.insteadOf",
            "GIT_CONFIG_VALUE_0": "https://github.com/acme/", "GIT_CONFIG_KEY_1": "protocol.file.allow", "GIT_CONFIG_VALUE_1": "always",
        ]
    }

    /// Runs a script that must succeed, with go and its variables.
    @discardableResult
    public func checkGo(_ script: String, in subfolder: String = ".", environment extra: [String: String?] = [:]) async throws
        -> Completion
    {
        try await check(script, in: subfolder, environment: goEnvironment.merging(extra) { _, new in new })
    }
}
