/// What a running program has to work with.
public struct Invocation: Sendable {
    /// Where it talks.
    public let console: Console
    /// How it reaches the outside.
    public let world: World
    /// The environment variables.
    public let environment: [String: String]

    /// Whether RK_DRY_RUN asks to change nothing: by anything but nothing, `0`, `false` and `no`.
    public var asksForDryRun: Bool { !["", "0", "false", "no"].contains((environment["RK_DRY_RUN"] ?? "").trimmed.lowercased()) }

    /// An invocation.
    public init(console: Console, world: World, environment: [String: String]) {
        self.console = console
        self.world = world
        self.environment = environment
    }
}
