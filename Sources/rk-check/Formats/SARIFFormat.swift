import RKShared

/// SARIF 2.1.0 (OASIS), as pages of code scanning take it.
enum SARIFFormat: FindingFormat {
    static let name = "sarif"

    static func render(_ list: FindingList) -> String {
        let codes = Set(list.findings.map(\.code)).sorted { $0.precedes($1) }
        let numbers = Dictionary(codes.enumerated().map { ($1, $0) }) { first, _ in first }
        let driver = JSONObject([
            "name": .string("rk-check"), "rules": .array(codes.map(rule)), "version": .string(Toolkit.version),
        ])
        let run = JSONObject([
            "columnKind": .string("unicodeCodePoints"),
            "results": .array(list.findings.map { result($0, in: list, rule: numbers[$0.code] ?? 0) }),
            "tool": .object(JSONObject(["driver": .object(driver)])),
        ])
        let log = JSONObject([
            "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"), "runs": .array([.object(run)]),
            "version": .string("2.1.0"),
        ])
        return String(decoding: JSON.object(log).documentBytes, as: UTF8.self)
    }

    /// A code with its text.
    private static func rule(_ name: String) -> JSON {
        var rule = JSONObject(["id": .string(name.visible)])
        if let text = Code(rawValue: name)?.explanation {
            let line = text.split(separator: "\n").joined(separator: " ")
            rule["fullDescription"] = .object(JSONObject(["text": .string(line)]))
            rule["help"] = .object(JSONObject(["text": .string("\(line) `rk-show explain \(name)`")]))
        }
        return .object(rule)
    }

    /// A finding.
    private static func result(_ finding: Diagnostic, in list: FindingList, rule: Int) -> JSON {
        let place = list.place(of: finding)
        let address = place.path.split(separator: "/", omittingEmptySubsequences: false).map { PercentText.segment(String($0)) }
        var physical = JSONObject(["artifactLocation": .object(JSONObject(["uri": .string(address.joined(separator: "/"))]))])
        if let line = place.line, line > 0 {
            physical["region"] = .object(
                JSONObject(["startColumn": place.column.flatMap { $0 > 0 ? .integer($0) : nil }, "startLine": .integer(line)]))
        }
        var location = JSONObject(["physicalLocation": .object(physical)])
        if let package = finding.package {
            location["logicalLocations"] = .array([.object(JSONObject(["fullyQualifiedName": .string(package.visible)]))])
        }
        let level =
            switch finding.severity {
            case .error: "error"
            case .warning: "warning"
            case .note: "note"
            }
        return .object(
            JSONObject([
                "level": .string(level), "locations": .array([.object(location)]),
                "message": .object(JSONObject(["text": .string(FindingList.text(of: finding))])),
                "partialFingerprints": .object(JSONObject(["rk/v1": .string(FindingList.fingerprint(of: finding))])),
                "ruleId": .string(finding.code.visible), "ruleIndex": .integer(rule),
            ]))
    }
}
