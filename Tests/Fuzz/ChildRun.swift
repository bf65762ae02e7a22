import RKShared
import SystemPackage

/// The process that reads the inputs. It writes down which input it is at before it reads it, since it may not live to tell.
struct ChildRun {
    /// The parser.
    let parser: FuzzedParser
    /// What decides the inputs.
    let seed: UInt64
    /// The first input's number.
    let first: Int
    /// How many inputs; nil for as many as fit into the time.
    let rounds: Int?
    /// How long, in seconds.
    let seconds: Double
    /// The seconds of processor time for an input.
    let patience: Int
    /// Where it may write.
    let scratch: Scratch

    /// The exit status when a rule is broken.
    static let broken: Int32 = 3
    /// The most memory that an input may add, in bytes.
    static let memory = 384 << 20
    /// The most address space of the process.
    static let addressSpace = 3 << 30
    /// The file in the scratch folder that holds the number of the input.
    static let stateFile = "input-number"

    /// Reads inputs until there are enough; the number of the next one.
    func perform() async throws -> Int {
        ProcessLimits.boundMemory(to: Self.addressSpace)
        let mutator = Mutator(parser)
        let state = try FileDescriptor.open(
            FilePath("\(scratch.folder)/\(Self.stateFile)"), .writeOnly, options: [.create, .truncate],
            permissions: FilePermissions(rawValue: 0o666))
        let start = ContinuousClock.now
        var number = first
        while rounds.map({ number < $0 }) ?? (ContinuousClock.now - start < .seconds(seconds)) {
            _ = try state.writeAll(toAbsoluteOffset: 0, Array("\(number)\n".utf8))
            try await read(mutator.input(seed: seed, number: number))
            number += 1
        }
        return number
    }

    /// Reads one input within its limits.
    func read(_ input: [UInt8]) async throws {
        let before = ProcessLimits.peakMemory
        ProcessLimits.boundTime(to: patience)
        do { try await parser.check(input, scratch) } catch let fault as Fault { throw Violation("an unexpected fault: \(fault.message)") }
        ProcessLimits.boundTime(to: 0)
        let added = ProcessLimits.peakMemory - before
        try Violation.unless(added <= Self.memory, "too much memory: \(added >> 20) MiB for \(input.count) bytes")
    }
}
