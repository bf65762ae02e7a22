public import ArgumentParser

/// The root of a command line: a program itself, or the container of several.
public protocol Tool: AsyncParsableCommand {}

/// A program of the toolkit: what it does with its input, and how it ends.
public protocol Program: Tool {
    /// The options that every program takes.
    var common: CommonOptions { get }
    /// Does the work; `output` is written to stdout once, after it returned.
    /// - Throws: a `Fault`: nothing is written to stdout then.
    func perform(_ invocation: Invocation, output: inout [UInt8]) async throws -> ExitStatus
}

/// A program that reads the document on stdin and writes it on stdout with its own section.
public protocol Filter: Program {
    /// The stage's name, as the document's `stages` has it.
    static var stage: String { get }
    /// Adds the stage's section; findings are reported into the document.
    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus
    /// What goes to stdout: the document, unless a view of it was asked for.
    func render(_ document: Document) throws -> [UInt8]
}

extension Filter {
    /// The document itself.
    public func render(_ document: Document) -> [UInt8] { document.bytes }

    /// Reads, transforms, shows the findings of this stage, writes.
    public func perform(_ invocation: Invocation, output: inout [UInt8]) async throws -> ExitStatus {
        var document = try Document(parsing: try StandardStreams.input(for: Self.stage))
        document.begin(stage: Self.stage)
        let status = try await transform(&document, invocation)
        invocation.console.show(document.diagnostics.filter { $0.stage == Self.stage })
        output = try render(document)
        return status
    }
}
