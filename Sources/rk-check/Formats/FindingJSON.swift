import RKShared

/// The findings alone, as the document has them, with their numbers.
enum FindingJSON: FindingFormat {
    static let name = "json"

    static func render(_ list: FindingList) -> String {
        var document = Document()
        document.diagnostics = list.findings
        let counts = JSONObject([
            "error": .integer(list.count(.error)), "note": .integer(list.count(.note)), "warning": .integer(list.count(.warning)),
        ])
        let object = JSONObject(["counts": .object(counts), "diagnostics": document.json.object?["diagnostics"]])
        return String(decoding: JSON.object(object).documentBytes, as: UTF8.self)
    }
}
