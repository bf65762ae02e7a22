/// What a program answered: one JSON object with `protocol`, and either `error` or the fields of the request.
struct PluginAnswer {
    /// The fields besides `protocol`.
    private var fields: Fields
    /// The request, as messages name it.
    private let title: String

    /// Takes a process's answer apart.
    /// - Throws: a `Fault`: `.pluginFailed` for a program that failed or refuses, `.pluginAnswer`, `.pluginProtocol`.
    init(_ reply: Completion, title: String) throws(Fault) {
        self.title = title
        let value: JSON
        do {
            value = try JSON(parsing: reply.output)
        } catch {
            guard reply.succeeded else { throw Self.failure(reply, title) }
            throw Self.fault(
                reply.output.isEmpty
                    ? "\(title) answers nothing" : "\(title) answers with no JSON: \(error.message), at \(error.line):\(error.column)")
        }
        guard let object = value.object else { throw Self.fault("\(title) answers with \(value.kindName), not an object") }
        fields = try Self.reworded(title) { () throws(Fault) in try Fields(.object(object), at: "") }
        guard let number = fields.take("protocol")?.integer, number >= 1 else {
            throw Self.fault("\(title) answers without `protocol`, the number of the protocol")
        }
        guard number <= PluginHost.version else {
            throw Fault(
                .pluginProtocol, "\(title) speaks protocol \(number); this toolkit speaks \(PluginHost.version)",
                hint: "install a version of the program for this toolkit, or a newer toolkit")
        }
        if let error = fields.take("error") {
            throw try Self.reworded(title) { () throws(Fault) in try PluginFinding(error, at: "error") }.fault(title)
        }
        guard reply.succeeded else { throw Self.failure(reply, title) }
    }

    /// Reads the fields; what is left over afterwards has no meaning, and is refused.
    consuming func read<Value>(_ body: (inout Fields) throws(Fault) -> Value) throws(Fault) -> Value {
        var fields = fields
        return try Self.reworded(title) { () throws(Fault) in
            let value = try body(&fields)
            try fields.finish()
            return value
        }
    }

    /// Does something with the answer; what it finds wrong is the program's mistake, not the document's.
    private static func reworded<Value>(_ title: String, _ body: () throws(Fault) -> Value) throws(Fault) -> Value {
        do throws(Fault) {
            return try body()
        } catch {
            guard error.code == .documentInvalid else { throw error }
            throw fault("the answer of \(title) is refused: \(error.message)")
        }
    }

    /// The fault of an answer that is none.
    private static func fault(_ message: String) -> Fault {
        Fault(.pluginAnswer, message, hint: "docs/plugins.md describes every field; the program's author can tell more")
    }

    /// The fault of a program that ended badly and did not say why in its answer.
    private static func failure(_ reply: Completion, _ title: String) -> Fault {
        let said = Completion(status: reply.status, errors: reply.errors).lastLines()
        return Fault(.pluginFailed, "\(title) ended with \(reply.status)\(said.isEmpty ? "" : "\n\(said)")")
    }
}

/// A finding or an error of a program.
struct PluginFinding: Section {
    /// How bad it is.
    let severity: Diagnostic.Severity
    /// A code of this toolkit, or one of the program's own.
    let code: String
    /// One sentence.
    let message: String
    /// What to do about it.
    let hint: String?
    /// The id of the package it is about.
    let package: String?
    /// Where it is.
    let place: Place?

    init(from fields: inout Fields) throws(Fault) {
        if fields.object["severity"] == .null { _ = fields.take("severity") }
        severity = fields.object["severity"] == nil ? .error : try fields.choice("severity")
        code = try fields.string("code")
        message = try fields.string("message")
        hint = try fields.optionalString("hint")
        package = try fields.optionalString("package")
        let line = try fields.optionalInteger("line")
        let column = try fields.optionalInteger("column")
        let path = try fields.optionalString("path")
        if let path, RelativePath.join(".", path) != path {
            throw Fields.fault("\(fields.path).path is `\(path)`, no path inside the repository")
        }
        place = path.map { Place($0, line: line, column: line == nil ? nil : column) }
        guard !message.isEmpty else { throw Fields.fault("\(fields.path).message is empty") }
        guard Self.isCode(code) else { throw Fields.fault("\(fields.path).code is `\(code)`, which is no code") }
        try fields.finish()
    }

    var object: JSONObject { diagnostic.object }

    /// The finding as the document has it.
    var diagnostic: Diagnostic {
        var diagnostic = Diagnostic(severity, .pluginFailed, message, hint: hint, package: package, at: place)
        diagnostic.code = code
        return diagnostic
    }

    /// The error as the end of the stage; a code of the program's own stands in the message.
    func fault(_ title: String) -> Fault {
        let known = Code(rawValue: code)
        return Fault(
            known ?? .pluginFailed, known == nil ? "\(title) refuses: \(message) (\(code))" : message, hint: hint, at: place,
            package: package)
    }

    /// Whether a text is a code: words in capitals with `-` between; those of this toolkit begin with `RK-`.
    private static func isCode(_ text: String) -> Bool {
        let words = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let isShaped =
            words.count > 1
            && words.allSatisfy { word in
                !word.isEmpty && word.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
            }
        return isShaped && (!text.hasPrefix("RK-") || Code(rawValue: text) != nil)
    }
}

extension Fields {
    /// Refuses fields that nobody asked for.
    func finish() throws(Fault) {
        guard let member = object.members.first else { return }
        throw Self.fault("\(path.isEmpty ? "" : path + ".")\(member.key) has no meaning")
    }

    /// An object with strings for values; absent gives an empty one.
    mutating func texts(_ key: String) throws(Fault) -> [String: String] {
        guard let value = take(key), value != .null else { return [:] }
        guard let object = value.object else { throw Self.fault("\(path).\(key) is \(value.kindName), not object") }
        var result: [String: String] = [:]
        for member in object.members {
            guard let text = member.value.string else {
                throw Self.fault("\(path).\(key).\(member.key) is \(member.value.kindName), not string")
            }
            result[member.key] = text
        }
        return result
    }
}
