extension JSONText {
    /// The edit that puts a member behind another one of the same object, with the blanks in front that the next one has, else that one.
    /// - Parameter value: the value as JSON.
    public func insertion(of key: String, _ value: String, behind member: JSONMember) -> Edit {
        let end = member.node.span.end
        let rest = bytes[end...].drop(while: Self.isBlank)
        let blanks: ArraySlice<UInt8>
        if rest.first == UInt8(ascii: ",") {
            blanks = rest.dropFirst().prefix(while: Self.isBlank)
        } else {
            var start = member.keySpan.start
            while start > 0, Self.isBlank(bytes[start - 1]) { start -= 1 }
            blanks = bytes[start..<member.keySpan.start]
        }
        let layout = String(decoding: blanks, as: UTF8.self)
        return Edit(span: Span(start: end, end: end), replacement: ",\(layout)\(Self.quoted(key)): \(value)")
    }

    /// Whether a byte is white space (RFC 8259, section 2).
    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    /// The edit that takes a member out of an object with its comma; nil for one that the object does not have.
    public func removal(of key: String, from object: JSONNode) -> Edit? {
        guard let members = object.members, let index = members.lastIndex(where: { $0.key == key }) else { return nil }
        if index + 1 < members.count {
            return Edit(span: Span(start: members[index].keySpan.start, end: members[index + 1].keySpan.start), replacement: "")
        }
        let end = members[index].node.span.end
        guard index > 0 else { return Edit(span: Span(start: object.span.start + 1, end: object.span.end - 1), replacement: "") }
        return Edit(span: Span(start: members[index - 1].node.span.end, end: end), replacement: "")
    }
}
