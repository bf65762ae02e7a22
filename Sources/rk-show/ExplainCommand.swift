import ArgumentParser
import RKShared

/// `rk-show explain`: the long texts of codes, or the list of all codes.
struct ExplainCommand: Program {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what codes of errors and findings mean, and what to do; without a code list all.")

    @Argument(help: ArgumentHelp("A code such as RK-GRAPH-CYCLE, in capitals or not.", valueName: "code"))
    var codes: [String] = []

    @OptionGroup(title: "Common options")
    var common: CommonOptions

    func perform(_ invocation: Invocation, output: inout [UInt8]) async throws -> ExitStatus {
        output = Array(try Self.text(codes).utf8)
        return .done
    }

    /// The texts of some codes, a blank line between them; without any the list of all, a line each.
    static func text(_ codes: [String]) throws(Fault) -> String {
        guard codes.isEmpty else {
            var texts: [String] = []
            for code in codes { texts.append(try Code.explain(code)) }
            return texts.joined(separator: "\n")
        }
        let rows = Code.allCases.map { [$0.rawValue, "\($0.exitStatus.rawValue)", firstSentence(of: $0)] }
        return TextTable.render([["CODE", "STATUS", "MEANING"]] + rows)
    }

    /// What a code's text begins with, up to the first full stop.
    private static func firstSentence(of code: Code) -> String {
        let line = code.explanation.split(separator: "\n").joined(separator: " ")
        return line.firstRange(of: ". ").map { String(line[..<$0.lowerBound]) + "." } ?? line
    }
}
