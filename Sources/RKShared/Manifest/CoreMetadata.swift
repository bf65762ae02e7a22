/// The header of a METADATA or PKG-INFO file: `Name: value` lines up to the first empty one.
public struct CoreMetadata: Sendable {
    /// Lines in their order, names in lower case.
    private var fields: [(name: String, value: String)] = []

    /// Reads the header; lines that are no fields, and continuations, are passed over.
    public init(_ bytes: [UInt8]) {
        for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
            let text = String(decoding: line.last == 0x0d ? line.dropLast() : line, as: UTF8.self)
            if text.isEmpty { break }
            guard let first = text.first, !first.isWhitespace, let colon = text.firstIndex(of: ":") else { continue }
            fields.append((text[..<colon].lowercased(), text[text.index(after: colon)...].trimmed))
        }
    }

    /// The first value of a field.
    public subscript(_ name: String) -> String? {
        fields.first { $0.name == name.lowercased() }?.value
    }

    /// All values of a field.
    public func all(_ name: String) -> [String] {
        fields.filter { $0.name == name.lowercased() }.map(\.value)
    }
}
