/// What a Python package asks of another one (PEP 508), for example `httpx[http2] >=0.27,<1 ; python_version < '3.13'`.
public struct Requirement: Sendable, Hashable {
    /// The package's name as written.
    public let name: String
    /// The name as an index knows it (PEP 503).
    public let normalizedName: String
    /// The extras in the order and spelling of the text.
    public let extras: [String]
    /// The version conditions as written, without parentheses; empty if there are none.
    public let specifier: String
    /// The address behind `@`.
    public let url: String?
    /// The condition behind `;`, which is checked but not evaluated.
    public let marker: String?
    /// The whole text as written.
    private let text: String
    /// The bytes of `text` that a pinned version replaces.
    private let pinSpan: Span

    /// Reads one requirement. A `{{ template }}` counts as a version, so that manifests whose build fills them in can be read.
    public init(_ text: String) throws(SyntaxFault) {
        var parser = RequirementParser(text)
        let parts = try parser.parse()
        name = parser.text(parts.name)
        normalizedName = PythonName.normalize(name)
        extras = parts.extras.map(parser.text)
        specifier = parts.url == nil ? parser.text(parts.pinned) : ""
        url = parts.url.map(parser.text)
        marker = parts.marker.map(parser.text)
        pinSpan = parts.pinned
        self.text = text
    }

    /// The text with `==version` in place of its conditions or its address; all other bytes stay.
    public func pinned(to version: String) -> String { with(conditions: "==" + version) }

    /// The text with other conditions in place of its own ones or its address; all other bytes stay.
    public func with(conditions: String) -> String {
        let bytes = [Edit(span: pinSpan, replacement: conditions)].applied(to: Array(text.utf8))
        return String(decoding: bytes, as: UTF8.self)
    }
}
