public import RKShared

extension Programs {
    /// Whether the real cargo is on PATH.
    public static let hasCargo = (StandardStreams.environment["PATH"] ?? "").split(separator: ":").contains { Files.exists("\($0)/cargo") }
}

extension Sandbox {
    /// Variables with which cargo works without a network, in a home of the sandbox, with the tool chain of the machine.
    public var cargoEnvironment: [String: String?] {
        let home = StandardStreams.environment["RUSTUP_HOME"] ?? StandardStreams.environment["HOME"].map { "\($0)/.rustup" }
        return [
            "CARGO_HOME": "\(folder)/cargo-home", "CARGO_NET_OFFLINE": "true", "CARGO_TARGET_DIR": nil, "CARGO_REGISTRY_TOKEN": nil,
            "RUSTUP_HOME": home.flatMap { Files.isFolder($0) ? $0 : nil },
            "RUSTUP_TOOLCHAIN": StandardStreams.environment["RUSTUP_TOOLCHAIN"],
        ]
    }

    /// Runs a script with cargo and its variables.
    public func cargo(_ script: String, in subfolder: String = ".") async throws -> Completion {
        try await shell(script, in: subfolder, environment: cargoEnvironment)
    }
}
