/// A finding that a stage leaves in the document.
public struct Diagnostic: Sendable, Hashable {
    /// How bad a finding is.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// Programs with effects refuse a document that holds one.
        case error
        /// Worth a look; stops nothing.
        case warning
        /// For information.
        case note
    }

    /// How bad it is.
    public var severity: Severity
    /// The stable name of this kind of finding.
    public var code: String
    /// One sentence.
    public var message: String
    /// What to do about it.
    public var hint: String?
    /// The id of the package it is about.
    public var package: String?
    /// Where it is, relative to the repository's root.
    public var place: Place?
    /// The stage that found it; a stage that runs again replaces its own.
    public var stage: String?
    /// Fields of other programs.
    public var rest = JSONObject()

    /// A finding.
    public init(
        _ severity: Severity, _ code: Code, _ message: String, hint: String? = nil, package: String? = nil, at place: Place? = nil
    ) {
        self.severity = severity
        self.code = code.rawValue
        self.message = message
        self.hint = hint
        self.package = package
        self.place = place
    }

    /// A fault as a finding.
    public init(_ severity: Severity, _ fault: Fault) {
        self.init(severity, fault.code, fault.message, hint: fault.hint, package: fault.package, at: fault.place)
    }
}

extension Diagnostic: Section {
    init(from fields: inout Fields) throws(Fault) {
        severity = try fields.choice("severity")
        code = try fields.string("code")
        message = try fields.string("message")
        hint = try fields.optionalString("hint")
        package = try fields.optionalString("package")
        stage = try fields.optionalString("stage")
        let line = try fields.optionalInteger("line")
        let column = try fields.optionalInteger("column")
        place = try fields.optionalString("path").map { Place($0, line: line, column: column) }
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        object["severity"] = .string(severity.rawValue)
        object["code"] = .string(code)
        object["message"] = .string(message)
        object["hint"] = hint.map { .string($0) }
        object["package"] = package.map { .string($0) }
        object["stage"] = stage.map { .string($0) }
        object["path"] = place.map { .string($0.path) }
        object["line"] = place?.line.map { .integer($0) }
        object["column"] = place?.column.map { .integer($0) }
        return object
    }
}
