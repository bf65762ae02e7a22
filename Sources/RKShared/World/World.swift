/// The outside, as closures: the live one, or a test's.
public struct World: Sendable {
    /// Runs a process to its end. Throws a `Fault` only when it cannot be started.
    public var run: @Sendable (Call) async throws(Fault) -> Completion
    /// Performs a web request; redirects are followed. Throws a `Fault` with `.serviceUnavailable` when no answer comes.
    public var send: @Sendable (Request) async throws(Fault) -> Response
    /// Seconds since an arbitrary start, never going back.
    public var now: @Sendable () -> Double
    /// Waits for some seconds; throws CancellationError when the task is cancelled.
    public var sleep: @Sendable (Double) async throws -> Void
    /// A random number in 0..<1.
    public var random: @Sendable () -> Double

    /// A world of these closures.
    public init(
        run: @escaping @Sendable (Call) async throws(Fault) -> Completion,
        send: @escaping @Sendable (Request) async throws(Fault) -> Response, now: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (Double) async throws -> Void, random: @escaping @Sendable () -> Double
    ) {
        self.run = run
        self.send = send
        self.now = now
        self.sleep = sleep
        self.random = random
    }

    /// The real outside without the web, which only programs with effects reach (module RKHTTP).
    public static var live: World {
        let start = ContinuousClock.now
        return World(
            run: { (call) async throws(Fault) in try await Spawn.run(call) },
            send: { (request) async throws(Fault) in
                throw Fault(.defect, "this program cannot reach \(request.url): it has no web client")
            },
            now: { (ContinuousClock.now - start) / .seconds(1) },
            sleep: { try await Task.sleep(for: .seconds($0)) },
            random: { Double.random(in: 0..<1) })
    }

    /// Asks and reads the answer.
    public func ask<Answer>(_ query: Query<Answer>) async throws(Fault) -> Answer {
        try query.parse(try await send(query.request))
    }

    /// Runs a process that must succeed.
    /// - Throws: a `Fault` with `code` and the last lines that the process printed.
    public func check(_ call: Call, _ code: Code = .toolFailed, hint: String? = nil) async throws(Fault) -> Completion {
        let completion = try await run(call)
        guard completion.succeeded else {
            throw Fault(code, "`\(call.commandLine)` ended with \(completion.status)\n\(completion.lastLines())", hint: hint)
        }
        return completion
    }
}
