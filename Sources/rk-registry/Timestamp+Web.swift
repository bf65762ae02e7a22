extension Timestamp {
    /// `Sat, 21 Nov 2026 02:01:40 GMT`, as headers have it (RFC 9110, section 5.6.7).
    var webDate: String {
        let text = Array(description.utf8)
        /// A part of the long form.
        func part(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekday = weekdays[Int(max(0, microseconds) / 86_400_000_000 % 7)]
        let month = months[(Int(part(5..<7)) ?? 1) - 1]
        return "\(weekday), \(part(8..<10)) \(month) \(part(0..<4)) \(part(11..<19)) GMT"
    }

    /// `2026-11-21T02:01:40.123Z`, as JavaScript has it.
    var milliseconds: String { "\(description.prefix(23))Z" }

    /// The newest moment of what is shown where it is shown so much later.
    static func newest(shownAfter lag: Duration) -> Timestamp {
        let (seconds, attoseconds) = lag.components
        guard lag > .zero else { return Timestamp(microseconds: .max) }
        return Timestamp(microseconds: now().microseconds - seconds * 1_000_000 - attoseconds / 1_000_000_000_000)
    }
}
