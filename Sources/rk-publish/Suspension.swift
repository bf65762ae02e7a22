import RKShared

/// What Ctrl-Z does beside a live table: the shell gets the terminal as it was. When the program is in the foreground once more, the views
/// take it over.
struct Suspension: Sendable {
    /// SIGTSTP.
    private let signals = Signals([Signals.suspend])
    /// What obeys it.
    private let task: Task<Void, Never>

    /// Takes over the signal.
    init(of views: RunViews, _ keyboard: Keyboard?) {
        task = Task { [signals] in
            for await _ in signals.arriving {
                views.leave {
                    guard let keyboard else { return Signals.stopProcess() }
                    keyboard.lend { Signals.stopProcess() }
                }
            }
        }
    }

    /// Gives the signal back.
    func end() {
        signals.stop()
        task.cancel()
    }
}
