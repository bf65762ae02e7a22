import RKShared

/// A failure that a test asks the server to show to its clients.
struct InjectedFault: Hashable, Sendable {
    /// Whether the request is performed before the fault answers.
    enum Moment: String, Sendable {
        /// The request is not performed.
        case before
        /// The request is performed, but its answer is lost.
        case after
    }

    /// A regular expression over `METHOD PATH`; the query is not part of the path.
    var match: String
    /// How many requests it meets; negative for all.
    var times = 1
    /// The status of the answer; none lets the request's own answer through (after `delay`).
    var status: Int?
    /// Headers of the answer, such as Retry-After.
    var headers: [String: String] = [:]
    /// Seconds before the answer.
    var delay = 0.0
    /// `after` makes a lost answer: the request has its effect.
    var when = Moment.before
    /// Cuts the connection without any answer.
    var drop = false
}

extension InjectedFault {
    /// Why a text is no fault.
    struct Mistake: Error {}

    /// Reads a fault in which everything but `match` may be missing; a field of the wrong type is a mistake.
    init(_ json: JSON) throws(Mistake) {
        guard var fields = json.object, let match = fields.take("match")?.string else { throw Mistake() }
        self.init(match: match)
        times = try Self.read(fields.take("times"), or: times, \.integer)
        status = try Self.read(fields.take("status"), or: nil) { $0.integer }
        delay = try Self.read(fields.take("delay"), or: delay, Self.number)
        when = try Self.read(fields.take("when"), or: when) { $0.string.flatMap { Moment(rawValue: $0) } }
        drop = try Self.read(fields.take("drop"), or: drop, Self.truth)
        for member in try Self.read(fields.take("headers"), or: JSONObject(), \.object).members {
            headers[member.key] = try Self.read(member.value, or: "", \.string)
        }
    }

    /// A field's value, or what holds without it.
    private static func read<Value>(_ json: JSON?, or other: Value, _ value: (JSON) -> Value?) throws(Mistake) -> Value {
        guard let json, json != .null else { return other }
        guard let value = value(json) else { throw Mistake() }
        return value
    }

    /// A number with a fraction.
    private static func number(_ json: JSON) -> Double? { if case .number(let text) = json { Double(text) } else { nil } }

    /// A boolean.
    private static func truth(_ json: JSON) -> Bool? { if case .bool(let flag) = json { flag } else { nil } }

    /// Reads a faults file: a JSON array, or one JSON object a line.
    static func list(from bytes: [UInt8]) throws -> [InjectedFault] {
        if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "[") {
            return try (JSON(parsing: bytes).array ?? []).map { try InjectedFault($0) }
        }
        return try bytes.split(separator: UInt8(ascii: "\n"))
            .filter { line in line.contains { $0 > 0x20 } }
            .map { try InjectedFault(try JSON(parsing: Array($0))) }
    }
}
