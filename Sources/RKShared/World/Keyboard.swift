import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Single keys of the terminal, read without Enter and without echo until `stop`; Ctrl-C stays a signal.
public final class Keyboard: Sendable {
    /// What has to be given back.
    private struct State {
        /// The open terminal; nil when it was given back.
        var descriptor: Int32?
        /// Whether the terminal is in our modes.
        var isTaken = true
        /// How the terminal was before.
        var before: termios
        /// What reads it.
        var source: (any DispatchSourceRead)?

        /// Puts the terminal back as it was; a program in the background does not, since another one has it.
        mutating func giveBack() {
            guard let descriptor, isTaken, tcgetpgrp(descriptor) == getpgrp() else { return }
            tcsetattr(descriptor, TCSANOW, &before)
            isTaken = false
            source?.suspend()
        }
    }

    /// The keys in the order in which they come.
    public let keys: AsyncStream<Character>
    /// The end of the stream that this feeds.
    private let feed: AsyncStream<Character>.Continuation
    /// The terminal.
    private let state: Mutex<State>

    /// Takes over the controlling terminal; nil where there is none, or where another program has it now.
    public init?() {
        let descriptor = open("/dev/tty", O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return nil }
        var before = termios()
        guard tcgetpgrp(descriptor) == getpgrp(), tcgetattr(descriptor, &before) == 0 else {
            close(descriptor)
            return nil
        }
        guard Self.setSingle(before, on: descriptor) else {
            close(descriptor)
            return nil
        }
        (keys, feed) = AsyncStream.makeStream(of: Character.self)
        state = Mutex(State(descriptor: descriptor, before: before, source: nil))
        state.withLock { state in
            let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
            source.setEventHandler { @Sendable [weak self] in self?.readKeys(from: descriptor) }
            source.setCancelHandler { @Sendable in close(descriptor) }
            source.activate()
            state.source = source
        }
    }

    deinit { stop() }

    /// Puts the terminal back as it was for as long as an action takes, and until `take`.
    public func lend(during action: () -> Void) {
        state.withLock { state in
            state.giveBack()
            action()
        }
    }

    /// Takes the terminal over once more, if it was lent and no other program has it.
    public func take() {
        state.withLock { state in
            guard let descriptor = state.descriptor, !state.isTaken, tcgetpgrp(descriptor) == getpgrp() else { return }
            tcgetattr(descriptor, &state.before)
            state.isTaken = Self.setSingle(state.before, on: descriptor)
            if state.isTaken { state.source?.resume() }
        }
    }

    /// Puts the terminal back as it was, and ends the stream.
    public func stop() {
        feed.finish()
        state.withLock { state in
            state.giveBack()
            state.descriptor = nil
            if !state.isTaken { state.source?.resume() }
            state.isTaken = true
            state.source?.cancel()
            state.source = nil
        }
    }

    /// Lets a terminal in these modes pass on single keys, without echo; whether that worked.
    private static func setSingle(_ modes: termios, on descriptor: Int32) -> Bool {
        var single = modes
        single.c_lflag &= ~tcflag_t(ICANON | ECHO)
        return tcsetattr(descriptor, TCSANOW, &single) == 0
    }

    /// Passes on what was typed; a program in the background reads nothing, or it would be stopped.
    private func readKeys(from descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = state.withLock { state in
            guard state.descriptor == descriptor, state.isTaken, tcgetpgrp(descriptor) == getpgrp() else { return 0 }
            return read(descriptor, &buffer, buffer.count)
        }
        if count < 0, errno != EAGAIN, errno != EINTR { return stop() }
        for byte in buffer.prefix(max(count, 0)) where byte < 0x80 { feed.yield(Character(Unicode.Scalar(byte))) }
    }
}
