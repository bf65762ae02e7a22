import ArgumentParser
import RKShared

/// A way to print findings.
protocol FindingFormat {
    /// The word behind `--format`.
    static var name: String { get }
    /// The whole text that goes to stdout, with a line end behind.
    static func render(_ list: FindingList) -> String
}

/// The findings of a document, with a place for each.
struct FindingList {
    /// The findings in the document's order.
    let findings: [Diagnostic]
    /// The manifests of packages, by id.
    private let manifests: [String: String]
    /// The file of findings that are about no file.
    private let fallback: String

    /// The findings that are shown, of a document.
    init(_ findings: [Diagnostic], of document: Document) {
        self.findings = findings
        manifests = Dictionary((document.packages ?? []).map { ($0.id, $0.manifest) }) { first, _ in first }
        fallback = document.workspaces?.first?.manifest ?? Configuration.fileName
    }

    /// Where a finding is; reports that want a file for each get the package's manifest, or that of a workspace.
    func place(of finding: Diagnostic) -> Place {
        finding.place ?? Place(finding.package.flatMap { manifests[$0] } ?? fallback)
    }

    /// How many findings are that bad.
    func count(_ severity: Diagnostic.Severity) -> Int { findings.count { $0.severity == severity } }

    /// How many there are, as in `2 errors, 1 warning`.
    var summary: String {
        let counts = Diagnostic.Severity.allCases.compactMap { severity in
            let number = count(severity)
            return number == 0 ? nil : "\(number) \(severity.rawValue)\(number == 1 ? "" : "s")"
        }
        return counts.isEmpty ? "no findings" : counts.joined(separator: ", ")
    }

    /// A number that stays the same for a finding while lines above it come and go.
    static func fingerprint(of finding: Diagnostic) -> String {
        let parts = [finding.code, finding.package ?? "", finding.place?.path ?? "", finding.message]
        return Digest.sha256(Array(parts.joined(separator: "\u{0}").utf8))
    }

    /// The message with the hint behind it, of visible letters.
    static func text(of finding: Diagnostic) -> String {
        let text = finding.message + (finding.hint.map { "\nhelp: \($0)" } ?? "")
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(\.visible).joined(separator: "\n")
    }
}

/// The value of `--format`. A new format is a file beside this one and a word in `all`.
struct FindingFormatName: ExpressibleByArgument {
    /// Every format, in the order of the help text.
    static var all: [any FindingFormat.Type] {
        [
            FindingTable.self, FindingJSON.self, SARIFFormat.self, JUnitFormat.self, AnnotationFormat.self, CodeQualityFormat.self,
        ]
    }
    /// The words that are understood.
    static var allValueStrings: [String] { all.map { $0.name } }

    /// What a shell offers: these names.
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

    /// The format.
    let format: any FindingFormat.Type
}

extension FindingFormatName {
    /// The format of a word of the command line.
    init?(argument: String) {
        guard let format = Self.all.first(where: { $0.name == argument }) else { return nil }
        self.format = format
    }
}
