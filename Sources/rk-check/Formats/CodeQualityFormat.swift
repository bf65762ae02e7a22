import RKShared

/// A report of code quality, as GitLab takes it as an artifact and shows it in merge requests.
enum CodeQualityFormat: FindingFormat {
    static let name = "gitlab"

    static func render(_ list: FindingList) -> String {
        let findings = list.findings.map { finding in
            let place = list.place(of: finding)
            let severity =
                switch finding.severity {
                case .error: "major"
                case .warning: "minor"
                case .note: "info"
                }
            let location = JSONObject([
                "lines": .object(JSONObject(["begin": .integer(max(1, place.line ?? 1))])), "path": .string(place.path.visible),
            ])
            return JSON.object(
                JSONObject([
                    "check_name": .string(finding.code.visible), "description": .string(FindingList.text(of: finding)),
                    "fingerprint": .string(FindingList.fingerprint(of: finding)), "location": .object(location),
                    "severity": .string(severity),
                ]))
        }
        return String(decoding: JSON.array(findings).documentBytes, as: UTF8.self)
    }
}
