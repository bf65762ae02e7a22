import RKShared

/// Commands to GitHub's runner, which shows them beside the files.
enum AnnotationFormat: FindingFormat {
    static let name = "github"

    static func render(_ list: FindingList) -> String { list.findings.map { "\($0.workflowCommand)\n" }.joined() }
}
