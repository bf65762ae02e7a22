import RKShared

/// What a user asks of a running release.
enum Control: Sendable, Hashable {
    /// Begin nothing new for now.
    case pause
    /// Go on.
    case resume
    /// Begin nothing new, and end; a second time, or on SIGTERM or SIGHUP, end at once. With the signal, if it was one.
    case stop(Int32?)
}

/// What the user asks, by signals and by keys, until `end`.
struct Controls: Sendable {
    /// The wishes as they come.
    let stream: AsyncStream<Control>
    /// SIGINT, SIGTERM and SIGHUP stop, SIGUSR1 pauses, SIGUSR2 resumes.
    private let signals: Signals
    /// The keys p, r and q; nil where none are read.
    let keyboard: Keyboard?
    /// What passes them on.
    private let tasks: [Task<Void, Never>]

    /// Takes over the signals, and the keys of the terminal where `withKeys` says so.
    init(withKeys: Bool) {
        let signals = Signals(Signals.ending + [Signals.pause, Signals.resume])
        let keyboard = withKeys ? Keyboard() : nil
        let (stream, feed) = AsyncStream.makeStream(of: Control.self)
        var tasks = [
            Task {
                for await signal in signals.arriving {
                    switch signal {
                    case Signals.pause: feed.yield(.pause)
                    case Signals.resume: feed.yield(.resume)
                    default: feed.yield(.stop(signal))
                    }
                }
            }
        ]
        if let keyboard {
            tasks.append(
                Task {
                    for await key in keyboard.keys {
                        switch key {
                        case "p", "P": feed.yield(.pause)
                        case "r", "R": feed.yield(.resume)
                        case "q", "Q": feed.yield(.stop(nil))
                        default: break
                        }
                    }
                })
        }
        self.stream = stream
        self.signals = signals
        self.keyboard = keyboard
        self.tasks = tasks
    }

    /// Gives signals and terminal back.
    func end() {
        signals.stop()
        keyboard?.stop()
        for task in tasks { task.cancel() }
    }
}
