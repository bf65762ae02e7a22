extension TOMLParser {
    /// Whether a word looks like a date: four digits and a hyphen.
    func isDate(_ start: Int) -> Bool {
        number(start, 4) != nil && start + 4 < bytes.count && bytes[start + 4] == UInt8(ascii: "-")
    }

    /// Whether a word looks like a time of day: two digits and a colon.
    func isTime(_ start: Int) -> Bool {
        number(start, 2) != nil && start + 2 < bytes.count && bytes[start + 2] == UInt8(ascii: ":")
    }

    /// Throws unless the bytes are a date, a time of day, or both with or without an offset (RFC 3339 as TOML 1.0 narrows it).
    func checkDatetime(_ start: Int, _ end: Int) throws(SyntaxFault) {
        var offset = start
        if isDate(start) {
            try checkDate(&offset, start, end)
            if offset == end { return }
            guard [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[offset]) else { throw badDatetime(start, end) }
            offset += 1
            try checkTime(&offset, start, end)
            try checkZone(&offset, start, end)
        } else {
            try checkTime(&offset, start, end)
        }
        guard offset == end else { throw badDatetime(start, end) }
    }

    /// Skips `YYYY-MM-DD`, a day that exists.
    private func checkDate(_ offset: inout Int, _ start: Int, _ end: Int) throws(SyntaxFault) {
        guard offset + 10 <= end, let year = number(offset, 4), let month = number(offset + 5, 2), let day = number(offset + 8, 2),
            bytes[offset + 7] == UInt8(ascii: "-")
        else { throw badDatetime(start, end) }
        guard (1...12).contains(month) else {
            throw fault("there is no month \(month) in '\(excerpt(start, end))'", hint: "a date is year-month-day", at: start)
        }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        guard (1...days).contains(day) else {
            throw fault("there is no day \(day) in the month of '\(excerpt(start, end))'", hint: "a date is year-month-day", at: start)
        }
        offset += 10
    }

    /// Skips `HH:MM:SS` and a fraction; a leap second may be 60.
    private func checkTime(_ offset: inout Int, _ start: Int, _ end: Int) throws(SyntaxFault) {
        guard offset + 5 <= end, let hour = number(offset, 2), let minute = number(offset + 3, 2), bytes[offset + 2] == UInt8(ascii: ":")
        else { throw badDatetime(start, end) }
        guard offset + 8 <= end, let second = number(offset + 6, 2), bytes[offset + 5] == UInt8(ascii: ":") else {
            throw fault("the time '\(excerpt(start, end))' has no seconds", hint: "TOML 1.0 demands hours, minutes and seconds", at: start)
        }
        guard hour <= 23 && minute <= 59 && second <= 60 else {
            throw fault("there is no such time of day as in '\(excerpt(start, end))'", hint: "put it in quotes if it is a text", at: start)
        }
        offset += 8
        if offset < end, bytes[offset] == UInt8(ascii: ".") {
            let fraction = offset + 1
            offset = fraction
            while offset < end, Self.isDigit(bytes[offset]) { offset += 1 }
            if offset == fraction { throw badDatetime(start, end) }
        }
    }

    /// Skips `Z` or an offset of hours and minutes, if there is one.
    private func checkZone(_ offset: inout Int, _ start: Int, _ end: Int) throws(SyntaxFault) {
        guard offset < end else { return }
        switch bytes[offset] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            offset += 1
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard offset + 6 <= end, let hour = number(offset + 1, 2), let minute = number(offset + 4, 2),
                bytes[offset + 3] == UInt8(ascii: ":"), hour <= 23, minute <= 59
            else { throw badDatetime(start, end) }
            offset += 6
        default:
            throw badDatetime(start, end)
        }
    }

    /// The number of exactly `count` decimal digits; nil when one of them is something else.
    private func number(_ start: Int, _ count: Int) -> Int? {
        guard start + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[start..<start + count] {
            guard Self.isDigit(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }

    /// The fault for a word that begins like a date or time but is none.
    private func badDatetime(_ start: Int, _ end: Int) -> SyntaxFault {
        fault(
            "'\(excerpt(start, end))' is not a date or time",
            hint: "write 2026-05-27, 07:32:00, or 2026-05-27T07:32:00Z; put anything else in quotes", at: start)
    }
}
