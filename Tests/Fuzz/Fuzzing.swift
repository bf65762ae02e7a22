import ArgumentParser
import RKShared

/// Feeds damaged inputs to every reader of untrusted bytes. Not a program of the toolkit: it is not installed.
@main
struct Fuzzing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Feed damaged inputs to the parsers, and report crashes, hangs, waste of memory and broken rules.",
        discussion: "A seed and a number make an input, so that what is found is found again. Exit status 1 when something is found.")

    @Argument(help: "The parsers, by the beginnings of their names; all of them by default.")
    var parsers: [String] = []

    @Option(help: "Seconds for each parser.")
    var seconds = 60.0

    @Option(help: "Inputs for each parser, instead of seconds.")
    var rounds: Int?

    @Option(help: "What decides the inputs.")
    var seed: UInt64 = 1

    @Option(help: "Seconds of processor time for one input.")
    var patience = 5

    @Option(help: "How many parsers are fed at a time.")
    var jobs = 2

    @Option(help: "How many findings of one parser are looked for.")
    var most = 3

    @Option(help: "The folder in which inputs are kept that break something.")
    var findings = ".build/fuzz"

    @Flag(help: "List the parsers.")
    var list = false

    @Option(help: "Print the input of a number.")
    var show: Int?

    @Option(help: "Read one file in this process.")
    var input: String?

    @Flag(help: .hidden)
    var child = false

    @Option(help: .hidden)
    var first = 0

    @Option(help: .hidden)
    var scratch = ""

    func run() async throws {
        let all = FuzzedParser.all.filter { parser in parsers.isEmpty || parsers.contains { parser.name.hasPrefix($0) } }
        let chosen = all + FuzzedParser.broken.filter { parsers.contains($0.name) }
        if list {
            try StandardStreams.output(Array(chosen.map { "\($0.name)\n" }.joined().utf8))
        } else if let show {
            for parser in chosen { try StandardStreams.output(Mutator(parser).input(seed: seed, number: show)) }
        } else if child || input != nil {
            guard let parser = chosen.first(where: { $0.name == parsers.first }) else { throw ValidationError("name one parser") }
            try await read(parser)
        } else {
            guard !chosen.isEmpty else { throw ValidationError("there is no such parser; --list names them") }
            guard try await feed(chosen) else { throw ExitCode(1) }
        }
    }

    /// Reads inputs in this process.
    private func read(_ parser: FuzzedParser) async throws {
        let folder = scratch.isEmpty ? "\(Files.resolved(Files.temporaryFolder) ?? "/tmp")/fuzz-\(Files.randomWord())" : scratch
        if scratch.isEmpty { try Files.createFolder(folder, isDurable: false) }
        defer { if scratch.isEmpty { try? Files.removeTree(folder) } }
        let run = ChildRun(
            parser: parser, seed: seed, first: first, rounds: rounds, seconds: seconds, patience: patience, scratch: Scratch(folder: folder)
        )
        do {
            if let input { return try await run.read(Files.read(input)) }
            try StandardStreams.output(Array("\(try await run.perform())\n".utf8))
        } catch let violation as Violation {
            StandardStreams.error(Array("\(violation.description)\n".utf8))
            throw ExitCode(ChildRun.broken)
        }
    }

    /// Feeds parsers, some at a time; whether nothing was found.
    private func feed(_ chosen: [FuzzedParser]) async throws -> Bool {
        let run = ParentRun(seed: seed, rounds: rounds, seconds: seconds, patience: patience, folder: findings, most: most)
        return try await withThrowingTaskGroup(of: Bool.self) { group in
            var waiting = chosen[...]
            for parser in waiting.prefix(max(1, jobs)) { group.addTask { try await run.fuzz(parser) } }
            waiting = waiting.dropFirst(max(1, jobs))
            var isClean = true
            while let clean = try await group.next() {
                isClean = isClean && clean
                if let parser = waiting.popFirst() { group.addTask { try await run.fuzz(parser) } }
            }
            return isClean
        }
    }
}
