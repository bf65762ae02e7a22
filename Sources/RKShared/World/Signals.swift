import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Signals that arrive as values instead of ending the process, for as long as this lives.
///
/// A signal that the process was started to ignore (as by nohup) stays ignored.
public final class Signals: Sendable {
    /// What may change: the sources that deliver, nil when stopped, and the first signal that would have ended the process.
    private struct State {
        /// What delivers each signal, with what was in place before.
        var sources: [(number: Int32, source: any DispatchSourceSignal)] = []
        /// The first signal that came.
        var first: Int32?
        /// What is to be done when it comes.
        var reactions: [@Sendable () -> Void] = []
    }

    /// The numbers of the signals, in the order in which they come.
    public let arriving: AsyncStream<Int32>
    /// The end of the stream that this feeds.
    private let arrivals: AsyncStream<Int32>.Continuation
    /// What may change.
    private let state: Mutex<State>

    #if !canImport(Darwin)
        /// What libdispatch puts in place when it is first asked for a signal, and never again: it leads the signal to the sources.
        private static let handlers = Mutex<[Int32: sigaction]>([:])
    #endif

    /// The signals by which people and systems end programs: SIGINT, SIGTERM, SIGHUP.
    public static var ending: [Int32] { [SIGINT, SIGTERM, SIGHUP] }

    /// Takes over signals, all of them from the moment when this returns; SIGPIPE is ignored meanwhile, so that a closed stderr cannot end the process.
    public init(_ numbers: [Int32] = Signals.ending) {
        (arriving, arrivals) = AsyncStream.makeStream(of: Int32.self)
        state = Mutex(State())
        signal(SIGPIPE, SIG_IGN)
        let taken = numbers.filter { !Self.isIgnored($0) }
        let registered = DispatchSemaphore(value: 0)
        for number in taken {
            #if canImport(Darwin)
                signal(number, SIG_IGN)
            #endif
            state.withLock { state in
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { @Sendable [weak self] in self?.deliver(number) }
                source.setRegistrationHandler { @Sendable in registered.signal() }
                source.activate()
                state.sources.append((number, source))
            }
        }
        for _ in taken { registered.wait() }
        #if !canImport(Darwin)
            Self.handlers.withLock { handlers in
                for number in taken { if var action = handlers[number] { sigaction(number, &action, nil) } }
            }
        #endif
    }

    deinit { stop() }

    /// The signals as they come, for as long as someone reads them.
    public static func stream(_ numbers: [Int32]) -> AsyncStream<Int32> {
        let signals = Signals(numbers)
        signals.arrivals.onTermination = { _ in signals.stop() }
        return signals.arriving
    }

    /// The first signal that came; nil when none did.
    public var first: Int32? { state.withLock { $0.first } }

    /// Does something as soon as the first signal comes; at once when one came already.
    public func onFirst(_ reaction: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            if state.first == nil { state.reactions.append(reaction) }
            return state.first != nil
        }
        if isLate { reaction() }
    }

    /// Gives the signals back to the system and ends the stream.
    public func stop() { leave(to: SIG_DFL) }

    /// Lets no signal end the process any more, and ends the stream: for what little is left to do after work that then stands.
    public func ignore() { leave(to: SIG_IGN) }

    /// Ends the stream; from now on the system deals with the signals.
    private func leave(to handler: (@convention(c) (Int32) -> Void)?) {
        arrivals.finish()
        state.withLock { state in
            for (number, source) in state.sources {
                source.cancel()
                #if !canImport(Darwin)
                    var action = sigaction()
                    let isKnown = sigaction(number, nil, &action) == 0
                    Self.handlers.withLock { if isKnown, $0[number] == nil { $0[number] = action } }
                #endif
                signal(number, handler)
            }
            if !state.sources.isEmpty { signal(SIGPIPE, SIG_DFL) }
            state.sources = []
        }
    }

    /// Ends the process by a signal, as if it had not been taken over: a shell sees 128 + number.
    public static func end(by number: Int32) -> Never {
        signal(number, SIG_DFL)
        var mask = sigset_t()
        sigemptyset(&mask)
        sigaddset(&mask, number)
        pthread_sigmask(SIG_UNBLOCK, &mask, nil)
        raise(number)
        StandardStreams.exit(128 + number)
    }

    /// Notes a signal and passes it on.
    private func deliver(_ number: Int32) {
        let reactions = state.withLock { state in
            if state.first == nil { state.first = number }
            defer { state.reactions = [] }
            return state.reactions
        }
        for reaction in reactions { reaction() }
        arrivals.yield(number)
    }

    /// Whether the process ignores a signal.
    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        #if canImport(Glibc)
            let handler = action.__sigaction_handler.sa_handler
        #elseif canImport(Musl)
            let handler = action.__sa_handler.sa_handler
        #else
            let handler = action.__sigaction_u.__sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
