/// go's own settings, as far as they say where modules come from: of variables, and of the file that `go env -w` writes.
struct GoSettings: Sendable {
    /// The settings by name.
    private var values: [String: String] = [:]

    /// The largest file that is read, in bytes.
    private static let maximumSize = 1 << 16
    /// The settings of interest.
    private static let names = ["GOPROXY", "GOPRIVATE", "GONOPROXY", "GOSUMDB"]

    /// Reads both; a variable goes before the file.
    init(_ environment: [String: String]) {
        if let path = Self.file(environment), let bytes = try? Files.read(path, limit: Self.maximumSize) {
            for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.endsLine) {
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                if parts.count == 2, Self.names.contains(parts[0]), !parts[1].isEmpty { values[parts[0]] = parts[1] }
            }
        }
        for name in Self.names { if let value = environment[name], !value.isEmpty { values[name] = value } }
    }

    /// The file of `go env -w`: GOENV, else the place that the system has for settings of the user's.
    private static func file(_ environment: [String: String]) -> String? {
        if let path = environment["GOENV"], !path.isEmpty { return path == "off" ? nil : path }
        #if os(macOS)
            return environment["HOME"].map { "\($0)/Library/Application Support/go/env" }
        #else
            return environment["XDG_CONFIG_HOME"].map { "\($0)/go/env" } ?? environment["HOME"].map { "\($0)/.config/go/env" }
        #endif
    }

    /// The value of a setting.
    subscript(_ name: String) -> String? { values[name] }

    /// The first proxy that go asks for a module; nil when it asks the repository itself, because the module is private or nothing else is
    /// allowed.
    func proxy(for module: String) -> String? {
        guard !isPrivate(module) else { return nil }
        let listed = (values["GOPROXY"] ?? GoProxy.standard).split { $0 == "," || $0 == "|" }.map(\.trimmed)
        guard let first = listed.first(where: { !$0.isEmpty }) else { return GoProxy.standard }
        return first == "direct" || first == "off" ? nil : first
    }

    /// Whether go passes all proxies by for a module.
    func isPrivate(_ module: String) -> Bool { Self.matches(values["GONOPROXY"] ?? values["GOPRIVATE"] ?? "", module) }

    /// Whether one of several patterns fits the beginning of a path, element by element (golang.org/x/mod/module, MatchPrefixPatterns).
    static func matches(_ patterns: String, _ module: String) -> Bool {
        let elements = module.split(separator: "/", omittingEmptySubsequences: false)
        return patterns.split(separator: ",").contains { pattern in
            let parts = pattern.trimmed.split(separator: "/", omittingEmptySubsequences: true)
            guard !parts.isEmpty, parts.count <= elements.count else { return false }
            return zip(parts, elements).allSatisfy { Glob(String($0)).matches(String($1)) }
        }
    }
}
