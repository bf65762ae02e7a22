import RKShared
import Support
import SystemPackage

/// The process that watches: it starts others that read the inputs, and reports and reduces what ends them.
struct ParentRun {
    /// What decides the inputs.
    let seed: UInt64
    /// How many inputs; nil for as many as fit into the time.
    let rounds: Int?
    /// The seconds for each parser.
    let seconds: Double
    /// The seconds of processor time for an input.
    let patience: Int
    /// Where inputs that end a reader are kept.
    let folder: String
    /// How many are looked for in one parser.
    let most: Int

    /// The path of this program.
    private static let program = CommandLine.arguments[0]

    /// An input that a reader did not survive.
    private struct Finding {
        /// Its number.
        let number: Int
        /// What happened.
        let outcome: String
    }

    /// Feeds a parser; whether nothing was found. The report goes to stdout in one piece.
    func fuzz(_ parser: FuzzedParser) async throws -> Bool {
        let sandbox = try await Sandbox()
        let scratch = Scratch(folder: sandbox.folder)
        let mutator = Mutator(parser)
        let start = ContinuousClock.now
        var report = ""
        var (next, found) = (0, 0)
        while found < most {
            let left = max(0.5, seconds - (ContinuousClock.now - start) / .seconds(1))
            let limits = rounds.map { ["--rounds", "\($0)"] } ?? ["--seconds", "\(left)"]
            let end = try await child(["--child", "--first", "\(next)"] + limits, parser, scratch)
            if end.succeeded {
                next = Int(end.text.trimmed) ?? next
                break
            }
            guard let number = try? String(decoding: Files.read("\(scratch.folder)/\(ChildRun.stateFile)"), as: UTF8.self).trimmed,
                let number = Int(number)
            else { throw Violation("\(parser.name): the reader did not start: \(end.lastLines())") }
            found += 1
            next = number + 1
            report += try await self.report(Finding(number: number, outcome: Self.outcome(of: end)), mutator, parser, scratch)
            guard rounds != nil || ContinuousClock.now - start < .seconds(seconds) else { break }
        }
        let took = Int((ContinuousClock.now - start) / .seconds(1))
        let summary = "\(parser.name): \(next) inputs from \(mutator.pool.count) samples, seed \(seed), \(took) s: "
        try StandardStreams.output(Array("\(summary)\(found == 0 ? "ok" : "\(found) FOUND")\n\(report)".utf8))
        return found == 0
    }

    /// Keeps an input and a smaller one that does the same, and says what a person needs to see it again.
    private func report(_ finding: Finding, _ mutator: Mutator, _ parser: FuzzedParser, _ scratch: Scratch) async throws -> String {
        let input = mutator.input(seed: seed, number: finding.number)
        let name = "\(parser.name.map { $0.isLetter || $0.isNumber ? $0 : "-" }.map(String.init).joined())-\(seed)-\(finding.number)"
        let kept = Scratch(folder: folder)
        if !Files.exists(folder) { try Files.createFolder(folder, isDurable: false) }
        try kept.write("\(name).input", input)
        let small = try await reduced(input, like: finding.outcome, parser, scratch)
        try kept.write("\(name).small", small)
        let shown = String(decoding: small.prefix(300), as: UTF8.self).debugDescription
        return """
              input \(finding.number): \(finding.outcome)
                \(small.count) of \(input.count) bytes are enough: \(shown)
                again: \(Self.program) \(parser.name) --input \(folder)/\(name).small

            """
    }

    /// A part of an input that ends the reader in the same way; as small as some hundred tries make it.
    private func reduced(_ input: [UInt8], like outcome: String, _ parser: FuzzedParser, _ scratch: Scratch) async throws -> [UInt8] {
        var smallest = input
        var piece = max(1, input.count / 2)
        var tries = outcome.hasPrefix("took") ? 12 : 250
        while piece >= 1, tries > 0 {
            var position = 0
            while position < smallest.count, tries > 0 {
                let candidate = Array(smallest[..<position] + smallest[min(position + piece, smallest.count)...])
                tries -= 1
                try scratch.write("candidate", candidate)
                let end = try await child(["--input", "\(scratch.folder)/candidate"], parser, scratch)
                if Self.isSame(Self.outcome(of: end), outcome) { smallest = candidate } else { position += piece }
            }
            if piece == 1 { break }
            piece /= 2
        }
        return smallest
    }

    /// Whether two outcomes are of one kind: the first words, as the rest may name what stands in the input.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        one.split(separator: " ").prefix(3) == other.split(separator: " ").prefix(3)
    }

    /// How a reader ended.
    private static func outcome(of end: Completion) -> String {
        switch end.status {
        case 0: "ok"
        case ChildRun.broken: end.lastLines(1)
        case 128 + ProcessLimits.timeSignal: "took too much time"
        default: "ended with \(end.status): \(end.message.split(separator: "\n").first { $0.contains("rror") } ?? "no message")"
        }
    }

    /// Runs this program for a parser.
    private func child(_ arguments: [String], _ parser: FuzzedParser, _ scratch: Scratch) async throws -> Completion {
        let common = ["--seed", "\(seed)", "--patience", "\(patience)", "--scratch", scratch.folder]
        return try await World.live.run(
            Call(Self.program, [parser.name] + arguments + common, environment: ["SWIFT_BACKTRACE": "enable=no"]))
    }
}
