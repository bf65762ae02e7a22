extension String {
    /// Whether this string's bytes come before the other's; unlike `<`, no Unicode equivalence.
    public func precedes(_ other: String) -> Bool {
        #if canImport(Darwin)
            return utf8.lexicographicallyPrecedes(other.utf8)
        #else
            // Spans cost a third of what the algorithms over views do, and orders are most of what discovery computes.
            let (left, right) = (utf8.span, other.utf8.span)
            let count = min(left.count, right.count)
            var index = 0
            while index < count, left[index] == right[index] { index += 1 }
            return index < count ? left[index] < right[index] : left.count < right.count
        #endif
    }

    /// Whether both strings have the same bytes; unlike `==`, no Unicode equivalence.
    public func sameBytes(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        #if canImport(Darwin)
            return utf8.elementsEqual(other.utf8)
        #else
            let (left, right) = (utf8.span, other.utf8.span)
            var index = 0
            while index < left.count, left[index] == right[index] { index += 1 }
            return index == left.count
        #endif
    }
}
