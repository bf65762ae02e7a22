/// A failure that a test asks the server to show to its clients.
struct InjectedFault: Codable, Hashable, Sendable {
    /// Whether the request is performed before the fault answers.
    enum Moment: String, Codable, Sendable {
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

    /// Keys of the faults file.
    enum CodingKeys: CodingKey {
        case match, times, status, headers, delay, when, drop
    }
}

extension InjectedFault {
    /// Reads a fault in which everything but `match` may be missing.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        match = try container.decode(String.self, forKey: .match)
        times = try container.decodeIfPresent(Int.self, forKey: .times) ?? times
        status = try container.decodeIfPresent(Int.self, forKey: .status)
        headers = try container.decodeIfPresent([String: String].self, forKey: .headers) ?? headers
        delay = try container.decodeIfPresent(Double.self, forKey: .delay) ?? delay
        when = try container.decodeIfPresent(Moment.self, forKey: .when) ?? when
        drop = try container.decodeIfPresent(Bool.self, forKey: .drop) ?? drop
    }

    /// Reads a faults file: a JSON array, or one JSON object a line.
    static func list(from bytes: [UInt8]) throws -> [InjectedFault] {
        if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "[") { return try decodeJSON([InjectedFault].self, from: bytes) }
        return try bytes.split(separator: UInt8(ascii: "\n"))
            .filter { line in line.contains { $0 > 0x20 } }
            .map { try decodeJSON(InjectedFault.self, from: Array($0)) }
    }
}
