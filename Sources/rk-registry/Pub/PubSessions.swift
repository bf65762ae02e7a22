import RKShared
import SystemPackage

/// The uploads between their first and last request, which share only an unguessable word.
actor PubSessions {
    /// How far an upload is.
    enum State: Sendable {
        /// The address was given out.
        case open
        /// The archive lies here.
        case received(FilePath)
        /// It is being checked.
        case busy
        /// It was checked; asked again, the answer is the same.
        case done(Result<String, Refusal>)
    }

    /// Most uploads at a time.
    private static let limit = 1000
    /// How long one may take, in microseconds.
    private static let duration: Int64 = 600 * 1_000_000

    /// States and when they end, by word.
    private var sessions: [String: (state: State, end: Int64)] = [:]

    /// A new upload's word; nil while there are too many.
    func begin() -> String? {
        let now = WallClock.microseconds
        sessions = sessions.filter { $0.value.end > now }
        guard sessions.count < Self.limit else { return nil }
        var generator = SystemRandomNumberGenerator()
        let word = Digest.hexadecimal((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
        sessions[word] = (.open, now + Self.duration)
        return word
    }

    /// How far an upload is; nil for one that was never begun, or that took too long.
    func state(_ word: String) -> State? {
        sessions[word].flatMap { $0.end > WallClock.microseconds ? $0.state : nil }
    }

    /// How far an upload is, for who goes on with its archive: nobody else gets it.
    func take(_ word: String) -> State? {
        let state = state(word)
        if case .received? = state { sessions[word]?.state = .busy }
        return state
    }

    /// Notes how far an upload is.
    func set(_ state: State, _ word: String) { sessions[word]?.state = state }
}
