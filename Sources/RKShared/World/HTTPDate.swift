#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Dates of web requests in their three spellings, RFC 9110 section 5.6.7.
public enum HTTPDate {
    /// The seconds since 1970.
    public static var now: Int { Int(time(nil)) }

    /// The seconds since 1970 of a date; nil when it is none.
    public static func seconds(_ text: String) -> Int? {
        let words = text.split { " ,-".contains($0) }
        let date: (day: Substring, month: Substring, year: Substring, time: Substring)
        switch words.count {
        case 6 where words[5] == "GMT" || words[5] == "UTC": date = (words[1], words[2], words[3], words[4])
        case 5: date = (words[2], words[1], words[4], words[3])
        default: return nil
        }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let clock = date.time.split(separator: ":", omittingEmptySubsequences: false).map { number($0) }
        guard let day = number(date.day), (1...31).contains(day), let month = months.firstIndex(of: String(date.month)),
            var year = number(date.year), clock.count == 3, let hour = clock[0], hour < 24, let minute = clock[1], minute < 60,
            let second = clock[2], second <= 60
        else { return nil }
        if date.year.count == 2 { year += year < 70 ? 2000 : 1900 }
        return WallClock.days(year: year, month: month + 1, day: day) * 86_400 + hour * 3600 + minute * 60 + second
    }

    /// How many seconds a Retry-After asks for: a number, or a date as seen from `now`; nil when it is neither.
    public static func wait(retryAfter text: String, now: Int) -> Double? {
        if let seconds = Int(text.trimmed) { return seconds >= 0 ? Double(seconds) : nil }
        return seconds(text.trimmed).map { Double(max(0, $0 - now)) }
    }

    /// A number of one to four digits.
    private static func number(_ text: Substring) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}
