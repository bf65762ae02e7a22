import RKShared
import Support
import Testing

/// A short run of the program that `make fuzz` runs for longer: no damaged input crashes a parser, keeps it busy, fills the memory, or breaks a rule.
struct FuzzTests {
    /// How the parsers are shared out, so that the shares run beside each other.
    private static let shares: [(beginnings: String, rounds: Int)] = [
        ("toml json yaml xml properties go- cargo-lock", 300), ("gradle-", 300),
        ("requirement versions ranges commit metadata words license", 400),
        ("inflate gzip tar zip document configuration", 200), ("uv: pnpm: npm: yarn: go:", 60), ("cargo: maven: pub:", 60), ("gradle:", 60),
        ("npmrc cargo-credentials answers", 200),
    ]

    /// Equal inputs in each run.
    @Test(arguments: 0..<shares.count) func shortRun(_ share: Int) async throws {
        let sandbox = try await Sandbox()
        let (beginnings, rounds) = Self.shares[share]
        let run = try await sandbox.shell("fuzz \(beginnings) --rounds \(rounds) --jobs 1 --findings \"$PWD/findings\" 2>&1")
        #expect(run.succeeded, "\(run.text)")
    }

    /// No parser is left out.
    @Test func allAreShared() async throws {
        let sandbox = try await Sandbox()
        let all = try await sandbox.check("fuzz --list").text
        let named = try await sandbox.check("fuzz --list \(Self.shares.map(\.beginnings).joined(separator: " "))").text
        #expect(all == named && all.split(separator: "\n").count > 40)
    }

    /// A seed makes the same inputs again, another one makes others.
    @Test func seedsDecide() async throws {
        let sandbox = try await Sandbox()
        let runs = try await sandbox.check("for s in 5 5 6; do fuzz toml --show 41 --seed $s | cksum; done").text.split(separator: "\n")
        #expect(runs[0] == runs[1] && runs[0] != runs[2])
    }

    /// What ends a reader is reported with its number, kept, made smaller, and found again.
    @Test(arguments: [("crash", "ended with 1"), ("hang", "took too much time"), ("memory", "too much memory"), ("rule", "a broken rule")])
    func reports(_ kind: String, _ outcome: String) async throws {
        let sandbox = try await Sandbox()
        let run = try await sandbox.shell("fuzz self-\(kind) --rounds 40 --patience 1 --most 1 --findings \"$PWD/found\" 2>&1")
        #expect(run.status == 1 && run.text.contains(outcome) && run.text.contains("1 FOUND"), "\(run.text)")
        let kept = Files.names(in: "\(sandbox.folder)/found").sorted()
        #expect(kept.count == 2 && kept.last?.hasSuffix(".small") == true, "\(kept)")
        let small = try Files.read("\(sandbox.folder)/found/\(kept.last ?? "")")
        #expect(small == Array("!".utf8), "\(String(decoding: small, as: UTF8.self))")
        #expect(try await !sandbox.shell("fuzz self-\(kind) --patience 1 --input found/*.small").succeeded)
    }
}
