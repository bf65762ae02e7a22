import RKShared

extension FuzzedParser {
    /// Readers with a bug each, which the tests find by name: each ends at an exclamation mark. They are not among `all`.
    static let broken: [FuzzedParser] = [
        FuzzedParser("self-crash", seeds) { bytes in
            guard bytes.contains(UInt8(ascii: "!")) else { return }
            let none: [UInt8] = []
            _ = none[bytes.count]
        },
        FuzzedParser("self-hang", seeds) { bytes in
            while bytes.contains(UInt8(ascii: "!")) {}
        },
        FuzzedParser("self-memory", seeds) { bytes in
            guard bytes.contains(UInt8(ascii: "!")) else { return }
            let waste = [UInt8](repeating: 1, count: ChildRun.memory + (64 << 20))
            try Violation.unless(waste.last == 1, "")
        },
        FuzzedParser("self-rule", seeds) { bytes in
            try Violation.unless(!bytes.contains(UInt8(ascii: "!")), "a broken rule")
        },
    ]

    /// Inputs of which some have the mark.
    private static let seeds = Seeds(inputs: ["abc", "de!fghij", "klm"].map { Array($0.utf8) })
}
