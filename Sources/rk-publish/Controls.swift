import RKShared

/// What a user asks of a running release.
enum Control: Sendable, Hashable {
    /// Begin nothing new for now.
    case pause
    /// Go on.
    case resume
    /// Begin nothing new, and end; a second time, or on SIGTERM, end at once. With the signal, if it was one.
    case stop(Int32?)
}

/// The stream of what the user asks, by signals.
struct Controls: Sendable {
    /// The wishes as they come.
    let stream: AsyncStream<Control>

    /// Listens to SIGINT, SIGTERM and SIGHUP (stop), SIGUSR1 (pause), SIGUSR2 (resume).
    init() {
        let signals = Signals([2, 15, 1, 10, 12])
        stream = AsyncStream { continuation in
            let task = Task {
                for await signal in signals.arriving {
                    switch signal {
                    case 10: continuation.yield(.pause)
                    case 12: continuation.yield(.resume)
                    default: continuation.yield(.stop(signal))
                    }
                }
            }
            continuation.onTermination = { _ in
                task.cancel()
                signals.stop()
            }
        }
    }
}
