import ArgumentParser
import RKHTTP
import RKShared

/// The stage that looks for what would make a release fail, or its users unhappy.
@main
struct RkCheck: Program {
    /// The stage's name.
    static let stage = "rk-check"

    static let configuration = CommandConfiguration(
        commandName: stage, abstract: "Look for what would make a release fail, or its users unhappy.", discussion: manual,
        version: Toolkit.version)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Also ask what only the machine, the remote, the forge and the registries know, before a release.")
    var preflight = false

    @Flag(help: "Plan what mends findings, as actions for rk-apply.")
    var fix = false

    @Option(help: ArgumentHelp("Print the findings in this format, in place of the document.", valueName: "format"))
    var format: FindingFormatName?

    @Option(help: ArgumentHelp("Look for this code only. Repeatable.", valueName: "code"))
    var only: [String] = []

    @Option(help: ArgumentHelp("Leave this code out. Repeatable.", valueName: "code"))
    var ignore: [String] = []

    @Option(help: ArgumentHelp("The remote that --preflight asks.", valueName: "name"))
    var remote = "origin"

    @Option(help: ArgumentHelp("The registry that --preflight asks, as rk-publish has it. Repeatable.", valueName: "registry"))
    var registry: [String] = []

    func perform(_ invocation: Invocation, output: inout [UInt8]) async throws -> ExitStatus {
        let (only, ignore) = (try Self.codes(only), try Self.codes(ignore))
        var document = try Document(parsing: try StandardStreams.input(for: Self.stage))
        document.begin(stage: Self.stage)
        _ = try document.requiredPackages(for: Self.stage)
        let snapshot = document
        let (findings, choice, repairs) = try await Catalog.following(snapshot) {
            () async throws -> ([Finding], CodeChoice, Repairs) in
            let subject = try await Subject(of: snapshot, remote: remote, registries: registry, invocation)
            let choice = CodeChoice(only: only, ignore: ignore, settings: subject.configuration.check)
            let findings = try await inspect(subject, choice)
            return (findings, choice, try Repairs(of: fix ? findings.flatMap(\.repairs) : [], in: subject.tree))
        }
        if fix || document.actions != nil { document.plan(repairs.actions, by: Self.stage) }
        document.report(findings.compactMap { fix ? $0.mended : $0.diagnostic }, from: Self.stage)
        let shown = document.diagnostics.filter { choice.takes($0.code) }
        if let format {
            output = Array(format.format.render(FindingList(shown, of: document)).utf8)
        } else {
            invocation.console.show(document.diagnostics.filter { $0.stage == Self.stage })
            output = document.bytes
        }
        return shown.contains { $0.severity == .error } ? .findings : .done
    }

    /// What the checks find, as bad as the configuration says.
    private func inspect(_ subject: Subject, _ choice: CodeChoice) async throws(Fault) -> [Finding] {
        var findings: [Finding] = []
        for check in Self.checks + (preflight ? Self.preflightChecks : []) where check.codes.contains(where: { choice.takes($0.rawValue) })
        {
            findings += try await check.findings(in: subject).compactMap(choice.applied)
        }
        for finding in findings where finding.diagnostic?.code == Code.checkSkipped.rawValue {
            subject.console.info("skipped: \(finding.diagnostic?.message ?? "")")
        }
        return findings
    }

    /// The checks of files, in the order of their findings.
    private static var checks: [any Check] {
        [
            GraphCheck(), SelfDependencyCheck(), StatementCheck(), RequirementCheck(), NameCheck(), VersionCheck(), TagCheck(),
            LeftoverCheck(), LockfileCheck(),
        ]
    }

    /// The checks of what lies outside the files.
    private static var preflightChecks: [any Check] {
        [TreeCheck(), ToolCheck(), RemoteCheck(), ForgeCheck(), RegistryCheck(), AuditCheck(), TokenCheck()]
    }

    /// The codes of words of the command line.
    private static func codes(_ words: [String]) throws(Fault) -> Set<Code> {
        var codes: Set<Code> = []
        for word in words {
            guard let code = Code(rawValue: word.uppercased()) else {
                let near = Suggestion.nearest(to: word.uppercased(), among: Code.allCases.map(\.rawValue))
                throw Fault(
                    .usage, "there is no code `\(word)`", hint: near.map { "did you mean \($0)?" } ?? "`rk-show explain` lists them all")
            }
            codes.insert(code)
        }
        return codes
    }
}
