/// Reads one requirement by the grammar of PEP 508, with its markers as text.
struct RequirementParser {
    /// Where the parts of a requirement stand.
    struct Parts {
        /// The package's name.
        let name: Span
        /// The name of each extra.
        let extras: [Span]
        /// The address behind `@`.
        let url: Span?
        /// The condition behind `;`, without the blanks around it.
        let marker: Span?
        /// What a pinned version replaces: the conditions, or all from the blanks before `@` to the end of the address.
        let pinned: Span
    }

    /// What to do about a text that is no requirement.
    static let form = "write for example name[extra]>=1.4,<2; python_version >= '3.10'"

    /// The whole text.
    let bytes: [UInt8]
    /// Where the last template ends at the latest: behind it nothing needs to look for an end.
    let templatesEnd: Int
    /// The offset of the next byte to read.
    var position = 0

    /// A reader at the beginning of `text`.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        self.bytes = bytes
        let brace = UInt8(ascii: "}")
        templatesEnd = bytes.contains(brace) ? bytes.indices.dropFirst().last { bytes[$0] == brace && bytes[$0 - 1] == brace } ?? -1 : -1
    }

    /// The next byte; nil at the end.
    var next: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    /// The parts of the whole text.
    mutating func parse() throws(SyntaxFault) -> Parts {
        skipBlanks()
        let name = try parseIdentifier("a package name")
        var end = position
        skipBlanks()
        let extras = try parseExtras()
        if bytes[position - 1] == UInt8(ascii: "]") { end = position }
        skipBlanks()
        let url = try parseURL()
        let conditions = url == nil ? try parseConditions() : nil
        let pinned = Span(start: conditions?.start ?? end, end: conditions?.end ?? url?.end ?? end)
        return Parts(name: name, extras: extras, url: url, marker: try parseMarkerPart(), pinned: pinned)
    }

    /// A name of a package or extra: letters, digits, and `-`, `_`, `.` between them.
    private mutating func parseIdentifier(_ what: String) throws(SyntaxFault) -> Span {
        let start = position
        while let byte = next, Self.isAlphanumeric(byte) || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(byte) {
            position += 1
        }
        guard position > start else { throw fault("expected \(what), found \(describe(position))", hint: Self.form) }
        for offset in [start, position - 1] where !Self.isAlphanumeric(bytes[offset]) {
            throw fault("\(what) must begin and end with a letter or digit, not with \(describe(offset))", hint: Self.form, at: offset)
        }
        return Span(start: start, end: position)
    }

    /// The names between brackets, if there are any.
    private mutating func parseExtras() throws(SyntaxFault) -> [Span] {
        guard next == UInt8(ascii: "[") else { return [] }
        let start = position
        position += 1
        skipBlanks()
        var extras: [Span] = []
        while next != UInt8(ascii: "]") || !extras.isEmpty {
            guard next != nil else { throw fault("the list of extras is never closed", hint: "add the missing ']'", at: start) }
            extras.append(try parseIdentifier("the name of an extra"))
            skipBlanks()
            if next == UInt8(ascii: "]") { break }
            guard next == UInt8(ascii: ",") else {
                if next == nil { continue }
                throw fault("expected ',' or ']' in the list of extras, found \(describe(position))", hint: Self.form)
            }
            position += 1
            skipBlanks()
        }
        position += 1
        return extras
    }

    /// The address behind `@`, if there is one.
    private mutating func parseURL() throws(SyntaxFault) -> Span? {
        guard next == UInt8(ascii: "@") else { return nil }
        position += 1
        skipBlanks()
        let start = position
        while let byte = next, !Self.isBlank(byte) {
            position = endOfTemplate() ?? position + 1
        }
        guard position > start else { throw fault("an address must follow '@'", hint: "write name @ https://…") }
        return Span(start: start, end: position)
    }

    /// The marker behind `;`, if there is one, and the end of the text.
    private mutating func parseMarkerPart() throws(SyntaxFault) -> Span? {
        skipBlanks()
        guard next != nil else { return nil }
        guard next == UInt8(ascii: ";") else { throw unexpectedPart() }
        position += 1
        skipBlanks()
        let start = position
        guard next != nil else {
            throw fault("the marker after ';' is empty", hint: "remove the ';', or write for example ; python_version < '3.13'")
        }
        try checkMarker()
        var end = bytes.count
        while Self.isBlank(bytes[end - 1]) { end -= 1 }
        return Span(start: start, end: end)
    }

    /// The fault for what stands where only conditions or a marker can.
    private func unexpectedPart() -> SyntaxFault {
        switch next {
        case UInt8(ascii: "="):
            return fault("'=' is not an operator", hint: "write '==' for one exact version")
        case UInt8(ascii: "^"), UInt8(ascii: "~"):
            return fault("\(describe(position)) is not an operator of Python", hint: "write '~=1.4' for 1.4 and later 1.x")
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"):
            return fault("expected ',' before the next condition, found \(describe(position))", hint: "separate conditions with commas")
        case .some(let byte) where Self.isAlphanumeric(byte):
            return fault(
                "expected an operator before \(describe(position))",
                hint: "conditions begin with one of ~= == != <= >= < > ===, markers with ';'")
        default:
            return fault("expected the end of the requirement, found \(describe(position))", hint: Self.form)
        }
    }
}
