import RKShared

/// A moment in UTC as PyPI writes it: ISO 8601 with microseconds and Z.
struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    var microseconds: Int64

    /// A moment from its count of microseconds.
    init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The moment that `text` names in exactly the form of `description`, else nil.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let shape = Array("0000-00-00T00:00:00.000000Z".utf8)
        guard bytes.count == shape.count else { return nil }
        for (byte, mark) in zip(bytes, shape) {
            let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            guard mark == UInt8(ascii: "0") ? isDigit : byte == mark else { return nil }
        }
        /// The number at a range of digits.
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - 48) } }
        let days = WallClock.days(year: number(0..<4), month: number(5..<7), day: number(8..<10))
        let seconds = days * 86_400 + number(11..<13) * 3600 + number(14..<16) * 60 + number(17..<19)
        microseconds = Int64(seconds * 1_000_000 + number(20..<26))
    }

    /// The older moment first.
    static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }
}

extension Timestamp: CustomStringConvertible {
    /// `2026-11-21T02:01:40.123456Z`; moments before 1970 are written as 1970.
    var description: String {
        let total = max(0, microseconds)
        let seconds = total / 1_000_000
        let shifted = seconds / 86_400 + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        let time = "\(padded(seconds / 3600 % 24, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        return "\(date)T\(time).\(padded(total % 1_000_000, 6))Z"
    }

    /// A number with leading zeros.
    private func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Timestamp {
    /// This moment by the system's clock.
    static func now() -> Timestamp { Timestamp(microseconds: WallClock.microseconds) }
}
