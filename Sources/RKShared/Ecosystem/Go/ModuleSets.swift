/// A `versions.yaml` of OpenTelemetry's multimod, by which repositories of many modules say which of them are released together.
struct ModuleSets: Sendable {
    /// The modules of some set.
    private var released: Set<String> = []
    /// The modules that are released by nobody.
    private var excluded: Set<String> = []
    /// The file's path.
    private let path: String

    /// Reads the file in a folder; nil where there is none, or one of another kind. One that cannot be read is a finding.
    init?(at folder: String, in tree: SourceTree, findings: inout [Diagnostic]) {
        guard let path = ["versions.yaml", "versions.yml"].compactMap({ RelativePath.join(folder, $0) }).first(where: tree.holds) else {
            return nil
        }
        self.path = path
        do throws(Fault) {
            read(String(decoding: try tree.read(path), as: UTF8.self))
        } catch {
            findings.append(Diagnostic(.warning, error))
            return nil
        }
        guard !released.isEmpty else { return nil }
    }

    /// Why a module is not meant to be released; nil when it is.
    func privateReason(of module: String) -> String? {
        if excluded.contains(module) { return "excluded-modules of \(path)" }
        return released.contains(module) ? nil : "in no module set of \(path)"
    }

    /// Takes the items below the keys `module-sets` and `excluded-modules` of the top level.
    private mutating func read(_ text: String) {
        var section = ""
        for line in text.split(whereSeparator: \.isNewline) {
            let content = Self.content(of: line)
            guard !content.isEmpty else { continue }
            if let first = line.first, !first.isWhitespace, first != "-" {
                section = content.hasSuffix(":") ? String(content.dropLast()) : ""
                continue
            }
            guard content.hasPrefix("- ") else { continue }
            let item = content.dropFirst(2).trimmed.filter { $0 != "\"" && $0 != "'" }
            switch section {
            case "module-sets": released.insert(item)
            case "excluded-modules": excluded.insert(item)
            default: break
            }
        }
    }

    /// A line without its comment and the blanks around it.
    private static func content(of line: Substring) -> String {
        if line.trimmed.hasPrefix("#") { return "" }
        guard let hash = line.firstRange(of: " #") else { return line.trimmed }
        return line[..<hash.lowerBound].trimmed
    }
}
