/// Finds a version in a file of another language's code.
enum VersionLine {
    /// The bytes of the string in the first line `__version__ = "…"` or `VERSION = '…'`, type annotations allowed (hatch's default pattern).
    static func assigned(in bytes: [UInt8]) -> Span? {
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            if let span = assigned(in: bytes[start..<end]) { return span }
            start = end + 1
        }
        return nil
    }

    /// The bytes of the string of one line.
    private static func assigned(in line: ArraySlice<UInt8>) -> Span? {
        guard let name = ["__version__", "VERSION"].first(where: { line.starts(with: $0.utf8) }) else { return nil }
        let rest = line.dropFirst(name.utf8.count)
        guard let next = rest.first, next == 0x20 || next == 0x09 || next == UInt8(ascii: "=") || next == UInt8(ascii: ":") else {
            return nil
        }
        guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        guard let open = rest[(equals + 1)...].firstIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return nil }
        guard rest[open] == UInt8(ascii: "\"") || rest[open] == UInt8(ascii: "'") else { return nil }
        guard let close = rest[(open + 1)...].firstIndex(of: rest[open]) else { return nil }
        var start = open + 1
        if start < close, rest[start] == UInt8(ascii: "v") { start += 1 }
        return Span(start: start, end: close)
    }

    /// The bytes of a file that holds nothing but the version.
    static func whole(_ bytes: [UInt8]) -> Span? {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) }) else { return nil }
        return Span(start: first, end: last + 1)
    }
}
