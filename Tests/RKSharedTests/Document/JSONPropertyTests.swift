import Support
import Testing

@testable import RKShared

/// Properties of the JSON value, over random values and damaged texts.
struct JSONPropertyTests {
    /// What is printed reads back as the same value, in both forms, and prints as the same bytes again.
    @Test func printedValuesReadBack() throws {
        var source = RandomJSON(seed: 1)
        for _ in 0..<500 {
            let value = source.value(depth: 5)
            let bytes = value.documentBytes
            #expect(try JSON(parsing: bytes) == value)
            #expect(try JSON(parsing: Array(value.line.utf8)) == value)
            #expect(try JSON(parsing: bytes).documentBytes == bytes)
        }
    }

    /// A text that is cut off anywhere is refused; one with a changed byte is refused, or read as a value that round-trips.
    @Test func damagedTextsAreHarmless() throws {
        var source = RandomJSON(seed: 2)
        for _ in 0..<200 {
            let bytes = Array(JSON.object(source.object(depth: 4)).line.utf8)
            #expect(throws: SyntaxFault.self) { try JSON(parsing: Array(bytes.prefix(source.number(below: bytes.count)))) }
            var damaged = bytes
            damaged[source.number(below: bytes.count)] = UInt8(source.number(below: 256))
            guard let value = try? JSON(parsing: damaged) else { continue }
            #expect(try JSON(parsing: value.documentBytes) == value)
        }
    }

    /// The order of an object's members in the text does not matter, and their keys are printed in the order of their bytes.
    @Test func memberOrder() throws {
        var source = RandomJSON(seed: 3)
        for _ in 0..<200 {
            let object = source.object(depth: 2)
            let texts = object.members.map { "\(JSON.string($0.key).line):\($0.value.line)" }
            let shuffled = "{\(texts.shuffled(using: &source.generator).joined(separator: ","))}"
            #expect(try JSON(parsing: Array(shuffled.utf8)) == .object(object))
            let keys = object.members.map { Array($0.key.utf8) }
            #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
        }
    }
}

/// Makes JSON values from a seed.
struct RandomJSON {
    /// A small generator that gives the same numbers everywhere (SeededGenerator64).
    struct Generator: RandomNumberGenerator {
        /// What the next number is made from.
        var state: UInt64

        /// The next 64 bits.
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// Where the numbers come from.
    var generator: Generator

    /// A source of its own numbers.
    init(seed: UInt64) { generator = Generator(state: seed) }

    /// A number from 0 up to a bound.
    mutating func number(below bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &generator) }

    /// A value that is nested at most so deep.
    mutating func value(depth: Int) -> JSON {
        switch number(below: depth > 0 ? 7 : 4) {
        case 0: .null
        case 1: .bool(number(below: 2) == 0)
        case 2: .number(numeral())
        case 3: .string(text())
        case 4, 5: .object(object(depth: depth - 1))
        default: .array((0..<number(below: 5)).map { _ in value(depth: depth - 1) })
        }
    }

    /// An object whose values are nested at most so deep.
    mutating func object(depth: Int) -> JSONObject {
        var object = JSONObject()
        for _ in 0..<number(below: 6) { object[text()] = value(depth: depth) }
        return object
    }

    /// A number as JSON spells one, often of more digits than any machine type has.
    private mutating func numeral() -> String {
        let digits = (0..<number(below: 30)).map { _ in String(number(below: 10)) }.joined()
        let sign = ["", "-"][number(below: 2)]
        return sign + String(1 + number(below: 9)) + digits + ["", ".50", "e+07", "E-3", ".0e9"][number(below: 5)]
    }

    /// A text of a few characters, awkward ones among them.
    private mutating func text() -> String {
        let pieces = [
            "a", "B", "7", "\"", "\\", "/", "\n", "\t", "\u{0}", "\u{1F}", "\u{7F}", "é", "e\u{301}", "\u{2028}", "😀", "\u{10FFFF}",
        ]
        return (0..<number(below: 8)).map { _ in pieces[number(below: pieces.count)] }.joined()
    }
}
