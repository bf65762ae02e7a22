/// Something that reads untrusted bytes, and what must hold whatever they are.
struct FuzzedParser: Sendable {
    /// What its inputs are made of.
    struct Seeds: Sendable {
        /// The names of files of real repositories, as in `Cargo.toml`.
        var files: [String] = []
        /// The beginnings of paths below `Tests` of sources whose string literals are inputs.
        var sources: [String] = []
        /// More inputs.
        var inputs: [[UInt8]] = []
        /// What has a meaning in the format.
        var tokens: [String] = []
    }

    /// The name on the command line.
    let name: String
    /// What the inputs are made of.
    let seeds: Seeds
    /// Reads an input; throws a `Violation`, or does not come back when there is a bug.
    let check: @Sendable ([UInt8], Scratch) async throws -> Void

    /// A parser that needs no files.
    init(_ name: String, _ seeds: Seeds, check: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.init(name, seeds) { bytes, _ in try check(bytes) }
    }

    /// A parser.
    init(_ name: String, _ seeds: Seeds, checkIn: @escaping @Sendable ([UInt8], Scratch) async throws -> Void) {
        self.name = name
        self.seeds = seeds
        check = checkIn
    }

    /// All of them, in the order in which they are listed.
    static let all = texts + small + archives + documents + repositories + answers + checks
}

/// A rule that an input broke.
struct Violation: Error, CustomStringConvertible {
    /// Which one, and how.
    let description: String

    /// A violation of a rule.
    init(_ description: String) { self.description = description }

    /// Throws where a rule does not hold.
    static func unless(_ holds: Bool, _ rule: @autoclosure () -> String) throws {
        if !holds { throw Violation(rule()) }
    }
}

/// A number that depends on all bytes of an input: what decides in a check, so that an input is always checked in the same way.
func choice(_ bytes: [UInt8], of count: Int) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(hash >> 16) % max(count, 1)
}
