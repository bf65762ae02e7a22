/// When something that failed is tried again: exponential backoff with full jitter, as a pure value.
public struct Retry: Sendable, Hashable {
    /// Why something failed, as far as trying again is concerned.
    public enum Failure: Sendable, Hashable {
        /// No answer came.
        case network
        /// The service asks for patience; how many seconds, if it says.
        case rateLimited(after: Double?)
        /// The service is in trouble; how many seconds it asks for, if it says.
        case serverError(after: Double?)
        /// What was written cannot be read yet.
        case indexLag
        /// Trying again cannot help.
        case never
    }

    /// How often something is tried at most, the first time included.
    public var attempts: Int
    /// The upper end of the first wait, in seconds; it doubles each time.
    public var base: Double
    /// The upper end of any wait that we choose, in seconds.
    public var cap: Double
    /// The longest wait that a service may ask for, in seconds.
    public var patience: Double

    /// A policy.
    public init(attempts: Int = 5, base: Double = 1, cap: Double = 30, patience: Double = 300) {
        self.attempts = attempts
        self.base = base
        self.cap = cap
        self.patience = patience
    }

    /// How many seconds to wait before trying again; nil when enough was tried, or it cannot help.
    /// - Parameters:
    ///   - attempt: how many attempts have failed, from 1.
    ///   - random: a number in 0..<1.
    public func delay(after failure: Failure, attempt: Int, random: Double) -> Double? {
        guard attempt >= 1, attempt < attempts else { return nil }
        let jitter = random * min(cap, base * Self.power(attempt - 1))
        switch failure {
        case .never: return nil
        case .network, .indexLag, .rateLimited(nil), .serverError(nil): return jitter
        case .rateLimited(let asked?), .serverError(let asked?):
            guard asked <= patience else { return nil }
            return max(0, asked) + random * min(cap, base)
        }
    }

    /// Two to the power of a count, bounded.
    private static func power(_ count: Int) -> Double { Double(1 << min(count, 40)) }
}

extension Retry.Failure {
    /// What an answer means; nil when it is no failure. Retry-After may be seconds or a date (RFC 9110 section 10.2.3).
    public init?(_ response: Response, now: Int = HTTPDate.now) {
        let date = response.headers["date"].flatMap { HTTPDate.seconds($0) } ?? now
        let asked = response.headers["retry-after"].flatMap { HTTPDate.wait(retryAfter: $0, now: date) }
        switch response.status {
        case ..<400: return nil
        case 408: self = .network
        case 425, 429: self = .rateLimited(after: asked)
        case 500, 502, 503, 504, 507, 520...529: self = .serverError(after: asked)
        default: self = .never
        }
    }

    /// What a fault means.
    public init(_ fault: Fault) {
        switch fault.code {
        case .serviceUnavailable: self = fault.retryAfter.map { .serverError(after: $0) } ?? .network
        case .rateLimited: self = .rateLimited(after: fault.retryAfter)
        default: self = .never
        }
    }
}
