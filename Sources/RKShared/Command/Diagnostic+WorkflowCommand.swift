extension Diagnostic {
    /// The finding as a command to GitHub's runner: `::error file=…,line=…,title=…::message`.
    public var workflowCommand: String {
        let command =
            switch severity {
            case .error: "error"
            case .warning: "warning"
            case .note: "notice"
            }
        var properties: [String] = []
        if let place {
            properties.append("file=\(Self.escaped(property: place.path))")
            if let line = place.line { properties.append("line=\(line)") }
            if let column = place.column { properties.append("col=\(column)") }
        }
        properties.append("title=\(Self.escaped(property: code))")
        let text = message + (hint.map { "\nhelp: \($0)" } ?? "")
        return "::\(command) \(properties.joined(separator: ","))::\(Self.escaped(text))"
    }

    /// Text of a workflow command.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            default: result += String(scalar).visible
            }
        }
        return result
    }

    /// A property of a workflow command.
    private static func escaped(property text: String) -> String { escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C") }
}
