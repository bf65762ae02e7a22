import RKShared

/// Splits a header's value into what stands before the first semicolon and its parameters, names in lower case.
///
/// Quoted strings may hold semicolons and escaped quotes (RFC 9110, section 5.6.6).
func parseHeaderValue(_ text: String) -> (value: String, parameters: [String: String]) {
    var pieces: [String] = [""]
    var quoted = false
    var escaped = false
    for scalar in text.unicodeScalars {
        if escaped {
            if scalar != "\"" && scalar != "\\" { pieces[pieces.count - 1].unicodeScalars.append("\\") }
            pieces[pieces.count - 1].unicodeScalars.append(scalar)
            escaped = false
        } else if quoted && scalar == "\\" {
            escaped = true
        } else if scalar == "\"" {
            quoted.toggle()
        } else if scalar == ";" && !quoted {
            pieces.append("")
        } else {
            pieces[pieces.count - 1].unicodeScalars.append(scalar)
        }
    }
    var parameters: [String: String] = [:]
    for piece in pieces.dropFirst() {
        guard let equals = piece.firstIndex(of: "=") else { continue }
        parameters[piece[..<equals].trimmed.lowercased()] = piece[piece.index(after: equals)...].trimmed
    }
    return (pieces[0].trimmed, parameters)
}
