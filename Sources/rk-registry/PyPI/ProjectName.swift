import RKShared

/// The name of a Python project: as its author spells it, and as indexes compare it.
struct ProjectName: Hashable, Sendable {
    /// Lower case, every run of `-`, `_`, `.` as one hyphen (PEP 503); safe as the name of a folder.
    let normalized: String

    /// The name that `text` spells, nil if it is none (PEP 508: ASCII letters, digits, `-_.`, the ends alphanumeric).
    init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard 1...128 ~= bytes.count, let first = bytes.first, let last = bytes.last else { return nil }
        guard Self.isAlphanumeric(first), Self.isAlphanumeric(last) else { return nil }
        guard bytes.allSatisfy({ Self.isAlphanumeric($0) || "-_.".utf8.contains($0) }) else { return nil }
        normalized = PythonName.normalize(String(text))
    }

    /// An ASCII letter or digit.
    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte
    }
}
