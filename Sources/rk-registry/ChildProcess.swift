import RKShared

/// The command that runs beside the registry, with this program's own input, output and error.
struct ChildProcess: Sendable {
    /// The program and its arguments.
    let command: [String]
    /// Variables added to the environment.
    let settings: [ClientSetting]

    /// Runs it to its end and returns its status, 128 and more for a signal; SIGINT, SIGTERM and SIGHUP are passed on.
    func run() async throws(Fault) -> Int32 {
        try await Foreground(command, input: nil, environment: environment(StandardStreams.environment)).run(passing: Signals()).status
    }

    /// The variables to set over the user's own; proxies are told to leave the registry alone.
    func environment(_ own: [String: String]) -> [String: String] {
        var result: [String: String] = [:]
        for setting in settings { result[setting.name] = setting.merged(with: own[setting.name]) }
        let direct = ClientSetting(name: "NO_PROXY", value: "127.0.0.1,localhost,::1", merge: .prepend(separator: ","))
        for name in ["NO_PROXY", "no_proxy"] { result[name] = direct.merged(with: own["NO_PROXY"]) }
        return result
    }
}
