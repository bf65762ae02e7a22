extension Double {
    /// A time in seconds for people: `12.3s`, `2m05s`, `1h02m`.
    var duration: String {
        let tenths = rounded(to: 10)
        if tenths < 1000 { return "\(tenths / 10).\(tenths % 10)s" }
        return wholeDuration
    }

    /// The same in whole seconds, for what is an estimate: `12s`, `2m05s`, `1h02m`.
    var wholeDuration: String {
        let seconds = rounded(to: 1)
        if seconds < 100 { return "\(seconds)s" }
        if seconds < 3600 { return "\(seconds / 60)m\(Self.twoDigits(seconds % 60))s" }
        return "\(seconds / 3600)h\(Self.twoDigits(seconds % 3600 / 60))m"
    }

    /// A time in seconds for programs, to the millisecond: `12.345`.
    var thousandths: String {
        let thousandths = rounded(to: 1000)
        let fraction = String(thousandths % 1000)
        return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
    }

    /// This many parts of a second; what is negative, or no number, counts as 0, and a century is the most.
    private func rounded(to parts: Double) -> Int {
        guard self > 0 else { return 0 }
        return Int((Swift.min(self, 3.2e9) * parts).rounded())
    }

    /// A number below 100 in two digits.
    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
