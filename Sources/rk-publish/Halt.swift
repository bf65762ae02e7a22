import RKShared

/// Why nothing begins any more, as far as anything does.
struct Halt: Sendable, Hashable {
    /// The signal by which the user stopped the run; that of Ctrl-C for the key.
    private(set) var signal: Int32?
    /// Whether the deadline passed.
    private(set) var isOverdue = false
    /// Whether what was begun is broken off too.
    private(set) var isAtOnce = false

    /// Whether nothing begins any more.
    var isOn: Bool { signal != nil || isOverdue }

    /// What is said of packages that did not begin.
    var reason: String { signal == nil && isOverdue ? "the deadline passed before it was done" : "the run was stopped before it was done" }

    /// Takes a wish to stop: the first Ctrl-C lets end what was begun, a second one and the signals of systems do not.
    mutating func stop(by signal: Int32?) {
        isAtOnce = isAtOnce || self.signal != nil || (signal != nil && signal != Signals.interrupt)
        self.signal = signal ?? self.signal ?? Signals.interrupt
    }

    /// Notes that the deadline passed.
    mutating func expire() { isOverdue = true }
}
