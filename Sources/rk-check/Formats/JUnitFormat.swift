import RKShared

/// JUnit's XML, as CI systems show results of tests: a case for each finding, of which the errors failed.
enum JUnitFormat: FindingFormat {
    static let name = "junit"

    static func render(_ list: FindingList) -> String {
        let counts = "tests=\"\(max(1, list.findings.count))\" failures=\"\(list.count(.error))\" errors=\"0\""
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites \(counts)>\n  <testsuite name=\"rk-check\" \(counts)>\n"
        if list.findings.isEmpty { text += "    <testcase classname=\"rk-check\" name=\"no findings\"/>\n" }
        for finding in list.findings {
            let place = list.place(of: finding)
            let name = finding.message.split(whereSeparator: \.isNewline).first.map(String.init) ?? finding.code
            let line = place.line.map { " line=\"\($0)\"" } ?? ""
            text +=
                "    <testcase classname=\"\(escaped(finding.code))\" name=\"\(escaped(name))\" file=\"\(escaped(place.path))\"\(line)>\n"
            let said = "\(finding.severity.rawValue): \(FindingList.text(of: finding))\n\(place)"
            let body = escaped(said.withoutWorkflowCommands, keepsLines: true)
            text +=
                finding.severity == .error
                ? "      <failure type=\"\(escaped(finding.code))\" message=\"\(escaped(name))\">\(body)</failure>\n"
                : "      <system-out>\(body)</system-out>\n"
            text += "    </testcase>\n"
        }
        return text + "  </testsuite>\n</testsuites>\n"
    }

    /// Text in XML 1.0, in which controls cannot stand at all.
    private static func escaped(_ text: String, keepsLines: Bool = false) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n" where keepsLines: result += "\n"
            case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result += String(scalar).visible
            }
        }
        return result
    }
}
